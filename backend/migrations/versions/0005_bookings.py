"""The booking core: claims that may not overlap, history, waiting list, requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_bookings"
down_revision = "0004_chat"
branch_labels = None
depends_on = None

_TRIGGER = """
CREATE TRIGGER no_overlapping_claims_EVENT BEFORE EVENT ON slot_claims
WHEN EXISTS (
    SELECT 1 FROM slot_claims AS other
    WHERE other.schedule = NEW.schedule AND other.slot_id <> NEW.slot_id
    AND other.start < NEW."end" AND other."end" > NEW.start
    AND other.id IS NOT NEW.id
)
BEGIN SELECT RAISE(ABORT, 'no_overlapping_claims'); END
"""


def upgrade() -> None:
    op.create_table(
        "booking_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("booking_audit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booking_audit_patient_id"), ["patient_id"], unique=False
        )

    op.create_table(
        "clinic_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("clinic", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("clinic_requests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clinic_requests_patient_id"), ["patient_id"], unique=False
        )
        batch_op.create_index(
            "one_open_request",
            ["patient_id", "kind", "subject"],
            unique=True,
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )
        batch_op.create_index("requests_by_state", ["state", "created_at"], unique=False)

    op.create_table(
        "freed_slots",
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("offer_from", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"],
            ["slots.id"],
        ),
        sa.PrimaryKeyConstraint("slot_id"),
    )
    with op.batch_alter_table("freed_slots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_freed_slots_offer_from"), ["offer_from"], unique=False)

    op.create_table(
        "idempotent_answers",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.PrimaryKeyConstraint("patient_id", "operation", "key"),
    )
    with op.batch_alter_table("idempotent_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_idempotent_answers_created_at"), ["created_at"], unique=False
        )

    op.create_table(
        "booking_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("to_version", sa.Integer(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=False),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("from_slot_id", sa.Integer(), nullable=True),
        sa.Column("to_slot_id", sa.Integer(), nullable=True),
        sa.Column("from_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_slot_id"],
            ["slots.id"],
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
        ),
        sa.ForeignKeyConstraint(
            ["to_slot_id"],
            ["slots.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("resource_id", "to_version"),
    )
    with op.batch_alter_table("booking_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booking_changes_patient_id"), ["patient_id"], unique=False
        )

    op.create_table(
        "booking_confirmations",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"],
            ["slots.id"],
        ),
        sa.PrimaryKeyConstraint("resource_id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("booking_confirmations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booking_confirmations_patient_id"), ["patient_id"], unique=False
        )

    op.create_table(
        "shown_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("errand", sa.Text(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("within_limit", sa.Boolean(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"],
            ["slots.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("shown_times", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shown_times_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index("shown_by_appointment", ["resource_id", "at"], unique=False)

    op.create_table(
        "waiting_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=True),
        sa.Column("earlier_only", sa.Boolean(), nullable=False),
        sa.Column("limit", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("waiting_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_waiting_entries_patient_id"), ["patient_id"], unique=False
        )
        batch_op.create_index(
            "one_waiting_entry_per_appointment",
            ["resource_id"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index("waiting_by_service", ["service", "state"], unique=False)

    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["booking_changes.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("change_id"),
    )
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.create_index("outbox_undelivered", ["delivered_at", "id"], unique=False)

    op.create_table(
        "patient_chosen_waits",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day_zero", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("shown_within", sa.JSON(), nullable=False),
        sa.Column("chosen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["booking_changes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
        ),
        sa.PrimaryKeyConstraint("change_id"),
    )
    with op.batch_alter_table("patient_chosen_waits", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_patient_chosen_waits_patient_id"), ["patient_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_patient_chosen_waits_resource_id"), ["resource_id"], unique=False
        )

    op.create_table(
        "waiting_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["waiting_entries.id"],
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"],
            ["patients.id"],
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"],
            ["slots.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("waiting_offers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_waiting_offers_patient_id"), ["patient_id"], unique=False
        )
        batch_op.create_index("offers_by_entry", ["entry_id", "slot_id"], unique=True)
        batch_op.create_index("offers_by_state", ["state", "expires_at"], unique=False)
        batch_op.create_index(
            "one_open_offer_per_entry",
            ["entry_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            "one_open_offer_per_slot",
            ["slot_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    with op.batch_alter_table("slot_claims", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("one_booked_slot_per_appointment"), sqlite_where=sa.text("kind = 'booked'")
        )
        batch_op.create_index("claims_by_patient", ["patient_id"], unique=False)
        batch_op.create_index("claims_by_schedule", ["schedule", "start"], unique=False)
        batch_op.create_index(
            "one_claim_of_a_kind_per_appointment", ["resource_id", "kind"], unique=True
        )

    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("slots_by_service"))
        batch_op.create_index(
            "slots_by_service", ["service", "status", "start", "id"], unique=False
        )
        batch_op.create_index(
            "slots_by_practitioner",
            ["service", "practitioner", "status", "start", "id"],
            unique=False,
        )
    _forbid_overlap()


def _forbid_overlap() -> None:
    """Refuses claims of different slots of one schedule that overlap in time.

    The same slot twice is `one_claim_per_slot`'s to refuse. A later migration that rebuilds
    `slot_claims` on SQLite (`recreate="always"`) drops the triggers and must make them again.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(
            "ALTER TABLE slot_claims ADD CONSTRAINT no_overlapping_claims EXCLUDE USING gist ("
            ' schedule WITH =, slot_id WITH <>, tstzrange(start, "end") WITH &&)'
        )
        return
    for event in ("INSERT", "UPDATE"):
        op.execute(_TRIGGER.replace("EVENT", event))


def _allow_overlap() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE slot_claims DROP CONSTRAINT no_overlapping_claims")
        return
    for event in ("INSERT", "UPDATE"):
        op.execute(f"DROP TRIGGER no_overlapping_claims_{event}")


def downgrade() -> None:
    _allow_overlap()
    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.drop_index("slots_by_practitioner")
        batch_op.drop_index("slots_by_service")
        batch_op.create_index(batch_op.f("slots_by_service"), ["service", "start"], unique=False)

    with op.batch_alter_table("slot_claims", schema=None) as batch_op:
        batch_op.drop_index("one_claim_of_a_kind_per_appointment")
        batch_op.drop_index("claims_by_schedule")
        batch_op.drop_index("claims_by_patient")
        batch_op.create_index(
            batch_op.f("one_booked_slot_per_appointment"),
            ["resource_id"],
            unique=1,
            sqlite_where=sa.text("kind = 'booked'"),
        )

    with op.batch_alter_table("waiting_offers", schema=None) as batch_op:
        batch_op.drop_index(
            "one_open_offer_per_slot",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(
            "one_open_offer_per_entry",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("offers_by_state")
        batch_op.drop_index("offers_by_entry")
        batch_op.drop_index(batch_op.f("ix_waiting_offers_patient_id"))

    op.drop_table("waiting_offers")
    with op.batch_alter_table("patient_chosen_waits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patient_chosen_waits_resource_id"))
        batch_op.drop_index(batch_op.f("ix_patient_chosen_waits_patient_id"))

    op.drop_table("patient_chosen_waits")
    with op.batch_alter_table("outbox_messages", schema=None) as batch_op:
        batch_op.drop_index("outbox_undelivered")

    op.drop_table("outbox_messages")
    with op.batch_alter_table("waiting_entries", schema=None) as batch_op:
        batch_op.drop_index("waiting_by_service")
        batch_op.drop_index(
            "one_waiting_entry_per_appointment",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_waiting_entries_patient_id"))

    op.drop_table("waiting_entries")
    with op.batch_alter_table("shown_times", schema=None) as batch_op:
        batch_op.drop_index("shown_by_appointment")
        batch_op.drop_index(batch_op.f("ix_shown_times_patient_id"))

    op.drop_table("shown_times")
    with op.batch_alter_table("booking_confirmations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_confirmations_patient_id"))

    op.drop_table("booking_confirmations")
    with op.batch_alter_table("booking_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_changes_patient_id"))

    op.drop_table("booking_changes")
    with op.batch_alter_table("idempotent_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotent_answers_created_at"))

    op.drop_table("idempotent_answers")
    with op.batch_alter_table("freed_slots", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_freed_slots_offer_from"))

    op.drop_table("freed_slots")
    with op.batch_alter_table("clinic_requests", schema=None) as batch_op:
        batch_op.drop_index("requests_by_state")
        batch_op.drop_index(
            "one_open_request",
            sqlite_where=sa.text("state <> 'done'"),
            postgresql_where=sa.text("state <> 'done'"),
        )
        batch_op.drop_index(batch_op.f("ix_clinic_requests_patient_id"))

    op.drop_table("clinic_requests")
    with op.batch_alter_table("booking_audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_audit_patient_id"))

    op.drop_table("booking_audit")
