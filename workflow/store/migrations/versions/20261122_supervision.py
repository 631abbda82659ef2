"""What supervision counts: waiting, extensions and corrections of each case, and indexes that answer alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_supervision"
down_revision = "20261122_reminders"

#: the words of workflow/store/tables.py: an index in part serves only a query that repeats them
ANSWERED = "dispatched_on IS NOT NULL AND kind = 'application'"
LATE = "dispatched_on IS NOT NULL AND timely = {no}"
_EXTENDED = """
    UPDATE cases SET extended = TRUE
    WHERE case_id IN (SELECT case_id FROM entries WHERE kind = 'ExtensionNotified')
"""
_CORRECTED = """
    UPDATE cases SET corrected = TRUE
    WHERE case_id IN (SELECT case_id FROM entries WHERE kind = 'CorrectionAsked')
"""


def upgrade() -> None:
    op.add_column("cases", sa.Column("clock_from", sa.Date(), nullable=True))
    op.add_column("cases", sa.Column("days_waited", sa.Integer(), nullable=False, server_default="0"))
    for name in ("extended", "corrected"):
        op.add_column("cases", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    _fill()
    op.drop_index("cases_received", "cases")
    op.create_index("cases_received", "cases", ["agency_id", "received_on", "kind", "channel"])
    _in_part(
        "cases_open_unit",
        "is_open = 1",
        "is_open",
        "unit agency_id handler_id clock_status due_on case_id",
    )
    _in_part(
        "cases_answered",
        ANSWERED,
        ANSWERED,
        "agency_id dispatched_on timely channel outcome extended corrected clock_from days_waited",
    )
    _in_part("cases_late", LATE.format(no="0"), LATE.format(no="false"), "agency_id dispatched_on case_id")


def _fill() -> None:
    """From rows and histories; the days a clock stood are counted by `mingfu rebuild`."""
    op.execute("UPDATE cases SET clock_from = received_on WHERE received_on IS NOT NULL")
    op.execute(_EXTENDED)
    op.execute(_CORRECTED)


def _in_part(name: str, on_sqlite: str, on_postgres: str, columns: str) -> None:
    op.create_index(
        name,
        "cases",
        columns.split(),
        sqlite_where=sa.text(on_sqlite),
        postgresql_where=sa.text(on_postgres),
    )
