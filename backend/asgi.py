"""The application for an ASGI server: `uvicorn backend.asgi:app`."""

from __future__ import annotations

from backend.app import create_app
from backend.observability import logs, tracing

logs.configure("backend")
tracing.configure("backend")
app = create_app()
