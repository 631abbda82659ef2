"""Imports of old ledgers on record."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "20261122_imports"
down_revision = "20261122_report"


def upgrade() -> None:
    whole: dict[str, Any] = {"nullable": False}
    op.create_table(
        "imports",
        sa.Column("import_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), sa.ForeignKey("agencies.agency_id"), **whole),
        sa.Column("person_id", sa.Integer(), **whole),
        sa.Column("name", sa.String(), **whole),
        sa.Column("file_sha256", sa.String(), **whole),
        sa.Column("state", sa.String(), **whole),
        *(
            sa.Column(name, sa.Integer(), **whole)
            for name in ("total", "done", "clean", "warned", "refused", "already")
        ),
        sa.Column("stop", sa.Boolean(), **whole),
        sa.Column("began_at", sa.String(), **whole),
        sa.Column("moved_at", sa.String(), **whole),
        sa.Column("failure", sa.String(), **whole),
    )
    op.create_index("ix_imports_agency_id", "imports", ["agency_id"])
