"""The application for an ASGI server: `uvicorn backend.asgi:app`."""

from __future__ import annotations

import sys

from backend.app import create_app
from backend.observability import logs, tracing

# A turn comes back to the event loop some ten times. Each time it would wait up to 5 ms, Python's
# default, for a thread that makes transcripts.
sys.setswitchinterval(0.0005)
logs.configure("backend")
tracing.configure("backend")
app = create_app()
