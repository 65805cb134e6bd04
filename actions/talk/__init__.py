"""Answers about the conversation itself."""
