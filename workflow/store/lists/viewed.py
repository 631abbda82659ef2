"""Who was shown whose personal data in full: a table that only grows, refused otherwise by trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Connection, Select, insert, select
from sqlmodel import Field, SQLModel

from workflow.days.office_time import SHANGHAI
from workflow.records import moment_text
from workflow.store.lists.queries import in_sight
from workflow.store.officers import Officer
from workflow.store.offices.office_rows import PEOPLE
from workflow.store.repository import APPLICANTS, CASES


class PersonalViewRow(SQLModel, table=True):
    """One look at one applicant's data. `fields` names what was shown, parted by commas; `at` as in entries."""

    __tablename__: ClassVar[str] = "personal_views"
    view_id: int | None = Field(default=None, primary_key=True)
    agency_id: int
    case_id: int = Field(index=True)
    person_id: int = Field(index=True)
    acting_for: int | None = None
    applicant_key: str
    fields: str
    reason: str
    at: str = Field(index=True)


VIEWS = PersonalViewRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list is narrowed to; `before` is the last view_id of the page before, days are Shanghai days."""

    person: int | None = None
    case_no: str = ""
    from_on: date | None = None
    to_on: date | None = None
    before: int | None = None
    limit: int = 50


def add(connection: Connection, row: dict[str, Any], at: datetime) -> None:
    """Write down one look."""
    connection.execute(insert(VIEWS).values(**row, at=moment_text(at)))


def add_all(connection: Connection, rows: Sequence[dict[str, Any]], at: datetime) -> None:
    """Write down several looks of one moment, in one statement."""
    if rows:
        connection.execute(insert(VIEWS), [{**row, "at": moment_text(at)} for row in rows])


def found(connection: Connection, officer: Officer, asked: Asked) -> Sequence[Any]:
    """Looks at cases within sight, newest first, with the names of who looked, for whom, and at whom."""
    stood_for = PEOPLE.alias()
    wanted: Select[Any] = (
        select(
            VIEWS,
            CASES.c.case_no,
            PEOPLE.c.name.label("person"),
            stood_for.c.name.label("stood_for"),
            APPLICANTS.c.name.label("applicant"),
        )
        .join(CASES, CASES.c.case_id == VIEWS.c.case_id)
        .join(PEOPLE, PEOPLE.c.person_id == VIEWS.c.person_id)
        .outerjoin(stood_for, stood_for.c.person_id == VIEWS.c.acting_for)
        .outerjoin(APPLICANTS, APPLICANTS.c.key == VIEWS.c.applicant_key)
        .where(in_sight(officer), *_narrowed(asked))
        .order_by(VIEWS.c.view_id.desc())
        .limit(asked.limit)
    )
    return connection.execute(wanted).all()


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if asked.case_no:
        where.append(CASES.c.case_no == asked.case_no)
    if asked.person is not None:
        where.append(VIEWS.c.person_id == asked.person)
    if asked.before is not None:
        where.append(VIEWS.c.view_id < asked.before)
    if asked.from_on is not None:
        where.append(VIEWS.c.at >= _midnight(asked.from_on))
    if asked.to_on is not None:
        where.append(VIEWS.c.at < _midnight(asked.to_on + timedelta(days=1)))
    return where


def _midnight(day: date) -> str:
    return moment_text(datetime.combine(day, time.min, SHANGHAI))
