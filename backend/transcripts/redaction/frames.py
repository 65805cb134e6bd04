"""What the words around a word say: that it is a name, that it may be one, or nothing."""

from __future__ import annotations

import re
from typing import Final

from backend.transcripts.redaction.lexicon import context
from backend.transcripts.redaction.tokens import Token

# Nothing is said; a capital is enough; a known name is enough; anything but a word is a name.
NONE, LEANING, SURE, NAMED = range(4)

_OWNERS: Final = context("owners")
_RELATIVES: Final = context("relatives")
_LOOSE_RELATIVES: Final = context("loose relatives")
_TITLES: Final = context("titles")
_NAMING: Final = context("naming")
_INTRODUCING: Final = context("introducing")
_LEANING_WORDS: Final = context("leaning")
_DOING: Final = context("doing")
_GREETINGS: Final = context("greetings")
_STATES: Final = context("states")
_SIGNING: Final = context("signing")

_NAMING_PAIRS: Final = frozenset((
    ("namn", "är"), ("namnet", "är"), ("name", "is"), ("namn", "e"), ("ombud", "är"),
    ("tolk", "är"), ("pratade", "med"), ("prata", "med"), ("pratat", "med"), ("pratar", "med"),
    ("talade", "med"), ("tala", "med"), ("talat", "med"), ("snackade", "med"), ("gift", "med"),
    ("vårdnadshavare", "till"), ("mamma", "till"), ("pappa", "till"), ("mor", "till"),
    ("far", "till"), ("dotter", "till"), ("son", "till"), ("bokad", "av"), ("skrevs", "av"),
    ("skriven", "av"), ("skrivet", "av"), ("bytte", "från"), ("bytt", "från"), ("byta", "från"),
    ("så", "mycket"), ("heter", "hon"), ("heter", "han"), ("heter", "du"), ("brev", "från"),
    ("brevet", "från"), ("samtal", "från"), ("samtalet", "från"), ("hälsning", "från"),
))  # fmt: skip
_SAYING_PAIRS: Final = frozenset((
    ("vem", "är"), ("jag", "är"), ("ja", "är"), ("ja", "e"), ("jag", "e"), ("det", "är"),
    ("det", "e"), ("de", "e"), ("det", "var"), ("de", "va"), ("det", "va"), ("här", "är"),
    ("detta", "är"), ("är", "jag"), ("e", "jag"), ("i", "am"), ("som", "heter"),
))  # fmt: skip
_TITLE: Final = re.compile(
    r"[a-zåäö]+(?:läkaren?|sköterskan?|terapeut(?:en)?|psykolog(?:en)?|kuratorn?|sekreteraren?|chef(?:en)?"
    r"|koordinatorn?|handläggaren?|samordnaren?|kirurg(?:en)?|administratör(?:en)?)"
)
_GAPS: Final = frozenset((" ", ": ", ", ", ":"))
_SLASH: Final = re.compile(r"(?:^|[\s.!?])/{1,2}\s?$")
_LAST_WORDS: Final = 3


def is_doing(found: list[Token], place: int) -> bool:
    """Whether the next word is what a person does."""
    later = place + 1
    return later < len(found) and found[later].gap == " " and found[later].key in _DOING


def is_acting(found: list[Token], place: int) -> bool:
    """Whether a clause ends with this word, or goes on with what it does or is."""
    if ends(found, place) or is_doing(found, place):
        return True
    return found[place + 1].key in ("har", "är", "och", "e", "blir")


def ends(found: list[Token], place: int) -> bool:
    """Whether a clause ends with this word."""
    later = place + 1
    return later == len(found) or found[later].gap != " "


def is_introduced(found: list[Token], place: int) -> bool:
    """Whether somebody says their name here: `heter my`."""
    return place > 0 and found[place - 1].key in _INTRODUCING


def is_titled(found: list[Token], place: int) -> bool:
    """Whether a title stands before: `doktor ek`."""
    return place > 0 and found[place].gap in (" ", ". ") and is_title(found[place - 1].key)


def is_label(key: str) -> bool:
    """Whether a word says what somebody is, not who."""
    return is_title(key) or key in _RELATIVES


def is_title(key: str) -> bool:
    """Whether a word says what somebody's work in care is."""
    return key in _TITLES or _TITLE.fullmatch(key) is not None


def signs_first(found: list[Token], place: int) -> bool:
    """Whether a word comes right after a greeting or a slash at the end."""
    return signs(found, place) and (
        place == 0 or found[place].gap != " " or (found[place - 1].key in _SIGNING)
    )


def signs(found: list[Token], place: int) -> bool:
    """Whether a word stands where people sign: last, after a greeting or a slash."""
    left = len(found) - place
    if left > _LAST_WORDS:
        return False
    if left < _LAST_WORDS and _SLASH.search(found[place].gap):
        return True
    before = found[max(0, place - _LAST_WORDS) : place]
    lines = any("\n" in token.gap for token in found[max(0, place - 2) : place + 1])
    return any(token.key in _SIGNING or (lines and token.key == "vänligen") for token in before)


def frame(found: list[Token], place: int) -> int:
    """How much the words before and after say: NONE, LEANING, SURE or NAMED."""
    if signs(found, place) or _says_own_name(found, place):
        return NAMED
    token = found[place]
    if place == 0 or found[place - 1].marker:
        return NONE
    if token.gap not in _GAPS and not (token.gap == ". " and found[place - 1].key == "dr"):
        return NONE
    last = found[place - 1].key
    if last in _GREETINGS and token.gap == " " and ends(found, place):
        return NAMED if last in _NAMING else SURE
    if last == "är" and not ends(found, place) and found[place + 1].key in _STATES:
        return NAMED
    owner = found[place - 2].key if place > 1 else ""
    if last in _NAMING or (owner, last) in _NAMING_PAIRS or is_title(last):
        return NAMED
    if (owner, last) == ("man", "är") and place > 2 and found[place - 3].key == "god":
        return NAMED
    if (owner, last) in _SAYING_PAIRS:
        return _after_saying(found, place, owner)
    if last in _RELATIVES:
        return _after_relative(owner, last)
    return LEANING if last in _LEANING_WORDS and token.gap == " " else NONE


def _says_own_name(found: list[Token], place: int) -> bool:
    """`torkel här`, `thuy heter jag`."""
    later = found[place + 1 : place + 3]
    if not later or later[0].gap != " ":
        return False
    if later[0].key == "heter":
        return len(later) == 1 or later[1].key in ("jag", "ja", "min")
    greeted = place == 0 or found[place].gap != " " or found[place - 1].key in _GREETINGS
    begins = greeted or found[place - 1].key == "det"
    return begins and later[0].key == "här"


def _after_saying(found: list[Token], place: int, asked: str) -> int:
    """`det är X som`, `vem är X?` name anything; `jag är X` only what may be a name."""
    if ends(found, place):
        return NAMED if asked == "vem" else SURE
    goes_on = asked != "vem" and found[place + 1].key in ("som", "här")
    return NAMED if goes_on else SURE


def _after_relative(owner: str, relative: str) -> int:
    """What `min man` and `barn` make of the next word: `man` alone is anybody."""
    if owner in _OWNERS or owner.endswith("s"):
        return NAMED
    if relative in ("man", "far", "barn") and owner != "god":
        return NONE
    return SURE if relative in _LOOSE_RELATIVES else NAMED
