"""What was set up or changed in the office, by whom and when: a table that only grows, refused otherwise by trigger."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Connection, Select, Text, insert, or_, select
from sqlmodel import Field, SQLModel

from workflow.records import moment_text
from workflow.store.tables import Agency, Person

AGENCIES = Agency.__table__  # type: ignore[attr-defined]
PEOPLE = Person.__table__  # type: ignore[attr-defined]
EVERYWHERE = 0  #: the agency of what concerns the whole installation: calendar, backup, verification


class OfficeEntryRow(SQLModel, table=True):
    """One change. `about` names the account, agency or file; `data` is JSON of what changed, never a secret."""

    __tablename__: ClassVar[str] = "office_entries"
    entry_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(index=True)
    at: str  #: as in entries
    by_id: int  #: 0: the command line
    kind: str = Field(index=True)
    about: str
    data: str = Field(sa_column=Column(Text, nullable=False))


ENTRIES = OfficeEntryRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is written down: `before` and `after` hold the values that differ; an addition has no `before`."""

    agency: int
    kind: str
    about: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A change as the list shows it. `agency` and `by` are empty for the installation and the command line."""

    entry_id: int
    at: datetime
    kind: str
    about: str
    agency: str
    by: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def add(connection: Connection, change: Change, at: datetime, by: int) -> None:
    """Write a change down, in the transaction that makes it."""
    plain = {"before": dict(change.before or {}), "after": dict(change.after or {})}
    connection.execute(
        insert(ENTRIES).values(
            agency_id=change.agency,
            at=moment_text(at),
            by_id=by,
            kind=change.kind,
            about=change.about,
            data=json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str),
        )
    )


def newest(
    connection: Connection,
    paths: Sequence[str] | None,
    *,
    kinds: Sequence[str] = (),
    before: int | None = None,
    limit: int = 50,
) -> list[Read]:
    """The newest first; `paths` None for the whole installation, else agencies below one of them alone."""
    wanted: Select[Any] = (
        select(ENTRIES, AGENCIES.c.name.label("agency"), PEOPLE.c.name.label("by"))
        .outerjoin(AGENCIES, AGENCIES.c.agency_id == ENTRIES.c.agency_id)
        .outerjoin(PEOPLE, PEOPLE.c.person_id == ENTRIES.c.by_id)
        .order_by(ENTRIES.c.entry_id.desc())
        .limit(limit)
    )
    if paths is not None:
        wanted = wanted.where(or_(*(AGENCIES.c.path.startswith(path, autoescape=True) for path in paths)))
    if kinds:
        wanted = wanted.where(ENTRIES.c.kind.in_(kinds))
    if before is not None:
        wanted = wanted.where(ENTRIES.c.entry_id < before)
    return [_read(row) for row in connection.execute(wanted)]


def _read(row: Any) -> Read:
    said = json.loads(row.data)
    return Read(
        row.entry_id,
        datetime.fromisoformat(row.at),
        row.kind,
        row.about,
        row.agency or "",
        row.by or "",
        said["before"],
        said["after"],
    )
