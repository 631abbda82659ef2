"""What was carried over is compared case by case with the year before: the index names the cases too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_carried_by_case"
down_revision = "20261122_figures"

NAME, CARRIED = "report_facts_carried", sa.text("in_year <> out_year")
GROUPS = ["applicant_type", "outcome", "channel", "extended", "known_from"]
COLUMNS = ["agency_id", "known_until", "out_year", "in_year", *GROUPS, "case_id"]


def upgrade() -> None:
    op.drop_index(NAME, "report_facts")
    op.create_index(NAME, "report_facts", COLUMNS, sqlite_where=CARRIED, postgresql_where=CARRIED)
