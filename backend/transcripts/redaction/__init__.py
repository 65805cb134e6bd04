"""Redaction of turns before they are stored or indexed: pure, and the same on every run."""

from backend.transcripts.redaction.known import KnownPerson, Relative
from backend.transcripts.redaction.redactor import Redactor
from backend.transcripts.redaction.spans import Kind, Redacted, Span

__all__ = ["Kind", "KnownPerson", "Redacted", "Redactor", "Relative", "Span"]
