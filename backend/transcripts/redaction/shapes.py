"""What the endings of a word that no list holds say of it; all take lower case."""

from __future__ import annotations

import re
from typing import Final

from backend.transcripts.redaction.lexicon import LEXICON

_SURNAME: Final = re.compile(
    r"[a-zåäö]{2,}(?:sson|qvist|kvist|ström|gren|stedt|hjelm|hielm|löf|elius|enius|crantz|svärd"
    r"|rooth|skiöld|sköld|skjöld|feldt|ovic|evic|owski|owska|ewski|ewska|idze|shvili|oglu|zadeh|nejad)"
)
_CAPITAL_SURNAME: Final = re.compile(
    r"[a-zåäö]{2,}(?:berg|lund|man|dahl|dal|holm|strand|mark|lin|ell|ius|fors|bäck|hammar|sten|rup"
    r"|blad|ander|ic|ski|ska|ova|ov|ev|eva|enko|ez|es|pour|yan)|[a-zåäö]{2,8}nen"
)
_SWEDISH: Final = re.compile(r"[a-zåäöéèà'’-]*")
_DEFINITE: Final = frozenset(
    ("armén", "entrén", "allén", "turnén", "kommittén", "orkidén", "livrén")
)
# Verbs, definite forms and compounds.
_WORD: Final = re.compile(
    r"[a-zåäö]{2,}(?:ade|ande|ende|ning|het|ligt|lig|liga|isk|iska|iskt|sam|tid|tider|prov|svar"
    r"|remiss|terapi|skopi|grafi|röntgen|medicin|tabletter|tion|log|logen|ist|isten|kirurg|man"
    r"|mannen)"
    r"|[a-zåäö]{3,}(?:en|et|er|ar|or|na|nas|ens|ets|ad|at|it|ts|ds|vs|rs|ks|ps|tt|är|ör|ig|igt|are"
    r"|ell|ellt|ska|skor)"
    r"|[a-zåäö]{4,}an"
)
_PLACE: Final = re.compile(
    r"[a-zåäö]+(?:gatan|vägen|parken|torget|gränd|stigen|centrum|huset|gården|skolan|kyrkan|bron"
    r"|stationen|hamnen|holmen|köping|stad|hult|näs|vik|botten|land|bygden|styrelsen|myndigheten"
    r"|verket|kassan|nämnden|förvaltningen|bolaget|kontoret|teamet|gruppen|enheten|kommun|kommunen"
    r"|sjukhus|sjukhuset|vård|vården|mottagningen|mottagning|kliniken|klinik|avdelningen|centralen"
    r"|läkaren|mannen|skötaren|planen|operationen|undersökningen|tiden|remissen|provet|svaret"
    r"|byrån|husen|backen|hemmet|hemmen|rehab|sköterska|sköterskan|läkare|syndrom|sjukdom)"
)


def stem(key: str) -> str:
    """A word without a genitive's s."""
    return key[:-1] if len(key) > 3 and key[-1] == "s" else key


def is_surname(key: str) -> bool:
    """Whether a word is built as Swedish and other surnames are, and nothing else is."""
    return _SURNAME.fullmatch(key) is not None or _SURNAME.fullmatch(stem(key)) is not None


def is_surname_by_accent(word: str) -> bool:
    """Whether a word ends as Fridén does, and is no `entrén`."""
    return len(word) > 4 and word.lower().endswith("én") and word.lower() not in _DEFINITE


def is_surname_with_capital(key: str) -> bool:
    """Whether a word that has a capital is built as surnames are."""
    return _CAPITAL_SURNAME.fullmatch(key) is not None or is_surname(key)


def is_foreign(word: str) -> bool:
    """Whether a word has letters that Swedish words have not."""
    return _SWEDISH.fullmatch(word.lower()) is None


def is_wordlike(key: str) -> bool:
    """Whether a word is built as ordinary words are."""
    return _WORD.fullmatch(key) is not None


def is_other(key: str) -> bool:
    """Whether a word that has a capital is a place, a thing or a day."""
    listed = any(each in LEXICON.places or each in LEXICON.things for each in (key, stem(key)))
    return listed or key in LEXICON.calendar


def is_unknown(key: str) -> bool:
    """Whether nothing is known of a word, neither by list nor by its building."""
    return not (key in LEXICON.words or is_other(key) or is_wordlike(key) or _PLACE.fullmatch(key))


def may_be_name(key: str) -> bool:
    """Whether a word of no list of names may still be one, if enough around it says so."""
    if key in LEXICON.words or len(key) < 2 or is_other(key):
        return False
    return _PLACE.fullmatch(key) is None
