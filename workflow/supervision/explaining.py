"""Late cases with where their days went and the reason that was given; several histories in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from workflow import records
from workflow.days.office_time import today_of
from workflow.entries import Entry, LatenessExplained, Urged, UrgingAnswered
from workflow.guards import Around
from workflow.installation import Installation
from workflow.listing import LedgerRow, ledger_row
from workflow.store import Connection, repository
from workflow.store.figures import figure_queries
from workflow.store.lists import paging, work_queries
from workflow.supervision.scope import Watched, watched
from workflow.supervision.spans import Share, shares, spans

PAGE = 50


class Explained(NamedTuple):
    """The reason for lateness as an officer gave it last, and the unit that answers for it."""

    reason: str
    unit: str


class Urgings(NamedTuple):
    """How often a case was urged, by when an answer is still expected, and when the last answer came."""

    times: int
    answer_by: date | None
    answered_on: date | None


class Account(NamedTuple):
    """Where the days of one case went; `explained` is None while nobody has said why it is late.

    `urged` is None where nobody urged it.
    """

    shares: tuple[Share, ...]
    explained: Explained | None
    urged: Urgings | None = None


def accounts(connection: Connection, case_ids: Iterable[int], around: Around) -> dict[int, Account]:
    """The accounts of those cases, by id."""
    kept = work_queries.histories(connection, case_ids)
    return {case_id: account(records.read(history), around) for case_id, history in kept.items()}


def account(history: Sequence[Entry], around: Around) -> Account:
    """The account of one case as of today."""
    found = spans(history, around.days, around.today)
    return Account(shares(found), explained(history), urged(history))


def explained(history: Iterable[Entry]) -> Explained | None:
    """The reason that was given last."""
    said = [entry.fact for entry in history if isinstance(entry.fact, LatenessExplained)]
    return Explained(said[-1].reason, said[-1].unit) if said else None


def urged(history: Iterable[Entry]) -> Urgings | None:
    """What was urged, and whether the answers came."""
    facts = [entry.fact for entry in history]
    sent = [fact for fact in facts if isinstance(fact, Urged)]
    answers = {fact.ref: fact.on for fact in facts if isinstance(fact, UrgingAnswered)}
    if not sent:
        return None
    waiting = [one.answer_by for one in sent if one.ref not in answers]
    return Urgings(len(sent), min(waiting, default=None), max(answers.values(), default=None))


class Late(NamedTuple):
    """A reply that left late: so many working days, and why."""

    case_id: int
    row: LedgerRow
    sent_on: date
    days_late: int
    account: Account
    unit: str = ""


class LateReplies(NamedTuple):
    """A page of replies that left late in a period, the latest first."""

    scope: Watched
    first: date
    last: date
    total: int
    late: tuple[Late, ...]
    next_after: tuple[date, int] | None


class Period(NamedTuple):
    """Which replies: below which agency, from one day to another; `after` is where the page before ended."""

    first: date
    last: date
    agency: int | None = None
    alone: bool = False
    after: tuple[date, int] | None = None


def late_replies(here: Installation, person: int, now: datetime, asked: Period) -> LateReplies:
    """Replies that left late, with their accounts. Raises NotAllowed."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, asked.agency)
        around = here.around(connection, officer, now)
        agencies = (scope.head.agency_id,) if asked.alone else scope.ids
        period = figure_queries.Period(agencies, asked.first, asked.last)
        places = figure_queries.late(connection, period, asked.after, PAGE + 1)
        total = figure_queries.late_total(connection, period)
        shown = [place.case_id for place in places[:PAGE]]
        found = accounts(connection, shown, around)
        late = tuple(_late(row, found, around) for row in paging.rows(connection, shown))
    more = (late[-1].sent_on, late[-1].case_id) if len(places) > PAGE else None
    return LateReplies(scope, asked.first, asked.last, total, late, more)


def _late(row: Any, found: Mapping[int, Account], around: Around) -> Late:
    over = around.days.days_between(row.due_on, row.dispatched_on) if row.due_on else 0
    return Late(row.case_id, ledger_row(row, around), row.dispatched_on, over, found[row.case_id], row.unit)
