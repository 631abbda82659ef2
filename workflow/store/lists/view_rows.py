"""The ledger as each person likes it: named views, and under the empty name the columns they chose last."""

from __future__ import annotations

from typing import ClassVar, Final, NamedTuple

from sqlalchemy import Column, Connection, Text, bindparam, delete, insert, select
from sqlmodel import Field, SQLModel

from workflow.store.prepared import Prepared

OWN: Final = ""  #: the name of the columns that no view was asked for


class LedgerViewRow(SQLModel, table=True):
    """One view of one person; `query` is the address of the list without its path."""

    __tablename__: ClassVar[str] = "ledger_views"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    name: str = Field(primary_key=True)
    agency_id: int
    query: str = Field(sa_column=Column(Text, nullable=False))


VIEWS = LedgerViewRow.__table__  # type: ignore[attr-defined]
_MINE = Prepared(
    select(VIEWS.c.name, VIEWS.c.query).where(VIEWS.c.person_id == bindparam("person")).order_by(VIEWS.c.name)
)


class View(NamedTuple):
    """A name and what it asks for."""

    name: str
    query: str


def of_person(connection: Connection, person: int) -> list[View]:
    """All of them, the nameless one first."""
    return [View(*row) for row in _MINE.rows(connection, {"person": person})]


def put(connection: Connection, person: int, agency: int, name: str, query: str) -> None:
    """Keep the view in place of one of the same name."""
    drop(connection, person, name)
    connection.execute(insert(VIEWS).values(person_id=person, name=name, agency_id=agency, query=query))


def drop(connection: Connection, person: int, name: str) -> None:
    """Forget it."""
    connection.execute(delete(VIEWS).where(VIEWS.c.person_id == person, VIEWS.c.name == name))
