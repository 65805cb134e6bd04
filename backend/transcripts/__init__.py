"""Conversations as staff review them: projected, redacted, searched, corrected and purged."""
