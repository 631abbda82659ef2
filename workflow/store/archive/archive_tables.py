"""The tables of the archive: how each closed case is kept and opened again to the public, and what was handed over."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

#: an index in part serves only a query that repeats these words
KEPT, MARKED = "archived_on IS NOT NULL", "marked_on IS NOT NULL"


def _in_part(name: str, where: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class ArchiveFactRow(SQLModel, table=True):
    """What a case says of archive, publication (art. 44) and re-evaluation (art. 18); derived from its history."""

    __tablename__: ClassVar[str] = "archive_facts"
    __table_args__ = (
        _in_part("archive_facts_kept", KEPT, "agency_id", "archived_on", "case_id"),
        _in_part("archive_facts_marked", MARKED, "agency_id", "marked_on", "case_id"),
        _in_part("archive_facts_kept_by_day", KEPT, "archived_on", "case_id", "agency_id"),
        _in_part("archive_facts_marked_by_day", MARKED, "marked_on", "case_id", "agency_id"),
    )
    case_id: int = Field(primary_key=True)
    agency_id: int
    archived_on: date | None = None
    retention: str = ""
    marked_on: date | None = None
    published_on: date | None = None
    published_where: str = ""
    reevaluated_on: date | None = None
    reevaluation: str = ""


class TransferRow(SQLModel, table=True):
    """A package handed to the archives; the table only grows."""

    __tablename__: ClassVar[str] = "transfers"
    transfer_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(index=True)
    person_id: int
    cases: int
    manifest_sha256: str = Field(index=True)
    at: str


class TransferCaseRow(SQLModel, table=True):
    """A case in a package; the table only grows."""

    __tablename__: ClassVar[str] = "transfer_cases"
    transfer_id: int = Field(primary_key=True, foreign_key="transfers.transfer_id")
    case_id: int = Field(primary_key=True, index=True)
    agency_id: int
