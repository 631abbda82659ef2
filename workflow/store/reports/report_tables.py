"""The tables of the annual report: where each application counts, as it became known, and the years that are closed."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field, SQLModel

#: the end of what is still known; texts of moments sort before it
FOREVER = "9999"
#: an index in part serves only a query that repeats these words
SAME_YEAR, CARRIED, PAID = "in_year = out_year", "in_year <> out_year", "fee_year > 0"
#: what the groups of a report are made of, so that the index alone answers
_GROUPS = ("applicant_type", "outcome", "channel", "extended", "known_from")
_CARRIED_BY = ("agency_id", "known_until", "out_year", "in_year", *_GROUPS, "case_id")


def _in_part(name: str, where: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


class ReportFactRow(SQLModel, table=True):
    """Where an application counted by what was known from one moment to another; derived from its history."""

    __tablename__: ClassVar[str] = "report_facts"
    __table_args__ = (
        _in_part("report_facts_same", SAME_YEAR, "agency_id", "in_year", "out_year", *_GROUPS, "known_until"),
        _in_part("report_facts_carried", CARRIED, *_CARRIED_BY),
        _in_part("report_facts_paid", PAID, "agency_id", "fee_year"),
    )
    case_id: int = Field(primary_key=True)
    known_from: str = Field(primary_key=True)  #: as in entries
    known_until: str = FOREVER
    agency_id: int
    in_year: int
    out_year: int  #: counting.OPEN until it is dealt with
    applicant_type: str  #: of the first applicant: several who ask together are one application
    outcome: str = ""
    regime: str
    channel: str
    extended: bool
    fee_year: int = 0
    fee_yuan: int = 0


class YearEndRow(SQLModel, table=True):
    """A year closed for an agency. Triggers refuse UPDATE and DELETE."""

    __tablename__: ClassVar[str] = "year_ends"
    agency_id: int = Field(primary_key=True)
    year: int = Field(primary_key=True)
    frozen_at: str  #: what became known later counts in a later year
    made_at: str
    made_by: int  #: 0: the worker
    carried: str = Field(
        sa_column=Column(Text, nullable=False)
    )  #: JSON: [[case_id, column of table three], ...]
    digest: str  #: SHA-256 of agency, year, frozen_at and carried


FACTS = ReportFactRow.__table__  # type: ignore[attr-defined]
YEAR_ENDS = YearEndRow.__table__  # type: ignore[attr-defined]
