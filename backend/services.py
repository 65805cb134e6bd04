"""What the application is made of, put together once and handed to every route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from backend.clock import Clock, clock_of
from backend.contracts.service import ContractReader
from backend.database import Database
from backend.rules.regions import Regions, load_regions
from backend.settings import Settings


@dataclass(frozen=True)
class Services:
    """The parts that routes work with."""

    settings: Settings
    clock: Clock
    database: Database
    regions: Regions
    contracts: ContractReader


def build_services(settings: Settings) -> Services:
    """The parts, by the settings."""
    clock = clock_of(settings)
    database = Database(settings.database_url)
    regions = load_regions()
    return Services(
        settings=settings,
        clock=clock,
        database=database,
        regions=regions,
        contracts=ContractReader(database, clock, regions),
    )


def services_of(request: Request) -> Services:
    """The services of the application that serves `request`."""
    return cast(Services, request.app.state.services)


ServicesDep = Annotated[Services, Depends(services_of)]
