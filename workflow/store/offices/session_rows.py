"""Who is signed in where, as rows: the server knows every session, so that signing out ends it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from workflow.records import moment, moment_text
from workflow.store.offices.office_rows import PEOPLE
from workflow.store.prepared import Prepared


class SessionRow(SQLModel, table=True):
    """One sign-in of one person in one browser. Only a digest of its ticket is kept."""

    __tablename__: ClassVar[str] = "sessions"
    session_id: int | None = Field(default=None, primary_key=True)
    agency_id: int
    person_id: int = Field(foreign_key="people.person_id", index=True)
    digest: str = Field(unique=True)
    epoch: int  #: people.session_epoch when it began; a higher one there ends it
    owes: str  #: what must be done before anything else: "", "password" or "second_step"
    began_at: str  #: ISO UTC, as the two below
    seen_at: str  #: written at most once a minute
    network: str
    browser: str
    ended_at: str = ""


SESSIONS = SessionRow.__table__  # type: ignore[attr-defined]


class Open(NamedTuple):
    """A session that nobody has ended."""

    session_id: int
    person_id: int
    owes: str
    began_at: datetime
    seen_at: datetime
    network: str
    browser: str


def begin(connection: Connection, values: dict[str, object]) -> int:
    """A new session; `values` are the columns of its row."""
    made = insert(SESSIONS).values(ended_at="", **values)
    return int(connection.execute(made.returning(SESSIONS.c.session_id)).scalar_one())


def forget(connection: Connection, before: datetime) -> None:
    """Sessions that began before that moment can hold nobody any more."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.began_at < moment_text(before)))


def find(connection: Connection, digest: str) -> Open | None:
    """The open session of that ticket, in one statement; None when it or the account was ended."""
    rows = _BY_DIGEST.rows(connection, {"digest": digest})
    return _read(rows[0]) if rows else None


def of_person(connection: Connection, person: int) -> list[Open]:
    """Every open session of a person, the last seen first."""
    found = _open().where(SESSIONS.c.person_id == person).order_by(SESSIONS.c.seen_at.desc())
    return [_read(row) for row in connection.execute(found)]


def _open() -> Select[Any]:
    return (
        select(*(SESSIONS.c[name] for name in Open._fields))
        .join(PEOPLE, PEOPLE.c.person_id == SESSIONS.c.person_id)
        .where(PEOPLE.c.active, PEOPLE.c.session_epoch == SESSIONS.c.epoch, SESSIONS.c.ended_at == "")
    )


_BY_DIGEST = Prepared(_open().where(SESSIONS.c.digest == bindparam("digest")))


def _read(row: Any) -> Open:
    held = Open(*row)
    return held._replace(began_at=moment(row[3]), seen_at=moment(row[4]))


def seen(connection: Connection, session_id: int, at: datetime) -> None:
    """The person was here."""
    _put(connection, session_id, seen_at=moment_text(at))


def owes(connection: Connection, session_id: int, what: str) -> None:
    """What has to be done before anything else; empty: nothing."""
    _put(connection, session_id, owes=what)


def _put(connection: Connection, session_id: int, **values: str) -> None:
    connection.execute(update(SESSIONS).where(SESSIONS.c.session_id == session_id).values(**values))


def end(connection: Connection, person: int, session_id: int, at: datetime) -> bool:
    """End one session of that person; False where they have no such session."""
    mine = update(SESSIONS).where(SESSIONS.c.session_id == session_id, SESSIONS.c.person_id == person)
    ended = mine.where(SESSIONS.c.ended_at == "").values(ended_at=moment_text(at))
    return connection.execute(ended).rowcount == 1
