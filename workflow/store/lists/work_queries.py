"""What waits for one person: their own open cases and the queues of their roles, each read along an index.

No statement here looks at more rows than it answers, however many cases are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal_column, or_, select

from workflow.lifecycle import OPEN
from workflow.records import Record
from workflow.store.letters.waiting_rows import WAITING
from workflow.store.offices.office_rows import PEOPLE
from workflow.store.repository import AGENCIES, CASES, ENTRIES, TEXTS
from workflow.terms import Status

FAR = date(9999, 12, 31)  # sorts cases without a deadline last
MOST_COUNTED = 1000  # beyond that a figure says "more"
Place = tuple[str, int]  # (due_on or the far day, case_id) of the last row of a page


class Load(NamedTuple):
    """How much one has in hand; no figure exceeds MOST_COUNTED."""

    open: int
    overdue: int
    today: int


def of_handlers(people: Iterable[int]) -> list[list[ColumnElement[bool]]]:
    """The open cases of each of these handlers."""
    return [[CASES.c.handler_id == person, CASES.c.is_open] for person in people]


def taken_over(
    connection: Connection, person: int, handlers: Sequence[int]
) -> list[list[ColumnElement[bool]]]:
    """The cases of others in which a letter lies with this person, who took it over; nothing where none does.

    They are few, and looked up by number: joined, a planner that counts how many letters nobody took walks all cases.
    """
    lies = connection.scalars(select(WAITING.c.case_id).where(WAITING.c.taker == person).distinct()).all()
    others = or_(CASES.c.handler_id.is_(None), CASES.c.handler_id.not_in(handlers))
    return [[CASES.c.case_id.in_(lies), others]] if lies else []


def of_status(agencies: Iterable[int], status: Status, unassigned: bool) -> list[list[ColumnElement[bool]]]:
    """The cases of each agency in that status; `unassigned` leaves out those in somebody's hands."""
    own = [CASES.c.handler_id.is_(None)] if unassigned else []
    if status in OPEN:
        stands = [CASES.c.is_open, CASES.c.status == status.value]
    elif status is Status.REPLIED:  # an index in part serves only who repeats its very words
        stands = [CASES.c.status == literal_column("'replied'")]
    else:
        raise ValueError(f"{status}: no index leads there")
    return [[CASES.c.agency_id == agency, *stands, *own] for agency in agencies]


def soonest(
    connection: Connection, queues: Sequence[list[ColumnElement[bool]]], limit: int, after: Place | None
) -> list[Any]:
    """Rows of the projection from all the queues, soonest deadline first, those without one last."""
    found = [row for where in queues for row in _of_queue(connection, where, limit, after)]
    return sorted(found, key=lambda row: (row.sort_on, row.case_id))[:limit]


def _of_queue(
    connection: Connection, where: list[ColumnElement[bool]], limit: int, after: Place | None
) -> list[Any]:
    due, last = (date.fromisoformat(after[0]), after[1]) if after else (None, 0)
    rows: list[Any] = []
    if due is None or due < FAR:
        dated = [CASES.c.due_on.is_not(None)]
        if due is not None:
            later = or_(CASES.c.due_on > due, and_(CASES.c.due_on == due, CASES.c.case_id > last))
            dated += [CASES.c.due_on >= due, later]
        rows += connection.execute(_named([*where, *dated], limit)).all()
    if len(rows) < limit:
        undated = [CASES.c.due_on.is_(None), CASES.c.case_id > (last if due == FAR else 0)]
        rows += connection.execute(_named([*where, *undated], limit - len(rows))).all()
    return rows


def _named(where: list[ColumnElement[bool]], limit: int) -> Select[Any]:
    """The first rows along the index, and only then the names beside them."""
    place = select(CASES.c.case_id).where(*where).order_by(CASES.c.due_on, CASES.c.case_id)
    first = place.limit(limit).subquery()
    return (
        select(
            CASES,
            AGENCIES.c.name.label("agency_name"),
            PEOPLE.c.name.label("handler_name"),
            func.coalesce(CASES.c.due_on, FAR).label("sort_on"),
        )
        .select_from(first)
        .join(CASES, CASES.c.case_id == first.c.case_id)
        .join(AGENCIES, AGENCIES.c.agency_id == CASES.c.agency_id)
        .outerjoin(PEOPLE, PEOPLE.c.person_id == CASES.c.handler_id)
        .order_by(CASES.c.due_on, CASES.c.case_id)
    )


def load(connection: Connection, queues: Sequence[list[ColumnElement[bool]]], today: date) -> Load:
    """How many cases stand in these queues, how many of them are overdue and how many due today."""
    figures = [0, 0, 0]
    for where in queues:
        some = select(CASES.c.due_on, CASES.c.clock_status).where(*where).limit(MOST_COUNTED).subquery()
        runs = some.c.clock_status == "running"
        counted = select(
            func.count(),
            func.count(case((and_(runs, some.c.due_on < today), 1))),
            func.count(case((and_(runs, some.c.due_on == today), 1))),
        ).select_from(some)
        figures = [a + b for a, b in zip(figures, connection.execute(counted).one(), strict=True)]
    return Load(*(min(figure, MOST_COUNTED) for figure in figures))


def histories(connection: Connection, case_ids: Iterable[int]) -> dict[int, list[Record]]:
    """The records of those cases, in order."""
    wanted = (
        select(ENTRIES).where(ENTRIES.c.case_id.in_(set(case_ids))).order_by(ENTRIES.c.case_id, ENTRIES.c.seq)
    )
    found: dict[int, list[Record]] = {}
    for r in connection.execute(wanted):
        record = Record(r.seq, r.kind, r.at, r.by_id, r.acting_for, r.data, r.digest)
        found.setdefault(r.case_id, []).append(record)
    return found


def words(connection: Connection, wanted: Mapping[int, set[str]]) -> dict[str, str]:
    """Texts by digest, of those cases alone."""
    digests = {digest for held in wanted.values() for digest in held}
    if not digests:
        return {}
    rows = select(TEXTS.c.sha256, TEXTS.c.body).where(
        TEXTS.c.case_id.in_(list(wanted)), TEXTS.c.sha256.in_(digests)
    )
    return {row.sha256: row.body for row in connection.execute(rows)}


def summaries(connection: Connection, numbers: Iterable[str]) -> dict[str, tuple[Status, str]]:
    """Status and summary of the cases of those numbers."""
    wanted = set(numbers)
    if not wanted:
        return {}
    rows = select(CASES.c.case_no, CASES.c.status, CASES.c.summary).where(CASES.c.case_no.in_(wanted))
    return {row.case_no: (Status(row.status), row.summary) for row in connection.execute(rows)}
