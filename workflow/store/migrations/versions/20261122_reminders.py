"""The worker's lease, reminders, who hears of them how, and the limits beside the reply found by their day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_reminders"
down_revision = "20261122_report_indexes"

LIMITED = sa.text("limit_on IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
    )
    op.create_table(
        "reminders",
        sa.Column("case_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("act", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
    )
    op.create_index("reminders_person", "reminders", ["person_id", "seen_at", "agency_id"])
    _of_people()
    columns = ["limit_act", "limit_on", "case_id", "agency_id", "handler_id", "status"]
    op.create_index("cases_limits", "cases", columns, sqlite_where=LIMITED, postgresql_where=LIMITED)


def _of_people() -> None:
    op.create_table(
        "reminder_settings",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("email_sealed", sa.String(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False, unique=True),
        sa.Column("made_at", sa.String(), nullable=False),
    )
    op.create_table(
        "reminder_mails",
        sa.Column("person_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("to_sealed", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body_sealed", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False, unique=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.String(), nullable=False),
        sa.Column("next_try_at", sa.String(), nullable=False),
        sa.Column("last_said", sa.String(), nullable=False),
    )
    op.create_index("reminder_mails_due", "reminder_mails", ["state", "next_try_at"])
