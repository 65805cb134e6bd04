from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.rules.late_cancellation import (
    CancelBefore,
    ClockTimeSameDay,
    Consequence,
    FullWeekdaysBefore,
    HoursBefore,
    Timing,
    Unknown,
    consequence,
    deadline,
    in_time,
)
from backend.rules.tables import AgeFee, CareLevel, Fee
from backend.rules.workdays import STOCKHOLM, local_date, whole_weekdays_between
from tests.rules.builders import SOURCE, every_quarter, late_table, local, region

SPRING_NIGHT = date(2026, 3, 29)
AUTUMN_NIGHT = date(2026, 10, 25)

STARTS = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001  the zone is added below
    max_value=datetime(2030, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
RULES: st.SearchStrategy[CancelBefore] = st.one_of(
    st.integers(0, 200).map(HoursBefore),
    st.integers(1, 6).map(FullWeekdaysBefore),
    st.times().map(ClockTimeSameDay),
)


def test_24_hours_before_is_the_same_clock_on_an_ordinary_day() -> None:
    assert deadline(local("2026-11-24 10:00"), HoursBefore(24)) == local("2026-11-23 10:00")


def test_24_hours_before_a_visit_after_the_spring_night_is_an_hour_earlier_by_the_clock() -> None:
    assert deadline(local("2026-03-29 10:00"), HoursBefore(24)) == local("2026-03-28 09:00")


def test_24_hours_before_a_visit_after_the_autumn_night_is_an_hour_later_by_the_clock() -> None:
    assert deadline(local("2026-10-25 10:00"), HoursBefore(24)) == local("2026-10-24 11:00")


def test_72_hours_before_counts_weekends_too() -> None:
    assert deadline(local("2026-11-23 08:00"), HoursBefore(72)) == local("2026-11-20 08:00")


@pytest.mark.parametrize("night", [SPRING_NIGHT, AUTUMN_NIGHT])
def test_elapsed_hours_are_elapsed_for_every_quarter_of_a_clock_change_night(night: date) -> None:
    for start in every_quarter(night):
        for hours in (1, 24, 72):
            last = deadline(start, HoursBefore(hours))
            assert start.astimezone(UTC) - last.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize("night", [SPRING_NIGHT, AUTUMN_NIGHT])
@pytest.mark.parametrize(
    "rule",
    [HoursBefore(5), HoursBefore(6), ClockTimeSameDay(time(2, 30)), ClockTimeSameDay(time(3))],
)
def test_a_change_is_late_from_one_instant_on_in_a_clock_change_night(
    night: date, rule: CancelBefore
) -> None:
    start = local(f"{night} 08:00")
    answers = [in_time(now, start, rule) for now in every_quarter(night)]
    assert answers == sorted(answers, reverse=True)
    assert set(answers) == {True, False}


@pytest.mark.parametrize("night", [SPRING_NIGHT, AUTUMN_NIGHT])
def test_full_weekdays_go_by_the_date_for_every_quarter_of_a_clock_change_night(
    night: date,
) -> None:
    # Saturday's and Sunday's visits leave Friday whole, so Thursday is the last day.
    thursday = datetime.combine(night - timedelta(days=3), time.max, STOCKHOLM)
    for start in every_quarter(night):
        assert deadline(start, FullWeekdaysBefore(1)) == thursday


def test_the_second_half_past_two_in_autumn_is_later_than_the_first() -> None:
    rule, start = HoursBefore(5), local("2026-10-25 07:00")
    assert deadline(start, rule).astimezone(UTC) == datetime(2026, 10, 25, 1, tzinfo=UTC)
    assert in_time(local("2026-10-25 02:30"), start, rule)
    assert not in_time(local("2026-10-25 02:30", fold=1), start, rule)


def test_a_clock_time_that_comes_twice_is_its_first() -> None:
    last = deadline(local("2026-10-25 10:00"), ClockTimeSameDay(time(2, 30)))
    assert last.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_clock_time_that_is_skipped_is_an_hour_later() -> None:
    last = deadline(local("2026-03-29 10:00"), ClockTimeSameDay(time(2, 30)))
    assert (last.hour, last.minute) == (3, 30)


@pytest.mark.parametrize(
    ("start", "count", "last_day"),
    [
        # Tuesday: Monday must be left whole, and cancelling on Sunday leaves it so.
        ("2026-11-24 10:00", 1, date(2026, 11, 22)),
        # Monday: Friday must be left whole.
        ("2026-11-23 08:00", 1, date(2026, 11, 19)),
        # Thursday, three weekdays: Monday, Tuesday and Wednesday.
        ("2026-11-26 10:00", 3, date(2026, 11, 22)),
        # The Tuesday after Easter: skärtorsdagen is the last whole weekday.
        ("2026-04-07 10:00", 1, date(2026, 4, 1)),
        # The Monday after New Year: 30, 29 and 28 December; nyårsafton is none.
        ("2027-01-04 10:00", 3, date(2026, 12, 27)),
        # The Monday after midsommar: Thursday, since midsommarafton is none.
        ("2026-06-22 10:00", 1, date(2026, 6, 17)),
        # The day after a leap day.
        ("2028-03-01 10:00", 1, date(2028, 2, 28)),
    ],
)
def test_full_weekdays_are_left_whole_between_cancellation_and_visit(
    start: str, count: int, last_day: date
) -> None:
    last = deadline(local(start), FullWeekdaysBefore(count))
    assert last == datetime.combine(last_day, time.max, STOCKHOLM)


@given(start=STARTS, earlier=st.timedeltas(timedelta(0), timedelta(days=20)), n=st.integers(1, 4))
def test_in_time_by_full_weekdays_means_that_many_weekdays_lie_between(
    start: datetime, earlier: timedelta, n: int
) -> None:
    now = start - earlier
    between = whole_weekdays_between(local_date(now), local_date(start))
    assert in_time(now, start, FullWeekdaysBefore(n)) == (between >= n)


def test_a_clock_time_the_same_day_is_in_swedish_time() -> None:
    rule, start = ClockTimeSameDay(time(8, 30)), datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert in_time(local("2026-07-01 08:30"), start, rule)
    assert not in_time(local("2026-07-01 08:31"), start, rule)


def test_a_visit_before_the_clock_time_may_be_cancelled_until_it_starts() -> None:
    start = local("2026-11-24 08:00")
    assert deadline(start, ClockTimeSameDay(time(8, 30))) == start


def test_exactly_the_deadline_is_in_time() -> None:
    start = local("2026-11-24 10:00")
    assert in_time(local("2026-11-23 10:00"), start, HoursBefore(24))
    assert not in_time(local("2026-11-23 10:01"), start, HoursBefore(24))


def test_hours_may_be_a_fraction() -> None:
    assert deadline(local("2026-11-24 10:00"), HoursBefore(1.5)) == local("2026-11-24 08:30")


@given(start=STARTS, rule=RULES)
def test_the_deadline_is_never_after_the_start(start: datetime, rule: CancelBefore) -> None:
    assert deadline(start, rule).astimezone(UTC) <= start


@given(one=STARTS, other=STARTS, rule=RULES)
def test_a_later_visit_never_has_an_earlier_deadline(
    one: datetime, other: datetime, rule: CancelBefore
) -> None:
    earlier, later = sorted((one, other))
    assert deadline(earlier, rule).astimezone(UTC) <= deadline(later, rule).astimezone(UTC)


@given(start=STARTS, rule=RULES)
def test_the_offset_that_a_start_is_written_in_makes_no_difference(
    start: datetime, rule: CancelBefore
) -> None:
    here = deadline(start.astimezone(STOCKHOLM), rule)
    assert deadline(start, rule).astimezone(UTC) == here.astimezone(UTC)


def test_a_naive_time_is_refused() -> None:
    naive, aware = datetime(2026, 11, 24, 10), local("2026-11-24 10:00")  # noqa: DTZ001
    with pytest.raises(ValueError, match="offset"):
        deadline(naive, HoursBefore(24))
    with pytest.raises(ValueError, match="offset"):
        in_time(naive, aware, HoursBefore(24))
    with pytest.raises(ValueError, match="offset"):
        consequence(naive, aware, None, CareLevel.PRIMARY)


def test_impossible_limits_are_refused() -> None:
    with pytest.raises(ValueError, match="hours"):
        HoursBefore(-1)
    with pytest.raises(ValueError, match="full_weekdays"):
        FullWeekdaysBefore(0)
    with pytest.raises(ValueError, match="clock_time"):
        ClockTimeSameDay(time(8, 30, tzinfo=UTC))


START = local("2026-11-24 10:00")
IN_TIME, LATE = local("2026-11-23 09:00"), local("2026-11-23 11:00")


def test_a_late_change_names_the_fee_with_its_source_and_start_date() -> None:
    said = consequence(LATE, START, region(late_table(Fee(amount=400))), CareLevel.PRIMARY, 40)
    assert said.timing is Timing.LATE
    assert said.fee is not None
    assert said.fee.amount == 400
    assert said.fee.version.source == SOURCE
    assert said.fee.version.valid_from == date(2026, 1, 1)
    assert said.exceptions == ("Frikort gäller inte.",)


def test_a_change_in_time_costs_nothing_and_says_until_when() -> None:
    said = consequence(IN_TIME, START, region(late_table(Fee(amount=400))), CareLevel.PRIMARY, 40)
    assert said.timing is Timing.IN_TIME
    assert said.deadline == local("2026-11-23 10:00")
    assert said.fee is None
    assert said.no_show_fee is not None
    assert said.no_show_fee.amount == 400


def test_an_unknown_region_names_no_figure() -> None:
    said = consequence(LATE, START, None, CareLevel.PRIMARY, 40)
    assert said == Consequence(Timing.UNKNOWN, unknown=Unknown.REGION)


def test_a_level_without_a_rule_names_no_figure() -> None:
    said = consequence(LATE, START, region(late_table(Fee(amount=400))), CareLevel.DENTAL, 40)
    assert said == Consequence(Timing.UNKNOWN, unknown=Unknown.RULE)


def test_an_unverified_rule_names_no_figure() -> None:
    guess = region(late_table(Fee(amount=400), verified=False))
    said = consequence(LATE, START, guess, CareLevel.PRIMARY, 40)
    assert said == Consequence(Timing.UNKNOWN, unknown=Unknown.UNVERIFIED)


def test_a_late_change_without_a_known_amount_is_late_all_the_same() -> None:
    worded = region(late_table(Fee(words="patientavgiften för besöket")))
    said = consequence(LATE, START, worded, CareLevel.PRIMARY, 40)
    assert (said.timing, said.fee) == (Timing.LATE, None)
    assert said.fee_words == "patientavgiften för besöket"


@pytest.mark.parametrize(("age", "amount"), [(12, 100), (13, 0), (17, 0), (18, 600), (None, None)])
def test_the_amount_goes_by_age_and_is_not_guessed_without_it(
    age: int | None, amount: int | None
) -> None:
    fee = Fee(
        amount=600,
        by_age=(AgeFee(to_age=12, amount=100), AgeFee(from_age=13, to_age=17, amount=0)),
    )
    said = consequence(LATE, START, region(late_table(fee)), CareLevel.PRIMARY, age)
    assert (said.fee.amount if said.fee else None) == amount


def test_an_exempt_age_is_not_told_the_words_for_others() -> None:
    fee = Fee(words="oftast dubbla patientavgiften", by_age=(AgeFee(to_age=19, amount=0),))
    child = consequence(LATE, START, region(late_table(fee)), CareLevel.PRIMARY, 10)
    assert child.fee is not None
    assert (child.fee.amount, child.fee_words) == (0, None)


def test_the_table_in_force_on_the_visits_date_decides() -> None:
    both = region(
        late_table(Fee(amount=400), valid_from=date(2025, 1, 1), valid_to=date(2026, 12, 31)),
        late_table(Fee(amount=500), valid_from=date(2027, 1, 1)),
    )
    now = local("2026-12-31 23:00")
    old = consequence(now, local("2026-12-31 23:30"), both, CareLevel.PRIMARY, 40)
    new = consequence(now, local("2027-01-01 00:00"), both, CareLevel.PRIMARY, 40)
    assert old.fee is not None
    assert new.fee is not None
    assert (old.fee.amount, new.fee.amount) == (400, 500)
