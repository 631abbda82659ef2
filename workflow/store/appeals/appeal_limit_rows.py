"""What the agency owes on pending appeals, one row a limit, derived with the ledger of appeals: for reminders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Connection, Index, delete, insert, select
from sqlmodel import Field, SQLModel

from workflow.appeal.clock import limits
from workflow.appeal.law import shipped
from workflow.appeal.terms import AppealKind
from workflow.appeal.value import Appeal
from workflow.case import Case
from workflow.days.working_days import WorkingDays

#: what an answer is called follows from who asks for it
ANSWERS = {
    AppealKind.REVIEW: "review_answer",
    AppealKind.LITIGATION: "court_answer",
    AppealKind.COMPLAINT: "complaint_answer",
}


class AppealLimitRow(SQLModel, table=True):
    """A day by which the agency acts on an appeal that is open."""

    __tablename__: ClassVar[str] = "appeal_limits"
    __table_args__ = (Index("appeal_limits_due", "due_on"),)
    case_id: int = Field(primary_key=True)
    act: str = Field(
        primary_key=True
    )  #: as reminders name it, with the number of the appeal: "court_answer:1"
    agency_id: int
    due_on: date
    provisional: bool


LIMITS = AppealLimitRow.__table__  # type: ignore[attr-defined]
_L = LIMITS.c


def put(connection: Connection, case_id: int, case: Case, days: WorkingDays) -> None:
    """Write the limits of a case anew."""
    connection.execute(delete(LIMITS).where(_L.case_id == case_id))
    if rows := rows_of(case_id, case, days):
        connection.execute(insert(LIMITS), rows)


def clear(connection: Connection) -> None:
    """Forget all of them, before they are derived anew."""
    connection.execute(delete(LIMITS))


def rows_of(case_id: int, case: Case, days: WorkingDays) -> list[dict[str, Any]]:
    """The rows of one case, in the order of the key."""
    rows = (row for appeal in case.appeals if appeal.is_open for row in _rows(case_id, case, appeal, days))
    return sorted(rows, key=lambda row: str(row["act"]))


def _rows(case_id: int, case: Case, appeal: Appeal, days: WorkingDays) -> Iterable[dict[str, Any]]:
    for limit in limits(appeal, shipped(), days):
        if limit.ours:
            act = ANSWERS[appeal.kind] if limit.act == "answer" else limit.act
            yield {
                "case_id": case_id,
                "act": f"{act}:{appeal.ref}",
                "agency_id": case.agency,
                "due_on": limit.due_on,
                "provisional": limit.provisional,
            }


def stored(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    """Every row as it stands, by case."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(select(LIMITS).order_by(_L.case_id, _L.act)).mappings():
        found.setdefault(row["case_id"], []).append(dict(row))
    for rows in found.values():
        rows.sort(key=lambda row: str(row["act"]))  # not by the collation of the database
    return found
