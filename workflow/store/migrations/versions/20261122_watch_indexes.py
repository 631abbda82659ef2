"""The indexes of supervision hold their own conditions too, so that SQLite reads them and no row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_watch_indexes"
down_revision = "20261122_archive"

ANSWERED = "dispatched_on IS NOT NULL AND kind = 'application'"
LATE = "dispatched_on IS NOT NULL AND timely = {no}"
#: name, condition on SQLite and on PostgreSQL, columns
INDEXES = (
    (
        "cases_watch",
        "is_open = 1",
        "is_open",
        "agency_id due_on clock_status unit handler_id case_id is_open",
    ),
    (
        "cases_answered",
        ANSWERED,
        ANSWERED,
        "agency_id dispatched_on timely channel outcome extended corrected clock_from days_waited kind",
    ),
    (
        "cases_late",
        LATE.format(no="0"),
        LATE.format(no="false"),
        "agency_id dispatched_on case_id timely",
    ),
)


def upgrade() -> None:
    for old in ("cases_open_unit", "cases_answered", "cases_late"):
        op.drop_index(old, "cases")
    for name, on_sqlite, on_postgres, columns in INDEXES:
        op.create_index(
            name,
            "cases",
            columns.split(),
            sqlite_where=sa.text(on_sqlite),
            postgresql_where=sa.text(on_postgres),
        )
