"""A wish as data decides which times fit."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from backend.bookings.wishes import ClockRange, DateRange, Window, Wish
from backend.rules.workdays import STOCKHOLM


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


NEXT_WEEK = DateRange(first=date(2026, 11, 30), last=date(2026, 12, 6))
AFTER_LUNCH = ClockRange(first=13 * 60, last=17 * 60)


@pytest.mark.parametrize(
    ("window", "fits", "does_not"),
    [
        (Window(dates=[NEXT_WEEK]), "2026-12-06 23:59", "2026-12-07 00:00"),
        (Window(clock=[AFTER_LUNCH]), "2026-12-01 17:00", "2026-12-01 17:01"),
        (Window(weekdays=[1, 3]), "2026-12-01 09:00", "2026-12-02 09:00"),
        (Window(month_days=[24]), "2026-12-24 09:00", "2026-12-25 09:00"),
        (Window(week_parity=0), "2026-12-08 09:00", "2026-12-01 09:00"),
        (Window(day_kind="workday"), "2026-12-01 09:00", "2026-12-25 09:00"),
        (Window(day_kind="holiday"), "2026-12-06 09:00", "2026-12-05 09:00"),
        (Window(), "2026-12-01 09:00", None),
    ],
)
def test_each_part_of_a_window_limits(window: Window, fits: str, does_not: str | None) -> None:
    assert window.holds(at(fits))
    assert does_not is None or not window.holds(at(does_not))


def test_one_of_several_windows_is_enough_and_an_excluded_one_too_many() -> None:
    wish = Wish(
        any_of=[Window(weekdays=[0]), Window(dates=[NEXT_WEEK], clock=[AFTER_LUNCH])],
        none_of=[Window(weekdays=[2])],
    )
    assert wish.holds(at("2026-11-23 08:00"))
    assert wish.holds(at("2026-12-01 14:00"))
    assert not wish.holds(at("2026-12-02 14:00"))
    assert not wish.holds(at("2026-12-01 09:00"))


def test_a_wish_that_says_nothing_fits_everything() -> None:
    assert Wish().holds(at("2026-12-01 09:00"))
