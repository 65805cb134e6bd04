"""Names of people: from lists where they are names only, from what stands around them otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from backend.transcripts.redaction import frames
from backend.transcripts.redaction.clinics import clinic_words
from backend.transcripts.redaction.lexicon import LEXICON, context
from backend.transcripts.redaction.shapes import (
    is_foreign,
    is_other,
    is_surname,
    is_surname_by_accent,
    is_surname_with_capital,
    is_unknown,
    is_wordlike,
    may_be_name,
    stem,
)
from backend.transcripts.redaction.spans import Kind, Span, Stretches
from backend.transcripts.redaction.tokens import Token, tokens

_NEVER_LOWER: Final = context("never lower")
_NEEDS_DOING: Final = context("needs doing")
_COMMON_WORDS: Final = context("common words")
_PARTICLES: Final = context("particles")
_TIGHT: Final = frozenset((" ", "-", " - "))
_SHORT: Final = 4


def names(text: str, taken: Stretches) -> Iterator[Span]:
    """Every name in a normal text; `taken` are the stretches that are something else already."""
    found = tokens(text)
    kept = clinic_words(found)
    free = [
        not token.marker and place not in kept and taken.free(token.start, token.end)
        for place, token in enumerate(found)
    ]
    is_name = [each and _is_name(found, place) for place, each in enumerate(free)]
    if len(found) == 1 and free[0] and found[0].capital:
        is_name[0] = is_name[0] or is_surname_with_capital(found[0].key)
    _pair(found, free, is_name)
    _extend(found, free, is_name)
    for place, token in enumerate(found):
        if is_name[place]:
            yield Span(Kind.NAME, token.start, token.end - _genitive(token))


def _is_name(found: list[Token], place: int) -> bool:
    token = found[place]
    key = token.key
    frame = frames.frame(found, place)
    if key in LEXICON.calendar:
        return key in LEXICON.weak_given and _is_person_of_calendar(found, place, frame)
    if frame < frames.SURE and _is_shortened(token):
        return False
    if _is_listed(key):
        return True
    if key in LEXICON.far:
        return token.word[0].isupper() or frame > frames.NONE
    if key in _PARTICLES and frame >= frames.SURE and token.capital:
        return place + 1 < len(found) and found[place + 1].capital
    if key in LEXICON.weak_given or (token.capital and stem(key) in LEXICON.weak_given):
        return _is_weak_given(found, place, frame)
    if key in LEXICON.weak_family:
        return _is_weak_family(found, place, frame)
    if key in LEXICON.weak:
        is_word = key in LEXICON.words or is_other(key)
        if frame < frames.SURE:
            does = token.first and token.capital and frames.is_doing(found, place)
            return does and not is_word
        named = frames.is_introduced(found, place) or token.shouted
        if token.capital and not token.first and frame == frames.NAMED:
            return key not in LEXICON.calendar
        return (named or token.capital) and not is_word
    return _is_unlisted(found, place, frame)


def _is_person_of_calendar(found: list[Token], place: int, frame: int) -> bool:
    """Whether `maj` or `juni` is somebody: introduced, or doing something."""
    does = frames.is_doing(found, place)
    if found[place].word[0].isupper():
        return frame >= frames.SURE or does
    return frame == frames.NAMED and (does or frames.is_introduced(found, place))


def _is_unlisted(found: list[Token], place: int, frame: int) -> bool:
    """Whether a word of no list is a name."""
    token = found[place]
    key = token.key
    if not may_be_name(key):
        return False
    if token.word[0].isupper() and _is_two_given(key):
        return True
    if is_surname(key) or (frame >= frames.SURE and token.capital):
        return True
    if (token.capital or frame > frames.NONE) and is_surname_by_accent(token.word):
        return True
    if frame == frames.NAMED:
        signs = frames.signs_first(found, place) or is_foreign(token.word)
        return len(key) > 2 and (signs or not is_wordlike(key))
    if frame >= frames.LEANING and is_foreign(token.word):
        return True
    if token.capital and not token.first:
        initial = token.gap == ". "
        return initial or frame == frames.LEANING or is_surname_with_capital(key)
    return token.capital and frames.is_doing(found, place) and not is_wordlike(key)


def _is_weak_given(found: list[Token], place: int, frame: int) -> bool:
    token = found[place]
    if frame >= frames.SURE:
        if token.word[0].isupper() or frames.signs(found, place):
            return True
        if token.key in _NEVER_LOWER:
            return frames.is_introduced(found, place)
        introduced = frames.is_introduced(found, place)
        return introduced or token.key not in _NEEDS_DOING or frames.is_acting(found, place)
    if token.capital and not token.first:
        is_thing = token.key in LEXICON.things or token.key in LEXICON.calendar
        is_place = token.key in LEXICON.places
        return not is_thing and (not is_place or frame == frames.LEANING)
    return token.word[0].isupper() and token.first and frames.is_doing(found, place)


def _is_weak_family(found: list[Token], place: int, frame: int) -> bool:
    token = found[place]
    if is_other(token.key):
        return frame >= frames.SURE and token.word[0].isupper()
    if frame >= frames.SURE and (frames.is_titled(found, place) or token.shouted):
        return True
    return token.capital and not token.first and frame >= frames.LEANING


def _is_listed(key: str) -> bool:
    """Whether a word alone is a name, or a double name of such."""
    if key in LEXICON.given or key in LEXICON.family:
        return True
    without = stem(key)
    if key not in LEXICON.words and (without in LEXICON.given or without in LEXICON.family):
        return True
    if "'" in key:
        last = key.rpartition("'")[2]
        return len(last) > 3 and (last in LEXICON.given or last in LEXICON.family)
    if "-" not in key:
        return False
    parts = [part for part in key.split("-") if part]
    known = [part in LEXICON.given or part in LEXICON.family for part in parts]
    weak = [part in LEXICON.weak_given for part in parts]
    strong = any(each and len(part) > 2 for each, part in zip(known, parts, strict=True))
    return (strong or all(weak)) and all(map(_is_part, parts))


def _is_two_given(key: str) -> bool:
    """Whether a word is two given names written together: `Annsofi`."""
    splits = range(3, len(key) - 2)
    return any(key[:at] in LEXICON.given and key[at:] in LEXICON.given for at in splits)


def _is_part(part: str) -> bool:
    """Whether a word may stand in a double name."""
    lists = (
        LEXICON.given,
        LEXICON.family,
        LEXICON.far,
        LEXICON.weak_given,
        LEXICON.weak_family,
        LEXICON.weak,
        _PARTICLES,
    )
    return any(part in each for each in lists) or stem(part) in LEXICON.given


def _is_shortened(token: Token) -> bool:
    """Whether a word is an abbreviation, such as IVA in a text that is not all in capitals."""
    return token.word.isupper() and 1 < len(token.word) <= _SHORT and not token.shouted


def _genitive(token: Token) -> int:
    """1 when the last letter is a genitive's, which stays outside the marker."""
    key = token.key
    without = stem(key)
    if without == key or key in LEXICON.given or key in LEXICON.family or token.word.isupper():
        return 0
    lists = (LEXICON.given, LEXICON.family, LEXICON.weak_given, LEXICON.weak_family)
    return int(any(without in each for each in lists) or is_surname(without))


def _pair(found: list[Token], free: list[bool], is_name: list[bool]) -> None:
    """Two unknown words with capitals side by side are a name, also as a whole message."""
    for place in range(len(found) - 1):
        one, two = found[place], found[place + 1]
        if two.gap != " " or not (free[place] and free[place + 1]):
            continue
        surname = is_surname_with_capital(two.key) and is_unknown(two.key)
        if surname and is_unknown(one.key) and frames.ends(found, place + 1):
            is_name[place] = is_name[place + 1] = True
        if not (one.capital and two.capital):
            continue
        if one.key in LEXICON.weak_given and (
            two.key in LEXICON.weak_family or is_unknown(two.key)
        ):
            is_name[place] = is_name[place + 1] = True
        if is_name[place] or is_name[place + 1]:
            continue
        if is_unknown(one.key) and is_unknown(two.key):
            is_name[place] = is_name[place + 1] = True


def _extend(found: list[Token], free: list[bool], is_name: list[bool]) -> None:
    """Take in what belongs to a name: a second name, a particle, an initial, a weak first name."""
    for place in range(1, len(found)):
        if free[place] and not is_name[place] and is_name[place - 1]:
            is_name[place] = found[place].gap in _TIGHT and _continues(found, free, place)
    for place in range(2, len(found)):
        beside = found[place - 1].key in ("och", "&") and is_name[place - 2]
        if beside and free[place] and not is_name[place]:
            is_name[place] = _stands_beside(found[place].key)
    for place in range(len(found) - 2, -1, -1):
        if free[place] and not is_name[place]:
            is_name[place] = _leads(found, is_name, place)


def _stands_beside(key: str) -> bool:
    """Whether a word after a name and `och` is another."""
    if key in LEXICON.weak_given:
        return key not in _NEEDS_DOING
    return len(key) > 3 and is_unknown(key)


def _continues(found: list[Token], free: list[bool], place: int) -> bool:
    """Whether a word right after a name belongs to it."""
    token = found[place]
    key = token.key
    if key in _PARTICLES and place + 1 < len(found) and free[place + 1]:
        after = found[place + 1]
        named = after.key not in LEXICON.words and not is_other(after.key)
        return after.gap == " " and (named or after.key in _PARTICLES)
    if len(token.word) == 1:
        return token.word.isupper()
    if key in LEXICON.weak_family:
        return token.capital or key not in _COMMON_WORDS or frames.ends(found, place)
    if is_other(key):
        return False
    if key in LEXICON.weak_given:
        return token.capital
    if key in LEXICON.words:
        return token.capital and (key in LEXICON.weak or key in LEXICON.far)
    if token.capital or token.word.isupper() or key in LEXICON.far:
        return True
    if is_surname_with_capital(key) or is_foreign(token.word) or is_surname_by_accent(token.word):
        return True
    return len(key) > 3 and (not is_wordlike(key) or frames.ends(found, place))


def _leads(found: list[Token], is_name: list[bool], place: int) -> bool:
    """Whether a word before a name belongs to it or beside it: `Bo Hägglund`, `Rita och Nour`."""
    token, after = found[place], found[place + 1]
    key = token.key
    if len(token.word) == 1 and token.word.isupper():
        return is_name[place + 1] and after.gap in (". ", " ", ".")
    if after.key in ("och", "&") and place + 2 < len(found) and is_name[place + 2]:
        if key in LEXICON.weak_given:
            return token.word[0].isupper() or key not in _NEVER_LOWER
        return is_unknown(key) and key not in LEXICON.weak and len(key) > 2
    if not is_name[place + 1] or after.gap != " ":
        return False
    if key in LEXICON.weak_given:
        surname = after.key in LEXICON.family or after.key in LEXICON.far or is_surname(after.key)
        return surname or (token.capital and not token.first)
    if key in LEXICON.weak and token.word[0].isupper():
        return key not in LEXICON.words and not is_other(key)
    return len(key) > 2 and is_unknown(key) and not frames.is_label(key)
