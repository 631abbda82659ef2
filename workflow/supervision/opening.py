"""The cases and appeals behind the figures of a period, a page at a time, with how many there are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from workflow.appeal_ledger import AppealLine, appeal_line
from workflow.days.office_time import today_of
from workflow.installation import Installation
from workflow.listing import LedgerRow, ledger_row
from workflow.store import repository
from workflow.store.appeals import appeal_queries
from workflow.store.appeals.appeal_queries import AppealFilter, Place
from workflow.store.figures import figure_lists
from workflow.store.figures.figure_queries import Counted, Period
from workflow.store.lists import paging
from workflow.store.lists.narrowing import Between, Narrowing
from workflow.supervision.figures import REPEATED_FROM
from workflow.supervision.scope import Watched, watched

PAGE: Final = 50


class Behind(NamedTuple):
    """The cases behind a figure: which days, below which agency, what narrows them, where the page before ended."""

    first: date
    last: date
    agency: int | None = None
    alone: bool = False
    wanted: Counted = Counted()
    applicant_of: str = ""  # the first applicant of that case
    after: tuple[date, int] | None = None


class Listed(NamedTuple):
    """A page of those cases, and how many there are."""

    scope: Watched
    rows: tuple[LedgerRow, ...]
    total: int
    next_after: tuple[date, int] | None


def behind(here: Installation, person: int, now: datetime, asked: Behind) -> Listed:
    """The cases behind a figure of a period, the newest first. Raises NotAllowed, NotFound."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, asked.agency)
        around = here.around(connection, officer, now)
        period = Period((scope.head.agency_id,) if asked.alone else scope.ids, asked.first, asked.last)
        wanted = asked.wanted
        if asked.applicant_of:
            case_id = repository.history(connection, asked.applicant_of).case_id
            wanted = wanted._replace(what="received", applicant_of=str(case_id))
        total = figure_lists.total(connection, period, wanted, REPEATED_FROM)
        ids = figure_lists.page(connection, period, wanted, REPEATED_FROM, asked.after, PAGE + 1)
        rows = paging.rows(connection, ids[:PAGE])
    last = rows[-1] if len(ids) > PAGE else None
    day = "dispatched_on" if wanted.what == "answered" else "received_on"
    shown = tuple(ledger_row(row, around) for row in rows)
    return Listed(scope, shown, total, (getattr(last, day), last.case_id) if last else None)


class Disputes(NamedTuple):
    """The appeals behind a figure: filed in those days, perhaps decided, perhaps corrected."""

    first: date
    last: date
    agency: int | None = None
    alone: bool = False
    kind: str = ""  # reconsideration and litigation where none is named
    result: str = ""  # "decided" for whatever was decided, else a column of table four
    after: Place | None = None


class Disputed(NamedTuple):
    """A page of those appeals, and how many there are."""

    scope: Watched
    rows: tuple[AppealLine, ...]
    total: int
    next_after: Place | None


def disputes(here: Installation, person: int, now: datetime, asked: Disputes) -> Disputed:
    """The appeals behind a figure of a period. Raises NotAllowed."""
    today = today_of(now)
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today)
        scope = watched(connection, officer, asked.agency)
        around = here.around(connection, officer, now)
        agencies = (scope.head.agency_id,) if asked.alone else scope.ids
        facts = {"dispute": not asked.kind, "decided": asked.result == "decided"}
        narrowed = AppealFilter(
            kind=asked.kind,
            result_kind="" if asked.result == "decided" else asked.result,
            more=Narrowing(
                between=(Between("filed_on", asked.first, asked.last),),
                has=tuple((name, True) for name, wanted in facts.items() if wanted),
            ),
            after=asked.after,
            limit=PAGE,
        )
        found = appeal_queries.page(connection, narrowed, agencies, today)
        total = appeal_queries.total(connection, narrowed, agencies, today)
        rows = tuple(appeal_line(row, around) for row in found[:PAGE])
    return Disputed(scope, rows, total, appeal_queries.place(found[PAGE - 1]) if len(found) > PAGE else None)
