"""Who was shown personal data in full, and why; the table only grows (个人信息保护法第五十一条)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_personal_views"
down_revision = "20261122_upper_organ"


def upgrade() -> None:
    op.create_table(
        "personal_views",
        sa.Column("view_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("acting_for", sa.Integer(), nullable=True),
        sa.Column("applicant_key", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    for column in ("case_id", "person_id", "at"):
        op.create_index(f"ix_personal_views_{column}", "personal_views", [column])
    _only_grows()


def _only_grows() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER personal_views_no_{act.lower()} BEFORE {act} ON personal_views "
                "BEGIN SELECT RAISE(ABORT, 'personal_views is append-only'); END"
            )
        op.execute(  # INSERT OR REPLACE deletes without asking the trigger above
            "CREATE TRIGGER personal_views_no_replace BEFORE INSERT ON personal_views "
            "WHEN EXISTS (SELECT 1 FROM personal_views WHERE view_id = NEW.view_id) "
            "BEGIN SELECT RAISE(ABORT, 'personal_views is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION personal_views_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'personal_views is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER personal_views_no_change BEFORE UPDATE OR DELETE ON personal_views "
        "FOR EACH ROW EXECUTE FUNCTION personal_views_append_only()"
    )
    op.execute(
        "CREATE TRIGGER personal_views_no_truncate BEFORE TRUNCATE ON personal_views "
        "FOR EACH STATEMENT EXECUTE FUNCTION personal_views_append_only()"
    )
