"""Answers about the plan: what, when, where, who, and what to do before."""
