"""Transcripts: what was said, redacted, for staff to review."""
