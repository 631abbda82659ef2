"""Failed sign-ins counted in the database, so that every process of the office counts together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from sqlalchemy import Connection, delete, select, text, update
from sqlmodel import Field, SQLModel

from workflow.records import moment, moment_text


class FailureRow(SQLModel, table=True):
    """How often in a row a key failed; the key is a digest of an account, a network or both."""

    __tablename__: ClassVar[str] = "sign_in_failures"
    key: str = Field(primary_key=True)
    agency_id: int = 0  #: of nobody: the account may not exist
    failures: int
    last_at: str


FAILURES = FailureRow.__table__  # type: ignore[attr-defined]


def key_of(words: str) -> str:
    """What stands in the table for these words."""
    return sha256(words.encode()).hexdigest()


def counted(connection: Connection, keys: Sequence[str], now: datetime) -> dict[str, tuple[int, datetime]]:
    """key -> how often, and when last; on PostgreSQL held until the transaction ends, by whoever comes first."""
    blank = {"agency_id": 0, "failures": 0, "last_at": moment_text(now)}
    for key in sorted(keys):  # always in one order, so that two at once wait for each other and never cross
        connection.execute(_NEW, {"key": key, **blank})
    found = select(FAILURES).where(FAILURES.c.key.in_(keys)).order_by(FAILURES.c.key).with_for_update()
    return {row.key: (row.failures, moment(row.last_at)) for row in connection.execute(found)}


_NEW = text(
    "INSERT INTO sign_in_failures (key, agency_id, failures, last_at) "
    "VALUES (:key, :agency_id, :failures, :last_at) ON CONFLICT DO NOTHING"
)


def put(connection: Connection, key: str, failures: int, at: datetime) -> None:
    """So often, last at that moment."""
    values = {"failures": failures, "last_at": moment_text(at)}
    connection.execute(update(FAILURES).where(FAILURES.c.key == key).values(**values))


def take_back(connection: Connection, key: str) -> None:
    """One failure less: it was none."""
    more = (FAILURES.c.key == key, FAILURES.c.failures > 0)
    connection.execute(update(FAILURES).where(*more).values(failures=FAILURES.c.failures - 1))


def forget(connection: Connection, before: datetime) -> None:
    """What failed last before that moment, unless somebody is trying just now."""
    old = select(FAILURES.c.key).where(FAILURES.c.last_at < moment_text(before))
    connection.execute(delete(FAILURES).where(FAILURES.c.key.in_(old.with_for_update(skip_locked=True))))
