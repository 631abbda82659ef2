"""What lists are narrowed to, the figures of the navigation, and who must be looked at by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Date, and_, bindparam, func, not_, or_, select
from sqlalchemy.sql.elements import False_

from workflow.store.letters import outgoing_rows
from workflow.store.lists.narrowing import NOTHING, Narrowing
from workflow.store.prepared import Prepared
from workflow.store.repository import AGENCIES, CASES, Officer
from workflow.store.sight import Agencies, agencies_in_sight
from workflow.terms import Role, Status

FAR = date(9999, 12, 31)  # sorts cases without a deadline last
#: figures are exact up to here; beyond it a list says that there are more
MOST_COUNTED: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a list is narrowed to. `after` is where the page before ended, `before` where the page behind begins.

    `order` is "due", open cases by their deadline and then closed ones, or "newest". What a text finds comes newest
    first.
    """

    status: Status | None = None
    overdue: bool = False
    due_within: int | None = None  # working days
    agency: int | None = None
    handler: int | None = None
    channel: str = ""
    outcome: str = ""
    text: str = ""
    open_only: bool = False
    closed_only: bool = False
    more: Narrowing = NOTHING
    order: str = "due"
    after: tuple[str, int] | None = None
    before: tuple[str, int] | None = None
    limit: int = 50
    reads: tuple[str, ...] = ()  # columns of the store that are wanted beside those every list shows


def in_sight(officer: Officer) -> ColumnElement[bool]:
    """Own agencies and watched subtrees; nothing for a person without roles."""
    parts: list[ColumnElement[bool]] = []
    if officer.agencies:
        parts.append(CASES.c.agency_id.in_(sorted(officer.agencies)))
    for path in officer.subtree_paths:
        below = select(AGENCIES.c.agency_id).where(AGENCIES.c.path.startswith(path, autoescape=True))
        parts.append(CASES.c.agency_id.in_(below))
    return or_(*parts) if parts else False_()


def narrowed(asked: Filter, today: date, within: date | None) -> list[ColumnElement[bool]]:
    """The conditions of a filter beside agency and text; `within` is the last day of `due_within`."""
    c = CASES.c
    where: list[ColumnElement[bool]] = []
    if asked.status:
        where.append(c.status == asked.status.value)
    if asked.overdue:
        where += [c.is_open, c.due_on < today, c.clock_status == "running"]
    if within is not None:
        where += [c.is_open, c.due_on >= today, c.due_on <= within]
    if asked.open_only:
        where.append(c.is_open)
    if asked.closed_only:
        where.append(not_(c.is_open))
    if asked.handler is not None:
        where.append(c.handler_id == asked.handler)
    where += [c[name] == getattr(asked, name) for name in ("channel", "outcome") if getattr(asked, name)]
    return where


def counts(connection: Connection, officer: Officer, today: date) -> dict[str, int]:
    """The figures of the navigation, in one statement; one above MOST_COUNTED says that there are more."""
    names, statement = _figures(
        officer.id,
        agencies_in_sight(connection, officer),
        _where_held(officer, Role.FRONT_DESK),
        _where_held(officer, Role.FRONT_DESK, Role.HANDLER),
    )
    [row] = statement.rows(connection, {"today": today})
    return dict.fromkeys(FIGURES, 0) | dict(zip(names, map(int, row), strict=True))


FIGURES: Final = ("my_work", "to_confirm", "to_dispatch", "overdue")


def _where_held(officer: Officer, *roles: Role) -> tuple[int, ...]:
    """The agencies in which one of these roles is held."""
    return tuple(sorted({h.agency for h in officer.held if h.role in roles}))


@lru_cache(maxsize=512)
def _figures(
    person: int, seen: Agencies, front_desks: tuple[int, ...], desks: tuple[int, ...]
) -> tuple[tuple[str, ...], Prepared]:
    """The statement of whoever sees and holds just that, made once; what a role does not count is not asked."""
    c = CASES.c
    late = and_(c.due_on < bindparam("today", FAR, Date()), c.clock_status == "running")
    unconfirmed = and_(c.status == Status.AWAITING_CONFIRMATION.value, _within(front_desks))
    figures = {
        "my_work": _open(and_(c.handler_id == person, _within(seen)), "cases_open_handler"),
        "to_confirm": _open(unconfirmed, "cases_open_agency") if front_desks else None,
        "to_dispatch": outgoing_rows.waiting(desks, MOST_COUNTED) if desks else None,
        "overdue": _open(and_(late, _within(seen)), _by_due(seen)),
    }
    asked = {name: figure for name, figure in figures.items() if figure is not None}
    return tuple(asked), Prepared(select(*[figure.label(name) for name, figure in asked.items()]))


def _open(condition: ColumnElement[bool], index: str) -> Any:
    """How many open cases fit, looked up in an index that holds open cases alone."""
    some = select(CASES.c.case_id).with_hint(CASES, f"INDEXED BY {index}", "sqlite")
    few = some.where(CASES.c.is_open, condition).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(few).scalar_subquery()


def _by_due(agencies: Agencies) -> str:
    return "cases_open_due" if agencies is None else "cases_open_agency"


def _within(agencies: Agencies) -> ColumnElement[bool]:
    within: ColumnElement[bool] = CASES.c.case_id.is_not(None)
    if agencies is not None:
        within = CASES.c.agency_id.in_(agencies) if agencies else False_()
    return within
