"""Calendar versions in the store: added, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Connection, Text, func, insert, select
from sqlmodel import Field, SQLModel

from workflow.records import moment_text
from workflow.store.tables import Person


class CalendarRow(SQLModel, table=True):
    """A version of a year's calendar; the newest loaded counts, older ones answer what was known then."""

    __tablename__: ClassVar[str] = "calendars"
    calendar_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = 0  #: 0: for every agency
    year: int
    digest: str
    content: str = Field(sa_column=Column(Text, nullable=False))
    source: str
    loaded_at: str
    loaded_by: int = 0


_ROWS = CalendarRow.__table__  # type: ignore[attr-defined]
PEOPLE = Person.__table__  # type: ignore[attr-defined]


def newest(connection: Connection) -> int:
    """The id of the newest version, 0 where none was recorded."""
    return connection.execute(select(func.max(_ROWS.c.calendar_id))).scalar_one() or 0


def newest_at(connection: Connection, moment: datetime) -> int:
    """The newest version loaded by that moment; before the first import, what the store began with."""
    begun = select(func.min(_ROWS.c.loaded_at)).scalar_subquery()
    known = _ROWS.c.loaded_at <= func.coalesce(
        select(func.max(_ROWS.c.loaded_at)).where(_ROWS.c.loaded_at <= moment_text(moment)).scalar_subquery(),
        begun,
    )
    return connection.execute(select(func.max(_ROWS.c.calendar_id)).where(known)).scalar_one() or 0


def contents(connection: Connection, version: int) -> dict[int, str]:
    """Year -> text of its newest file within the version."""
    last = select(func.max(_ROWS.c.calendar_id)).where(_ROWS.c.calendar_id <= version).group_by(_ROWS.c.year)
    rows = connection.execute(select(_ROWS.c.year, _ROWS.c.content).where(_ROWS.c.calendar_id.in_(last)))
    return {row.year: row.content for row in rows}


def add(
    connection: Connection, year: int, digest: str, content: str, source: str, at: datetime, by: int
) -> int:
    """Record a version and answer its id."""
    made = insert(_ROWS).values(
        agency_id=0,
        year=year,
        digest=digest,
        content=content,
        source=source,
        loaded_at=moment_text(at),
        loaded_by=by,
    )
    return int(connection.execute(made.returning(_ROWS.c.calendar_id)).scalar_one())


def loaded(connection: Connection) -> Sequence[Any]:
    """The newest file of each year, latest year first: year, source, loaded_at and the name of who loaded it."""
    last = select(func.max(_ROWS.c.calendar_id)).group_by(_ROWS.c.year)
    found = (
        select(_ROWS.c.year, _ROWS.c.source, _ROWS.c.loaded_at, PEOPLE.c.name.label("by"))
        .outerjoin(PEOPLE, PEOPLE.c.person_id == _ROWS.c.loaded_by)
        .where(_ROWS.c.calendar_id.in_(last))
        .order_by(_ROWS.c.year.desc())
    )
    return connection.execute(found).all()


def digests(connection: Connection) -> dict[int, str]:
    """Year -> digest of the newest file."""
    last = select(func.max(_ROWS.c.calendar_id)).group_by(_ROWS.c.year)
    rows = connection.execute(select(_ROWS.c.year, _ROWS.c.digest).where(_ROWS.c.calendar_id.in_(last)))
    return {row.year: row.digest for row in rows}


def every_digest(connection: Connection) -> set[str]:
    """The digest of every file ever recorded."""
    return set(connection.scalars(select(_ROWS.c.digest)))
