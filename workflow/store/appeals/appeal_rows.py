"""Appeals, one row each, derived from their cases in the same transaction: the ledger of appeals and table four."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Column, Connection, Index, bindparam, delete, insert, select, text
from sqlmodel import Field, SQLModel

from workflow import records
from workflow.appeal.clock import next_limit
from workflow.appeal.law import shipped
from workflow.appeal.terms import AppealStatus
from workflow.appeal.value import Appeal
from workflow.case import Case
from workflow.days.working_days import WorkingDays
from workflow.folding import fold
from workflow.store.appeals import appeal_limit_rows
from workflow.store.prepared import Prepared
from workflow.store.repository import CASES, ENTRIES, TEXTS, history

#: appeals of one case; its number and theirs make the id, so that the same histories give the same rows
MOST = 1000


class AppealRow(SQLModel, table=True):
    """One appeal as it stands; a mistaken registration stands in the history alone."""

    __tablename__: ClassVar[str] = "appeals"
    __table_args__ = (
        Index(
            "appeals_pending",
            *("agency_id", "next_limit_on", "appeal_id"),
            sqlite_where=text("is_pending = 1"),
            postgresql_where=text("is_pending"),
        ),
        Index("appeals_filed", "agency_id", "filed_on"),
    )
    appeal_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    agency_id: int
    case_id: int = Field(index=True)
    ref: str  #: within the case
    kind: str  #: review, litigation, complaint
    procedure: str
    status: str
    is_pending: bool
    instance: int
    after_review: bool
    by_third_party: bool
    against: str
    filed_on: date
    received_on: date
    organ: str
    appeal_no: str
    appellant: str  #: names stay searchable, as in `cases`
    document_no: str  #: of the decision
    next_limit_on: date | None = None  #: by the newest calendar
    next_limit_act: str = ""
    next_limit_ours: bool = False  #: the agency is to act, not the organ
    provisional: bool = False
    result: str = ""
    result_kind: str  #: upheld, corrected, other, pending
    decided_on: date | None = None
    ended_on: date | None = None
    redo: bool = False
    reasons: str = ""  #: codes with commas around each


APPEALS = AppealRow.__table__  # type: ignore[attr-defined]
_APPELLANTS = select(TEXTS.c.sha256, TEXTS.c.body).where(
    TEXTS.c.case_id == bindparam("of_case"), TEXTS.c.sha256.in_(bindparam("digests", expanding=True))
)
_CLEAR = Prepared(delete(APPEALS).where(APPEALS.c.case_id == bindparam("of_case")))
_WITH_PENDING = (
    select(CASES.c.case_no)
    .join(APPEALS, APPEALS.c.case_id == CASES.c.case_id)
    .where(APPEALS.c.is_pending)
    .distinct()
    .order_by(CASES.c.case_no)
)
_APPEALED = (
    select(CASES.c.case_no)
    .join(ENTRIES, ENTRIES.c.case_id == CASES.c.case_id)
    .where(ENTRIES.c.kind == "AppealRegistered")
    .distinct()
    .order_by(CASES.c.case_no)
)


def save(connection: Connection, case_id: int, before: Case, after: Case, days: WorkingDays) -> None:
    """Write the appeals of a case anew where the act changed one."""
    if before.appeals != after.appeals:
        _put(connection, case_id, after, days)


def rebuild(connection: Connection, days: WorkingDays) -> None:
    """Derive every row anew from the cases that have appeals."""
    connection.execute(delete(APPEALS))
    appeal_limit_rows.clear(connection)
    for case_no in connection.scalars(_APPEALED).all():
        case_id, case = _read(connection, case_no)
        _put(connection, case_id, case, days)


def faulty(connection: Connection, days: WorkingDays) -> list[str]:
    """The numbers of cases whose rows differ from their histories, `#id` where there is no such case."""
    held, owed = stored(connection), appeal_limit_rows.stored(connection)
    found = []
    for case_no in connection.scalars(_APPEALED).all():
        case_id, case = _read(connection, case_no)
        names = appellants(connection, case_id, case)
        same = held.pop(case_id, []) == rows_of(case_id, case, names, days)
        if owed.pop(case_id, []) != appeal_limit_rows.rows_of(case_id, case, days) or not same:
            found.append(case_no)
    return [*found, *(f"#{case_id}" for case_id in held.keys() | owed.keys())]


def _read(connection: Connection, case_no: str) -> tuple[int, Case]:
    kept = history(connection, case_no)
    return kept.case_id, fold(records.read(kept.records))


def redate(connection: Connection, days: WorkingDays) -> int:
    """After a calendar notice: the rows of every case with a pending appeal anew; answers how many cases."""
    numbers = connection.scalars(_WITH_PENDING).all()
    for case_no in numbers:
        case_id, case = _read(connection, case_no)
        _put(connection, case_id, case, days)
    return len(numbers)


def _put(connection: Connection, case_id: int, case: Case, days: WorkingDays) -> None:
    _CLEAR.change(connection, {"of_case": case_id})
    appeal_limit_rows.put(connection, case_id, case, days)
    if rows := rows_of(case_id, case, appellants(connection, case_id, case), days):
        connection.execute(insert(APPEALS), rows)


def appellants(connection: Connection, case_id: int, case: Case) -> dict[str, str]:
    """Who appealed, by digest."""
    digests = [appeal.appellant_sha256 for appeal in case.appeals]
    asked = {"of_case": case_id, "digests": digests}
    return {row.sha256: row.body for row in connection.execute(_APPELLANTS, asked)}


def rows_of(case_id: int, case: Case, names: Mapping[str, str], days: WorkingDays) -> list[dict[str, Any]]:
    """The rows of one case."""
    standing = (appeal for appeal in case.appeals if appeal.status is not AppealStatus.STRUCK)
    return [_row(case_id, case, appeal, names, days) for appeal in standing]


def _row(
    case_id: int, case: Case, appeal: Appeal, names: Mapping[str, str], days: WorkingDays
) -> dict[str, Any]:
    limit, given = next_limit(appeal, shipped(), days), appeal.judgment
    return {
        "appeal_id": case_id * MOST + int(appeal.ref),
        "agency_id": case.agency,
        "case_id": case_id,
        "ref": appeal.ref,
        "kind": appeal.kind.value,
        "procedure": appeal.procedure.value,
        "status": appeal.status.value,
        "is_pending": appeal.is_open,
        "instance": appeal.instance,
        "after_review": appeal.after_review,
        "by_third_party": appeal.by_third_party,
        "against": appeal.against,
        "filed_on": appeal.filed_on,
        "received_on": appeal.received_on,
        "organ": appeal.organ,
        "appeal_no": appeal.appeal_no,
        "appellant": names.get(appeal.appellant_sha256, ""),
        "document_no": given.document_no if given else "",
        "next_limit_on": limit.due_on if limit else None,
        "next_limit_act": limit.act if limit else "",
        "next_limit_ours": bool(limit and limit.ours),
        "provisional": bool(limit and limit.provisional),
        "result": given.result if given else "",
        "result_kind": appeal.counts.value,
        "decided_on": given.on if given else None,
        "ended_on": appeal.ended_on,
        "redo": bool(given and given.redo),
        "reasons": "," + "".join(f"{code}," for code in given.reasons) if given else "",
    }


def stored(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    """Every row as it stands, by case."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in connection.execute(select(APPEALS).order_by(APPEALS.c.appeal_id)).mappings():
        found.setdefault(row["case_id"], []).append(dict(row))
    return found
