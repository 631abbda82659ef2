"""The phrase book of each agency as rows: phrases of its own, and shipped ones it has changed or retired."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, NamedTuple

from sqlalchemy import Column, Connection, Text, delete, insert, select
from sqlmodel import Field, SQLModel

from workflow.records import moment_text


class PhraseRow(SQLModel, table=True):
    """One phrase of one agency; `code` is that of a shipped phrase it stands for, or one of its own."""

    __tablename__: ClassVar[str] = "phrases"
    agency_id: int = Field(primary_key=True, foreign_key="agencies.agency_id")
    code: str = Field(primary_key=True)
    topic: str  #: the kind of letter it belongs to
    fact: str  #: the field of that letter
    title: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    provision: str
    active: bool
    position: int
    changed_by: int
    changed_at: str  #: ISO UTC


PHRASES = PhraseRow.__table__  # type: ignore[attr-defined]


class Kept(NamedTuple):
    """A phrase as the agency keeps it; `changed_at` is ISO UTC."""

    code: str
    topic: str
    fact: str
    title: str
    body: str
    provision: str
    active: bool
    position: int
    changed_by: int = 0
    changed_at: str = ""


def kept(connection: Connection, agency: int) -> list[Kept]:
    """What the agency has added, changed or retired."""
    found = select(PHRASES).where(PHRASES.c.agency_id == agency).order_by(PHRASES.c.code)
    return [Kept(*(getattr(row, name) for name in Kept._fields)) for row in connection.execute(found)]


def keep(connection: Connection, agency: int, phrase: Kept, by: int, now: datetime) -> None:
    """Write a phrase, with who changed it and when."""
    values = phrase._asdict() | {"agency_id": agency, "changed_by": by, "changed_at": moment_text(now)}
    mine = (PHRASES.c.agency_id == agency, PHRASES.c.code == phrase.code)
    connection.execute(delete(PHRASES).where(*mine))
    connection.execute(insert(PHRASES).values(**values))
