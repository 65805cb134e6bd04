"""Refuses what another site makes a patient's browser send.

A browser says where a request comes from: `Sec-Fetch-Site`, or `Origin` in older ones. What says
nothing is no browser's form; it must be JSON, which no other site's page can send unasked.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.errors import NotAllowed

_SAFE = ("GET", "HEAD", "OPTIONS")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")


class CrossSite(NotAllowed):
    """The request was made by another site's page."""

    code, title = "cross_site", "The request comes from another site"


class SameOrigin:
    """Lets unsafe methods pass only from our own pages, or from what is no browser."""

    def __init__(self, app: ASGIApp, *, public_url: str | None) -> None:
        self._app = app
        self._public = urlsplit(public_url).netloc if public_url else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request."""
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            headers = Headers(scope=scope)
            if not self._ours(headers):
                response = CrossSite("Sidan fick inte skicka det här. Ladda om den.").response()
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _ours(self, headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site in ("same-origin", "none")
        if origin is not None:
            return urlsplit(origin).netloc == (self._public or headers.get("host"))
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        return kind not in _FORMS
