"""Everything that staff work with, put together once."""

from __future__ import annotations

from dataclasses import dataclass

from backend.access.log import AccessLog
from backend.clock import Clock
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.transcripts.charts.service import Charts
from backend.transcripts.finding import Finding
from backend.transcripts.handover import Handover
from backend.transcripts.learning.corrections import Corrections
from backend.transcripts.listing import Listing
from backend.transcripts.projection.worker import ProjectionWorker
from backend.transcripts.reading import Reading
from backend.transcripts.requests.service import WorkList
from backend.transcripts.retention.holding import Holding
from backend.transcripts.reviewing import Reviewing


@dataclass(frozen=True)
class Desk:
    """The parts of the staff's desk."""

    listing: Listing
    reading: Reading
    reviewing: Reviewing
    corrections: Corrections
    handover: Handover
    finding: Finding
    work: WorkList
    charts: Charts
    holding: Holding


def build_desk(
    database: Database,
    clock: Clock,
    log: AccessLog,
    contracts: ContractReader,
    projection: ProjectionWorker,
) -> Desk:
    """The desk."""
    return Desk(
        listing=Listing(database, log),
        reading=Reading(database, log),
        reviewing=Reviewing(database, clock, contracts),
        corrections=Corrections(database, clock, log, contracts),
        handover=Handover(database, clock, projection),
        finding=Finding(database, clock, log),
        work=WorkList(database, clock, log),
        charts=Charts(database, log),
        holding=Holding(database, clock),
    )
