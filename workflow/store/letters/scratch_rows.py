"""What a person has typed into a draft and not saved: one scratch for each person, case and letter, sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar, Final, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Text, and_, delete, exists, insert, or_, select
from sqlmodel import Field, SQLModel

from workflow.records import moment, moment_text
from workflow.store.personal import Vault
from workflow.store.tables import CaseRow
from workflow.terms import Status

REPLY: Final = ""


class ScratchRow(SQLModel, table=True):
    """Fields of a form as typed, as JSON under the store's key."""

    __tablename__: ClassVar[str] = "scratches"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    case_no: str = Field(primary_key=True)
    letter: str = Field(default=REPLY, primary_key=True)  #: REPLY, else its kind or its reference
    agency_id: int
    version: int  #: of the case as it was before the person
    body_sealed: str = Field(sa_column=Column(Text, nullable=False))
    saved_at: str  #: ISO UTC


SCRATCHES = ScratchRow.__table__  # type: ignore[attr-defined]
CASES = CaseRow.__table__  # type: ignore[attr-defined]
KEPT: Final = timedelta(days=90)  # what nobody came back to says nothing any more
KEPT_ENDED: Final = timedelta(days=1)  # a letter beside the reply may still be written on an ended case
Fields = Sequence[tuple[str, str]]


class Scratch(NamedTuple):
    """The fields as sent, in order; the version of the case they were typed against; when (aware UTC)."""

    fields: Fields
    version: int
    saved_at: datetime


def scratch(
    connection: Connection, vault: Vault, person: int, case_no: str, letter: str = REPLY
) -> Scratch | None:
    """What this person left unsaved on that case: of the reply, or of that letter."""
    row = connection.execute(select(SCRATCHES).where(*_mine(person, case_no, letter))).first()
    if row is None:
        return None
    fields = [(name, value) for name, value in json.loads(vault.open(row.body_sealed))]
    return Scratch(fields, row.version, moment(row.saved_at))


def put_scratch(
    connection: Connection,
    vault: Vault,
    person: int,
    case_no: str,
    agency: int,
    fields: Fields,
    version: int,
    now: datetime,
    letter: str = REPLY,
) -> None:
    """Keep these fields in place of what was kept before."""
    drop_scratch(connection, person, case_no, letter)
    body = vault.seal(json.dumps(list(fields), ensure_ascii=False))
    connection.execute(
        insert(SCRATCHES).values(
            person_id=person,
            case_no=case_no,
            letter=letter,
            agency_id=agency,
            version=version,
            body_sealed=body,
            saved_at=moment_text(now),
        )
    )


def drop_scratch(connection: Connection, person: int, case_no: str, letter: str = REPLY) -> None:
    """The draft was saved or given up."""
    connection.execute(delete(SCRATCHES).where(*_mine(person, case_no, letter)))


def _mine(person: int, case_no: str, letter: str) -> tuple[ColumnElement[bool], ...]:
    return SCRATCHES.c.person_id == person, SCRATCHES.c.case_no == case_no, SCRATCHES.c.letter == letter


def tidy(connection: Connection, now: datetime) -> int:
    """Drop what was left on ended cases, or longer than KEPT, and answer how many: personal data is kept no longer
    than needed (个人信息保护法第十九条)."""
    ended = CASES.c.status.in_(
        [status.value for status in (Status.ARCHIVED, Status.LAPSED, Status.WITHDRAWN)]
    )
    of_case = exists().where(CASES.c.case_no == SCRATCHES.c.case_no, ended)
    gone = or_(
        SCRATCHES.c.saved_at < moment_text(now - KEPT),
        and_(SCRATCHES.c.saved_at < moment_text(now - KEPT_ENDED), of_case),
    )
    return connection.execute(delete(SCRATCHES).where(gone)).rowcount
