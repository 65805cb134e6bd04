"""Run by Alembic."""

from __future__ import annotations

from alembic import context

from backend.database import Database
from backend.models import Base

url = context.config.get_main_option("sqlalchemy.url") or ""
database = Database(url)
with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
database.close()
