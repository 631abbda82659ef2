"""Applicants are found by number, phone or e-mail from an index alone, which holds only those that gave one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_digests"
down_revision = "20261122_supervision"

SEALED = ("id_no", "phone", "email", "agent_id")


def upgrade() -> None:
    for name in SEALED:
        op.drop_index(f"ix_applicants_{name}_digest", "applicants")
        given = sa.text(f"{name}_digest <> ''")
        op.create_index(
            f"applicants_{name}",
            "applicants",
            [f"{name}_digest", "case_id", "agency_id"],
            sqlite_where=given,
            postgresql_where=given,
        )
