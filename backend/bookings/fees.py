"""What an ordinary visit costs, by the region's table in force on its day."""

from __future__ import annotations

from datetime import date

from backend.bookings.schemas import Source
from backend.contracts.schemas import Appointment, Part
from backend.rules.regions import Regions
from backend.rules.tables import CareLevel, Figure


class Amount(Part):
    """Whole kronor, and where the figure was read."""

    amount: int
    source: Source


class Fees(Part):
    """The visit's fee and the high-cost limit (frikort); null where no verified figure is known."""

    visit: Amount | None
    high_cost: Amount | None


def fees_of(appointment: Appointment, regions: Regions, today: date, age: int | None) -> Fees:
    """The fees of a visit; of one without a time, those of today."""
    region = regions.find(appointment.region)
    on = appointment.start.date() if appointment.start else today
    if region is None:
        return Fees(visit=None, high_cost=None)
    try:
        level = CareLevel(appointment.level or "")
    except ValueError:  # the municipality's care is no level of the regions' tables
        return Fees(visit=None, high_cost=None)
    return Fees(
        visit=_amount(region.visit_fee(level, on, age)),
        high_cost=_amount(region.high_cost_limit(on)),
    )


def _amount(figure: Figure | None) -> Amount | None:
    if figure is None:
        return None
    version = figure.version
    return Amount(
        amount=figure.amount,
        source=Source(
            region=version.region,
            valid_from=version.valid_from,
            title=version.source.title,
            url=version.source.url,
        ),
    )
