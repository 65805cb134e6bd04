from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.rules.workdays import (
    holiday_name,
    is_half_day,
    is_weekday,
    iso_week,
    local_date,
    monday_of,
    weekday_before,
    whole_weekdays_between,
)

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 6), "Trettondedag jul"),
        (date(2026, 4, 3), "Långfredagen"),
        (date(2026, 4, 6), "Annandag påsk"),
        (date(2026, 5, 1), "Första maj"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2026, 6, 19), "Midsommarafton"),
        (date(2026, 12, 24), "Julafton"),
        (date(2026, 12, 31), "Nyårsafton"),
    ],
)
def test_holidays_and_the_three_eves_are_no_weekdays(day: date, name: str) -> None:
    assert holiday_name(day) == name
    assert not is_weekday(day)


def test_midsommarafton_follows_the_calendar_from_year_to_year() -> None:
    eves = {year: date(year, 6, day) for year, day in ((2025, 20), (2026, 19), (2027, 25))}
    assert all(holiday_name(eve) == "Midsommarafton" for eve in eves.values())
    assert is_weekday(date(2027, 6, 18))


def test_annandag_pingst_and_a_klamdag_are_weekdays() -> None:
    assert is_weekday(date(2026, 5, 25))
    assert is_weekday(date(2026, 5, 15))


def test_saturdays_and_sundays_are_no_weekdays() -> None:
    assert not is_weekday(date(2026, 11, 21))
    assert not is_weekday(date(2026, 11, 22))
    assert holiday_name(date(2026, 11, 22)) is None


@pytest.mark.parametrize(
    "day", [date(2026, 1, 5), date(2026, 4, 2), date(2026, 4, 30), date(2026, 10, 30)]
)
def test_a_half_day_still_counts_as_a_whole_weekday(day: date) -> None:
    assert is_half_day(day)
    assert is_weekday(day)


def test_a_klamdag_and_an_eve_on_a_saturday_are_no_half_days() -> None:
    assert not is_half_day(date(2026, 5, 15))
    assert not is_half_day(date(2026, 4, 4))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 23)),
        (date(2026, 11, 23), 1, date(2026, 11, 20)),
        (date(2026, 4, 7), 1, date(2026, 4, 2)),
        (date(2027, 1, 4), 3, date(2026, 12, 28)),
        (date(2024, 3, 1), 1, date(2024, 2, 29)),
    ],
)
def test_counting_back_skips_weekends_easter_and_new_year(
    day: date, count: int, expected: date
) -> None:
    assert weekday_before(day, count) == expected


def test_counting_back_no_weekdays_is_refused() -> None:
    with pytest.raises(ValueError, match="from one"):
        weekday_before(date(2026, 11, 24), 0)


@given(day=DAYS, count=st.integers(1, 10))
def test_the_nth_weekday_before_has_n_minus_one_weekdays_between(day: date, count: int) -> None:
    found = weekday_before(day, count)
    assert is_weekday(found)
    assert whole_weekdays_between(found, day) == count - 1


@given(day=DAYS)
def test_no_more_than_five_days_in_a_row_are_without_a_weekday(day: date) -> None:
    assert any(is_weekday(day + timedelta(days=step)) for step in range(6))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2025, 12, 29), (2026, 1)),
        (date(2026, 12, 31), (2026, 53)),
        (date(2027, 1, 3), (2026, 53)),
        (date(2027, 1, 4), (2027, 1)),
    ],
)
def test_iso_weeks_hold_over_the_new_year(day: date, week: tuple[int, int]) -> None:
    assert iso_week(day) == week
    assert iso_week(monday_of(*week)) == week


def test_a_week_that_the_year_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="week"):
        monday_of(2025, 53)


def test_the_local_date_is_the_swedish_one() -> None:
    assert local_date(datetime.fromisoformat("2026-11-23T23:30:00+00:00")) == date(2026, 11, 24)


def test_a_naive_time_has_no_local_date() -> None:
    with pytest.raises(ValueError, match="offset"):
        local_date(datetime(2026, 11, 24, 10))  # noqa: DTZ001  the fault under test
