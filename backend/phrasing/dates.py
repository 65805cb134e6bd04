"""Days and times in words: weekday, date, clock, and how far away it is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from backend.contracts.schemas import Hours
from backend.rules.workdays import STOCKHOLM

_LOCALE = "sv"
_YEAR_NEEDED_AFTER = timedelta(days=300)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_NAMES = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_FEW_DAYS = 14
_FEW_WEEKS = 9


def day_phrase(day: date, today: date) -> str:
    """`tisdag 2 december`, with the year when it could be mistaken for another."""
    near = abs(day - today) < _YEAR_NEEDED_AFTER
    return format_date(day, "EEEE d MMMM" if near else "EEEE d MMMM y", locale=_LOCALE)


def time_phrase(moment: datetime, now: datetime) -> str:
    """`tisdag 2 december kl. 10.15`, in Stockholm.

    In the hour that the autumn night has twice it says which of the two is meant.
    """
    local = moment.astimezone(STOCKHOLM)
    return f"{day_phrase(local.date(), now.date())} {clock_phrase(local)}"


def clock_phrase(moment: datetime) -> str:
    """`kl. 8.15`, in Stockholm: with no nought before it, as the hours of a clinic."""
    local = moment.astimezone(STOCKHOLM)
    words = f"kl. {local.hour}.{local:%M}"
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    exists = local == local.astimezone(STOCKHOLM)
    if twice and exists:
        words += " (sommartid)" if local.fold == 0 else " (vintertid)"
    return words


def away_phrase(day: date, today: date) -> str:
    """How far away a day is: `i dag`, `i morgon`, `om 5 dagar`, `för 2 veckor sedan`."""
    days = (day - today).days
    named = {0: "i dag", 1: "i morgon", 2: "i övermorgon", -1: "i går", -2: "i förrgår"}
    if days in named:
        return named[days]
    count = abs(days)
    if count <= _FEW_DAYS and count % 7:
        amount = f"{count} dagar"
    elif count < _FEW_WEEKS * 7:
        weeks = round(count / 7)
        amount = "en vecka" if weeks == 1 else f"{weeks} veckor"
    else:
        months = max(2, round(count / 30.4))
        amount = f"{months} månader" if months < 24 else f"{round(months / 12)} år"
    return f"om {amount}" if days > 0 else f"för {amount} sedan"


def week_phrase(day: date) -> str:
    """`vecka 49`, by ISO."""
    return f"vecka {day.isocalendar().week}"


def length_phrase(minutes: int) -> str:
    """`30 minuter`, `1 timme`, `1 timme och 30 minuter`, `2 timmar`."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append("1 timme" if hours == 1 else f"{hours} timmar")
    if rest or not hours:
        parts.append(f"{rest} minuter")
    return " och ".join(parts)


def hours_phrase(hours: list[Hours]) -> str | None:
    """`måndag–fredag kl. 8–10 och 13–15, lördag kl. 9–12`, or `None` when no hours are known."""
    by_days: dict[tuple[int, ...], list[str]] = {}
    for found in hours:
        days = tuple(sorted(_WEEKDAYS.index(day) for day in found.days if day in _WEEKDAYS))
        by_days.setdefault(days, []).append(_span(found.start, found.end))
    phrases = []
    for days, spans in sorted(by_days.items()):
        if days:
            clock = (
                "dygnet runt" if "" in spans else f"kl. {' och '.join(sorted(spans, key=_first))}"
            )
            phrases.append(f"{_days(days)} {clock}")
    return ", ".join(phrases) or None


def is_open(hours: list[Hours], now: datetime) -> bool | None:
    """Whether it is open now; `None` when no hours are known."""
    if not hours:
        return None
    local = now.astimezone(STOCKHOLM)
    day, clock = _WEEKDAYS[local.weekday()], local.time()
    return any(
        day in found.days
        and (found.start is None or found.end is None or found.start <= clock < found.end)
        for found in hours
    )


def _first(span: str) -> float:
    return float(span.split("–")[0].replace(".", ":").replace(":", ".") or 0)


def _span(start: time | None, end: time | None) -> str:
    return f"{_clock(start)}–{_clock(end)}" if start and end else ""


def _clock(clock: time) -> str:
    return f"{clock.hour}" if clock.minute == 0 else f"{clock.hour}.{clock.minute:02d}"


def _days(days: tuple[int, ...]) -> str:
    names = [_WEEKDAY_NAMES[day] for day in days]
    if days == tuple(range(7)):
        return "alla dagar"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]}–{names[-1]}"
    return " och ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
