"""Which pieces of a clause are wished for, which are ruled out, and which are the time that the patient has."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.time_wishes.clauses import Clause
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Grain, Item, Mark, Piece, Word
from actions.time_wishes.options import Part

_BAD = frozenset({Mark.BUSY, Mark.BAD, Mark.LEAVES})
_JOINTS = (Mark.OR, Mark.SLASH, Mark.ELSE, Mark.ALSO, Mark.AND, Mark.COMMA)
_ENDS_APPOINTMENT = frozenset(
    {
        Mark.DESTINATION,
        Mark.ABLE,
        Mark.NOT,
        Mark.COMMA,
        Mark.BAD,
        Mark.BUSY,
        Mark.EXCEPT,
        Mark.INSTEAD_OF,
    }
)
_ENDS_MOVED = frozenset({Mark.DESTINATION, Mark.ABLE, Mark.NOT, Mark.COMMA})
_SCOPES = frozenset({Grain.WEEK, Grain.MONTH, Grain.PERIOD})


@dataclass(slots=True)
class Said:
    """What a clause says: wished for, ruled out, and of the appointment that is to be moved."""

    wished: list[Part] = field(default_factory=list)
    denied: list[list[Part]] = field(default_factory=list)
    appointment: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    denies_nothing_named: bool = False
    """It has an "inte" or the like, and nothing that it could be about."""


def said_in(clause: Clause) -> Said:
    """What a clause says."""
    said = Said()
    items = _without_appointment(_without_labels(_without_until(clause.items)), said)
    if any(item is Mark.NO_TIME for item in items):
        return said
    _Reader(said).read(_without_replaced(items))
    return said


def _without_until(items: Sequence[Item]) -> list[Item]:
    """Inte förrän: the "inte" goes with the "förrän"."""
    kept: list[Item] = []
    for item in items:
        if item is Bound.NOT_UNTIL:
            denials = [index for index, earlier in enumerate(kept) if earlier is Mark.NOT]
            if denials:
                del kept[denials[-1]]
        else:
            kept.append(item)
    return kept


def _without_labels(items: Sequence[Item]) -> list[Item]:
    """Vecka 8 är det sportlov: what that week is called narrows nothing down."""
    return [
        item
        for index, item in enumerate(items)
        if not (
            isinstance(item, Piece)
            and list(items[max(0, index - 2) : index]) == [Word("är"), Word("det")]
            and any(isinstance(earlier, Piece) for earlier in items[:index])
        )
    ]


def _without_appointment(items: Sequence[Item], said: Said) -> list[Item]:
    """The items without those that tell when the appointment is; they are ruled out if it is denied."""
    kept: list[Item] = []
    of_appointment = moving = False
    destined = Mark.DESTINATION in items
    for item in items:
        if item in _ENDS_APPOINTMENT:
            of_appointment = False
        if item is Mark.DESTINATION and not said.appointment and not moving:
            _move_last(kept, said)
        if item is Mark.HAS_APPOINTMENT:
            of_appointment = True
        elif item in _ENDS_MOVED:
            moving = False
            kept.append(item)
        elif item is Mark.MOVE:
            moving = True
        elif isinstance(item, Piece) and (of_appointment or _is_moved(item, moving, destined)):
            said.appointment.append(item)
        elif isinstance(item, Problem) and (of_appointment or (moving and destined)):
            continue
        elif isinstance(item, Piece) and moving and not item.is_clock and not item.bounded:
            said.problems.append(Problem.UNCLEAR)
        else:
            kept.append(item)
    return kept


def _move_last(kept: list[Item], said: Said) -> None:
    """Från tisdag till torsdag vill jag flytta den: the Tuesday is the appointment's."""
    pieces = [item for item in kept if isinstance(item, Piece)]
    if pieces:
        kept.remove(pieces[-1])
        said.appointment.append(pieces[-1])


def _is_moved(piece: Piece, moving: bool, destined: bool) -> bool:
    if not moving or piece.grain is Grain.RELATION:
        return False
    return destined or (piece.definite and not piece.is_clock)


def _without_replaced(items: Sequence[Item]) -> list[Item]:
    """Onsdag istället för torsdag nästa vecka: without the Thursday, with the week."""
    kept: list[Item] = []
    replacing = False
    for item in items:
        if item is Mark.INSTEAD_OF:
            replacing = True
        elif replacing and isinstance(item, Piece):
            replacing = False
            if item.grain in _SCOPES:
                kept.append(item)
        else:
            kept.append(item)
    return kept


class _Reader:
    """Reads a clause from left to right; a verb colours what follows it, "inte" turns it round."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._bad: bool | None = None
        self._denying = self._excepting = False
        self._denied_any = False
        self._topic: list[Part] = []
        self._since: list[Item] = []
        self._last: Piece | None = None

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
            self._bad = True
        elif item is Mark.ABLE:
            self._bad = bool(self._bad) and self._last is None
        elif item in {Mark.NOT, Mark.EXCEPT}:
            self._denying = True
            self._denied_any = self._denied_any or item is Mark.EXCEPT
            self._excepting = self._excepting or item is Mark.EXCEPT
            self._last = None
            self._said.denied.append([])
        self._since.append(item)

    def _piece(self, piece: Piece) -> None:
        joint = next((mark for mark in _JOINTS if mark in self._since), None)
        if (
            self._denying
            and self._last
            and joint is Mark.COMMA
            and not _same_sort(self._last, piece)
        ):
            self._denying = False
        if self._denying:
            self._denied_any = True
        part = (joint if self._last or self._topic else None, piece)
        if self._bad is None and not self._denying and not self._denied_any:
            self._topic.append(part)
        elif bool(self._bad) != self._denying:
            self._deny(part)
        else:
            self._said.wished.append((joint, piece))
        self._last, self._since = piece, []

    def _deny(self, part: Part) -> None:
        if not self._said.denied:
            self._said.denied.append([])
        self._said.denied[-1].append(part)

    def _end(self) -> None:
        """The topic: denied by a verb after it, or by an "inte" that has nothing else to deny."""
        said = self._said
        denied = [parts for parts in said.denied if parts]
        turned = self._denying and not self._denied_any
        if self._topic and (bool(self._bad) and not self._denied_any) != turned:
            together = denied[0] if denied and self._bad else []
            said.denied = [self._topic + together, *denied[1 if together else 0 :]]
        else:
            said.denies_nothing_named = bool(
                (self._denying or self._bad) and not denied and not self._topic and not said.wished
            )
            said.wished = self._topic + said.wished
            said.denied = denied


def _same_sort(piece: Piece, other: Piece) -> bool:
    return piece.is_clock == other.is_clock and piece.grain is other.grain
