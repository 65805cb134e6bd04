from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.rules.guarantee import (
    NATIONAL_VERSION,
    Limit,
    NotCovered,
    Purpose,
    Wait,
    chosen_wait,
    covered,
    limit,
    would_pass_limit,
)
from backend.rules.tables import GuaranteeKind, GuaranteeTable
from tests.rules.builders import SOURCE, guarantee_table, local, region

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2090, 1, 1))
DAY_ZERO = date(2026, 9, 1)
FIRST_VISIT = limit(GuaranteeKind.FIRST_VISIT, DAY_ZERO)


@pytest.mark.parametrize(
    ("kind", "last_day"),
    [
        (GuaranteeKind.CONTACT, date(2026, 9, 1)),
        (GuaranteeKind.ASSESSMENT, date(2026, 9, 4)),
        (GuaranteeKind.FIRST_VISIT, date(2026, 11, 30)),
        (GuaranteeKind.TREATMENT, date(2026, 11, 30)),
    ],
)
def test_the_national_limits_are_0_3_90_90_calendar_days(
    kind: GuaranteeKind, last_day: date
) -> None:
    reached = limit(kind, DAY_ZERO)
    assert reached.last_day == last_day
    assert reached.version is NATIONAL_VERSION


@pytest.mark.parametrize(
    ("day_zero", "last_day"),
    [
        (date(2026, 12, 23), date(2026, 12, 26)),
        (date(2026, 4, 2), date(2026, 4, 5)),
        (date(2028, 2, 27), date(2028, 3, 1)),
        (date(2027, 2, 27), date(2027, 3, 2)),
    ],
)
def test_holidays_count_and_so_does_a_leap_day(day_zero: date, last_day: date) -> None:
    assert limit(GuaranteeKind.ASSESSMENT, day_zero).last_day == last_day


def test_90_days_run_over_the_new_year() -> None:
    assert limit(GuaranteeKind.TREATMENT, date(2026, 11, 20)).last_day == date(2027, 2, 18)


def test_days_left_is_0_on_the_last_day_and_negative_after() -> None:
    assert FIRST_VISIT.days_left(DAY_ZERO) == 90
    assert FIRST_VISIT.days_left(date(2026, 11, 30)) == 0
    assert FIRST_VISIT.days_left(date(2026, 12, 1)) == -1


def test_a_region_may_have_a_shorter_limit_and_is_then_cited() -> None:
    own = region(guarantee=(guarantee_table({GuaranteeKind.FIRST_VISIT: 60}),))
    reached = limit(GuaranteeKind.FIRST_VISIT, DAY_ZERO, own)
    assert reached.last_day == date(2026, 10, 31)
    assert (reached.version.region, reached.version.source) == ("Region Provland", SOURCE)
    assert limit(GuaranteeKind.TREATMENT, DAY_ZERO, own).version is NATIONAL_VERSION


def test_a_regions_limit_holds_only_from_its_date_and_only_if_verified() -> None:
    later = guarantee_table({GuaranteeKind.FIRST_VISIT: 60}, valid_from=date(2026, 9, 2))
    guess = guarantee_table({GuaranteeKind.FIRST_VISIT: 60}, verified=False)
    for table in (later, guess):
        reached = limit(GuaranteeKind.FIRST_VISIT, DAY_ZERO, region(guarantee=(table,)))
        assert reached == FIRST_VISIT


def test_a_region_may_not_have_a_longer_limit() -> None:
    with pytest.raises(ValueError, match="longer than the national"):
        guarantee_table({GuaranteeKind.ASSESSMENT: 7})


def test_a_regions_limit_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="valid_to is before valid_from"):
        GuaranteeTable(
            valid_from=DAY_ZERO,
            valid_to=date(2026, 8, 31),
            verified=True,
            source=SOURCE,
            days={GuaranteeKind.FIRST_VISIT: 60},
        )


def test_the_last_day_itself_is_within_the_limit_until_midnight_in_sweden() -> None:
    assert not would_pass_limit(FIRST_VISIT, local("2026-11-30 23:59"))
    assert would_pass_limit(FIRST_VISIT, local("2026-12-01 00:00"))
    assert would_pass_limit(FIRST_VISIT, datetime.fromisoformat("2026-11-30T23:30:00+00:00"))


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        would_pass_limit(FIRST_VISIT, datetime(2026, 11, 30, 10))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("purpose", "why"),
    [
        (Purpose.RETURN_VISIT, NotCovered.RETURN_VISIT),
        (Purpose.EXAMINATION, NotCovered.EXAMINATION),
        (Purpose.AID, NotCovered.AID),
        (Purpose.OTHER, NotCovered.OTHER),
    ],
)
def test_what_the_guarantee_leaves_out_is_said_with_its_reason(
    purpose: Purpose, why: NotCovered
) -> None:
    assert covered(Wait(purpose, DAY_ZERO)) is why


def test_a_first_visit_on_a_referral_has_the_limit_from_the_referrals_day() -> None:
    assert covered(Wait(Purpose.FIRST_VISIT, DAY_ZERO)) == FIRST_VISIT


def test_every_covered_purpose_has_its_own_limit() -> None:
    kinds = {
        reached.kind
        for purpose in Purpose
        if isinstance(reached := covered(Wait(purpose, DAY_ZERO)), Limit)
    }
    assert kinds == set(GuaranteeKind)


@pytest.mark.parametrize(
    ("wait", "why"),
    [
        (Wait(Purpose.FIRST_VISIT, None), NotCovered.NO_DAY_ZERO),
        (
            Wait(Purpose.FIRST_VISIT, DAY_ZERO, stopped_on=date(2026, 10, 1)),
            NotCovered.CLOCK_STOPPED,
        ),
        (
            Wait(Purpose.TREATMENT, DAY_ZERO, medically_motivated=True),
            NotCovered.MEDICALLY_MOTIVATED,
        ),
        (Wait(Purpose.TREATMENT, DAY_ZERO, patient_chose_to_wait=True), NotCovered.PATIENT_CHOSEN),
    ],
)
def test_a_wait_without_a_running_clock_has_no_limit(wait: Wait, why: NotCovered) -> None:
    assert covered(wait) is why


WITHIN, AFTER = local("2026-11-30 09:00"), local("2026-12-03 09:00")


def test_a_later_choice_records_which_times_within_the_limit_were_shown() -> None:
    record = chosen_wait(FIRST_VISIT, [WITHIN, AFTER], AFTER, informed=True)
    assert record is not None
    assert record.shown_within == (WITHIN,)
    assert record.chosen == AFTER
    assert record.limit == FIRST_VISIT


def test_the_wait_is_not_the_patients_choice_if_no_time_within_the_limit_was_shown() -> None:
    assert chosen_wait(FIRST_VISIT, [AFTER], AFTER, informed=True) is None


def test_the_wait_is_not_the_patients_choice_if_the_limit_was_not_told() -> None:
    assert chosen_wait(FIRST_VISIT, [WITHIN, AFTER], AFTER, informed=False) is None


def test_a_choice_within_the_limit_is_no_patient_chosen_wait() -> None:
    assert chosen_wait(FIRST_VISIT, [WITHIN, AFTER], WITHIN, informed=True) is None


@given(day_zero=DAYS, kind=st.sampled_from(GuaranteeKind), after=st.integers(-100, 200))
def test_a_time_passes_the_limit_exactly_when_no_days_are_left(
    day_zero: date, kind: GuaranteeKind, after: int
) -> None:
    reached = limit(kind, day_zero)
    day = day_zero + timedelta(days=after)
    assert would_pass_limit(reached, local(f"{day} 12:00")) == (reached.days_left(day) < 0)
