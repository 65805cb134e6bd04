"""What a change means is said before it is made, and a wait of one's own choice is written down."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from backend.bookings.models import PatientChosenWait, ShownTime
from backend.bookings.schemas import Operation
from backend.errors import NotFound
from tests.bookings.slots import LATER, slot_at
from tests.bookings.world import VISIT, World
from tests.builders.fhir import Json, a_clinic, a_referral, an_appointment, an_organization

REFERRAL = a_referral("remiss", performer="HealthcareService/ogon")
"""Of 1 September 2026: its 90th day is 30 November."""

FIRST_VISIT = an_appointment(
    "ogon-1",
    clinic="ogon",
    description="Nybesök",
    start="2026-11-27T10:00:00+01:00",
    end="2026-11-27T10:30:00+01:00",
    basedOn=[{"reference": "ServiceRequest/remiss"}],
)
WITHIN = slot_at("within", "2026-11-30 15:00")
PAST = slot_at("past", "2026-12-01 08:00")
CLINIC = a_clinic("ogon", "Ögonmottagningen")


def a_clinic_in(region: str) -> list[Json]:
    return [an_organization("region", region), *CLINIC[1:]]


def test_a_late_change_tells_the_regions_fee_and_its_source(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)
    world.clock.now = datetime(2026, 12, 1, 9, 16, tzinfo=UTC)

    late = world.bookings.preview(anna.patient_id, "ogon-1", Operation.CANCEL).late

    assert (late.timing, late.fee) == ("late", 400)
    assert str(late.deadline) == "2026-12-01 10:15:00+01:00"
    assert late.exceptions == [
        "Avgiften gäller alla åldrar, även om besöket är gratis och om du har frikort."
    ]
    assert late.source is not None
    assert (late.source.region, late.source.valid_from) == ("Region Stockholm", date(2020, 9, 1))


def test_in_time_nothing_is_said_of_a_late_fee(world: World) -> None:
    anna = world.patient(CLINIC, VISIT)

    late = world.bookings.preview(anna.patient_id, "ogon-1", Operation.CANCEL).late
    assert (late.timing, late.fee, late.no_show_fee) == ("in_time", None, 400)


def test_where_the_amount_depends_on_the_visit_the_regions_words_are_told(world: World) -> None:
    anna = world.patient(a_clinic_in("Region Västmanland"), VISIT)
    world.clock.now = datetime(2026, 12, 2, 7, 31, tzinfo=UTC)

    late = world.bookings.preview(anna.patient_id, "ogon-1", Operation.CANCEL).late
    assert (late.timing, late.fee) == ("late", None)
    assert late.fee_words == "patientavgiften och ett tillägg"


def test_of_a_region_without_tables_nothing_is_said(world: World) -> None:
    anna = world.patient(a_clinic_in("Region Ingenstans"), VISIT)

    late = world.bookings.preview(anna.patient_id, "ogon-1", Operation.CANCEL).late
    assert (late.timing, late.unknown, late.fee) == ("unknown", "unknown_region", None)


def test_an_invitation_has_nothing_to_be_late_for(world: World) -> None:
    invitation = an_appointment("ogon-1", clinic="ogon", start=None, status="proposed")
    anna = world.patient(CLINIC, invitation, LATER)

    late = world.bookings.preview(anna.patient_id, "ogon-1", Operation.BOOK, "s2").late
    assert late.timing == "none"


def test_a_move_past_the_limit_says_so_with_the_day_it_counts_from(world: World) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL, WITHIN, PAST)

    limit = world.bookings.preview(anna.patient_id, "ogon-1", Operation.REBOOK, "past").limit

    assert limit is not None
    assert (limit.passed, limit.passed_before) == (True, False)
    assert (limit.last_day, limit.counted_from) == (date(2026, 11, 30), date(2026, 9, 1))
    assert limit.referral == "ServiceRequest/remiss"
    assert limit.source.region == "Sverige"


def test_a_move_within_the_limit_says_that_too(world: World) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL, WITHIN, PAST)

    limit = world.bookings.preview(anna.patient_id, "ogon-1", Operation.REBOOK, "within").limit
    assert limit is not None
    assert not limit.passed


def test_a_return_visit_stands_under_no_limit(world: World) -> None:
    anna = world.patient(CLINIC, VISIT, PAST)

    assert world.bookings.preview(anna.patient_id, "ogon-1", Operation.REBOOK, "past").limit is None


def test_shown_times_are_written_down_with_whether_they_are_within(world: World) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL, WITHIN, PAST)

    shown = world.bookings.record_shown(anna, "ogon-1", "errand-1", ["within", "past"])

    assert [(one.slot, one.within_limit) for one in shown] == [("within", True), ("past", False)]
    with world.database.read() as session:
        rows = session.scalars(select(ShownTime).order_by(ShownTime.id)).all()
    assert [(row.errand, row.within_limit) for row in rows] == [
        ("errand-1", True),
        ("errand-1", False),
    ]


def test_only_real_times_can_have_been_shown(world: World) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL)

    with pytest.raises(NotFound):
        world.bookings.record_shown(anna, "ogon-1", "errand-1", ["nowhere"])
    assert world.count(ShownTime) == 0


def test_who_is_warned_and_shown_a_time_within_and_takes_a_later_one_chose_to_wait(
    world: World,
) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL, WITHIN, PAST)
    world.bookings.record_shown(anna, "ogon-1", "errand-1", ["within", "past"])
    held = world.bookings.hold(anna, "ogon-1", "past")
    assert held.consequences.limit is not None
    assert [str(start) for start in held.consequences.limit.shown_within] == [
        "2026-11-30 15:00:00+01:00"
    ]

    world.bookings.confirm(anna, held.key)

    with world.database.read() as session:
        [wait] = session.scalars(select(PatientChosenWait))
    assert (wait.last_day, wait.day_zero, wait.kind) == (
        date(2026, 11, 30),
        date(2026, 9, 1),
        "first_visit",
    )
    assert wait.shown_within == ["2026-11-30T15:00:00+01:00"]
    preview = world.bookings.preview(anna.patient_id, "ogon-1", Operation.REBOOK, "within")
    assert preview.limit is None


def test_without_a_warning_it_is_no_choice(world: World) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL, WITHIN, PAST)
    world.bookings.record_shown(anna, "ogon-1", "errand-1", ["within", "past"])

    world.rebook(anna, "ogon-1", "past")

    assert world.count(PatientChosenWait) == 0


def test_without_a_time_within_to_choose_it_is_no_choice(world: World) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL, WITHIN, PAST)
    world.bookings.record_shown(anna, "ogon-1", "errand-1", ["past"])

    world.bookings.confirm(anna, world.bookings.hold(anna, "ogon-1", "past").key)

    assert world.count(PatientChosenWait) == 0


@pytest.mark.parametrize("back", ["undo", "rebook"])
def test_back_within_the_limit_it_holds_again(world: World, back: str) -> None:
    anna = world.patient(CLINIC, FIRST_VISIT, REFERRAL, WITHIN, PAST)
    world.bookings.record_shown(anna, "ogon-1", "errand-1", ["within", "past"])
    world.bookings.confirm(anna, world.bookings.hold(anna, "ogon-1", "past").key)

    if back == "undo":
        world.undo(anna, "ogon-1")
    else:
        world.rebook(anna, "ogon-1", "within")

    preview = world.bookings.preview(anna.patient_id, "ogon-1", Operation.REBOOK, "past")
    assert preview.limit is not None
    assert preview.limit.passed
