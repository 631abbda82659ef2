"""The first tables, and the triggers that keep a history append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261121_1"
down_revision = None


def upgrade() -> None:
    _agencies()
    _applicants()
    _calendars()
    _documents()
    _entries()
    _numbers()
    _texts()
    _people()
    _cases()
    _grants()
    _stand_ins()
    guard_entries()


def _agencies() -> None:
    op.create_table(
        "agencies",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("number_template", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("review_organ", sa.String(), nullable=False),
        sa.Column("court", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["agencies.agency_id"],
        ),
        sa.PrimaryKeyConstraint("agency_id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_agencies_path", "agencies", ["path"], unique=False)


def _applicants() -> None:
    op.create_table(
        "applicants",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("id_kind", sa.String(), nullable=False),
        sa.Column("id_no_sealed", sa.String(), nullable=False),
        sa.Column("id_no_digest", sa.String(), nullable=False),
        sa.Column("phone_sealed", sa.String(), nullable=False),
        sa.Column("phone_digest", sa.String(), nullable=False),
        sa.Column("address_sealed", sa.String(), nullable=False),
        sa.Column("email_sealed", sa.String(), nullable=False),
        sa.Column("email_digest", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("help_needed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_applicants_case_id", "applicants", ["case_id"], unique=False)
    op.create_index("ix_applicants_email_digest", "applicants", ["email_digest"], unique=False)
    op.create_index("ix_applicants_id_no_digest", "applicants", ["id_no_digest"], unique=False)
    op.create_index("ix_applicants_name", "applicants", ["name"], unique=False)
    op.create_index("ix_applicants_phone_digest", "applicants", ["phone_digest"], unique=False)


def _calendars() -> None:
    op.create_table(
        "calendars",
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.String(), nullable=False),
        sa.Column("loaded_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("calendar_id"),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "case_id"),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("acting_for", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "seq"),
        sqlite_with_rowid=False,
    )


def _numbers() -> None:
    op.create_table(
        "numbers",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("agency_id", "series", "year"),
    )


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "sha256"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.agency_id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
        sa.UniqueConstraint("account"),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_no", sa.String(), nullable=False),
        sa.Column("submission_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("regime", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_if_today_on", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("clock_status", sa.String(), nullable=False),
        sa.Column("days_left", sa.Integer(), nullable=True),
        sa.Column("limit_act", sa.String(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=True),
        sa.Column("timely", sa.Boolean(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("dispatched_on", sa.Date(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("applicant", sa.String(), nullable=False),
        sa.Column("applicant_type", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.agency_id"],
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"],
            ["people.person_id"],
        ),
        sa.PrimaryKeyConstraint("case_id"),
        sa.UniqueConstraint("agency_id", "submission_key"),
        sa.UniqueConstraint("case_no"),
    )
    op.create_index("cases_due", "cases", ["agency_id", "is_open", "due_on"], unique=False)
    op.create_index("cases_handler", "cases", ["handler_id", "is_open", "due_on"], unique=False)
    op.create_index("cases_received", "cases", ["agency_id", "received_on"], unique=False)
    op.create_index("cases_status", "cases", ["agency_id", "status", "due_on"], unique=False)
    op.create_index("ix_cases_applicant", "cases", ["applicant"], unique=False)
    op.create_index("ix_cases_document_no", "cases", ["document_no"], unique=False)


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.agency_id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "agency_id", "role"),
    )


def _stand_ins() -> None:
    op.create_table(
        "stand_ins",
        sa.Column("stand_in_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.agency_id"],
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"],
            ["people.person_id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
        ),
        sa.PrimaryKeyConstraint("stand_in_id"),
    )
    op.create_index("ix_stand_ins_deputy_id", "stand_ins", ["deputy_id"], unique=False)


def guard_entries() -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE) on entries in the database itself, past any program."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER entries_no_{act.lower()} BEFORE {act} ON entries "
                "BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"
            )
        op.execute(  # INSERT OR REPLACE deletes without asking the trigger above
            "CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries "
            "WHEN EXISTS (SELECT 1 FROM entries WHERE case_id = NEW.case_id AND seq = NEW.seq) "
            "BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION entries_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'entries are append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER entries_no_change BEFORE UPDATE OR DELETE ON entries "
        "FOR EACH ROW EXECUTE FUNCTION entries_append_only()"
    )
    op.execute(
        "CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION entries_append_only()"
    )
