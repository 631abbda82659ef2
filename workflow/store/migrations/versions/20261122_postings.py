"""A letter stands in the outgoing post once each time it leaves; an index of its own finds what has no slip."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_postings"
down_revision = "20261122_sessions"

#: the table before held each letter once
COPY = """
    INSERT INTO outgoing (posting, case_id, ref, agency_id, kind, document_no, content_sha256, state, way,
                          signed_on, sent_on, served_on, tracking_no, failed)
    SELECT 1, case_id, ref, agency_id, kind, document_no, content_sha256, state, way,
           signed_on, sent_on, served_on, tracking_no, failed
    FROM outgoing_before
    """


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def upgrade() -> None:
    for name in ("outgoing_waiting", "outgoing_sent", "ix_outgoing_tracking_no"):
        op.drop_index(name, table_name="outgoing")
    op.rename_table("outgoing", "outgoing_before")
    op.create_table(
        "outgoing",
        sa.Column("case_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("posting", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        *map(_text, ("kind", "document_no", "content_sha256", "state", "way")),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date()),
        sa.Column("served_on", sa.Date()),
        _text("tracking_no"),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "ref", "posting", name="outgoing_postings"),
    )
    op.execute(COPY)
    op.drop_table("outgoing_before")
    op.create_index(
        "outgoing_waiting", "outgoing", ["agency_id", "state", "way", "signed_on", "case_id", "ref"]
    )
    op.create_index("outgoing_sent", "outgoing", ["agency_id", "way", "sent_on"])
    op.create_index("ix_outgoing_tracking_no", "outgoing", ["tracking_no"])
    under_way = sa.text("state = 'sent'")
    op.create_index(
        "outgoing_without_slip",
        "outgoing",
        ["agency_id", "way", "sent_on", "case_id", "ref"],
        sqlite_where=under_way,
        postgresql_where=under_way,
    )
