"""The outbox: one row an e-mail. Its address and words are sealed; claiming a row and spacing its tries are one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Column, Connection, Index, Text, insert, select, update
from sqlmodel import Field, SQLModel

from workflow.records import moment_text
from workflow.store.personal import Vault


class MailRow(SQLModel, table=True):
    """A letter on its way to an applicant by e-mail. state: queued, sent, failed."""

    __tablename__: ClassVar[str] = "mails"
    __table_args__ = (Index("mails_due", "state", "next_try_at"),)
    case_id: int = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    agency_id: int
    case_no: str
    letter: str
    content_sha256: str
    to_sealed: str
    subject: str
    body_sealed: str = Field(sa_column=Column(Text, nullable=False))
    file_name: str
    message_id: str = Field(unique=True)
    state: str
    tries: int
    queued_at: str
    next_try_at: str  #: ISO UTC; pushed ahead when a try begins, so that a broken one is made again later
    last_said: str


MAILS = MailRow.__table__  # type: ignore[attr-defined]


class Mail(NamedTuple):
    """An e-mail, opened."""

    case_id: int
    ref: str
    agency_id: int
    case_no: str
    letter: str
    content_sha256: str
    to: str
    subject: str
    body: str
    file_name: str
    message_id: str
    queued_at: datetime
    tries: int = 0
    next_try_at: str = ""


def put(connection: Connection, vault: Vault, mail: Mail) -> None:
    """Queue it, to be sent at once."""
    at = moment_text(mail.queued_at)
    plain = {
        name: value for name, value in mail._asdict().items() if name not in ("to", "body", "next_try_at")
    }
    sealed = {"to_sealed": vault.seal(mail.to), "body_sealed": vault.seal(mail.body)}
    state = {"state": "queued", "queued_at": at, "next_try_at": at, "last_said": ""}
    connection.execute(insert(MAILS).values(**plain | sealed | state))


def due(connection: Connection, vault: Vault, now: datetime, most: int) -> list[Mail]:
    """E-mails whose next try has come, the longest waiting first."""
    found = (
        select(MAILS)
        .where(MAILS.c.state == "queued", MAILS.c.next_try_at <= moment_text(now))
        .order_by(MAILS.c.next_try_at, MAILS.c.case_id)
        .limit(most)
    )
    return [_opened(vault, dict(row)) for row in connection.execute(found).mappings()]


def _opened(vault: Vault, held: Mapping[Any, Any]) -> Mail:
    values = {name: held[name] for name in Mail._fields if name in held}
    return Mail(
        **values
        | {
            "to": vault.open(held["to_sealed"]),
            "body": vault.open(held["body_sealed"]),
            "queued_at": datetime.fromisoformat(held["queued_at"]),
        }
    )


def claim(connection: Connection, mail: Mail, next_try: datetime) -> bool:
    """Take the row for one try; False where another worker took it first."""
    mine = (
        update(MAILS)
        .where(
            MAILS.c.case_id == mail.case_id,
            MAILS.c.ref == mail.ref,
            MAILS.c.state == "queued",
            MAILS.c.tries == mail.tries,
        )
        .values(tries=mail.tries + 1, next_try_at=moment_text(next_try))
    )
    return connection.execute(mine).rowcount == 1


def settle(connection: Connection, mail: Mail, state: str, said: str) -> None:
    """Write down how a try ended."""
    row = update(MAILS).where(MAILS.c.case_id == mail.case_id, MAILS.c.ref == mail.ref)
    connection.execute(row.values(state=state, last_said=said))
