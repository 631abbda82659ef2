"""The department above an agency, where review of its decisions before 2024 could also be sought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_upper_organ"
down_revision = "20261121_3"


def upgrade() -> None:
    op.add_column("agencies", sa.Column("upper_organ", sa.String(), nullable=False, server_default=""))
