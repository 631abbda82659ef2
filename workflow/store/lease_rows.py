"""A lease: a task that one process alone may do, for as long as its row says. The database tells the time."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Connection, text
from sqlmodel import Field, SQLModel


class LeaseRow(SQLModel, table=True):
    """Who does a task, and until when (seconds since 1970 by the clock of the database)."""

    __tablename__: ClassVar[str] = "leases"
    name: str = Field(primary_key=True)
    agency_id: int = 0  #: 0: for every agency
    holder: str
    until: float


#: the moment itself, not the beginning of the transaction: whoever waited for a lock would be late by that much
_NOW = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "extract(epoch FROM clock_timestamp())::float8",
}
_TAKE = """
    INSERT INTO leases (name, agency_id, holder, until) VALUES (:name, 0, :holder, {now} + :seconds)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
    WHERE leases.holder = excluded.holder OR leases.until <= {now} RETURNING holder
"""
_OTHERS = "SELECT 1 FROM leases WHERE name = :name AND holder <> :holder AND until > {now}"


def take(connection: Connection, name: str, holder: str, seconds: float) -> bool:
    """Take the lease or hold on to it for so many seconds; False while another's has not run out."""
    sent = {"name": name, "holder": holder, "seconds": seconds}
    return connection.execute(text(_said(connection, _TAKE)), sent).first() is not None


def is_taken(connection: Connection, name: str, holder: str) -> bool:
    """Whether somebody else holds it now: asked first, so that who waits takes no lock."""
    sent = {"name": name, "holder": holder}
    return connection.execute(text(_said(connection, _OTHERS)), sent).first() is not None


def give_back(connection: Connection, name: str, holder: str) -> None:
    """End one's own lease, so that the next one need not wait for it to run out."""
    ended = "DELETE FROM leases WHERE name = :name AND holder = :holder"
    connection.execute(text(ended), {"name": name, "holder": holder})


def _said(connection: Connection, statement: str) -> str:
    return statement.format(now=_NOW[connection.dialect.name])
