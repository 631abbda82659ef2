"""Letters beside the reply that wait for a review or a signature: the queues, found without reading histories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Connection, Index, and_, delete, false, func, insert, or_, select
from sqlmodel import Field, SQLModel

from workflow.case import Case
from workflow.store.officers import Officer
from workflow.store.repository import CASES
from workflow.terms import Role

#: step of a letter's route -> who takes it
TAKERS: Mapping[str, Role] = {
    "legal": Role.LEGAL_REVIEWER,
    "approval": Role.APPROVER,
    "leader": Role.LEADER,
}


class WaitingRow(SQLModel, table=True):
    """A submitted letter and the step it waits for, derived from its case in the same transaction."""

    __tablename__: ClassVar[str] = "letters_waiting"
    __table_args__ = (Index("letters_waiting_for", "agency_id", "step", "case_id"),)
    case_id: int = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    agency_id: int
    step: str


WAITING = WaitingRow.__table__  # type: ignore[attr-defined]


def save(connection: Connection, case_id: int, before: Case, after: Case) -> None:
    """Write the letters of a case anew where the act changed what one waits for."""
    if _steps(before) == _steps(after):
        return
    connection.execute(delete(WAITING).where(WAITING.c.case_id == case_id))
    if rows := _rows(case_id, after):
        connection.execute(insert(WAITING), rows)


def rebuild(connection: Connection, cases: Iterable[tuple[int, Case]]) -> None:
    """Derive every row anew from all cases."""
    rows = [row for case_id, case in cases for row in _rows(case_id, case)]
    connection.execute(delete(WAITING))
    if rows:
        connection.execute(insert(WAITING), rows)


def _steps(case: Case) -> dict[str, str]:
    return {n.ref: n.next_step for n in case.notices if n.next_step}


def _rows(case_id: int, case: Case) -> list[dict[str, Any]]:
    return [
        {"case_id": case_id, "ref": ref, "agency_id": case.agency, "step": step}
        for ref, step in _steps(case).items()
    ]


def case_numbers(connection: Connection, officer: Officer, steps: Iterable[str]) -> list[str]:
    """Cases with a letter that waits for one of these steps from this person's roles, in the order they came."""
    waiting = select(WAITING.c.case_id).where(_theirs(officer, steps))
    found = select(CASES.c.case_no).where(CASES.c.case_id.in_(waiting)).order_by(CASES.c.case_id)
    return list(connection.scalars(found))


def counts(connection: Connection, officer: Officer) -> dict[str, int]:
    """How many letters wait for this person's review and for their signature, as the navigation names them."""
    if not {h.role for h in officer.held} & set(TAKERS.values()):
        return {}
    found = select(WAITING.c.step, func.count()).where(_theirs(officer, TAKERS)).group_by(WAITING.c.step)
    held = {step: int(n) for step, n in connection.execute(found)}
    return {
        "to_review": held.get("legal", 0),
        "to_approve": held.get("approval", 0) + held.get("leader", 0),
    }


def _theirs(officer: Officer, steps: Iterable[str]) -> ColumnElement[bool]:
    """Letters of the agencies where the person holds the role that takes the step."""
    parts = []
    for step in steps:
        agencies = sorted({h.agency for h in officer.held if h.role is TAKERS[step]})
        if agencies:
            parts.append(and_(WAITING.c.step == step, WAITING.c.agency_id.in_(agencies)))
    return or_(*parts) if parts else false()
