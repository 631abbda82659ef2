"""Where each application counts in the annual report, and the years that are closed; the second only grows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from workflow.store.reports import report_rows

revision = "20261122_report"
down_revision = "20261122_postings"

#: the words of workflow/store/report_tables.py: an index in part serves only a query that repeats them
SAME_YEAR, CARRIED, PAID = "in_year = out_year", "in_year <> out_year", "fee_year > 0"


def _column(name: str, kind: type[sa.types.TypeEngine[Any]]) -> sa.Column[Any]:
    return sa.Column(name, kind(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "report_facts",
        sa.Column("case_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("known_from", sa.String(), primary_key=True),
        _column("known_until", sa.String),
        *(_column(name, sa.Integer) for name in ("agency_id", "in_year", "out_year")),
        *(_column(name, sa.String) for name in ("applicant_type", "outcome", "regime", "channel")),
        _column("extended", sa.Boolean),
        *(_column(name, sa.Integer) for name in ("fee_year", "fee_yuan")),
    )
    groups = ["applicant_type", "outcome", "channel", "extended", "known_until", "known_from"]
    _index("report_facts_same", SAME_YEAR, ["agency_id", "in_year", *groups])
    _index("report_facts_carried", CARRIED, ["agency_id", "known_until", "out_year", "in_year"])
    _index("report_facts_paid", PAID, ["agency_id", "fee_year"])
    op.create_table(
        "year_ends",
        sa.Column("agency_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
        *(_column(name, sa.String) for name in ("frozen_at", "made_at")),
        _column("made_by", sa.Integer),
        _column("carried", sa.Text),
        _column("digest", sa.String),
    )
    _only_grows()
    report_rows.rebuild(op.get_bind())


def _index(name: str, where: str, columns: list[str]) -> None:
    op.create_index(
        name, "report_facts", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )


def _only_grows() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER year_ends_no_{act.lower()} BEFORE {act} ON year_ends "
                "BEGIN SELECT RAISE(ABORT, 'year_ends is append-only'); END"
            )
        op.execute(  # INSERT OR REPLACE deletes without asking the trigger above
            "CREATE TRIGGER year_ends_no_replace BEFORE INSERT ON year_ends "
            "WHEN EXISTS (SELECT 1 FROM year_ends WHERE agency_id = NEW.agency_id AND year = NEW.year) "
            "BEGIN SELECT RAISE(ABORT, 'year_ends is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION year_ends_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'year_ends is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER year_ends_no_change BEFORE UPDATE OR DELETE ON year_ends "
        "FOR EACH ROW EXECUTE FUNCTION year_ends_append_only()"
    )
    op.execute(
        "CREATE TRIGGER year_ends_no_truncate BEFORE TRUNCATE ON year_ends "
        "FOR EACH STATEMENT EXECUTE FUNCTION year_ends_append_only()"
    )
