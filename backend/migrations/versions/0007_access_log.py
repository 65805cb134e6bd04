"""The access log with its triggers, its review, alarms, and the unit of staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_access_log"
down_revision = "0005_bookings"
branch_labels = None
depends_on = None

_SQLITE = {
    "access_log_no_update": "BEFORE UPDATE ON access_log BEGIN"
    " SELECT RAISE(ABORT, 'the access log is append-only'); END",
    "access_log_no_delete": "BEFORE DELETE ON access_log BEGIN"
    " SELECT RAISE(ABORT, 'the access log is append-only'); END",
    # INSERT OR REPLACE deletes without asking the trigger above.
    "access_log_next_only": "BEFORE INSERT ON access_log"
    " WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM access_log) BEGIN"
    " SELECT RAISE(ABORT, 'the access log is append-only'); END",
}
_REFUSE = """
CREATE FUNCTION refuse_access_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the access log is append-only';
END $$
"""
_POSTGRESQL = {
    "access_log_no_change": "BEFORE UPDATE OR DELETE ON access_log"
    " FOR EACH ROW EXECUTE FUNCTION refuse_access_log_change()",
    "access_log_no_truncate": "BEFORE TRUNCATE ON access_log"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_access_log_change()",
}


def _make_append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_REFUSE)
    for name, body in _triggers().items():
        op.execute(f"CREATE TRIGGER {name} {body}")


def _triggers() -> dict[str, str]:
    return _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.create_index("access_log_about", ["patient_id", "number"], unique=False)
        batch_op.create_index("access_log_by_actor", ["actor", "number"], unique=False)
    _make_append_only()

    op.create_table(
        "log_reviews",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"],
            ["access_log.number"],
        ),
        sa.PrimaryKeyConstraint("entry"),
    )
    with op.batch_alter_table("log_reviews", schema=None) as batch_op:
        batch_op.create_index("log_reviews_by_state", ["state", "entry"], unique=False)

    op.create_table(
        "staff_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"],
            ["access_log.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "staff_notices_seen",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["staff_notices.id"],
        ),
        sa.PrimaryKeyConstraint("notice_id", "actor"),
    )
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.drop_column("unit")

    op.drop_table("staff_notices_seen")
    op.drop_table("staff_notices")
    with op.batch_alter_table("log_reviews", schema=None) as batch_op:
        batch_op.drop_index("log_reviews_by_state")

    op.drop_table("log_reviews")
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.drop_index("access_log_by_actor")
        batch_op.drop_index("access_log_about")

    op.drop_table("access_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_access_log_change")
