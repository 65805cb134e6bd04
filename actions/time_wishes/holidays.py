"""Swedish holidays, their eves and school holidays, as spans of dates in a year.

Public holidays come from the `holidays` package. It has midsommarafton only in its extra categories
and no Lucia, advent or school holidays, so everything that a patient may name is computed here.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

import holidays

Span: TypeAlias = tuple[date, date]
"""First and last date, both included."""


@lru_cache(maxsize=16)
def _almanac(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("SE", years=year, language="en_US"))


def _easter(year: int) -> date:
    return next(day for day, name in _almanac(year).items() if name == "Easter Sunday")


def is_public_holiday(day: date) -> bool:
    """Whether a date is a public holiday in Sweden; Sundays as such are not counted."""
    return day in _almanac(day.year)


def spans(name: str, year: int) -> tuple[Span, ...]:
    """The dates of a named holiday in a year; more than one where it depends on where one lives.

    Names are the keys of `NAMES`. KeyError for another.
    """
    return tuple(_NAMED[name](year))


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _one(first: date, last: date | None = None) -> list[Span]:
    return [(first, last or first)]


def _fixed(month: int, first: int, last: int | None = None) -> Callable[[int], list[Span]]:
    return lambda year: _one(date(year, month, first), date(year, month, last or first))


def _from_easter(first: int, last: int | None = None) -> Callable[[int], list[Span]]:
    def dates(year: int) -> list[Span]:
        sunday = _easter(year)
        return _one(_plus(sunday, first), _plus(sunday, first if last is None else last))

    return dates


def _weekday_on_or_after(day: date, weekday: int) -> date:
    return _plus(day, (weekday - day.weekday()) % 7)


def _midsummer_eve(year: int) -> date:
    return _weekday_on_or_after(date(year, 6, 19), 4)


def _all_saints_day(year: int) -> date:
    return _weekday_on_or_after(date(year, 10, 31), 5)


def _first_advent(year: int) -> date:
    """The fourth Sunday before Christmas Day."""
    return _weekday_on_or_after(date(year, 11, 27), 6)


def _week(year: int, number: int) -> Span:
    monday = date.fromisocalendar(year, number, 1)
    return monday, _plus(monday, 6)


def _squeeze_days(year: int) -> list[Span]:
    return _one(_plus(_easter(year), 40))


def _easter_breaks(year: int) -> list[Span]:
    """The week before Easter in some municipalities, the week after in others."""
    monday = _plus(_easter(year), -6)
    return [(monday, _plus(monday, 6)), (_plus(monday, 7), _plus(monday, 13))]


def _winter_breaks(year: int) -> list[Span]:
    """Week 7 in Göteborg, 8 in Skåne, 9 in Stockholm, 10 in Norrland, roughly."""
    return [_week(year, number) for number in (7, 8, 9, 10)]


_NAMED: dict[str, Callable[[int], list[Span]]] = {
    "jul": _fixed(12, 24, 26),
    "julafton": _fixed(12, 24),
    "juldagen": _fixed(12, 25),
    "annandagjul": _fixed(12, 26),
    "uppesittarkväll": _fixed(12, 23),
    "mellandagarna": _fixed(12, 27, 30),
    "nyår": lambda year: _one(date(year, 12, 31), date(year + 1, 1, 1)),
    "nyårsafton": _fixed(12, 31),
    "nyårsdagen": _fixed(1, 1),
    "trettondagsafton": _fixed(1, 5),
    "trettondagen": _fixed(1, 6),
    "trettonhelgen": _fixed(1, 5, 6),
    "tjugondagknut": _fixed(1, 13),
    "alla_hjärtans_dag": _fixed(2, 14),
    "fettisdagen": _from_easter(-47),
    "stilla_veckan": _from_easter(-6, 0),
    "skärtorsdagen": _from_easter(-3),
    "långfredagen": _from_easter(-2),
    "påskafton": _from_easter(-1),
    "påskdagen": _from_easter(0),
    "påsk": _from_easter(-2, 1),
    "annandagpåsk": _from_easter(1),
    "valborg": _fixed(4, 30),
    "första_maj": _fixed(5, 1),
    "kristi_himmelsfärd": _from_easter(39),
    "klämdagen": _squeeze_days,
    "pingst": _from_easter(48, 49),
    "pingstafton": _from_easter(48),
    "pingstdagen": _from_easter(49),
    "mors_dag": lambda year: _one(_plus(_weekday_on_or_after(date(year, 5, 25), 6), 0)),
    "nationaldagen": _fixed(6, 6),
    "midsommar": lambda year: _one(_midsummer_eve(year), _plus(_midsummer_eve(year), 2)),
    "midsommarafton": lambda year: _one(_midsummer_eve(year)),
    "midsommardagen": lambda year: _one(_plus(_midsummer_eve(year), 1)),
    "halloween": _fixed(10, 31),
    "alla_helgons": lambda year: _one(_all_saints_day(year)),
    "allhelgonahelgen": lambda year: _one(
        _plus(_all_saints_day(year), -1), _plus(_all_saints_day(year), 1)
    ),
    "fars_dag": lambda year: _one(_plus(_weekday_on_or_after(date(year, 11, 1), 6), 7)),
    "advent1": lambda year: _one(_first_advent(year)),
    "advent2": lambda year: _one(_plus(_first_advent(year), 7)),
    "advent3": lambda year: _one(_plus(_first_advent(year), 14)),
    "advent4": lambda year: _one(_plus(_first_advent(year), 21)),
    "lucia": _fixed(12, 13),
    # School holidays: the same in the whole country, or roughly so, unless several spans are given.
    "sportlovet": _winter_breaks,
    "påsklovet": _easter_breaks,
    "sommarlovet": lambda year: _one(date(year, 6, 15), date(year, 8, 15)),
    "höstlovet": lambda year: _one(*_week(year, 44)),
    "jullovet": lambda year: _one(date(year, 12, 22), date(year + 1, 1, 6)),
}

NAMES = frozenset(_NAMED)
