"""What a change means, to be said before the patient confirms: pure assembly over the rules.

Two limits are kept apart. The clinic's own deadline decides whether the change may be made here
(`permissions`); the region's table only says what a late change costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from backend.bookings.schemas import Consequences, GuaranteeLimit, Late, Operation, Source
from backend.contracts.schemas import Appointment, Guarantee, Person
from backend.rules import guarantee as guarantees
from backend.rules.age import age_on
from backend.rules.late_cancellation import Consequence, consequence
from backend.rules.regions import Regions
from backend.rules.tables import CareLevel, GuaranteeKind, RuleVersion
from backend.rules.workdays import local_date


def consequences_of(
    operation: Operation,
    appointment: Appointment,
    *,
    new_start: datetime | None,
    limit: guarantees.Limit | None,
    referral: str | None,
    shown: Iterable[datetime],
    person: Person,
    regions: Regions,
    now: datetime,
) -> Consequences:
    """The consequences of moving the appointment to `new_start`, or of cancelling it, at `now`.

    Args:
        operation: what is to be done.
        appointment: as it stands.
        new_start: the time that it is moved to; None when it is cancelled.
        limit: the limit that the appointment stands under, if any (`limit_of`).
        referral: the reference that the limit is counted from.
        shown: the times that the patient was shown.
        person: the patient; some amounts go by age.
        regions: the regions' tables.
        now: aware.
    """
    return Consequences(
        operation=operation,
        late=_late(appointment, person, regions, now),
        limit=_limit(appointment, new_start, limit, referral, shown),
        clinic_deadline=appointment.cancel_before,
    )


def limit_of(
    found: Guarantee | None, appointment: Appointment, regions: Regions, *, chosen_wait: bool
) -> guarantees.Limit | None:
    """The limit to hold a new time against; none while a wait that the patient chose stands."""
    region = regions.find(appointment.region)
    if found is None or region is None or chosen_wait:
        return None
    return guarantees.limit(GuaranteeKind(found.kind), found.counted_from, region)


def said(consequences: Consequences) -> dict[str, Any]:
    """The part of the consequences that must still hold when the patient confirms."""
    limit = consequences.limit
    return {
        "timing": consequences.late.timing,
        "fee": consequences.late.fee,
        "fee_words": consequences.late.fee_words,
        "limit_passed": limit.passed if limit else None,
        "last_day": limit.last_day.isoformat() if limit else None,
    }


def _late(appointment: Appointment, person: Person, regions: Regions, now: datetime) -> Late:
    if appointment.start is None:
        return Late(timing="none")
    start = appointment.start
    level = appointment.level
    if level not in list(CareLevel):
        return Late(timing="unknown", unknown="no_rule_for_level")
    age = _age(person, local_date(start))
    found = consequence(now, start, regions.find(appointment.region), CareLevel(level), age)
    return _told(found)


def _told(found: Consequence) -> Late:
    return Late(
        timing=found.timing.value,
        deadline=found.deadline,
        fee=found.fee.amount if found.fee else None,
        fee_words=found.fee_words,
        no_show_fee=found.no_show_fee.amount if found.no_show_fee else None,
        exceptions=list(found.exceptions),
        unknown=found.unknown.value if found.unknown else None,
        source=_source(found.version) if found.version else None,
    )


def _limit(
    appointment: Appointment,
    new_start: datetime | None,
    limit: guarantees.Limit | None,
    referral: str | None,
    shown: Iterable[datetime],
) -> GuaranteeLimit | None:
    if limit is None or referral is None or limit.kind not in _KINDS:
        return None
    present = appointment.start
    return GuaranteeLimit(
        kind=_KINDS[limit.kind],
        last_day=limit.last_day,
        counted_from=limit.day_zero,
        days=limit.days,
        referral=referral,
        source=_source(limit.version),
        passed=new_start is not None and guarantees.would_pass_limit(limit, new_start),
        passed_before=present is not None and guarantees.would_pass_limit(limit, present),
        shown_within=[start for start in shown if not guarantees.would_pass_limit(limit, start)],
    )


_KINDS: dict[GuaranteeKind, Any] = {
    GuaranteeKind.FIRST_VISIT: "first_visit",
    GuaranteeKind.TREATMENT: "treatment",
}


def _source(version: RuleVersion) -> Source:
    return Source(
        region=version.region,
        valid_from=version.valid_from,
        title=version.source.title,
        url=version.source.url,
    )


def _age(person: Person, on: date) -> int | None:
    return age_on(person.birth_date, on) if person.birth_date else None
