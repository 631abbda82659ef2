"""Number forms by series: letters of consultation may be numbered apart from the replies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261121_2"
down_revision = "20261121_1"


def upgrade() -> None:
    op.create_table(
        "number_forms",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.agency_id"]),
        sa.PrimaryKeyConstraint("agency_id", "series"),
    )
