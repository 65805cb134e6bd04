"""What time alone brings about, done twice a minute by each process of the backend.

Several processes may do it at once; each part is safe against that.
"""

from __future__ import annotations

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from backend.chat.offers import OfferTeller
from backend.observability import metrics
from backend.services import Services

logger = logging.getLogger(__name__)


async def sweep_forever(services: Services) -> None:
    """Sweeps until cancelled; a fault is logged and the next sweep tries again."""
    while True:
        try:
            await run_in_threadpool(sweep, services)
        except Exception:
            metrics.ERRORS.labels("sweep").inc()
            logger.exception("The sweep failed")
        await asyncio.sleep(services.settings.sweep_seconds)


def sweep(services: Services) -> None:
    """Ends what has expired, offers what has become free, and tells the patients."""
    services.projection.sweep()
    metrics.UNPROJECTED.set(len(services.projector.due()))
    services.bookings.sweep()
    OfferTeller(services.database, services.clock, services.contracts, services.bookings).tell()
