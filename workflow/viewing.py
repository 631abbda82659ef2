"""What a person sees: one case now or as of a past day, lists, and the figures of the navigation."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from workflow import records
from workflow.acts import Applicant
from workflow.case import Case
from workflow.choices import Choice as Choice
from workflow.choices import Choices, choices
from workflow.clock.deadline import Deadline
from workflow.clock.deadline_words import rests_on, would_move
from workflow.clock.strip import DayCell, strip
from workflow.days.office_time import SHANGHAI, today_of
from workflow.entries import Entry
from workflow.errors import NotAllowed, NotFound, Reason
from workflow.folding import at_moment, fold
from workflow.from_above import concerned
from workflow.guards import Around
from workflow.installation import Installation
from workflow.listing import LedgerPage as LedgerPage
from workflow.listing import LedgerRow as LedgerRow
from workflow.listing import counts as counts
from workflow.listing import ledger as ledger
from workflow.listing import ledger_row as ledger_row
from workflow.personal_data import Asked, Grounds, Look, grounds, looks, may_watch
from workflow.personal_data import personal_views as personal_views
from workflow.store import Connection, repository
from workflow.store.lists import work_queries
from workflow.store.lists.queries import Filter as Filter
from workflow.store.offices import office_rows
from workflow.store.repository import AgencyView, Officer
from workflow.terms import Status
from workflow.waiting import Waits, next_move, next_roles, waits


class View(NamedTuple):
    """Everything a case page shows. `as_of` is the past day asked for, None for now."""

    case: Case
    history: list[Entry]
    clock: Deadline | None
    strip: tuple[DayCell, ...]
    texts: dict[str, str]
    applicants: tuple[Applicant, ...]
    names: dict[int, str]
    agency: AgencyView
    choices: Choices
    officer: Officer
    today: date
    as_of: date | None
    waits: Waits
    next_move: str  # the first likely act open to this person
    rests_on: tuple[Reason, ...]
    would_move: tuple[Reason, ...]
    related: dict[str, tuple[Status, str]]  # linked and split cases: status and summary
    grounds: Grounds | None  # why this person may see personal data in full
    looks: tuple[Look, ...] | None  # who did; None for whom that is not to be known


def view(here: Installation, person: int, case_no: str, now: datetime, as_of: date | None = None) -> View:
    """A case as it stands, or as it stood at the end of a past day. Raises NotFound, NotAllowed."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        stored = repository.history(connection, case_no)
        history = records.read(stored.records)
        case = fold(history)
        agency = repository.agency(connection, case.agency)
        if not officer.may_see(agency.agency_id, agency.path) and not concerned(officer, case):
            raise NotAllowed("本案属于其他机关 / the case belongs to another agency")
        around = here.around(connection, officer, now)._replace(path=agency.path)
        if as_of is not None:
            history, case, around = _as_of(here, connection, history, case_no, around, as_of)
        seen = _Seen(stored.case_id, history, case, agency, officer, today_of(now), as_of)
        return _shown(here, connection, seen, around)


class _Seen(NamedTuple):
    """The case as loaded, and who looks at it when."""

    case_id: int
    history: list[Entry]
    case: Case
    agency: AgencyView
    officer: Officer
    today: date
    as_of: date | None


def _shown(here: Installation, connection: Connection, seen: _Seen, around: Around) -> View:
    case, officer, now = seen.case, seen.officer, seen.as_of is None
    clock = around.clock(case)
    texts = repository.texts(connection, seen.case_id)
    names = office_rows.names(connection, _people_of(seen.history, case))
    watching = may_watch(officer, case.agency)
    return View(
        case=case,
        history=seen.history,
        clock=clock,
        strip=_cells(case, clock, around),
        texts=texts,
        applicants=tuple(repository.applicants(connection, here.store.vault, seen.case_id).values()),
        names=names,
        agency=seen.agency,
        choices=choices(officer, case, around) if now else Choices((), ()),
        officer=officer,
        today=seen.today,
        as_of=seen.as_of,
        waits=waits(case, around, texts, names, office_rows.role_holders(connection, next_roles((case,)))),
        next_move=next_move(officer, case, around) if now else "",
        rests_on=rests_on(case, clock, around) if clock else (),
        would_move=would_move(case, clock, around) if clock else (),
        related=work_queries.summaries(connection, _related(case)),
        grounds=grounds(officer, case) if now else None,
        looks=looks(connection, officer, Asked(case_no=case.case_no)) if watching else None,
    )


def _cells(case: Case, clock: Deadline | None, around: Around) -> tuple[DayCell, ...]:
    if clock is None or case.received_on is None:
        return ()
    return strip(case.received_on, clock, around.days, around.today, case.dispatched_on)


def _related(case: Case) -> set[str]:
    return {no for no in (case.split_from, *case.split_into, *(no for no, _relation in case.links)) if no}


def _as_of(
    here: Installation,
    connection: Connection,
    history: list[Entry],
    case_no: str,
    around: Around,
    as_of: date,
) -> tuple[list[Entry], Case, Around]:
    """What was known at the end of that day: entries, and the calendar as then loaded."""
    moment = datetime.combine(as_of + timedelta(days=1), time.min, SHANGHAI) - timedelta(microseconds=1)
    case = at_moment(history, moment)
    if case is None:
        raise NotFound(f"{as_of} 时还没有登记 {case_no} / not logged yet on that day")
    days = here.calendars.at_moment(connection, moment)
    return [e for e in history if e.at <= moment], case, around._replace(today=as_of, days=days)


def _people_of(history: list[Entry], case: Case) -> set[int]:
    people = {entry.by for entry in history} | {entry.acting_for or 0 for entry in history}
    return people | {getattr(entry.fact, "handler", 0) for entry in history} | {case.handler or 0}
