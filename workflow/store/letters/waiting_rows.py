"""Replies and letters that wait for a review or a signature: the queues, found without reading histories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Index,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlmodel import Field, SQLModel

from workflow.case import Case
from workflow.store.officers import Officer
from workflow.store.prepared import Prepared
from workflow.store.repository import CASES
from workflow.terms import Role

FAR: Final = date(9999, 12, 31)  # sorts what has no deadline last
REPLY: Final = ""  # stands for the reply where letters have a reference
#: step of a route -> who takes it
TAKERS: Final[Mapping[str, Role]] = {
    "secrecy": Role.SECRECY_REVIEWER,
    "legal": Role.LEGAL_REVIEWER,
    "approval": Role.APPROVER,
    "leader": Role.LEADER,
}
WRITING: Final = "writing"  # stands where a letter that was taken over waits for who took it
REVIEWS, SIGNATURES = ("secrecy", "legal"), ("approval", "leader")


class WaitingRow(SQLModel, table=True):
    """A submitted reply or letter and a step it waits for, derived from its case in the same transaction.

    A letter somebody took over waits for that person alone (`taker`), to be written on.
    """

    __tablename__: ClassVar[str] = "letters_waiting"
    __table_args__ = (
        Index("letters_waiting_for", "agency_id", "step", "due_on", "case_id"),
        Index("letters_waiting_taken", "taker", "case_id"),
    )
    case_id: int = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    agency_id: int
    taker: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  #: 0 for whoever holds the role
    due_on: date  #: of the case, FAR where it has none


WAITING = WaitingRow.__table__  # type: ignore[attr-defined]


class Place(NamedTuple):
    """One waiting step in the order of the queues: soonest deadline first."""

    due_on: date
    case_id: int
    ref: str
    step: str


class Waiting(NamedTuple):
    """One line of a queue; `version` is that of the case."""

    place: Place
    agency_id: int
    case_no: str
    version: int


def save(
    connection: Connection, case_id: int, before: Case, after: Case, due: tuple[date | None, date | None]
) -> None:
    """Write the queue of a case anew where the act changed what is waited for, or until when (before, after)."""
    was, now = _steps(before), _steps(after)
    if was == now and (not now or due[0] == due[1]):
        return
    connection.execute(delete(WAITING).where(WAITING.c.case_id == case_id))
    if rows := rows_of(case_id, after, due[1]):
        connection.execute(insert(WAITING), rows)


_MOVE = Prepared(
    update(WAITING).where(WAITING.c.case_id == bindparam("of_case")).values(due_on=bindparam("new_due_on"))
)


def redate(connection: Connection, due: Iterable[tuple[int, date | None]]) -> None:
    """Deadlines moved and nothing else: what waits in these cases, waits until then."""
    _MOVE.change_all(connection, [{"of_case": case_id, "new_due_on": on or FAR} for case_id, on in due])


def rebuild(connection: Connection, cases: Iterable[tuple[int, Case, date | None]]) -> None:
    """Derive every row anew from all cases and their deadlines."""
    rows = [row for case_id, case, due_on in cases for row in rows_of(case_id, case, due_on)]
    connection.execute(delete(WAITING))
    if rows:
        connection.execute(insert(WAITING), rows)


def waits(case: Case) -> bool:
    """Whether anything waits in it."""
    return bool(_steps(case))


def _steps(case: Case) -> list[tuple[str, str, int]]:
    """(reference, step, person or 0) of everything that waits."""
    letters = [(n.ref, n.next_step, 0) for n in case.notices if n.next_step]
    taken = [(n.ref, WRITING, n.written_on_by) for n in case.notices if n.written_on_by]
    return [*((REPLY, step, 0) for step in case.awaited), *letters, *taken]


def rows_of(case_id: int, case: Case, due_on: date | None) -> list[dict[str, Any]]:
    """The rows of one case."""
    held = {"case_id": case_id, "due_on": due_on or FAR}
    owner = {n.ref: n.issuer or case.agency for n in case.notices} | {REPLY: case.agency}
    return [
        held | {"ref": ref, "step": step, "taker": taker, "agency_id": owner[ref]}
        for ref, step, taker in _steps(case)
    ]


def stored(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    """Every row as it stands, by case."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(select(WAITING)).mappings():
        found.setdefault(row["case_id"], []).append(dict(row))
    return found


def page(
    connection: Connection,
    officer: Officer,
    steps: Iterable[str],
    limit: int,
    *,
    agency: int | None = None,
    after: Place | None = None,
    before: Place | None = None,
) -> list[Waiting]:
    """Lines of one's queue behind `after`, or the last before `before`; each role and agency gives a few."""
    found: list[Waiting] = []
    for where in _queues(officer, steps, agency):
        beyond = [_key() > tuple_(*after)] if after else [_key() < tuple_(*before)] if before else []
        order = [column.desc() if before else column for column in _columns()]
        first = select(WAITING).where(where, *beyond).order_by(*order).limit(limit).subquery()
        named = select(first, CASES.c.case_no, CASES.c.version).join(
            CASES, CASES.c.case_id == first.c.case_id
        )
        found += [_line(row) for row in connection.execute(named)]
    found.sort(key=lambda line: line.place)
    return found[-limit:] if before else found[:limit]


def of_case(connection: Connection, case_no: str, ref: str) -> list[Waiting]:
    """The steps that the reply, or that letter, of a case waits for."""
    joined = select(WAITING, CASES.c.case_no, CASES.c.version).join(
        CASES, CASES.c.case_id == WAITING.c.case_id
    )
    found = joined.where(CASES.c.case_no == case_no, WAITING.c.ref == ref, WAITING.c.taker == 0).order_by(
        *_columns()
    )
    return [_line(row) for row in connection.execute(found)]


def _line(row: Any) -> Waiting:
    return Waiting(Place(row.due_on, row.case_id, row.ref, row.step), row.agency_id, row.case_no, row.version)


def _columns() -> list[Any]:
    return [WAITING.c[name] for name in Place._fields]


def _key() -> Any:
    return tuple_(*_columns())


def counts(connection: Connection, officer: Officer) -> dict[str, int]:
    """How much waits for this person's review and for their signature, as the navigation names them."""
    if not {h.role for h in officer.held} & set(TAKERS.values()):
        return {}
    found = select(WAITING.c.step, func.count()).where(_theirs(officer)).group_by(WAITING.c.step)
    held = {step: int(n) for step, n in connection.execute(found)}
    return {
        "to_review": sum(held.get(step, 0) for step in REVIEWS),
        "to_approve": sum(held.get(step, 0) for step in SIGNATURES),
    }


def agencies_of(officer: Officer, steps: Iterable[str]) -> list[int]:
    """Where this person takes one of these steps."""
    roles = {TAKERS[step] for step in steps}
    return sorted({h.agency for h in officer.held if h.role in roles})


def _queues(officer: Officer, steps: Iterable[str], agency: int | None) -> list[ColumnElement[bool]]:
    """One range of the index for each step in each agency where the person holds the role that takes it."""
    return [
        and_(WAITING.c.agency_id == held, WAITING.c.step == step)
        for step in steps
        for held in agencies_of(officer, (step,))
        if agency in (None, held)
    ]


def _theirs(officer: Officer) -> ColumnElement[bool]:
    parts = _queues(officer, TAKERS, None)
    return or_(*parts) if parts else false()
