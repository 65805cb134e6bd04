"""What the application is made of, put together once and handed to every route."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, cast

from fastapi import Depends, Request

from backend.access.acting import Acting
from backend.access.attempts import Attempts
from backend.access.auditing.service import Auditing
from backend.access.limits import LoginLimit
from backend.access.log import AccessLog
from backend.access.oidc import Provider
from backend.access.sessions import Sessions
from backend.bookings.service import BookingService
from backend.chat.bot import Bot
from backend.chat.gateway import Gateway
from backend.chat.limits import MessageLimit
from backend.clock import Clock, clock_of
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.rules.regions import Regions, load_regions
from backend.settings import Settings
from backend.transcripts.desk import Desk, build_desk
from backend.transcripts.projection.gathering import Gathering
from backend.transcripts.projection.projector import Projector
from backend.transcripts.projection.tracker import TrackerStore
from backend.transcripts.projection.worker import ProjectionWorker


@dataclass(frozen=True)
class Services:
    """The parts that routes work with."""

    settings: Settings
    clock: Clock
    database: Database
    regions: Regions
    contracts: ContractReader
    bookings: BookingService
    sessions: Sessions
    acting: Acting
    attempts: Attempts
    login_limit: LoginLimit
    provider: Provider | None
    log: AccessLog
    bot: Bot
    gateway: Gateway
    message_limit: MessageLimit
    tracker: TrackerStore
    projector: Projector
    projection: ProjectionWorker
    desk: Desk
    auditing: Auditing


def build_services(settings: Settings) -> Services:
    """The parts, by the settings."""
    clock = clock_of(settings)
    database = Database(settings.database_url)
    regions = load_regions()
    contracts = ContractReader(database, clock, regions)
    bot = Bot(settings.bot_url, settings.derived_key("bot"), settings.actions_url)
    tracker = TrackerStore(settings.tracker_url)
    projector = Projector(database, clock, Gathering(database, clock, contracts, tracker))
    projection = ProjectionWorker(projector)
    log = AccessLog(database, clock)
    return Services(
        settings=settings,
        clock=clock,
        database=database,
        regions=regions,
        contracts=contracts,
        bookings=BookingService(
            database, clock, regions, contracts, timedelta(hours=settings.offer_hours)
        ),
        sessions=Sessions(database, clock),
        acting=Acting(contracts, clock),
        attempts=Attempts(database, clock),
        login_limit=LoginLimit(settings),
        provider=Provider(settings) if settings.oidc_issuer else None,
        log=log,
        bot=bot,
        gateway=Gateway(database, clock, contracts, bot, projection.tell),
        message_limit=MessageLimit(settings),
        tracker=tracker,
        projector=projector,
        projection=projection,
        desk=build_desk(database, clock, log, contracts, projection),
        auditing=Auditing(database, clock, log),
    )


def services_of(request: Request) -> Services:
    """The services of the application that serves `request`."""
    return cast(Services, request.app.state.services)


async def _services(request: Request) -> Services:
    # A coroutine, as each dependency that waits for nothing: FastAPI sends functions to a thread.
    return services_of(request)


ServicesDep = Annotated[Services, Depends(_services)]
