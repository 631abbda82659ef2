"""What a person has typed into a draft and not saved: one scratch for each person and case, sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple

from sqlalchemy import Column, Connection, Text, delete, insert, select
from sqlmodel import Field, SQLModel

from workflow.records import moment, moment_text
from workflow.store.personal import Vault


class ScratchRow(SQLModel, table=True):
    """Fields of a form as typed, as JSON under the store's key."""

    __tablename__: ClassVar[str] = "scratches"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    case_no: str = Field(primary_key=True)
    agency_id: int
    version: int  #: of the case as it was before the person
    body_sealed: str = Field(sa_column=Column(Text, nullable=False))
    saved_at: str  #: ISO UTC


SCRATCHES = ScratchRow.__table__  # type: ignore[attr-defined]
Fields = Sequence[tuple[str, str]]


class Scratch(NamedTuple):
    """The fields as sent, in order; the version of the case they were typed against; when (aware UTC)."""

    fields: Fields
    version: int
    saved_at: datetime


def scratch(connection: Connection, vault: Vault, person: int, case_no: str) -> Scratch | None:
    """What this person left unsaved on that case."""
    mine = (SCRATCHES.c.person_id == person, SCRATCHES.c.case_no == case_no)
    row = connection.execute(select(SCRATCHES).where(*mine)).first()
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
) -> None:
    """Keep these fields in place of what was kept before."""
    drop_scratch(connection, person, case_no)
    body = vault.seal(json.dumps(list(fields), ensure_ascii=False))
    connection.execute(
        insert(SCRATCHES).values(
            person_id=person,
            case_no=case_no,
            agency_id=agency,
            version=version,
            body_sealed=body,
            saved_at=moment_text(now),
        )
    )


def drop_scratch(connection: Connection, person: int, case_no: str) -> None:
    """The draft was saved or given up."""
    mine = (SCRATCHES.c.person_id == person, SCRATCHES.c.case_no == case_no)
    connection.execute(delete(SCRATCHES).where(*mine))
