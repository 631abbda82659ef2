"""The tables behind figures of a period: who asked in a year, months that were counted, months that have changed.

Triggers of the database keep `askers` and `figure_stale`, whoever writes a case: the desk, an import, a rebuild.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Column, Index, Integer, Text
from sqlmodel import Field, SQLModel


class AskerRow(SQLModel, table=True):
    """An application received in a year and who asked: identity number, else phone, else name of the first applicant.

    In the order of its key those who asked often stand together, and the key alone answers.
    """

    __tablename__: ClassVar[str] = "askers"
    __table_args__ = {"sqlite_with_rowid": False}
    year: int = Field(primary_key=True)
    who: str = Field(primary_key=True)
    case_id: int = Field(primary_key=True)
    agency_id: int = Field(primary_key=True)
    received_on: date = Field(primary_key=True)


class FigureMonthRow(SQLModel, table=True):
    """A month of an agency, counted after it was over."""

    __tablename__: ClassVar[str] = "figure_months"
    agency_id: int = Field(primary_key=True)
    month: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))  #: 202511
    calendar: str  #: the working days that lengths were counted by
    counted: str = Field(sa_column=Column(Text, nullable=False))  #: JSON of workflow.supervision.tallies


class StaleMonthRow(SQLModel, table=True):
    """A counted month of which a case has changed since. Rows are only added, so that writers never wait here."""

    __tablename__: ClassVar[str] = "figure_stale"
    __table_args__ = (Index("figure_stale_month", "agency_id", "month"),)
    stale_id: int | None = Field(default=None, primary_key=True)
    agency_id: int
    month: int


MONTHS = FigureMonthRow.__table__  # type: ignore[attr-defined]
STALE = StaleMonthRow.__table__  # type: ignore[attr-defined]
