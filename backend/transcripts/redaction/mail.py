"""Mail addresses, also with the sign in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from backend.transcripts.redaction.spans import Kind, Span

_SIGN: Final = (
    r"(?:\s?@\s?|\s?[(\[{]\s?(?:at|a|snabel-?a|@)\s?[)\]}]\s?"
    r"|\s(?:snabel[\s-]?a|kanelbulle|alfaslang|at)\s)"
)
_DOT: Final = r"(?:\.|\s\.\s|\s?[(\[](?:dot|punkt)[)\]]\s?|\s(?:dot|punkt)\s)"
_END: Final = "[a-zåäö]{2,12}"
_HOST: Final = rf"[a-zåäö0-9-]+(?:{_DOT}[a-zåäö0-9-]+)*"
_NAME: Final = r"[\w.+\-']+(?:\s(?:punkt|dot|streck|bindestreck|understreck)\s[\w.+\-']+)*"
_MAIL: Final = re.compile(rf"(?<![\w.+\-]){_NAME}{_SIGN}{_HOST}{_DOT}{_END}(?![\w@])")
_HINT: Final = re.compile(r"@|snabel|kanelbulle|alfaslang|\bat\b|[(\[{]\s?a\s?[)\]}]")


def mails(lower: str) -> Iterator[Span]:
    """Every mail address; `lower` is the normal text in lower case."""
    if _HINT.search(lower):
        for match in _MAIL.finditer(lower):
            yield Span(Kind.MAIL, *match.span())
