"""An index that figures of turns are counted from alone, without the turns themselves."""

from __future__ import annotations

from alembic import op

revision = "0011_turn_figures"
down_revision = "0010_handed_name"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("turns_by_time", table_name="transcript_turns")
    op.create_index("turns_by_time", "transcript_turns", ["at", "n", "intent", "milliseconds"])


def downgrade() -> None:
    op.drop_index("turns_by_time", table_name="transcript_turns")
    op.create_index("turns_by_time", "transcript_turns", ["at", "intent", "milliseconds"])
