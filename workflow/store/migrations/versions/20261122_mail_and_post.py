"""The outbox of e-mails, the letters on their way out, and an index for the calls of the day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_mail_and_post"
down_revision = "20261122_administration"

#: the words of workflow/store/tables.py: an index in part serves only a query that repeats them
CALLS = "status = 'awaiting_confirmation'"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "mails",
        sa.Column("case_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("ref", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        *map(_text, ("case_no", "letter", "content_sha256", "to_sealed", "subject")),
        sa.Column("body_sealed", sa.Text(), nullable=False),
        *map(_text, ("file_name", "message_id", "state")),
        sa.Column("tries", sa.Integer(), nullable=False),
        *map(_text, ("queued_at", "next_try_at", "last_said")),
        sa.UniqueConstraint("message_id"),
    )
    op.create_index("mails_due", "mails", ["state", "next_try_at"])
    op.create_table(
        "outgoing",
        sa.Column("case_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("ref", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        *map(_text, ("kind", "document_no", "content_sha256", "state", "way")),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date()),
        sa.Column("served_on", sa.Date()),
        _text("tracking_no"),
        sa.Column("failed", sa.Integer(), nullable=False),
    )
    op.create_index("outgoing_waiting", "outgoing", ["agency_id", "state", "way", "signed_on"])
    op.create_index("outgoing_sent", "outgoing", ["agency_id", "way", "sent_on"])
    op.create_index("ix_outgoing_tracking_no", "outgoing", ["tracking_no"])
    where = sa.text(CALLS)
    columns = ["agency_id", "arrived_on", "case_id"]
    op.create_index("cases_to_call", "cases", columns, sqlite_where=where, postgresql_where=where)
