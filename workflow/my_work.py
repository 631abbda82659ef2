"""My work: what waits for one person today, soonest first, with whom each case waits for and the next proper act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from workflow import entries as e
from workflow import records
from workflow.case import Case, UnitRequest
from workflow.days.office_time import today_of
from workflow.entries import Entry
from workflow.folding import fold
from workflow.guards import Around
from workflow.installation import Installation
from workflow.letters_in_hand import TAKEN, in_hand
from workflow.levels import Levels, words_within
from workflow.store import Connection, repository
from workflow.store.lists import work_queries
from workflow.store.lists.work_queries import Load, Place
from workflow.store.officers import Officer
from workflow.store.offices import office_rows
from workflow.terms import Role, Status
from workflow.viewing import LedgerRow, ledger_row
from workflow.waiting import Waits, doing, next_move, next_roles, unit_asked, waits
from workflow.wording import Words

PAGE, QUEUE = 50, 20  # rows of one's own, and of each queue
NEW_FOR = 2  # working days a case is marked as newly assigned


class Group(NamedTuple):
    """Where a case of one's own stands in the order of the day; `within` is working days left at most."""

    code: str
    words: Words
    within: int = 0


OVERDUE = Group("overdue", Words("已超期", "Overdue"))
PASSED = Group("passed", Words("对方期限已过，轮到你办", "Their time is over: your turn"))
TODAY = Group("today", Words("今天", "Today"))
LATER = Group("later", Words("以后", "Later"))
WAITING = Group("waiting", Words("等待对方，期限不走", "Waiting for others, the clock stands"))
NO_LIMIT = Group("none", Words("没有答复期限", "Without a reply deadline"))


def groups(levels: Levels) -> tuple[Group, ...]:
    """The groups in the order of the day; those of the days ahead are the office's warning levels."""
    near = (Group(level.code, words_within(level.within), level.within) for level in levels.levels[1:])
    return OVERDUE, PASSED, TODAY, *near, LATER, WAITING, NO_LIMIT


class Task(NamedTuple):
    """One case on the list. `mark` says what is new about it, `comment` quotes a return."""

    row: LedgerRow
    group: Group
    waits: Waits
    next: str
    mark: Words
    comment: str
    limit_left: int | None  # working days to the limit for asking for correction
    unit: UnitRequest | None  # the unit asked whose answer is due first
    ref: str = ""  # of the letter the next act is about, where one took it over


class Queue(NamedTuple):
    """Cases that wait for a role: which status, its heading, the first rows, how many there are."""

    status: Status
    words: Words
    tasks: tuple[Task, ...]
    total: int


class MyWork(NamedTuple):
    """The whole page; `next_after` asks for the next page of one's own cases."""

    load: Load
    tasks: tuple[Task, ...]
    queues: tuple[Queue, ...]
    next_after: Place | None


#: the queues of each role; unassigned cases alone where a handler takes over later
QUEUES: Final[tuple[tuple[Status, Words, frozenset[Role]], ...]] = (
    (
        Status.AWAITING_CONFIRMATION,
        Words("待与申请人确认（当日联系）", "To confirm with the applicant, the same day"),
        frozenset({Role.FRONT_DESK}),
    ),
    (
        Status.RECEIVED,
        Words("待分办、承办", "To be taken in hand"),
        frozenset({Role.FRONT_DESK, Role.HANDLER, Role.APPROVER}),
    ),
    (
        Status.UNDER_REVIEW,
        Words("待审查", "To review"),
        frozenset({Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER}),
    ),
    (Status.AWAITING_APPROVAL, Words("待签发", "To approve"), frozenset({Role.APPROVER, Role.LEADER})),
    (Status.APPROVED, Words("已签发，待寄发、交付", "Signed, to be sent"), frozenset({Role.FRONT_DESK})),
    (
        Status.REPLIED,
        Words("已答复，待送达凭证", "Replied, proof of service to come"),
        frozenset({Role.FRONT_DESK}),
    ),
)
_UNASSIGNED = (Status.RECEIVED, Status.AWAITING_CONFIRMATION)


def my_work(here: Installation, person: int, now: datetime, after: Place | None = None) -> MyWork:
    """What waits for this person and for the roles they hold, standing in included. Raises NotAllowed."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        around = here.around(connection, officer, now)
        own = work_queries.of_handlers(_handlers(officer))
        letters = work_queries.taken_over(connection, person, _handlers(officer))
        mine = work_queries.soonest(connection, [*own, *letters], PAGE + 1, after)
        waiting = [(status, words, held, _queue(connection, held)) for status, words, held in _held(officer)]
        rows = [*mine[:PAGE], *(row for *_, found in waiting for row in found)]
        made = {
            task.row.case_no: task for task in _tasks(connection, rows, officer, around, here.rules.levels)
        }
        load = work_queries.load(connection, own, around.today)
        queues = [
            Queue(
                status,
                words,
                tuple(made[row.case_no] for row in found),
                work_queries.load(connection, held, around.today).open if len(found) == QUEUE else len(found),
            )
            for status, words, held, found in waiting
        ]
    order = {group: n for n, group in enumerate(groups(here.rules.levels))}
    tasks = sorted((made[row.case_no] for row in mine[:PAGE]), key=lambda task: _urgency(task, order))
    more = (mine[PAGE - 1].sort_on.isoformat(), mine[PAGE - 1].case_id) if len(mine) > PAGE else None
    return MyWork(load, tuple(tasks), tuple(q for q in queues if q.tasks), more)


def _handlers(officer: Officer) -> list[int]:
    """Oneself and whom one stands in for as handler."""
    stood = {h.for_person for h in officer.held if h.role is Role.HANDLER and h.for_person is not None}
    return [officer.id, *sorted(stood)]


def _held(officer: Officer) -> Iterator[tuple[Status, Words, list[Any]]]:
    for status, words, roles in QUEUES:
        agencies = sorted({h.agency for h in officer.held if h.role in roles})
        if agencies:
            yield status, words, work_queries.of_status(agencies, status, status in _UNASSIGNED)


def _queue(connection: Connection, held: list[Any]) -> list[Any]:
    return work_queries.soonest(connection, held, QUEUE, None)


def _tasks(
    connection: Connection, rows: Sequence[Any], officer: Officer, around: Around, levels: Levels
) -> Iterator[Task]:
    """The rows with what their histories say, read in three statements for all of them."""
    kept = work_queries.histories(connection, [row.case_id for row in rows])
    read = {case_id: records.read(history) for case_id, history in kept.items()}
    cases = {case_id: fold(history) for case_id, history in read.items()}
    texts = work_queries.words(
        connection,
        {
            case_id: {c.name_sha256 for c in case.open_consultations}
            for case_id, case in cases.items()
            if case.open_consultations
        },
    )
    holders = office_rows.role_holders(connection, next_roles(cases.values()))
    for row in rows:
        case = cases[row.case_id]
        waiting = waits(case, around, texts, {row.handler_id or 0: row.handler_name or ""}, holders)
        task = _task(ledger_row(row, around), case, read[row.case_id], waiting, officer, around)
        yield task._replace(group=_group(task, waiting, levels))


def _task(
    row: LedgerRow, case: Case, history: list[Entry], waiting: Waits, officer: Officer, around: Around
) -> Task:
    """The line; its group is still open."""
    letter = in_hand(case, history, officer.id)
    move = letter.move if letter else next_move(officer, case, around)
    ours = bool(letter) or (bool(move) and not _for_others(case, waiting))
    mark, comment = (TAKEN, letter.comment) if letter else _news(history, case, officer, around)
    return Task(
        row,
        NO_LIMIT,
        Waits(doing(move)) if ours else waiting,
        move,
        mark,
        comment,
        _left(row, around),
        unit_asked(case) if case.status is Status.IN_HAND else None,
        letter.ref if letter else "",
    )


def _for_others(case: Case, waiting: Waits) -> bool:
    """Somebody outside is to answer first."""
    outside = (
        Status.CONSULTING,
        Status.AWAITING_CORRECTION,
        Status.AWAITING_PAYMENT,
        Status.AWAITING_REASONS,
    )
    return case.status in outside and not waiting.passed


def _left(row: LedgerRow, around: Around) -> int | None:
    """Working days to the limit for asking for correction, where it lies ahead (条例第三十条)."""
    if row.limit_act != "correction_notice" or row.limit_on is None or row.status is not Status.RECEIVED:
        return None
    left = around.days.days_between(around.today, row.limit_on)
    return left if left >= 0 else None


def _group(task: Task, waiting: Waits, levels: Levels) -> Group:
    row, limit = task.row, task.limit_left
    if waiting.passed and not task.ref:
        return PASSED
    if not task.ref and row.clock_status in ("suspended", "stopped"):
        return WAITING
    if row.remaining is None:
        return NO_LIMIT
    left = row.remaining if limit is None else min(row.remaining, limit)
    if left <= 0:
        return OVERDUE if left < 0 else TODAY
    return next((group for group in groups(levels)[3:-3] if left <= group.within), LATER)


def _urgency(task: Task, order: Mapping[Group, int]) -> tuple[int, date, str]:
    row = task.row
    first = min((day for day in (row.due_on, task.waits.until) if day), default=date.max)
    return order[task.group], first, row.case_no


_RETURNED = (e.DraftReturned, e.SecrecyReturned, e.LegalReturned, e.NoticeReturned)
_WAY = (*_RETURNED, e.ReplyDrafted, e.ReplySubmitted, e.NoticeDrafted, e.NoticeSubmitted)


def _news(history: list[Entry], case: Case, officer: Officer, around: Around) -> tuple[Words, str]:
    """Whether it came back with a comment, or came into one's hands just now."""
    way = [entry for entry in history if isinstance(entry.fact, _WAY)]
    if way and isinstance(way[-1].fact, _RETURNED) and case.handler in _handlers(officer):
        return Words("退回修改", "Returned"), way[-1].fact.reason
    given = [x for x in history if isinstance(x.fact, e.TakenInHand | e.Reassigned)]
    if given and case.handler in _handlers(officer) and _is_new(given[-1], history, case, around):
        return Words("新分来", "New"), ""
    if case.handler is not None and case.handler != officer.id and case.handler in _handlers(officer):
        return Words("代办", "Standing in"), ""
    return Words("", ""), ""


def _is_new(given: Entry, history: Iterable[Entry], case: Case, around: Around) -> bool:
    """Assigned by somebody else within the last days, and not worked on since."""
    if given.by == case.handler or any(x.seq > given.seq and x.by == case.handler for x in history):
        return False
    return around.days.days_between(today_of(given.at), around.today) <= NEW_FOR
