"""What is asked of the ledger of appeals: pages, figures, reasons, and what is due from the agency."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Date, Select, and_, case, func, literal, or_, select, tuple_

from workflow.appeal.law import shipped
from workflow.store.appeals.appeal_rows import APPEALS
from workflow.store.lists.narrowing import NOTHING, Narrowable, Narrowing
from workflow.store.repository import AGENCIES, CASES
from workflow.store.sight import Agencies

FAR: Final = date(9999, 12, 31)  # sorts what has no limit last
MOST_COUNTED: Final = 10_000
SCANNED: Final = 10_000  # appeals looked at for the figures beside conditions
_A = APPEALS.c
_TEXTS: Final = (
    *(_A.appeal_no, _A.organ, _A.appellant, _A.document_no, _A.against),
    *(CASES.c.case_no, CASES.c.summary),
)


#: what the ledger of appeals can be narrowed to, column by column
NARROWABLE: Final = Narrowable(
    _A,
    ("kind", "status", "procedure", "instance", "organ", "result", "result_kind", "next_limit_act"),
    ("filed_on", "received_on", "next_limit_on", "decided_on", "ended_on"),
    {
        "dispute": _A.kind.in_(("review", "litigation")),
        "decided": _A.result_kind != "pending",
        "after_review": _A.after_review,
        "by_third_party": _A.by_third_party,
        "redo": _A.redo,
        "provisional": _A.provisional,
    },
)


class Place(NamedTuple):
    """Where a row stands: pending ones first by their limit, then those that are over, newest first."""

    over: int  # 1 once nobody waits any more
    due_on: date
    newest: int  # minus the id of the appeal


class AppealFilter(NamedTuple):
    """What the ledger is narrowed to; nothing narrows it where a field is empty."""

    text: str = ""
    kind: str = ""
    status: str = ""
    pending: bool | None = None
    overdue: bool = False  # what the agency owes and has let pass
    due_by: date | None = None  # what the agency owes by that day
    result_kind: str = ""
    reason: str = ""
    agency: int | None = None
    organ: str = ""
    filed_in: int | None = None
    third_party: bool = False
    more: Narrowing = NOTHING  # by column, see NARROWABLE
    after: Place | None = None
    before: Place | None = None
    limit: int = 50


def _order() -> list[Any]:
    pending = case((_A.is_pending, 0), else_=1)
    due = case((_A.is_pending, func.coalesce(_A.next_limit_on, FAR)), else_=literal(FAR, Date()))
    return [pending, due, -_A.appeal_id]


def page(connection: Connection, asked: AppealFilter, agencies: Agencies, today: date) -> list[Any]:
    """The rows of one page and one more where the list goes on: behind it, or before it when asked for that side."""
    where, back = _narrowed(asked, agencies, today), asked.before is not None
    if (start := asked.before or asked.after) is not None:
        key, at = tuple_(*_order()), tuple_(literal(start[0]), literal(start[1], Date()), literal(start[2]))
        where.append(key < at if back else key > at)
    order = [one.desc() for one in _order()] if back else _order()
    ids = _some(asked, where).order_by(*order).limit(asked.limit + 1).subquery()
    found = _joined().where(_A.appeal_id.in_(select(ids.c.appeal_id))).order_by(*_order())
    return list(connection.execute(found))


def values(
    connection: Connection, asked: AppealFilter, agencies: Agencies, today: date, columns: Sequence[str]
) -> list[Any]:
    """What stands in these columns and facts of the appeals of the list, of SCANNED of them at most."""
    facts = NARROWABLE.has
    wanted = [facts[name].label(name) if name in facts else _A[name] for name in columns]
    some = _some(asked, _narrowed(asked, agencies, today)).with_only_columns(*wanted).limit(SCANNED)
    return list(connection.execute(some))


def _some(asked: AppealFilter, where: list[ColumnElement[bool]]) -> Select[Any]:
    """The appeals alone; their cases only where words are looked for in them."""
    some = select(_A.appeal_id).where(*where)
    return some.join(CASES, CASES.c.case_id == _A.case_id) if asked.text.split() else some


def place(row: Any) -> Place:
    """Where a row stands in the list."""
    due_on = row.next_limit_on if row.is_pending and row.next_limit_on else FAR
    return Place(0 if row.is_pending else 1, due_on, -row.appeal_id)


def total(connection: Connection, asked: AppealFilter, agencies: Agencies, today: date) -> int:
    """How many appeals the list holds; one above MOST_COUNTED says that there are more."""
    some = _some(asked, _narrowed(asked, agencies, today)).limit(MOST_COUNTED + 1)
    return int(connection.execute(select(func.count()).select_from(some.subquery())).scalar_one())


def due(connection: Connection, agencies: Agencies, by: date, limit: int) -> list[Any]:
    """What the agencies owe on appeals by that day, soonest first."""
    asked = AppealFilter(due_by=by, limit=limit)
    return page(connection, asked, agencies, by)[:limit]


class Figures(NamedTuple):
    """How many are pending, owed today, and let pass."""

    pending: int
    today: int
    overdue: int


def figures(connection: Connection, agencies: Agencies, today: date) -> Figures:
    """The figures above the ledger."""
    counted = select(
        func.count(),
        func.count(case((and_(_A.next_limit_ours, _A.next_limit_on == today), 1))),
        func.count(case((and_(_A.next_limit_ours, _A.next_limit_on < today), 1))),
    ).where(_A.is_pending, *_of(agencies))
    return Figures(*map(int, connection.execute(counted).one()))


def reasons_lost(connection: Connection, agencies: Agencies, first: date, last: date) -> dict[str, int]:
    """How often each reason was given for what was corrected between these days; an appeal may have several."""
    counts = [func.count(case((_A.reasons.like(f"%,{code},%"), 1))).label(code) for code in shipped().reasons]
    asked = select(*counts).where(
        _A.result_kind == "corrected", _A.ended_on.between(first, last), *_of(agencies)
    )
    found = connection.execute(asked).mappings().one()
    return {code: int(n) for code, n in found.items() if n}


def results(
    connection: Connection, agencies: Agencies, first: date, last: date
) -> dict[tuple[str, str], int]:
    """How many ended between these days, by kind and column of table four."""
    asked = (
        select(_A.kind, _A.result_kind, func.count())
        .where(_A.ended_on.between(first, last), *_of(agencies))
        .group_by(_A.kind, _A.result_kind)
    )
    return {(kind, result): int(n) for kind, result, n in connection.execute(asked)}


def organs(connection: Connection, agencies: Agencies) -> list[str]:
    """The organs that heard appeals of these agencies, in order."""
    asked = select(_A.organ).where(*_of(agencies)).distinct().order_by(_A.organ).limit(200)
    return list(connection.scalars(asked))


def _joined() -> Select[Any]:
    return (
        select(APPEALS, CASES.c.case_no, CASES.c.summary, AGENCIES.c.name.label("agency_name"))
        .join(CASES, CASES.c.case_id == _A.case_id)
        .join(AGENCIES, AGENCIES.c.agency_id == _A.agency_id)
    )


def _of(agencies: Agencies | Collection[int]) -> list[ColumnElement[bool]]:
    return [] if agencies is None else [_A.agency_id.in_(agencies)]


def _narrowed(asked: AppealFilter, agencies: Agencies, today: date) -> list[ColumnElement[bool]]:
    seen = agencies
    if asked.agency is not None:
        seen = (asked.agency,) if agencies is None or asked.agency in agencies else ()
    where = [*_of(seen), *asked.more.conditions(NARROWABLE), *_owed(asked, today)]
    named = ("kind", "status", "result_kind", "organ")
    where += [_A[column] == value for column in named if (value := getattr(asked, column))]
    if asked.pending is not None:
        where.append(_A.is_pending if asked.pending else ~_A.is_pending)
    if asked.reason:
        where.append(_A.reasons.like(f"%,{_plain(asked.reason)},%", escape="\\"))
    if asked.filed_in is not None:
        where.append(_A.filed_on.between(date(asked.filed_in, 1, 1), date(asked.filed_in, 12, 31)))
    if asked.third_party:
        where.append(_A.by_third_party)
    return [*where, *map(_holds, asked.text.split())]


def _owed(asked: AppealFilter, today: date) -> list[ColumnElement[bool]]:
    """What the agency owes: let pass, or due by a day."""
    ours = [_A.is_pending, _A.next_limit_ours]
    late = [*ours, _A.next_limit_on < today] if asked.overdue else []
    return late if asked.due_by is None else [*late, *ours, _A.next_limit_on <= asked.due_by]


def _holds(word: str) -> ColumnElement[bool]:
    """A word of the search stands somewhere in the row."""
    return or_(*(column.like(f"%{_plain(word)}%", escape="\\") for column in _TEXTS))


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
