"""Telephone numbers in a text, found so that they can be rung: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SHORT = re.compile(r"(?<![\d-])(112|1177|90101|113 13)(?![\d-]|\.se)")


@dataclass(frozen=True)
class Part:
    """A piece of a text; `number` is set where it is a telephone number."""

    text: str
    number: str | None = None


def telephone(number: str) -> str:
    """The number for a `tel:` link: digits and a leading plus."""
    return re.sub(r"[^\d+]", "", number)


def parts(text: str, numbers: Iterable[str] = ()) -> list[Part]:
    """The text in pieces, the `numbers` in it and the well-known short ones apart."""
    known = [re.escape(number) for number in sorted(set(numbers), key=len, reverse=True)]
    pattern = re.compile("|".join([*known, _SHORT.pattern])) if known else _SHORT
    found, at = [], 0
    for match in pattern.finditer(text):
        if match.start() > at:
            found.append(Part(text[at : match.start()]))
        found.append(Part(match.group(), telephone(match.group())))
        at = match.end()
    if at < len(text):
        found.append(Part(text[at:]))
    return found
