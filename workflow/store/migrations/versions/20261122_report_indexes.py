"""The indexes of the annual report hold every column it groups by, so that they alone answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_report_indexes"
down_revision = "20261122_letter_scratches"

GROUPS = ["applicant_type", "outcome", "channel", "extended", "known_from"]
INDEXES = {
    "report_facts_same": ("in_year = out_year", ["agency_id", "in_year", "out_year", *GROUPS, "known_until"]),
    "report_facts_carried": (
        "in_year <> out_year",
        ["agency_id", "known_until", "out_year", "in_year", *GROUPS],
    ),
}


def upgrade() -> None:
    for name, (where, columns) in INDEXES.items():
        op.drop_index(name, "report_facts")
        op.create_index(
            name, "report_facts", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )
