"""The register of information already public, which an application may simply be pointed to (art. 36(1))."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class PublicationRow(SQLModel, table=True):
    """One thing that is public, and where; a closed entry stays for the record and is no longer found."""

    __tablename__: ClassVar[str] = "publications"
    __table_args__ = (Index("publications_case", "case_id", unique=True),)
    publication_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agencies.agency_id", index=True)
    title: str
    document_no: str = ""
    where_found: str  #: an address on the network, or a place
    published_on: date | None = None
    closed_on: date | None = None
    added_at: str
    added_by: int
    case_id: int | None = None  #: the application that made it public (art. 44)
