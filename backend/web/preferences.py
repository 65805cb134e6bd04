"""What a reader has chosen in this browser: the size of the text."""

from __future__ import annotations

from collections.abc import Mapping

TEXT_COOKIE = "text"
NORMAL = "normal"
TEXT_SIZES = (NORMAL, "large", "larger")
KEPT_SECONDS = 365 * 24 * 3600


def text_size_of(cookies: Mapping[str, str]) -> str:
    """The size of the text in this browser; normal until another was chosen."""
    chosen = cookies.get(TEXT_COOKIE, NORMAL)
    return chosen if chosen in TEXT_SIZES else NORMAL
