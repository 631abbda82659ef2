"""Who acts for an applicant: their own identity, telephone and authority papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_agents"
down_revision = "20261122_words"

COLUMNS = ("agent_id_kind", "agent_id_sealed", "agent_id_digest", "agent_phone_sealed", "authority")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("applicants", sa.Column(column, sa.String(), nullable=False, server_default=""))
    seen: sa.Column[bool] = sa.Column(
        "authority_seen", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("applicants", seen)
