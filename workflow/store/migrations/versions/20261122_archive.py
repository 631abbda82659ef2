"""Court files made, what closed cases say of the archive, and packages handed over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_archive"
down_revision = "20261122_digests"


def upgrade() -> None:
    _bundles()
    _archive_facts()
    _transfers()
    for table, key in (
        ("bundles", "bundle_id = NEW.bundle_id"),
        ("transfers", "transfer_id = NEW.transfer_id"),
        ("transfer_cases", "transfer_id = NEW.transfer_id AND case_id = NEW.case_id"),
    ):
        _only_grows(table, key)


def _bundles() -> None:
    op.create_table(
        "bundles",
        sa.Column("bundle_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("manifest_sha256", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    for column in ("case_id", "manifest_sha256"):
        op.create_index(f"ix_bundles_{column}", "bundles", [column])


def _archive_facts() -> None:
    """Filled by `mingfu rebuild`; a case acted on fills its own row."""
    op.create_table(
        "archive_facts",
        sa.Column("case_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("retention", sa.String(), nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_where", sa.String(), nullable=False),
        sa.Column("reevaluated_on", sa.Date(), nullable=True),
        sa.Column("reevaluation", sa.String(), nullable=False),
    )
    for name, day in (("kept", "archived_on"), ("marked", "marked_on")):
        held = sa.text(f"{day} IS NOT NULL")
        columns = ["agency_id", day, "case_id"]
        op.create_index(
            f"archive_facts_{name}", "archive_facts", columns, sqlite_where=held, postgresql_where=held
        )


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("transfer_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("manifest_sha256", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    for column in ("agency_id", "manifest_sha256"):
        op.create_index(f"ix_transfers_{column}", "transfers", [column])
    op.create_table(
        "transfer_cases",
        sa.Column("transfer_id", sa.Integer(), sa.ForeignKey("transfers.transfer_id"), primary_key=True),
        sa.Column("case_id", sa.Integer(), primary_key=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
    )
    op.create_index("ix_transfer_cases_case_id", "transfer_cases", ["case_id"])


def _only_grows(table: str, key: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        said = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {said}")
        held = f"EXISTS (SELECT 1 FROM {table} WHERE {key})"  # noqa: S608  INSERT OR REPLACE asks no trigger
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {held} {said}")
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    for acts, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = f"{table}_no_{'change' if each == 'ROW' else 'truncate'}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {acts} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_append_only()"
        )
