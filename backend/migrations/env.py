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
        # Tables without a model, such as the index of words, are the migrations' own.
        include_name=lambda name, kind, _parents: kind != "table" or name in Base.metadata.tables,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
database.close()
