"""A correction: "nej, jag menade ögonläkaren"."""

from __future__ import annotations

import re

from actions.linking import LinkKind, Target
from actions.plan.about import linked_to
from actions.turn import Turn

_MEANT = re.compile(
    r"\b(?:mena(?:de|r|t)?|syfta(?:de|r|t)?|tänk(?:te|er) på|avsåg|avser|g[äa]ll(?:er|de))\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:nej|n[äe]+|nä+|nix|fel|oj|förlåt|ursäkta)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:inte|int|ej|inga?|inget|aldrig)\b", re.IGNORECASE)
_INTENTS = ("deny", "nlu_fallback", "out_of_scope", "repeat", "stop")


def corrects(turn: Turn, target: Target = Target.ANYTHING) -> bool:
    """Whether the text does nothing but name what was meant instead."""
    if turn.carried or turn.intent not in _INTENTS:
        return False
    plain_no = _NO.search(turn.text) and not _NOT.search(turn.text)
    if not (plain_no or _MEANT.search(turn.text)):
        return False
    return linked_to(turn, target).kind in (LinkKind.ONE, LinkKind.SEVERAL)
