"""The application for an ASGI server: `uvicorn backend.asgi:app`."""

from __future__ import annotations

from backend.app import create_app

app = create_app()
