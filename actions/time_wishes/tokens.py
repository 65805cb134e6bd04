"""From a text to the canonical tokens that the rules are written in."""

from collections.abc import Iterator

from actions.time_wishes.normalise import raw_tokens
from actions.time_wishes.spelling import tokens_of
from actions.time_wishes.words import word_set

_TENS = frozenset({"20", "30", "40", "50"})
_LOWER_UNITS = frozenset(str(number) for number in range(1, 10)) | {"en", "ett"}
_ABBREVIATIONS = word_set(
    """
    mån tis ons tor tors fre lör sön jan feb febr mar apr jun jul aug sept sep okt nov dec kl v
    d ca nr  må ti on to fr lö sö tel st ev t bl obs
    """
)


def canonical_tokens(text: str, year: int) -> list[str]:
    """The tokens of a text, ended by a full stop. `year` is the present one."""
    return [*_merged(list(_without_dots(raw_tokens(text, year)))), "."]


def _without_dots(raw: list[str]) -> Iterator[str]:
    """The tokens without the full stops that only end an abbreviation."""
    for index, mark in enumerate(raw):
        before = raw[index - 1] if index else ""
        after = raw[index + 1] if index + 1 < len(raw) else ""
        if mark == "." and after and (before in _ABBREVIATIONS or _is_dated(before, after)):
            continue
        yield mark


def _is_dated(before: str, after: str) -> bool:
    """25. november."""
    return before.isdigit() and (tokens_of(after) or "").startswith("M")


def _merged(raw: list[str]) -> Iterator[str]:
    """The canonical tokens, with "tjugo fem" and "tjugo femte" made one number."""
    index = 0
    while index < len(raw):
        token = raw[index]
        known = token if not token.isalpha() else tokens_of(token)
        follows = raw[index + 1] if index + 1 < len(raw) else ""
        if known in _TENS and token.isalpha() and follows.isalpha():
            unit = tokens_of(follows) or follows
            number = _sum(int(known), unit)
            if number:
                yield number
                index += 2
                continue
        yield from (known or token).split()
        index += 1


def _sum(tens: int, unit: str) -> str | None:
    if unit in _LOWER_UNITS:
        return str(tens + (1 if unit in {"en", "ett"} else int(unit)))
    if unit[0] == "O" and unit[1:] in _LOWER_UNITS:
        return f"O{tens + int(unit[1:])}"
    return None
