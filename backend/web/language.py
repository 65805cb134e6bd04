"""Swedish, and English for the interface: catalogues by Babel, the choice in a cookie.

Swedish is the language that the pages are written in; `locale/` holds the other's catalogue. What
records and the assistant say stays Swedish, marked so with `lang`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).parent / "locale"
COOKIE = "language"
SWEDISH = "sv"
LANGUAGES = {SWEDISH: "Svenska", "en": "English"}


def language_of(cookies: Mapping[str, str]) -> str:
    """The language that was chosen in this browser; Swedish until then."""
    chosen = cookies.get(COOKIE, SWEDISH)
    return chosen if chosen in LANGUAGES else SWEDISH


@cache
def translations(language: str) -> NullTranslations:
    """The compiled catalogue of a language; for Swedish the texts as they are written."""
    if language == SWEDISH:
        return NullTranslations()
    return Translations.load(str(FOLDER), [language])
