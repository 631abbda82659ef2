"""Reminders as rows: what is due now, held against what was raised, and what one person is to see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)

from workflow.records import moment_text
from workflow.store.appeals.appeal_limit_rows import LIMITS
from workflow.store.appeals.appeal_rows import APPEALS
from workflow.store.prepared import Prepared
from workflow.store.reminders.reminder_tables import EVERYBODY, ReminderRow
from workflow.store.repository import CASES

REMINDERS = ReminderRow.__table__  # type: ignore[attr-defined]
MOST_COUNTED: Final = 10_000  # as the other figures of the navigation
SILENCE: Final = "silence"
PERFORM: Final = "perform"  #: a reply that an appeal ordered
REPLIES: Final = ("reply", PERFORM)
Place = tuple[date, int, str]  # (due_on, case_id, act)


class Due(NamedTuple):
    """A limit of a case that reminds, and whom; the level is not known yet."""

    case_id: int
    agency_id: int
    person_id: int
    due_on: date


class Raised(NamedTuple):
    """A reminder as it stands."""

    case_id: int
    agency_id: int
    person_id: int
    due_on: date
    level: int


class Mine(NamedTuple):
    """Whose reminders one reads: of these handlers, of what nobody has in hand in these agencies, and all of
    appeals against those."""

    people: frozenset[int]
    agencies: frozenset[int]
    appealed: frozenset[int] = frozenset()


class Line(NamedTuple):
    """A reminder as one person reads it."""

    case_id: int
    act: str
    due_on: date
    level: int
    raised_on: date
    seen: bool
    case_no: str
    summary: str
    status: str
    limit_act: str
    version: int


def replies_near(last: date, *, ordered: bool) -> Select[Any]:
    """`Due` of open cases whose clock runs and whose reply is due by that day; read from one index.

    `ordered`: those that a decision or judgment ordered to answer anew, else all others.
    """
    c, a = CASES.c, APPEALS.c
    by_order = c.case_id.in_(select(a.case_id).where(a.redo, ~a.is_pending))
    found = _due(c.due_on).where(c.is_open, c.due_on <= last, c.clock_status == "running")
    found = found.where(by_order if ordered else ~by_order)
    return found.with_hint(CASES, "INDEXED BY cases_open_due", "sqlite")


def limits_near(act: str, first: date, last: date) -> Select[Any]:
    """`Due` of cases whose limit of that name, with whatever reference behind it, falls between those days."""
    c = CASES.c
    beyond = act[:-1] + chr(ord(act[-1]) + 1)  # holds in the order of every collation
    named = and_(c.limit_act >= act, c.limit_act < beyond, c.limit_act.startswith(act, autoescape=True))
    found = _due(c.limit_on).where(c.limit_on.is_not(None), named, c.limit_on >= first, c.limit_on <= last)
    return found.with_hint(CASES, "INDEXED BY cases_limits", "sqlite")


def limits_due(connection: Connection, act: str, first: date, last: date) -> list[Due]:
    """What `limits_near` finds."""
    return [Due(*row) for row in connection.execute(limits_near(act, first, last)).all()]


def differing(
    connection: Connection, act: str, near: Select[Any], levels: Sequence[tuple[int, date]]
) -> tuple[tuple[Raised, ...], tuple[int, ...]]:
    """What is near and not raised so, and the cases raised that are near no more; the database compares.

    `levels`: each with its last day, the soonest first; the last one holds whatever is near.
    """
    r, asked = REMINDERS.c, near.subquery()
    level = case(*((asked.c.due_on <= last, bindparam(None, n, Integer())) for n, last in levels))
    held = select(r.case_id, r.agency_id, r.person_id, r.due_on, r.level).where(r.act == act)
    new = select(*asked.c, level).except_(held)
    over = select(r.case_id).where(r.act == act).except_(select(asked.c.case_id))
    rows: Sequence[Any] = connection.execute(new).all()
    return tuple(Raised(*row) for row in rows), tuple(connection.scalars(over).all())


def appeal_limits_due(connection: Connection, act: str, first: date, last: date) -> dict[str, list[Due]]:
    """Limits of appeals of that name between those days, by their whole name; read from one index."""
    c, owed = CASES.c, LIMITS.c
    columns = (owed.act, owed.case_id, owed.agency_id, func.coalesce(c.handler_id, EVERYBODY), owed.due_on)
    found = select(*columns).join(CASES, c.case_id == owed.case_id)
    found = found.where(owed.due_on.between(first, last), owed.act.startswith(f"{act}:", autoescape=True))
    grouped: dict[str, list[Due]] = {}
    for name, *rest in connection.execute(found):
        grouped.setdefault(name, []).append(Due(*rest))
    return grouped


def _due(day: ColumnElement[Any]) -> Select[Any]:
    c = CASES.c
    return select(
        c.case_id, c.agency_id, func.coalesce(c.handler_id, EVERYBODY).label("person_id"), day.label("due_on")
    )


def raised_of_appeals(connection: Connection, act: str) -> dict[str, dict[int, Raised]]:
    """Every reminder of that limit of an appeal: by its whole name, and by case."""
    r = REMINDERS.c
    which = r.act.startswith(f"{act}:", autoescape=True)
    found: dict[str, dict[int, Raised]] = {}
    columns = (r.act, r.case_id, r.agency_id, r.person_id, r.due_on, r.level)
    for name, *rest in connection.execute(select(*columns).where(which)):
        one = Raised(*rest)
        found.setdefault(name, {})[one.case_id] = one
    return found


_PUT = Prepared(
    text(
        """
        INSERT INTO reminders (case_id, act, agency_id, person_id, due_on, level, raised_on, seen_at)
        VALUES (:case_id, :act, :agency_id, :person_id, :due_on, :level, :raised_on, '')
        ON CONFLICT (case_id, act) DO UPDATE SET agency_id = excluded.agency_id,
            person_id = excluded.person_id, due_on = excluded.due_on, level = excluded.level,
            raised_on = excluded.raised_on, seen_at = ''
        """
    )
)


def put(connection: Connection, act: str, new: Iterable[Raised], today: date) -> None:
    """Raise them, or raise them anew: nobody has taken note of them yet."""
    rows = [{**one._asdict(), "act": act, "raised_on": today} for one in new]
    _PUT.change_all(connection, rows)


def drop(connection: Connection, act: str, cases: Collection[int]) -> None:
    """What they told of is over."""
    ended = sorted(cases)
    for start in range(0, len(ended), 500):
        some = REMINDERS.c.case_id.in_(ended[start : start + 500])
        connection.execute(delete(REMINDERS).where(REMINDERS.c.act == act, some))


def drop_old(connection: Connection, act: str, before: date) -> None:
    """Those of that name raised before a day: they told of something, and have done so."""
    connection.execute(delete(REMINDERS).where(REMINDERS.c.act == act, REMINDERS.c.raised_on < before))


def lines(connection: Connection, whose: Mine, limit: int, after: Place | None = None) -> list[Line]:
    """The reminders one reads, the soonest first."""
    r, c = REMINDERS.c, CASES.c
    place = (r.due_on, r.case_id, r.act)
    found = select(*_shown()).join(CASES, c.case_id == r.case_id).where(_mine(whose), _holds())
    if after is not None:
        found = found.where(_beyond(after))
    return [_line(row) for row in connection.execute(found.order_by(*place).limit(limit)).mappings()]


def _beyond(after: Place) -> ColumnElement[bool]:
    r = REMINDERS.c
    day, case_id, act = after
    same = and_(r.due_on == day, or_(r.case_id > case_id, and_(r.case_id == case_id, r.act > act)))
    return or_(r.due_on > day, same)


def _shown() -> Sequence[Any]:
    r, c = REMINDERS.c, CASES.c
    return (
        *(r.case_id, r.act, r.due_on, r.level, r.raised_on, r.seen_at),
        *(c.case_no, c.summary, c.status, c.limit_act, c.version),
    )


def _line(row: Any) -> Line:
    held = dict(row)
    return Line(seen=bool(held.pop("seen_at")), **held)


def _mine(whose: Mine) -> ColumnElement[bool]:
    r = REMINDERS.c
    found = [r.person_id.in_(sorted(whose.people))]
    if whose.agencies:
        found.append(and_(r.person_id == EVERYBODY, r.agency_id.in_(sorted(whose.agencies))))
    if whose.appealed:
        found.append(and_(r.agency_id.in_(sorted(whose.appealed)), _of_appeal()))
    return or_(*found)


def _of_appeal() -> ColumnElement[bool]:
    """Limits of appeals alone name a reference."""
    held: ColumnElement[bool] = REMINDERS.c.act.like("%:%")
    return held


def _holds() -> ColumnElement[bool]:
    """Whether it is still so: an act since the last sweep may have settled it, or given the case to another."""
    r, c, owed = REMINDERS.c, CASES.c, LIMITS.c
    still = exists().where(owed.case_id == r.case_id, owed.act == r.act, owed.due_on == r.due_on)
    kept = or_(r.act == SILENCE, and_(_of_appeal(), still))
    day = case((r.act.in_(REPLIES), c.due_on), (kept, r.due_on), (_of_appeal(), None), else_=c.limit_on)
    runs = or_(r.act.not_in(REPLIES), and_(c.is_open, c.clock_status == "running"))
    return and_(day == r.due_on, runs, func.coalesce(c.handler_id, EVERYBODY) == r.person_id)


def unseen(connection: Connection, whose: Mine) -> int:
    """How many nobody has taken note of; one above MOST_COUNTED says that there are more."""
    r, c = REMINDERS.c, CASES.c
    found = select(r.case_id).join(CASES, c.case_id == r.case_id)
    few = found.where(_mine(whose), r.seen_at == "", _holds()).limit(MOST_COUNTED + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(few)).scalar_one())


def take_note(connection: Connection, whose: Mine, which: Collection[tuple[int, str]], now: datetime) -> int:
    """Mark those of one's own as seen; answers how many."""
    r, done = REMINDERS.c, 0
    for case_id, act in which:
        mine = and_(_mine(whose), r.case_id == case_id, r.act == act, r.seen_at == "")
        row = update(REMINDERS).where(mine).values(seen_at=moment_text(now))
        done += int(connection.execute(row).rowcount)
    return done


def case_numbers(connection: Connection, cases: Iterable[int]) -> dict[int, str]:
    """The numbers of these cases."""
    wanted = sorted(set(cases))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        some = CASES.c.case_id.in_(wanted[start : start + 500])
        rows = connection.execute(select(CASES.c.case_id, CASES.c.case_no).where(some))
        found |= {row.case_id: row.case_no for row in rows}
    return found
