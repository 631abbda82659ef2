"""What the agency owes on appeals, for reminders; entries of the public register name the case they came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_appeal_limits"
down_revision = "20261122_archive_by_day"


def upgrade() -> None:
    op.create_table(
        "appeal_limits",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "act"),
    )
    op.create_index("appeal_limits_due", "appeal_limits", ["due_on"])
    op.create_index("reminders_agency", "reminders", ["agency_id", "act"])
    op.add_column("publications", sa.Column("case_id", sa.Integer(), nullable=True))
    op.create_index("publications_case", "publications", ["case_id"], unique=True)
