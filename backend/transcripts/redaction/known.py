"""The known patient's own fields, in whatever spelling they come back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from backend.transcripts.redaction.addresses import HOUSE_AND_FLAT
from backend.transcripts.redaction.clinics import clinic_words
from backend.transcripts.redaction.digits import Atom, runs, said
from backend.transcripts.redaction.lexicon import LEXICON, context
from backend.transcripts.redaction.spans import Kind, Span
from backend.transcripts.redaction.text import bare, normalised
from backend.transcripts.redaction.tokens import Token, tokens
from backend.transcripts.redaction.typos import is_typo_of
from backend.transcripts.redaction.when import in_date

_STREET_ALONE: Final = context("street alone")
_MONTHS: Final = LEXICON.calendar | context("short months")
_PARTICLES: Final = context("particles")
_CORE: Final = 10
_LONG: Final = 6


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody close to the patient: a whole name and phone numbers as written in the record."""

    name: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the record says of the patient whose conversation it is; every field may be empty.

    `numbers` holds personnummer, samordningsnummer and reservnummer; `street` its house number
    and flat too. Any spelling will do.
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    street: str = ""
    postal_code: str = ""
    town: str = ""
    care_of: str = ""
    relatives: tuple[Relative, ...] = ()


class KnownFields:
    """Finds the fields of one known person; made once for a conversation."""

    def __init__(self, person: KnownPerson) -> None:
        relatives = {
            part for relative in person.relatives for part in _parts(normalised(relative.name).text)
        }
        own = {
            part
            for name in (*person.given, *person.family)
            for part in _parts(normalised(name).text)
        }
        self._relatives = relatives
        self._kinds = dict.fromkeys(relatives, Kind.RELATIVE) | dict.fromkeys(own, Kind.NAME)
        self._long = [word for word in self._kinds if len(word) >= _LONG]
        self._places = {_joined(person.town), _joined(person.care_of)} - {""}
        self._care_of = set(_parts(normalised(person.care_of).text))
        street = normalised(person.street).text
        words = re.sub(r"\d.*", "", street, flags=re.DOTALL).split()
        self._street = _joined(" ".join(words))
        self._street_end = bare(words[-1]) if len(words) > 1 else ""
        self._cores = [_core(number) for number in person.numbers]
        phones = [*person.phones, *(phone for each in person.relatives for phone in each.phones)]
        self._phones = [core for phone in phones if len(core := _national(phone)) >= 6]
        self._emails = [normalised(mail).text.lower() for mail in person.emails if mail.strip()]
        code = re.sub(r"\D", "", normalised(person.postal_code).text)
        self._code = (
            re.compile(rf"(?<!\d){code[:3]}\s?{code[3:]}(?!\d)") if len(code) == 5 else None
        )

    def find(self, normal: str, lower: str) -> Iterator[Span]:
        """Every own field in a normal text; `lower` is the same in lower case."""
        yield from self._numbers(lower, list(runs(lower)))
        for mail in self._emails:
            at = -1
            while (at := lower.find(mail, at + 1)) >= 0:
                yield Span(Kind.MAIL, at, at + len(mail))
        if self._code:
            for match in self._code.finditer(lower):
                yield Span(Kind.ADDRESS, *match.span())
        if self._kinds or self._street or self._places:
            found = tokens(normal)
            yield from self._names(found, lower)
            yield from self._address(found, lower)

    def _names(self, found: list[Token], lower: str) -> Iterator[Span]:
        before: Kind | None = None
        for place, token in enumerate(found):
            kind, upto = self._kind(found, place)
            if kind and not (token.key in _MONTHS and in_date(lower, token.start, token.end)):
                close = place and token.gap == " "
                if close and before is Kind.RELATIVE and bare(token.word) in self._relatives:
                    kind = Kind.RELATIVE
                start = self._particle(found, place)
                yield Span(kind, start, upto)
                before = kind
            else:
                before = None

    def _kind(self, found: list[Token], place: int) -> tuple[Kind | None, int]:
        """What a word is of the known names, and where it ends, a genitive's s left out."""
        token = found[place]
        if token.marker:
            return None, 0
        word = bare(token.word).replace("-", "").replace("'", "")
        if word in self._kinds:
            return self._kinds[word], token.end
        if word[-1:] == "s" and word[:-1] in self._kinds:
            return self._kinds[word[:-1]], token.end - 1
        for part in re.split(r"['’-]", token.word)[:-1]:
            if bare(part) in self._kinds:
                return self._kinds[bare(part)], token.end
        if place + 1 < len(found) and len(found[place + 1].gap) == 1:
            both = word + bare(found[place + 1].word)
            if len(both) >= _LONG and both in self._kinds:
                return self._kinds[both], found[place + 1].end
        if token.key not in LEXICON.words:
            for known in self._long:
                if is_typo_of(word, known) or (word[-1] == "s" and is_typo_of(word[:-1], known)):
                    return self._kinds[known], token.end
        return None, 0

    def _particle(self, found: list[Token], place: int) -> int:
        """Where a name starts, with the `de la` before it."""
        while place and found[place].gap == " " and found[place - 1].key in _PARTICLES:
            place -= 1
        return found[place].start

    def _address(self, found: list[Token], lower: str) -> Iterator[Span]:
        kept = clinic_words(found)
        for place, token in enumerate(found):
            if token.marker:
                continue
            word = bare(token.word).replace("-", "")
            if place not in kept and (word in self._care_of or self._is_place(found, place)):
                yield Span(Kind.ADDRESS, token.start, self._place_end(found, place))
            if self._street and (end := self._street_upto(found, place)):
                house = HOUSE_AND_FLAT.match(lower, end)
                yield Span(Kind.ADDRESS, token.start, house.end() if house else end)

    def _is_place(self, found: list[Token], place: int) -> bool:
        return any(self._upto(found, place, each) for each in self._places)

    def _place_end(self, found: list[Token], place: int) -> int:
        ends = (self._upto(found, place, each) for each in self._places)
        return max(found[place].end, *ends)

    def _street_upto(self, found: list[Token], place: int) -> int:
        end = self._upto(found, place, self._street)
        if end:
            return end
        word = bare(found[place].word)
        last = self._street_end
        same = word == last or (len(self._street) >= _LONG + 2 and is_typo_of(word, self._street))
        return found[place].end if word and same and word not in _STREET_ALONE else 0

    @staticmethod
    def _upto(found: list[Token], place: int, wanted: str) -> int:
        """Where the words from here end that say `wanted` when written together, or 0."""
        said_so_far = ""
        for later in range(place, min(place + 5, len(found))):
            if later > place and len(found[later].gap) > 2:
                return 0
            said_so_far += re.sub(r"[^a-z]", "", bare(found[later].word))
            if said_so_far in (wanted, f"{wanted}s"):
                return found[later].end - (said_so_far != wanted)
            if not wanted.startswith(said_so_far):
                return 0
        return 0

    def _numbers(self, lower: str, runs: list[list[Atom]]) -> Iterator[Span]:
        for core in self._cores:
            if core.isdecimal():
                yield from _digits_in(runs, core, ("18", "19", "20"), Kind.PERSONNUMMER)
            elif core:
                spelt = r"[\W_]{0,3}".join(core)
                for match in re.finditer(rf"(?:\d\d[\W_]{{0,3}})?{spelt}", lower):
                    yield Span(Kind.PERSONNUMMER, *match.span())
        for core in self._phones:
            for span in _digits_in(runs, core, ("00460", "460", "0046", "46", "0"), Kind.PHONE):
                start = span.start
                while start and lower[start - 1] in "+(":
                    start -= 1
                yield Span(Kind.PHONE, start, span.end)


def _digits_in(
    runs: list[list[Atom]], core: str, before: tuple[str, ...], kind: Kind
) -> Iterator[Span]:
    """Where runs say these digits, with any of the prefixes `before` them."""
    for run in runs:
        digits = said(run)
        at = -1
        while (at := digits.find(core, at + 1)) >= 0:
            start = at
            for prefix in before:
                if digits.endswith(prefix, 0, at):
                    start = at - len(prefix)
                    break
            yield Span(kind, _char_of(run, start), _char_of(run, at + len(core) - 1, last=True))


def _char_of(run: list[Atom], digit: int, *, last: bool = False) -> int:
    """Where a run's n-th digit stands, or where it ends."""
    for atom in run:
        if digit < len(atom.digits):
            if atom.spoken:
                return atom.end if last else atom.start
            return atom.start + digit + int(last)
        digit -= len(atom.digits)
    raise IndexError(digit)


def _joined(text: str) -> str:
    """Letters only, lower case and without marks."""
    return re.sub(r"[^a-z]", "", bare(normalised(text).text))


def _parts(name: str) -> Iterable[str]:
    """A name's words without marks: each part of a double name, and the parts together."""
    for word in name.split():
        plain = bare(word).strip(".,'’")
        pieces = [piece for piece in re.split(r"['’-]", plain) if piece]
        together = "".join(pieces)
        if len(together) >= 2 and (together not in _PARTICLES or len(name.split()) == 1):
            yield together
        if len(pieces) > 1:
            yield from (piece for piece in pieces if len(piece) >= 3 and piece not in _PARTICLES)
    if len(name.split()) > 1:
        yield re.sub(r"\W", "", bare(name))


def _core(number: str) -> str:
    """The last ten characters of a personal number, without separators, in lower case."""
    characters = re.sub(r"[\W_]", "", normalised(number).text.lower())
    return characters[-_CORE:] if len(characters) >= _CORE else ""


def _national(phone: str) -> str:
    """A phone number's digits without country code and leading nought."""
    digits = re.sub(r"\D", "", normalised(phone).text.replace("(0)", ""))
    if digits.startswith("0046"):
        digits = digits[4:]
    elif digits.startswith("46") and len(digits) >= 10:
        digits = digits[2:]
    return digits.lstrip("0")
