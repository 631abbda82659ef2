"""Appeals stand in a table of their own, derived from the histories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_appeals"
down_revision = "20261122_register"


def upgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("appeal_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("ref", "kind", "procedure", "status")),
        sa.Column("is_pending", sa.Boolean(), nullable=False),
        sa.Column("instance", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("after_review", "by_third_party")),
        sa.Column("against", sa.String(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("filed_on", "received_on")),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("organ", "appeal_no", "appellant", "document_no")
        ),
        sa.Column("next_limit_on", sa.Date(), nullable=True),
        sa.Column("next_limit_act", sa.String(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("next_limit_ours", "provisional")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("result", "result_kind")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("decided_on", "ended_on")),
        sa.Column("redo", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
    )
    op.create_index("ix_appeals_case_id", "appeals", ["case_id"])
    op.create_index("appeals_filed", "appeals", ["agency_id", "filed_on"])
    op.create_index(
        "appeals_pending",
        "appeals",
        ["agency_id", "next_limit_on", "appeal_id"],
        sqlite_where=sa.text("is_pending = 1"),
        postgresql_where=sa.text("is_pending"),
    )
