"""Transcripts, and what staff make of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_transcripts"
down_revision = "0008_web"
branch_labels = None
depends_on = None

_EVERYTHING_SAID_SO_FAR = """
INSERT INTO unprojected (conversation_id, number, due)
SELECT conversation_id, max(number), 0 FROM messages GROUP BY conversation_id
"""


def _make_words() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE transcript_words ("
            " n integer PRIMARY KEY REFERENCES transcripts (n) ON DELETE CASCADE,"
            " words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX transcript_words_index ON transcript_words USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE transcript_words"
            " USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0')"
        )


def upgrade() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("actor", "name"),
    )
    op.create_table(
        "transcripts",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("relative", sa.Boolean(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_number", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("clinic", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("risk", sa.Integer(), nullable=False),
        sa.Column("risks", sa.JSON(), nullable=False),
        sa.Column("risk_day", sa.Date(), nullable=True),
        sa.Column("lowest_confidence", sa.Double(), nullable=True),
        sa.Column("fallbacks", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("safety", sa.Text(), nullable=True),
        sa.Column("dropped_at", sa.Text(), nullable=True),
        sa.Column("handed_to", sa.Text(), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("assignee_name", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    with op.batch_alter_table("transcripts", schema=None) as batch_op:
        batch_op.create_index("transcripts_by_activity", ["last_at", "n"], unique=False)
        batch_op.create_index("transcripts_by_confidence", ["lowest_confidence", "n"], unique=False)
        batch_op.create_index("transcripts_by_outcome", ["outcome", "last_at", "n"], unique=False)
        batch_op.create_index("transcripts_by_risk", ["risk", "n"], unique=False)
        batch_op.create_index("transcripts_by_start", ["started_at", "n"], unique=False)
        batch_op.create_index("transcripts_by_status", ["status", "last_at", "n"], unique=False)
        batch_op.create_index("transcripts_of_patient", ["patient_id", "last_at"], unique=False)

    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("right", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["n"], ["transcripts.n"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index("corrections_by_state", ["state", "id"], unique=False)

    op.create_table(
        "transcript_labels",
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["n"], ["transcripts.n"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("label", "n"),
    )
    with op.batch_alter_table("transcript_labels", schema=None) as batch_op:
        batch_op.create_index("labels_of_transcript", ["n", "label"], unique=False)

    op.create_table(
        "transcript_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["n"], ["transcripts.n"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("transcript_notes", schema=None) as batch_op:
        batch_op.create_index("notes_of_transcript", ["n", "id"], unique=False)

    op.create_table(
        "transcript_tags",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["n"], ["transcripts.n"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("n", "turn", "tag"),
    )
    op.create_table(
        "transcript_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("runner_up", sa.Text(), nullable=True),
        sa.Column("runner_up_confidence", sa.Double(), nullable=True),
        sa.Column("second", sa.JSON(), nullable=True),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("safety", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("booking", sa.JSON(), nullable=True),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["n"], ["transcripts.n"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("n", "number"),
    )
    with op.batch_alter_table("transcript_turns", schema=None) as batch_op:
        batch_op.create_index("turns_by_time", ["at", "intent", "milliseconds"], unique=False)

    op.create_table(
        "unprojected",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
        ),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    with op.batch_alter_table("unprojected", schema=None) as batch_op:
        batch_op.create_index("unprojected_by_due", ["due"], unique=False)

    _make_words()
    op.execute(_EVERYTHING_SAID_SO_FAR)


def downgrade() -> None:
    op.execute("DROP TABLE transcript_words")
    with op.batch_alter_table("unprojected", schema=None) as batch_op:
        batch_op.drop_index("unprojected_by_due")

    op.drop_table("unprojected")
    with op.batch_alter_table("transcript_turns", schema=None) as batch_op:
        batch_op.drop_index("turns_by_time")

    op.drop_table("transcript_turns")
    op.drop_table("transcript_tags")
    with op.batch_alter_table("transcript_notes", schema=None) as batch_op:
        batch_op.drop_index("notes_of_transcript")

    op.drop_table("transcript_notes")
    with op.batch_alter_table("transcript_labels", schema=None) as batch_op:
        batch_op.drop_index("labels_of_transcript")

    op.drop_table("transcript_labels")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index("corrections_by_state")

    op.drop_table("corrections")
    with op.batch_alter_table("transcripts", schema=None) as batch_op:
        batch_op.drop_index("transcripts_of_patient")
        batch_op.drop_index("transcripts_by_status")
        batch_op.drop_index("transcripts_by_start")
        batch_op.drop_index("transcripts_by_risk")
        batch_op.drop_index("transcripts_by_outcome")
        batch_op.drop_index("transcripts_by_confidence")
        batch_op.drop_index("transcripts_by_activity")

    op.drop_table("transcripts")
    op.drop_table("saved_filters")
