"""Unsaved drafts of letters beside the reply: one more part of the key; agencies that take no more cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_letter_scratches"
down_revision = "20261122_imports"


def upgrade() -> None:
    op.add_column("agencies", sa.Column("closed_on", sa.Date(), nullable=True))
    op.rename_table("scratches", "scratches_before")  # neither database changes a primary key in place
    op.create_table(
        "scratches",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.person_id"), nullable=False),
        sa.Column("case_no", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body_sealed", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "case_no", "letter", name="scratches_one"),
    )
    op.execute(
        "INSERT INTO scratches (person_id, case_no, letter, agency_id, version, body_sealed, saved_at) "
        "SELECT person_id, case_no, '', agency_id, version, body_sealed, saved_at FROM scratches_before"
    )
    op.drop_table("scratches_before")
