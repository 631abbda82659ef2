"""The ledger: lists and searches within a person's sight, and the figures of the navigation."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, NamedTuple

from workflow.choices import WAITING_FOR
from workflow.days.office_time import today_of
from workflow.errors import BadInput
from workflow.guards import Around
from workflow.installation import Installation
from workflow.store import Connection, repository
from workflow.store.lists import matches, paging, queries, search, tallying
from workflow.store.lists.matches import Match as Match
from workflow.store.lists.queries import MOST_COUNTED as MOST_COUNTED
from workflow.store.lists.queries import Filter
from workflow.store.lists.search import MOST_FOUND as MOST_FOUND
from workflow.store.sight import Agencies, agencies_in_sight, may_see
from workflow.terms import Status
from workflow.wording import Words

ORDERS: Final = ("due", "newest")
#: what a line needs of the store beside its own fields
_BEHIND: Final = ("case_id", "is_open", "days_left")
_TOLD: Final = frozenset({"waiting_for", "remaining"})


class LedgerRow(NamedTuple):
    """One line of a list. `remaining` counts working days, negative when overdue."""

    case_no: str
    agency_id: int
    agency_name: str
    summary: str
    applicant: str
    applicant_type: str
    channel: str
    status: Status
    waiting_for: Words
    received_on: date | None
    due_on: date | None
    due_if_today_on: date | None
    provisional: bool
    clock_status: str
    remaining: int | None
    limit_act: str
    limit_on: date | None
    handler_id: int | None
    handler_name: str
    outcome: str
    document_no: str
    decided_on: date | None


class LedgerPage(NamedTuple):
    """A page of a list; `next_after` asks for the next one, `previous_before` for the one before.

    `total` is exact up to MOST_COUNTED, one above it says that there are more. After a search, `matches` says for
    each case number where the words stand; `capped` that only the newest MOST_FOUND finds were looked at; `unread`
    names words too short to look for. `at_least` says that `total` counts only the first cases looked at; `lines` are
    the rows as stored, for columns that people chose.
    """

    rows: tuple[LedgerRow, ...]
    total: int
    next_after: tuple[str, int] | None
    matches: dict[str, tuple[Match, ...]] = {}
    capped: bool = False
    unread: tuple[str, ...] = ()
    previous_before: tuple[str, int] | None = None
    at_least: bool = False
    lines: tuple[Any, ...] = ()


def ledger(here: Installation, person: int, now: datetime, asked: Filter) -> LedgerPage:
    """One page of the ledger within the person's sight. Raises BadInput, see `narrowed`."""
    with here.store.database.reading() as connection:
        view = narrowed(here, connection, person, now, asked)
        if asked.text.strip():
            return _found(here, connection, asked, view)
        page = paging.page(connection, asked, view.agencies, view.where)
        rows = paging.rows(connection, [place.case_id for place in page.rows], _read(asked))
        total, at_least = _total(connection, asked, view)
        return LedgerPage(
            tuple(ledger_row(row, view.around) for row in rows),
            total,
            page.rows[-1] if page.rows and page.later else None,
            previous_before=page.rows[0] if page.rows and page.earlier else None,
            at_least=at_least,
            lines=tuple(rows),
        )


class Narrowed(NamedTuple):
    """What a person asks of the list, as the store takes it."""

    around: Around
    agencies: Agencies
    where: list[Any]


def narrowed(
    here: Installation, connection: Connection, person: int, now: datetime, asked: Filter
) -> Narrowed:
    """Within the person's sight. Raises BadInput for an order, a place or a column there is not."""
    places = [place for place in (asked.after, asked.before) if place]
    if asked.order not in ORDERS or not all(map(paging.is_place, places)):
        raise BadInput("页码或排序有误，请从台账首页开始 / wrong page or order: begin at the ledger")
    today = today_of(now)
    officer = repository.officer(connection, person, today)
    around = here.around(connection, officer, now)
    within = around.days.add_working_days(today, asked.due_within) if asked.due_within is not None else None
    agencies = _agencies(agencies_in_sight(connection, officer), asked.agency)
    where = [*queries.narrowed(asked, today, within), *asked.more.conditions()]
    return Narrowed(around, agencies, where)


def _total(connection: Connection, asked: Filter, view: Narrowed) -> tuple[int, bool]:
    """How many cases, and whether there may be more: what no index leads to is counted among the first SCANNED."""
    if asked.more.is_led:
        return paging.total(connection, asked, view.agencies, view.where), False
    return tallying.total(connection, asked, view.agencies, view.where)


def _agencies(seen: Agencies, wanted: int | None) -> Agencies:
    """The agencies a list is asked of: one of those in sight, or all of them."""
    if wanted is None:
        return seen
    return (wanted,) if may_see(seen, wanted) else ()


def _found(here: Installation, connection: Connection, asked: Filter, view: Narrowed) -> LedgerPage:
    """One page of what a text finds, newest first."""
    found = search.find(connection, here.store.vault, asked.text, view.agencies)
    ids = search.narrowed(connection, found.ids, view.where) if view.where else found.ids
    first = _first(ids, asked)
    shown = ids[first : first + asked.limit]
    rows = paging.rows(connection, shown, _read(asked))
    return LedgerPage(
        tuple(ledger_row(row, view.around) for row in rows),
        len(ids),
        ("newest", shown[-1]) if len(ids) > first + asked.limit else None,
        matches.of_rows(connection, rows, found),
        found.capped,
        found.unread,
        ("newest", shown[0]) if first and shown else None,
        lines=tuple(rows),
    )


def _read(asked: Filter) -> tuple[str, ...]:
    """The columns of the store a page of this list needs; a case has many more."""
    own = (name for name in LedgerRow._fields if name not in _TOLD)
    return tuple(dict.fromkeys((*own, *_BEHIND, *asked.reads)))


def _first(ids: tuple[int, ...], asked: Filter) -> int:
    """Where in the finds, newest first, a page begins."""
    if asked.before:
        return max(sum(id_ > asked.before[1] for id_ in ids) - asked.limit, 0)
    return sum(id_ >= asked.after[1] for id_ in ids) if asked.after else 0


def ledger_row(row: Any, around: Around) -> LedgerRow:
    """A row of the projection with its names, as a list shows it today."""
    status = Status(row.status)
    own = {name: getattr(row, name) for name in LedgerRow._fields if hasattr(row, name)}
    return LedgerRow(
        **own
        | {
            "status": status,
            "waiting_for": WAITING_FOR.get(status, Words("", "")),
            "remaining": remaining(row, around),
            "due_if_today_on": _if_answered_today(row, around),
            "handler_name": row.handler_name or "",
        }
    )


def remaining(row: Any, around: Around) -> int | None:
    """Working days left: stored while suspended, counted from today while running."""
    if not row.is_open or row.clock_status == "stopped":
        return None
    if row.clock_status == "suspended":
        return int(row.days_left) if row.days_left is not None else None
    return around.days.days_between(around.today, row.due_on) if row.due_on else None


def _if_answered_today(row: Any, around: Around) -> date | None:
    """While suspended: the day the remaining days would end on if every opinion came today."""
    if not row.is_open or row.clock_status != "suspended" or row.days_left is None:
        return None
    return around.days.add_working_days(around.today, int(row.days_left))


def counts(here: Installation, person: int, now: datetime) -> dict[str, int]:
    """The figures beside the navigation, exact up to MOST_COUNTED."""
    today = today_of(now)
    with here.store.database.reading() as connection:
        return queries.counts(connection, repository.officer(connection, person, today), today)
