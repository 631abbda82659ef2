"""What signing in needs beside the password: whether it must change, the second step, its recovery codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlmodel import Field, SQLModel

from workflow.records import moment_text
from workflow.store.offices.office_rows import PEOPLE


class CredentialRow(SQLModel, table=True):
    """One person's. The secret is sealed; until `enrolled_at` is set it has only been offered."""

    __tablename__: ClassVar[str] = "credentials"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    agency_id: int
    must_change: bool
    secret_sealed: str
    enrolled_at: str
    last_step: int  #: the newest 30-second step whose code was used


class RecoveryRow(SQLModel, table=True):
    """A recovery code by its keyed digest; each serves once."""

    __tablename__: ClassVar[str] = "recovery_codes"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    digest: str = Field(primary_key=True)
    agency_id: int
    used_at: str


CREDENTIALS = CredentialRow.__table__  # type: ignore[attr-defined]
RECOVERY = RecoveryRow.__table__  # type: ignore[attr-defined]


class Credential(NamedTuple):
    """Whether the password must change, and the second step: its sealed secret, since when, its last step."""

    must_change: bool = False
    secret_sealed: str = ""
    enrolled_at: str = ""
    last_step: int = 0


def of(connection: Connection, person: int) -> Credential:
    """Those of a person; nothing where none were set."""
    row = connection.execute(select(CREDENTIALS).where(CREDENTIALS.c.person_id == person)).first()
    return Credential(*(getattr(row, name) for name in Credential._fields)) if row else Credential()


def put(connection: Connection, person: int, **values: object) -> None:
    """Set some of them."""
    mine = CREDENTIALS.c.person_id == person
    if connection.execute(update(CREDENTIALS).where(mine).values(**values)).rowcount == 0:
        agency = select(PEOPLE.c.agency_id).where(PEOPLE.c.person_id == person).scalar_subquery()
        whole = Credential()._asdict() | values
        connection.execute(insert(CREDENTIALS).values(person_id=person, agency_id=agency, **whole))


def use_step(connection: Connection, person: int, step: int) -> bool:
    """Take a code of that step; False when it or a later one was used before, whoever else is signing in."""
    fresh = (CREDENTIALS.c.person_id == person, CREDENTIALS.c.last_step < step)
    return connection.execute(update(CREDENTIALS).where(*fresh).values(last_step=step)).rowcount == 1


def put_recovery(connection: Connection, person: int, digests: Iterable[str]) -> None:
    """Exactly these codes, unused; the old ones serve no more."""
    connection.execute(delete(RECOVERY).where(RECOVERY.c.person_id == person))
    agency = connection.execute(select(PEOPLE.c.agency_id).where(PEOPLE.c.person_id == person)).scalar_one()
    same = {"person_id": person, "agency_id": agency, "used_at": ""}
    made = [{"digest": digest, **same} for digest in digests]
    if made:
        connection.execute(insert(RECOVERY), made)


def use_recovery(connection: Connection, person: int, digest: str, at: datetime) -> bool:
    """Take one; False where there is no such code or it was used."""
    mine = (RECOVERY.c.person_id == person, RECOVERY.c.digest == digest, RECOVERY.c.used_at == "")
    return connection.execute(update(RECOVERY).where(*mine).values(used_at=moment_text(at))).rowcount == 1


def recovery_left(connection: Connection, person: int) -> int:
    """How many are unused."""
    left = select(func.count()).where(RECOVERY.c.person_id == person, RECOVERY.c.used_at == "")
    return int(connection.execute(left).scalar_one())
