"""Lists and counts over the projection, always within what the asking person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select
from sqlalchemy.sql.elements import False_

from workflow.store.office_rows import PEOPLE
from workflow.store.repository import AGENCIES, APPLICANTS, CASES, Officer
from workflow.terms import Role, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to. `after` is the last row of the page before: (due_on or None, case_id)."""

    status: Status | None = None
    overdue: bool = False
    due_within: int | None = None  # working days
    agency: int | None = None
    handler: int | None = None
    channel: str = ""
    outcome: str = ""
    text: str = ""
    open_only: bool = False
    after: tuple[str, int] | None = None
    limit: int = 50


FAR = date(9999, 12, 31)  # sorts cases without a deadline last
_DUE = func.coalesce(CASES.c.due_on, FAR)


def in_sight(officer: Officer) -> ColumnElement[bool]:
    """Own agencies and watched subtrees; nothing for a person without roles."""
    parts: list[ColumnElement[bool]] = []
    if officer.agencies:
        parts.append(CASES.c.agency_id.in_(sorted(officer.agencies)))
    for path in officer.subtree_paths:
        below = select(AGENCIES.c.agency_id).where(AGENCIES.c.path.startswith(path, autoescape=True))
        parts.append(CASES.c.agency_id.in_(below))
    return or_(*parts) if parts else False_()


def narrowed(
    asked: Filter, officer: Officer, today: date, within: date | None, digest: str
) -> list[ColumnElement[bool]]:
    """The conditions of a filter; `within` is the last day of `due_within`, `digest` the keyed digest of the text."""
    where: list[ColumnElement[bool]] = [in_sight(officer)]
    if asked.status:
        where.append(CASES.c.status == asked.status.value)
    if asked.overdue:
        where += [CASES.c.is_open, CASES.c.due_on < today, CASES.c.clock_status == "running"]
    if within is not None:
        where += [CASES.c.is_open, CASES.c.due_on >= today, CASES.c.due_on <= within]
    if asked.open_only:
        where.append(CASES.c.is_open)
    for name in ("agency", "handler"):
        value = getattr(asked, name)
        if value is not None:
            where.append(CASES.c[f"{name}_id"] == value)
    for name in ("channel", "outcome"):
        if getattr(asked, name):
            where.append(CASES.c[name] == getattr(asked, name))
    if asked.text:
        where.append(_found(asked.text, digest))
    return where


def _found(text: str, digest: str) -> ColumnElement[bool]:
    """By number, document number, words of the summary, name; identity number, phone or e-mail exactly."""
    of_person = select(APPLICANTS.c.case_id).where(
        or_(
            APPLICANTS.c.id_no_digest == digest,
            APPLICANTS.c.phone_digest == digest,
            APPLICANTS.c.email_digest == digest,
        )
    )
    words = [
        CASES.c[name].contains(text, autoescape=True)
        for name in ("case_no", "document_no", "summary", "applicant")
    ]
    return or_(*words, CASES.c.case_id.in_(of_person))


def rows(connection: Connection, where: Sequence[ColumnElement[bool]], asked: Filter) -> Sequence[Any]:
    """One page, soonest deadline first, one row more than asked to know whether there is a next page."""
    found: Select[Any] = (
        select(
            CASES,
            AGENCIES.c.name.label("agency_name"),
            PEOPLE.c.name.label("handler_name"),
            _DUE.label("sort_on"),
        )
        .join(AGENCIES, AGENCIES.c.agency_id == CASES.c.agency_id)
        .outerjoin(PEOPLE, PEOPLE.c.person_id == CASES.c.handler_id)
        .where(*where)
        .order_by(_DUE, CASES.c.case_id)
        .limit(asked.limit + 1)
    )
    if asked.after:
        due, case_id = date.fromisoformat(asked.after[0]), asked.after[1]
        found = found.where(or_(_DUE > due, and_(_DUE == due, CASES.c.case_id > case_id)))  # noqa: SIM300
    return connection.execute(found).all()


def total(connection: Connection, where: Sequence[ColumnElement[bool]]) -> int:
    """How many cases fit."""
    return int(connection.execute(select(func.count()).select_from(CASES).where(*where)).scalar_one())


def counts(connection: Connection, officer: Officer, today: date) -> dict[str, int]:
    """The figures of the navigation, in one statement."""
    mine = {role: _agencies_with(officer, role) for role in Role}

    def of(condition: ColumnElement[bool], agencies: ColumnElement[bool]) -> Any:
        return func.count().filter(and_(condition, agencies))

    status = CASES.c.status
    overdue = and_(CASES.c.due_on < today, CASES.c.clock_status == "running")
    figures = {
        "my_work": of(CASES.c.handler_id == officer.id, in_sight(officer)),
        "to_confirm": of(status == Status.AWAITING_CONFIRMATION.value, mine[Role.FRONT_DESK]),
        "to_review": of(status == Status.UNDER_REVIEW.value, mine[Role.SECRECY_REVIEWER]),
        "to_approve": of(status == Status.AWAITING_APPROVAL.value, mine[Role.APPROVER]),
        "to_dispatch": of(status == Status.APPROVED.value, mine[Role.FRONT_DESK]),
        "overdue": of(overdue, in_sight(officer)),
    }
    found = select(*[figure.label(name) for name, figure in figures.items()]).where(
        CASES.c.is_open, in_sight(officer)
    )
    return {name: int(value) for name, value in connection.execute(found).mappings().one().items()}


def _agencies_with(officer: Officer, role: Role) -> ColumnElement[bool]:
    held = sorted({h.agency for h in officer.held if h.role is role})
    return CASES.c.agency_id.in_(held) if held else False_()


def open_case_numbers(connection: Connection) -> list[str]:
    """Every case whose clock may still move."""
    return list(connection.scalars(select(CASES.c.case_no).where(CASES.c.is_open).order_by(CASES.c.case_id)))


def consulting_case_numbers(connection: Connection) -> list[str]:
    """Every case that waits for an opinion."""
    found = select(CASES.c.case_no).where(CASES.c.status == Status.CONSULTING.value)
    return list(connection.scalars(found.order_by(CASES.c.case_id)))


def all_cases(connection: Connection) -> Sequence[Any]:
    """Every projection row, as stored."""
    return connection.execute(select(CASES).order_by(CASES.c.case_id)).all()
