"""The ledger of appeals within a person's sight, and what their agencies owe on appeals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from workflow.appeal.clock import ACTS
from workflow.appeal.law import shipped
from workflow.appeal.terms import AppealKind, AppealStatus, Procedure, ResultKind
from workflow.days.office_time import today_of
from workflow.errors import BadInput
from workflow.guards import Around
from workflow.installation import Installation
from workflow.ledger_sheets.lines import Line
from workflow.store import Connection, repository, snapshot
from workflow.store.appeals import appeal_queries
from workflow.store.appeals.appeal_queries import AppealFilter as AppealFilter
from workflow.store.appeals.appeal_queries import Figures as Figures
from workflow.store.appeals.appeal_queries import Place as Place
from workflow.store.lists.tallying import Tally
from workflow.store.sight import Agencies, agencies_in_sight
from workflow.terms import Role
from workflow.wording import Words

#: who acts on appeals: for them what is owed stands in their work
WHO: Final = (Role.HANDLER, Role.LEGAL_REVIEWER, Role.APPROVER)
BATCH: Final = 500  # appeals read at once for a file


class AppealLine(NamedTuple):
    """One line. `remaining` counts working days to the limit, negative when it has passed; None without one."""

    case_no: str
    ref: str
    agency_id: int
    agency_name: str
    summary: str
    kind: AppealKind
    procedure: Procedure
    status: AppealStatus
    is_pending: bool
    instance: int
    after_review: bool
    by_third_party: bool
    against: str
    filed_on: date
    received_on: date
    organ: str
    appeal_no: str
    appellant: str
    document_no: str
    limit_on: date | None
    limit_words: Words
    limit_ours: bool
    provisional: bool
    remaining: int | None
    result: Words
    result_kind: ResultKind
    decided_on: date | None
    ended_on: date | None
    reasons: tuple[Words, ...]


class AppealPage(NamedTuple):
    """A page; `next_after` asks for the next. `total` is exact up to MOST_COUNTED, one above says there are more."""

    rows: tuple[AppealLine, ...]
    total: int
    next_after: Place | None
    figures: Figures
    reasons: tuple[tuple[str, Words, int], ...]  # of this year, the most frequent first
    results: dict[tuple[str, str], int]  # of this year, by kind and column of table four
    previous_before: Place | None = None
    lines: tuple[Line, ...] = ()  # the same rows, for columns that people chose


def ledger(
    here: Installation, person: int, now: datetime, asked: AppealFilter, within: int | None = None
) -> AppealPage:
    """One page; `within` narrows to what is owed in so many working days. Raises BadInput for a wrong one."""
    today = today_of(now)
    with here.store.database.reading() as connection:
        asked, seen, around = _narrowed(here, connection, person, now, asked, within)
        found = appeal_queries.page(connection, asked, seen, today)
        back, more = asked.before is not None, len(found) > asked.limit
        shown = found[-asked.limit :] if back else found[: asked.limit]
        year = (date(today.year, 1, 1), date(today.year, 12, 31))
        return AppealPage(
            tuple(appeal_line(row, around) for row in shown),
            appeal_queries.total(connection, asked, seen, today),
            appeal_queries.place(shown[-1]) if shown and (more or back) else None,
            appeal_queries.figures(connection, seen, today),
            _counted(appeal_queries.reasons_lost(connection, seen, *year)),
            appeal_queries.results(connection, seen, *year),
            appeal_queries.place(shown[0]) if shown and (more if back else asked.after) else None,
            tuple(_told(here, number, row, around) for number, row in enumerate(shown, start=1)),
        )


def _narrowed(
    here: Installation,
    connection: Connection,
    person: int,
    now: datetime,
    asked: AppealFilter,
    within: int | None,
) -> tuple[AppealFilter, Agencies, Around]:
    """What is asked for, the agencies in sight, and the day. Raises BadInput."""
    if within is not None and not 0 <= within <= 250:
        raise BadInput("工作日数应在 0 至 250 之间 / 0 to 250 working days")
    officer = repository.officer(connection, person, today_of(now))
    around = here.around(connection, officer, now)
    if within is not None:
        asked = asked._replace(due_by=around.days.add_working_days(around.today, within))
    return asked, agencies_in_sight(connection, officer), around


def _told(here: Installation, number: int, row: Any, around: Around) -> Line:
    ahead = row.next_limit_on if row.is_pending else None
    left = around.days.days_between(around.today, ahead) if ahead else None
    return Line(number, row, left, here.rules)


def lines(
    here: Installation, person: int, now: datetime, asked: AppealFilter, within: int | None = None
) -> Iterator[Line]:
    """Every appeal of the list in its order, as it stood at one moment. Raises BadInput before the first line."""
    with snapshot.opened(here.store.database) as connection:
        asked, seen, around = _narrowed(here, connection, person, now, asked, within)
        asked, number = asked._replace(after=None, before=None, limit=BATCH), 0
        while True:
            found = appeal_queries.page(connection, asked, seen, around.today)
            for row in found[:BATCH]:
                number += 1
                yield _told(here, number, row, around)
            if len(found) <= BATCH:
                return
            asked = asked._replace(after=appeal_queries.place(found[BATCH - 1]))


def tally(
    here: Installation,
    person: int,
    now: datetime,
    asked: AppealFilter,
    within: int | None,
    columns: Sequence[str],
) -> Tally:
    """How many appeals of the list stand under each value of these columns and facts."""
    with here.store.database.reading() as connection:
        asked, seen, around = _narrowed(here, connection, person, now, asked, within)
        rows = appeal_queries.values(connection, asked, seen, around.today, columns)
    facts = appeal_queries.NARROWABLE.has
    counts = {
        name: Counter(bool(row[at]) if name in facts else row[at] for row in rows)
        for at, name in enumerate(columns)
    }
    return Tally(counts, len(rows) == appeal_queries.SCANNED)


def organs(here: Installation, person: int, now: datetime) -> tuple[str, ...]:
    """The organs that heard appeals within this person's sight."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        return tuple(appeal_queries.organs(connection, agencies_in_sight(connection, officer)))


def owed(here: Installation, person: int, now: datetime) -> tuple[AppealLine, ...]:
    """What the agencies in which this person acts on appeals owe soon, soonest first; () for anybody else.

    Soon is within the farthest level of the office, as for the cases of my work.
    """
    today = today_of(now)
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today)
        agencies = tuple(sorted({held.agency for held in officer.held if held.role in WHO}))
        if not agencies:
            return ()
        around = here.around(connection, officer, now)
        by = around.days.add_working_days(today, here.rules.levels.farthest)
        return tuple(appeal_line(row, around) for row in appeal_queries.due(connection, agencies, by, 20))


def _counted(found: dict[str, int]) -> tuple[tuple[str, Words, int], ...]:
    words = shipped().reasons
    return tuple((code, words[code], n) for code, n in sorted(found.items(), key=lambda x: (-x[1], x[0])))


def appeal_line(row: Any, around: Around) -> AppealLine:
    """A row of the store with its case and agency, as a list shows it today."""
    own = {name: getattr(row, name) for name in AppealLine._fields if hasattr(row, name)}
    kind, law = AppealKind(row.kind), shipped()
    result = law.result(kind, row.result)
    codes = [code for code in row.reasons.split(",") if code]
    ahead = row.next_limit_on if row.is_pending else None
    return AppealLine(
        **own
        | {
            "kind": kind,
            "procedure": Procedure(row.procedure),
            "status": AppealStatus(row.status),
            "result_kind": ResultKind(row.result_kind),
            "result": result.words if result else Words(row.result, row.result),
            "reasons": tuple(law.reasons.get(code, Words(code, code)) for code in codes),
            "limit_on": ahead,
            "limit_words": ACTS.get(row.next_limit_act, Words("", "")),
            "limit_ours": bool(row.next_limit_ours),
            "remaining": around.days.days_between(around.today, ahead) if ahead else None,
        }
    )
