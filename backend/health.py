"""Whether a patient can chat: `/health`."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from backend.services import Services, ServicesDep

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """Which parts answer."""

    bot: bool
    actions: bool
    database: bool


@router.get("/health", responses={503: {"model": Health, "description": "some part is down"}})
async def health(services: ServicesDep, response: Response) -> Health:
    """200 when the bot, the actions and the database answer, else 503 and which does not."""
    bot, actions, database = await asyncio.gather(
        services.bot.is_ready(),
        services.bot.actions_are_ready(),
        run_in_threadpool(_database, services),
    )
    if not (bot and actions and database):
        response.status_code = 503
    return Health(bot=bot, actions=actions, database=database)


def _database(services: Services) -> bool:
    try:
        with services.database.read() as session:
            session.execute(text("SELECT 1 FROM patients LIMIT 1"))
    except SQLAlchemyError:
        return False
    return True
