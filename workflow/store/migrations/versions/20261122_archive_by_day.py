"""Whoever sees many agencies reads the lists of the archive by day, without sorting a million cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_archive_by_day"
down_revision = "20261122_applicant_types"


def upgrade() -> None:
    for name, day in (("kept", "archived_on"), ("marked", "marked_on")):
        held = sa.text(f"{day} IS NOT NULL")
        columns = [day, "case_id", "agency_id"]
        op.create_index(
            f"archive_facts_{name}_by_day", "archive_facts", columns, sqlite_where=held, postgresql_where=held
        )
