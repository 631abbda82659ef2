"""The office's phrase book, and drafts a person has not saved yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_drafting"
down_revision = "20261122_personal_views"


def upgrade() -> None:
    op.create_table(
        "phrases",
        sa.Column("agency_id", sa.Integer(), sa.ForeignKey("agencies.agency_id"), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(), nullable=False),
    )
    op.create_table(
        "scratches",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), primary_key=True),
        sa.Column("case_no", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body_sealed", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
    )
