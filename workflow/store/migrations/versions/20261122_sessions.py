"""Sessions kept by the server, failed sign-ins, and the second step: what signing in needs beside the password."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_sessions"
down_revision = "20261122_replies_waiting"


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("session_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False, unique=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("owes", sa.String(), nullable=False),
        sa.Column("began_at", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=False),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=False),
    )
    op.create_table(
        "credentials",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("secret_sealed", sa.String(), nullable=False),
        sa.Column("enrolled_at", sa.String(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), primary_key=True),
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.String(), nullable=False),
    )
