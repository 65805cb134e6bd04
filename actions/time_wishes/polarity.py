"""Which pieces of a clause are wished for, and which are ruled out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.time_wishes.clauses import Clause
from actions.time_wishes.constraints import Problem
from actions.time_wishes.held import held_in
from actions.time_wishes.items import Item, Mark, Piece, Word
from actions.time_wishes.options import Part

_BAD = frozenset({Mark.BUSY, Mark.BAD, Mark.LEAVES})
_VERBS = frozenset({*_BAD, Mark.ABLE})
_SUBJECTS = frozenset(Word(word) for word in ("jag", "ja", "vi", "det", "han", "hon"))
_JOINTS = (Mark.OR, Mark.SLASH, Mark.ELSE, Mark.ALSO, Mark.AND, Mark.COMMA)


@dataclass(slots=True)
class Said:
    """What a clause says: wished for, ruled out, and of the appointment that is to be moved."""

    wished: list[Part] = field(default_factory=list)
    denied: list[list[Part]] = field(default_factory=list)
    denied_first: list[list[Part]] = field(default_factory=list)
    """Ruled out before anything was wished for: "på fredag går inte, nästa vecka då"."""
    appointment: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    approved: bool = False
    """What was said next makes it a wish, whatever it tells of: "så då passar det"."""
    bad: bool = False
    """What it says is a reason against, as far as it says anything: "inte när det är dialys"."""
    denies_nothing_named: bool = False
    """It has an "inte" or the like, and nothing that it could be about."""


Heard = list[tuple[Clause, Said]]
"""Each clause and what it says."""


def said_in(clause: Clause, *, denied: bool = False) -> Said:
    """What a clause says; `denied` where it spells out what was just denied."""
    said = Said()
    if clause.has(Mark.NO_TIME):
        return said
    held = held_in(clause.items)
    said.appointment, said.problems = held.appointment, held.problems
    items = held.rest
    _Reader(said).read([Mark.NOT, *items] if denied else items)
    return said


class _Reader:
    """Reads a clause from left to right; a verb colours what follows it, "inte" turns it round."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._bad: bool | None = None
        self._denying = self._excepting = False
        self._denied_any = self._denied_nothing = False
        self._topic: list[Part] = []
        self._since: list[Item] = []
        self._last: Piece | None = None
        self._since_verb = self._turns_verb = False

    def read(self, items: Sequence[Item]) -> None:
        """Adds what the items say."""
        for item in items:
            if isinstance(item, Piece):
                self._piece(item)
            elif isinstance(item, Problem):
                self._said.problems.append(item)
            else:
                self._mark(item)
        self._end()

    def _mark(self, item: Item) -> None:
        if item in _BAD:
            self._bad = self._since_verb = True
        elif item is Mark.ABLE:
            if self._bad and self._since_verb and self._topic and Mark.ANY in self._since:
                # Onsdag upptagen övriga dagar går bra.
                self._said.denied_first.append(self._topic)
                self._topic = []
            self._bad = bool(self._bad) and self._last is None
        elif item in {Mark.NOT, Mark.EXCEPT}:
            self._denying = True
            if item is Mark.NOT and self._bad and not self._turns_verb:
                self._bad = None
            self._denied_any = self._denied_any or item is Mark.EXCEPT
            self._excepting = self._excepting or item is Mark.EXCEPT
            self._last = None
            self._said.denied.append([])
        elif item is Mark.COMMA and self._denying and not self._last:
            self._end_denial()
        elif item is Mark.COMMA and self._bad and self._since_verb and self._topic:
            self._said.denied_first.append(self._topic)
            self._topic, self._bad = [], None
        elif item is Mark.COMMA and self._bad and self._since_verb and any(self._said.denied):
            # Bortrest vecka 47, vecka 49 har jag besök, veckan därefter.
            self._bad = None
        self._since.append(item)
        self._turns_verb = item in _VERBS or (self._turns_verb and item in _SUBJECTS)

    def _end_denial(self) -> None:
        """Onsdag funkar inte, torsdag då: the "inte" is over, with nothing after it to deny."""
        if self._topic and not self._excepting:
            del self._said.denied[-1]
            self._said.denied_first.append(self._topic)
            self._topic = []
        self._denied_nothing = not self._topic and not self._said.denied_first
        self._denying = self._denied_any = False
        self._bad = None

    def _piece(self, piece: Piece) -> None:
        joint = next((mark for mark in _JOINTS if mark in self._since), None)
        if (
            self._denying
            and self._last
            and Mark.COMMA in self._since
            and not _same_sort(self._last, piece)
        ):
            self._denying = False
        if self._denying:
            self._denied_any = True
        part = (joint if self._last or self._topic else None, piece)
        if self._bad is None and not self._denying and not self._excepting:
            self._topic.append(part)
        elif bool(self._bad) != self._denying:
            self._deny(part)
        else:
            self._said.wished.append((joint, piece))
        self._last, self._since, self._since_verb = piece, [], False

    def _deny(self, part: Part) -> None:
        if not self._said.denied:
            self._said.denied.append([])
        self._said.denied[-1].append(part)

    def _end(self) -> None:
        """The topic: denied by a verb after it, or by an "inte" that has nothing else to deny."""
        said = self._said
        said.bad = bool(self._bad) != self._denying
        denied = [parts for parts in said.denied if parts]
        turned = self._denying and (not self._denied_any or (self._excepting and not denied))
        if self._topic and (bool(self._bad) and not self._denied_any) != turned:
            together = denied[0] if denied and self._bad else []
            said.denied = [self._topic + together, *denied[1 if together else 0 :]]
        else:
            said.denies_nothing_named = bool(
                (self._denying or self._bad or self._denied_nothing)
                and not denied
                and not self._topic
                and not said.wished
            )
            said.wished = self._topic + said.wished
            said.denied = denied


def _same_sort(piece: Piece, other: Piece) -> bool:
    if piece.is_clock and piece.bounded is not other.bounded:
        return False
    return piece.is_clock == other.is_clock and piece.grain is other.grain
