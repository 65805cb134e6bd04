"""Sets the time that the patient has apart from the time that is wished for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Grain, Item, Mark, Piece, Word

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
_NEEDS = frozenset(Word(word) for word in ("behöver", "önskar", "undrar"))
_ENDS_MOVED = frozenset({Mark.DESTINATION, Mark.ABLE, Mark.NOT, Mark.COMMA})


@dataclass(slots=True)
class Held:
    """The items of a clause without those that tell when the appointment is."""

    rest: list[Item] = field(default_factory=list)
    appointment: list[Piece] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def held_in(items: Sequence[Item]) -> Held:
    """What of a clause is about the time that the patient has, and what is left."""
    held = _split(_without_labels(_without_until(items)))
    held.rest = _without_replaced(held.rest)
    return held


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


def _split(items: Sequence[Item]) -> Held:
    held = Held()
    of_appointment = moving = False
    destined = Mark.DESTINATION in items
    for item in items:
        if item in _ENDS_APPOINTMENT or item in _NEEDS:
            of_appointment = False
        if item is Mark.DESTINATION and not held.appointment:
            _hold_earlier(held)
        if item is Mark.HAS_APPOINTMENT:
            of_appointment = True
        elif item in _ENDS_MOVED:
            moving = False
            held.rest.append(item)
        elif item is Mark.MOVE:
            moving = True
        elif isinstance(item, Piece) and (
            (of_appointment and not _is_bounded_day(item)) or _is_moved(item, moving, destined)
        ):
            held.appointment.append(item)
        elif isinstance(item, Problem) and (of_appointment or (moving and destined)):
            continue
        elif isinstance(item, Piece) and moving and not item.is_clock and not item.bounded:
            held.problems.append(Problem.UNCLEAR)
        else:
            held.rest.append(item)
    return held


def _hold_earlier(held: Held) -> None:
    """Från tisdag till torsdag vill jag flytta den: the Tuesday is the appointment's."""
    held.appointment = [item for item in held.rest if isinstance(item, Piece)]
    held.rest = [item for item in held.rest if not isinstance(item, Piece)]


def _is_bounded_day(piece: Piece) -> bool:
    """Min operation gjord efter nyår: no appointment is told of so loosely."""
    return piece.bounded and not piece.is_clock


def _is_moved(piece: Piece, moving: bool, destined: bool) -> bool:
    if not moving or piece.grain is Grain.RELATION:
        return False
    return destined or (piece.definite and not piece.is_clock)


def _without_replaced(items: Sequence[Item]) -> list[Item]:
    """Onsdag istället för torsdag nästa vecka: without the Thursday, with the week."""
    kept: list[Item] = []
    replacing = replaced = of_day = False
    for item in items:
        if item is Mark.INSTEAD_OF:
            replacing = True
        elif replacing and isinstance(item, Piece):
            replacing, replaced = False, True
            of_day = item.grain is Grain.WEEKDAY
        elif of_day and isinstance(item, Piece) and item.grain is Grain.DAY:
            # Hellre fredag den 22 än fredag den 15.
            of_day = False
        elif not (replaced and isinstance(item, Piece) and not _is_shared(item, kept)):
            kept.append(item)
    return kept


def _is_shared(piece: Piece, kept: Sequence[Item]) -> bool:
    """Whether what follows the replaced day holds for the new one too, which has no period."""
    days = [item for item in kept if isinstance(item, Piece) and not item.is_clock]
    return piece.is_clock or all(day.floating and not day.definite for day in days)
