"""Puts a greeting, a story or a thank-you around a text, as people do."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable
from typing import NamedTuple

_ALONE = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "stop",
        "repeat",
        "help",
        "complain",
        "choose_option",
        "give_time_wish",
        "ask_more_options",
    ]
)
"""Short answers, and what a greeting or a story would make into something else."""

_BEFORE = (0, 1, 1, 1, 2, 2, 3)
"""How many phrases may stand before, each as likely as it is often here."""
_CLOSED = 0.4
_UNPUNCTUATED = 0.15
_LOWERED = 0.3
_MARKS = str.maketrans("", "", ".,!:")


class Surroundings(NamedTuple):
    """Phrases that may stand before and after what is asked."""

    before: list[str]
    after: list[str]


def surrounded(
    examples: Iterable[tuple[str, str]], around: Surroundings, share: float
) -> list[tuple[str, str]]:
    """A `share` of the labelled texts with something around them; chosen by the text alone."""
    found = []
    for text, intent in examples:
        # The draw must neither follow the order of the examples nor the process.
        draw = random.Random(zlib.crc32(text.encode()))  # noqa: S311
        if intent not in _ALONE and draw.random() < share:
            found.append((_surrounded(text, around, draw), intent))
    return found


def _surrounded(text: str, around: Surroundings, draw: random.Random) -> str:
    before = [draw.choice(around.before) for _ in range(draw.choice(_BEFORE))]
    closed = not before or draw.random() < _CLOSED
    made = " ".join([*before, text, *([draw.choice(around.after)] if closed else [])])
    typed = draw.random()
    if typed < _UNPUNCTUATED:
        made = made.translate(_MARKS)
    return made.lower() if typed < _LOWERED else made
