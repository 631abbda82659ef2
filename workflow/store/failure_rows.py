"""Failed sign-ins counted in the database, so that every process of the office counts together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from sqlalchemy import Connection, delete, insert, select, update
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


def counted(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, datetime]]:
    """key -> how often, and when last; on PostgreSQL held until the transaction ends."""
    found = select(FAILURES).where(FAILURES.c.key.in_(keys)).order_by(FAILURES.c.key).with_for_update()
    return {row.key: (row.failures, moment(row.last_at)) for row in connection.execute(found)}


def put(connection: Connection, key: str, failures: int, at: datetime) -> None:
    """So often, last at that moment."""
    values = {"failures": failures, "last_at": moment_text(at)}
    if connection.execute(update(FAILURES).where(FAILURES.c.key == key).values(**values)).rowcount == 0:
        connection.execute(insert(FAILURES).values(key=key, agency_id=0, **values))


def take_back(connection: Connection, key: str) -> None:
    """One failure less: it was none."""
    more = (FAILURES.c.key == key, FAILURES.c.failures > 0)
    connection.execute(update(FAILURES).where(*more).values(failures=FAILURES.c.failures - 1))


def forget(connection: Connection, keys: Sequence[str], before: datetime) -> None:
    """These, and whatever failed last before that moment."""
    old = FAILURES.c.last_at < moment_text(before)
    connection.execute(delete(FAILURES).where(FAILURES.c.key.in_(keys) | old))
