"""What letters take from the office beside its name, and an append-only list of what was changed in the office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_administration"
down_revision = "20261122_drafting"


def upgrade() -> None:
    for name in ("office", "postcode", "hours"):
        op.add_column("agencies", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_table(
        "office_entries",
        sa.Column("entry_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
    )
    for column in ("agency_id", "kind"):
        op.create_index(f"ix_office_entries_{column}", "office_entries", [column])
    _only_grows()


def _only_grows() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER office_entries_no_{act.lower()} BEFORE {act} ON office_entries "
                "BEGIN SELECT RAISE(ABORT, 'office_entries is append-only'); END"
            )
        op.execute(  # INSERT OR REPLACE deletes without asking the trigger above
            "CREATE TRIGGER office_entries_no_replace BEFORE INSERT ON office_entries "
            "WHEN EXISTS (SELECT 1 FROM office_entries WHERE entry_id = NEW.entry_id) "
            "BEGIN SELECT RAISE(ABORT, 'office_entries is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION office_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'office_entries is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER office_entries_no_change BEFORE UPDATE OR DELETE ON office_entries "
        "FOR EACH ROW EXECUTE FUNCTION office_entries_append_only()"
    )
    op.execute(
        "CREATE TRIGGER office_entries_no_truncate BEFORE TRUNCATE ON office_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION office_entries_append_only()"
    )
