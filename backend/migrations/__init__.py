"""Alembic's migrations, and how to run them from code."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config


def migrate(database_url: str) -> None:
    """Brings the database's schema up to date."""
    command.upgrade(config_for(database_url), "head")


def config_for(database_url: str) -> Config:
    """Alembic's configuration for this database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return config
