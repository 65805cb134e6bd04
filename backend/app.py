"""The application: every route behind one door."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from backend import errors
from backend.access.api import router as access_router
from backend.access.auditing.api import router as auditing_router
from backend.bookings.api import router as bookings_router
from backend.chat.api import router as chat_router
from backend.chat.assistant_api import router as assistant_router
from backend.chat.assistant_times import router as assistant_times_router
from backend.contracts.api import router as contracts_router
from backend.health import router as health_router
from backend.observability.api import router as metrics_router
from backend.observability.middleware import Observed
from backend.services import Services, build_services
from backend.settings import Settings, get_settings
from backend.sweeping import sweep_forever
from backend.transcripts.api import router as transcripts_router
from backend.transcripts.learning.api import router as corrections_router
from backend.transcripts.requests.api import router as requests_router
from backend.web import install as web


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastAPI:
    """The FastAPI application."""
    services = services or build_services(settings or get_settings())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        services.projection.start()
        sweeper = asyncio.create_task(sweep_forever(services))
        yield
        sweeper.cancel()
        services.projection.stop()
        await services.bot.close()
        services.database.close()

    app = FastAPI(
        title="Nästa steg",
        description="What happens next, when, and whom do I contact?",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        responses=errors.problem_responses(errors.Invalid),
        # FastAPI's own spans carry addresses and search words; `Observed` makes ours.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.services = services
    errors.install(app)
    app.include_router(health_router)
    app.include_router(metrics_router)
    app.include_router(access_router)
    app.include_router(contracts_router)
    app.include_router(bookings_router)
    app.include_router(chat_router)
    app.include_router(assistant_router)
    app.include_router(assistant_times_router)
    app.include_router(transcripts_router)
    app.include_router(corrections_router)
    app.include_router(requests_router)
    app.include_router(auditing_router)
    web.install(app, services)
    app.add_middleware(Observed)
    return app
