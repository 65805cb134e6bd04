"""A yes to a question that stands, whatever the classifier took it for."""

from __future__ import annotations

import re

from actions.time_wishes import Status, matches, parse_wish
from actions.times.errand import Errand, ErrandKind
from actions.turn import Turn

_YES = re.compile(
    r"\W*(?:ja(?:d[åa]|mensan?|v[äa]l|visst)?|jajam[äe]n\w*|japp|jo(?:d[åa])?|okej|ok|visst|absolut"
    r"|g[äa]rna)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\?|\b(?:men|fast|inte|ej|nej|n[äa]|v[äa]nta|f[öo]rst|innan|eller|om|ann(?:an|at)|andra"
    r"|hellre|ist[äa]llet|n[äa]r|vart?|vem|vad|hur|vilke[nt]|vilka|varf[öo]r|kan|ring(?:a|er)?|forts[äa]tt\w*)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!;\n]+")
_NO = ("deny", "stop")
_MOST_WORDS = 8


def says_yes(turn: Turn) -> bool:
    """Whether a sentence of a text begins with yes, and the text neither asks nor takes back."""
    if turn.intent in _NO or turn.carried or asks_more(turn):
        return False
    sentences = (part for part in _SENTENCE.split(turn.text) if len(part.split()) <= _MOST_WORDS)
    return any(_YES.match(sentence) for sentence in sentences)


def asks_more(turn: Turn) -> bool:
    """Whether a text asks something, or says anything but yes."""
    return bool(_MORE.search(turn.text))


def says_yes_to(turn: Turn, errand: Errand) -> bool:
    """Whether it is a yes to what the errand asks: to cancel, or to just the time that is held."""
    if not says_yes(turn):
        return False
    if errand.kind is ErrandKind.CANCEL:
        return True
    if turn.intent == "cancel":
        return False
    wish = parse_wish(turn.text, turn.now)
    if wish.status is Status.NOTHING_SAID:
        return True
    return wish.understood and any(matches(wish, one.start) for one in errand.offers)
