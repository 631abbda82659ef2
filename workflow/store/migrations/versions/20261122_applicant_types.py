"""Cases by the kind of applicant: some kinds are one in a hundred, and a list must not read the other ninety-nine."""

from __future__ import annotations

from alembic import op

revision = "20261122_applicant_types"
down_revision = "20261122_appeals"


def upgrade() -> None:
    op.create_index(
        "cases_applicant_type", "cases", ["applicant_type", "case_id", "agency_id", "is_open", "channel"]
    )
