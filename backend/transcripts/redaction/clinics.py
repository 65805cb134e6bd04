"""Names of clinics, hospitals and regions, which stay although they look like a person's."""

from __future__ import annotations

import re
from typing import Final

from backend.transcripts.redaction.frames import is_doing
from backend.transcripts.redaction.lexicon import LEXICON, context
from backend.transcripts.redaction.tokens import Token

_AFTER: Final = re.compile(
    r"(?:[a-zåäö]*sjukhus(?:et)?|[a-zåäö]*sjukhem(?:met)?|vårdcentral|hälsocentral|lasarett(?:et)?|[a-zåäö]*klinik|[a-zåäö]*mottagning"
    r"|läkarhus|husläkar[a-zåäö]*|läkargrupp|läkarmottagning|rehab|apotek|bvc|mvc|centrum|kyrka|skola"
    r"|universitets[a-zåäö]*|hospice|geriatrik|folktandvård|tandvård|familjeläkare|närsjukhus|torg|station)"
)
_DEFINITE: Final = re.compile(r"[a-zåäö]*(?:kliniken|mottagningen|avdelningen|enheten|institutet)")
_OWNED: Final = re.compile(r"[a-zåäö]*(?:mottagning|klinik|rehab|läkare)")
_BEFORE: Final = re.compile(
    r"(?:vårdcentral(?:en)?|hälsocentral(?:en)?|lasarettet|sjukhuset|bvc|mvc|husläkarna|läkarhuset|region"
    r"|capio|aleris|praktikertjänst|folktandvården|närhälsan|kommun|landstinget|distriktssköterskemottagningen"
    r"|diakoni|achima|meliva|apoteket)"
)
_SAINTS: Final = context("saints")
_SMALL: Final = context("no clinic")
_LONGEST: Final = 3


def clinic_words(found: list[Token]) -> set[int]:
    """The places of the tokens that belong to the name of a clinic or a region."""
    kept: set[int] = set()
    for place, token in enumerate(found):
        if token.key in _SAINTS:
            kept.update((place, place + 1))
        elif place and _AFTER.fullmatch(token.key) and token.gap == " ":
            kept.update(_name_before(found, place))
        elif place and _DEFINITE.fullmatch(token.key) and found[place - 1].key.endswith("ska"):
            kept.add(place - 1)
        elif _BEFORE.fullmatch(token.key):
            kept.update(_name_after(found, place))
    return kept


def _name_before(found: list[Token], place: int) -> range:
    """The words of `Astrid Lindgrens barnsjukhus` before its last."""
    first = place
    while first and place - first < _LONGEST and _is_part(found[first - 1]):
        first -= 1
        if found[first].gap != " ":
            break
    owned = (
        first == place - 1 and found[first].key.endswith("s") and _OWNED.fullmatch(found[place].key)
    )
    return range(place, place) if owned else range(first, place)


def _is_part(token: Token) -> bool:
    if token.marker or token.key in _SMALL:
        return False
    return token.word[0].isupper() or token.key not in LEXICON.words


def _name_after(found: list[Token], place: int) -> range:
    """The words of `vårdcentralen Gripen` after its first, unless somebody there does something."""
    upto = place + 1
    while upto < len(found) and upto - place <= 2 and _is_written_on(found[upto]):
        upto += 1
    if upto == place + 1 and upto < len(found) and found[upto].gap == " ":
        upto += 1
    return range(place, place) if is_doing(found, upto - 1) else range(place + 1, upto)


def _is_written_on(token: Token) -> bool:
    return token.gap == " " and token.word[0].isupper()
