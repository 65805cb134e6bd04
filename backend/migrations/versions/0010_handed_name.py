"""How the patient sees whoever has taken over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_handed_name"
down_revision = "0009_transcripts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handed_name", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("handed_name")
