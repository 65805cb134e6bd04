"""What the members of a list share: den 12 eller 13 januari; tisdag går bra, onsdag också."""

from collections.abc import Sequence
from datetime import date

from actions.time_wishes.items import Grain, Item, Mark, Piece
from actions.time_wishes.windows import on

_LISTS = frozenset({Mark.OR, Mark.AND, Mark.COMMA, Mark.SLASH})


def alternatives(items: Sequence[Item]) -> list[Item]:
    """Tisdag går bra, onsdag också: either of them."""
    found = list(items)
    for index, item in enumerate(found):
        if item is not Mark.ALSO:
            continue
        start = index
        while start and isinstance(found[start - 1], Piece):
            start -= 1
        if 1 < start < index and found[start - 1] in {Mark.COMMA, Mark.AND}:
            found[start - 1] = Mark.OR
    return found


def with_months(items: Sequence[Item]) -> list[Item]:
    """Tisdag den 12 eller onsdag den 13 januari: both of them in January."""
    found = list(items)
    for index, item in enumerate(found):
        if isinstance(item, Piece) and item.floating and item.grain is Grain.DAY:
            found[index] = _in_month_of(item, found[:index])
    for index in range(len(found) - 1, -1, -1):
        item = found[index]
        if isinstance(item, Piece) and item.floating and item.grain is Grain.DAY:
            dated = _listed_date(found[index + 1 :])
            days = (
                [day_of_month(day, dated) for day in item.readings[0].month_days] if dated else []
            )
            dates = [day for day in days if day]
            if dated and dates and len(dates) == len(days) and max(dates) < dated:
                found[index] = item.reading_as(on(*dates), floating=False)
    return found


def _in_month_of(item: Piece, before: Sequence[Item]) -> Piece:
    """Den 7 januari går inte men den 8: the 8th of January too."""
    named = next((piece for piece in reversed(before) if isinstance(piece, Piece)), None)
    if named is None or named.grain is not Grain.DAY or named.floating or named.bounded:
        return item
    dates = named.readings[0].dates
    last = dates[-1].last if len(named.readings) == 1 and dates else None
    days = [day_of_month(day, last) for day in item.readings[0].month_days] if last else []
    later = [day for day in days if day and last and day > last]
    if not later or len(later) < len(days):
        return item
    return item.reading_as(on(*later), floating=False)


def _listed_date(items: Sequence[Item]) -> date | None:
    """The day of a month that ends the list that the items begin with."""
    joined = False
    for item in items:
        if item in _LISTS:
            joined = True
        elif isinstance(item, Piece) and item.grain is Grain.DAY and joined and not item.bounded:
            dates = item.readings[0].dates
            if not item.floating:
                return dates[0].first if len(dates) == 1 else None
        elif not (isinstance(item, Piece) and item.grain is Grain.WEEKDAY):
            return None
    return None


def day_of_month(day: int, until: date) -> date | None:
    """That day of the month of a date, if it has one."""
    try:
        return until.replace(day=day)
    except ValueError:
        return None
