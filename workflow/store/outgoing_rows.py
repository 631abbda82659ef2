"""Letters on their way out, one row each: the outgoing post, found without reading histories."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Index,
    ScalarSelect,
    Select,
    delete,
    func,
    insert,
    select,
    tuple_,
)
from sqlmodel import Field, SQLModel

from workflow.case import Case
from workflow.outgoing import Out, letters_out
from workflow.store.personal import Vault
from workflow.store.repository import APPLICANTS, CASES, TEXTS


class OutgoingRow(SQLModel, table=True):
    """A signed letter and how far it is, derived from its case in the same transaction."""

    __tablename__: ClassVar[str] = "outgoing"
    __table_args__ = (
        Index("outgoing_waiting", "agency_id", "state", "way", "signed_on"),
        Index("outgoing_sent", "agency_id", "way", "sent_on"),
    )
    case_id: int = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    agency_id: int
    kind: str
    document_no: str
    content_sha256: str
    state: str
    way: str
    signed_on: date
    sent_on: date | None = None
    served_on: date | None = None
    tracking_no: str = Field(default="", index=True)
    failed: int = 0


OUTGOING = OutgoingRow.__table__  # type: ignore[attr-defined]


class Posted(NamedTuple):
    """A letter with the case it belongs to."""

    case_id: int
    case_no: str
    agency_id: int
    version: int
    summary: str
    applicant: str
    out: Out


def save(connection: Connection, case_id: int, before: Case, after: Case) -> None:
    """Write the letters anew where the act changed how far one is."""
    if letters_out(before) != letters_out(after):
        put(connection, case_id, after)


def put(connection: Connection, case_id: int, case: Case) -> None:
    """Replace the letters of one case."""
    connection.execute(delete(OUTGOING).where(OUTGOING.c.case_id == case_id))
    if rows := _rows(case_id, case):
        connection.execute(insert(OUTGOING), rows)


def rebuild(connection: Connection, cases: Iterable[tuple[int, Case]]) -> None:
    """Derive every row anew from all cases."""
    rows = [row for case_id, case in cases for row in _rows(case_id, case)]
    connection.execute(delete(OUTGOING))
    if rows:
        connection.execute(insert(OUTGOING), rows)


def _rows(case_id: int, case: Case) -> list[dict[str, Any]]:
    return [{"case_id": case_id, "agency_id": case.agency, **out._asdict()} for out in letters_out(case)]


def _found(agencies: Collection[int], *where: ColumnElement[bool]) -> Select[Any]:
    columns = (CASES.c.case_no, CASES.c.version, CASES.c.summary, CASES.c.applicant)
    return (
        select(OUTGOING, *columns)
        .join(CASES, CASES.c.case_id == OUTGOING.c.case_id)
        .where(OUTGOING.c.agency_id.in_(sorted(agencies)), *where)
    )


def _read(connection: Connection, found: Select[Any]) -> list[Posted]:
    return [
        Posted(
            row.case_id,
            row.case_no,
            row.agency_id,
            row.version,
            row.summary,
            row.applicant,
            Out(*(getattr(row, name) for name in Out._fields)),
        )
        for row in connection.execute(found)
    ]


def to_send(
    connection: Connection, agencies: Collection[int], ways: Iterable[str], most: int
) -> list[Posted]:
    """Signed letters of those agencies that wait to travel one of those ways, the oldest first."""
    found = _found(agencies, OUTGOING.c.state == "to_send", OUTGOING.c.way.in_(sorted(ways)))
    order = (OUTGOING.c.signed_on, OUTGOING.c.case_id, OUTGOING.c.ref)
    return _read(connection, found.order_by(*order).limit(most))


def sent_on(connection: Connection, agencies: Collection[int], way: str, on: date) -> list[Posted]:
    """What travelled that way on one day, in the order of the cases."""
    found = _found(agencies, OUTGOING.c.way == way, OUTGOING.c.sent_on == on)
    return _read(connection, found.order_by(OUTGOING.c.case_id, OUTGOING.c.ref))


def without_slip(
    connection: Connection, agencies: Collection[int], way: str, before: date, most: int
) -> list[Posted]:
    """Sent that way before a day and not known to have arrived, the oldest first."""
    found = _found(agencies, OUTGOING.c.state == "sent", OUTGOING.c.way == way, OUTGOING.c.sent_on < before)
    return _read(connection, found.order_by(OUTGOING.c.sent_on, OUTGOING.c.case_id).limit(most))


def tracked(connection: Connection, agencies: Collection[int], number: str) -> list[Posted]:
    """The letters that bear a tracking number; more than one where several travelled in one envelope."""
    return _read(connection, _found(agencies, OUTGOING.c.tracking_no == number))


def one(connection: Connection, agencies: Collection[int], case_no: str, ref: str) -> Posted | None:
    """That letter of that case, within those agencies."""
    return next(
        iter(_read(connection, _found(agencies, CASES.c.case_no == case_no, OUTGOING.c.ref == ref))), None
    )


def waiting(agencies: Collection[int], most: int) -> ScalarSelect[int]:
    """How many letters wait to be sent, by whatever way, to stand within another statement; `most` + 1 says more."""
    where = OUTGOING.c.agency_id.in_(sorted(agencies)), OUTGOING.c.state == "to_send"
    few = select(OUTGOING.c.case_id).where(*where).limit(most + 1).subquery()
    return select(func.count()).select_from(few).scalar_subquery()


def people(
    connection: Connection, vault: Vault, case_ids: Collection[int]
) -> dict[int, list[tuple[str, str]]]:
    """Name and address of the applicants of those cases, in their order."""
    columns = (APPLICANTS.c.case_id, APPLICANTS.c.name, APPLICANTS.c.address_sealed)
    found = select(*columns).where(APPLICANTS.c.case_id.in_(sorted(case_ids)))
    made: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(found.order_by(APPLICANTS.c.case_id, APPLICANTS.c.position)):
        made.setdefault(row.case_id, []).append((row.name, vault.open(row.address_sealed)))
    return made


def words(connection: Connection, wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """What those letters say, by case and digest."""
    found = select(TEXTS.c.case_id, TEXTS.c.sha256, TEXTS.c.body).where(
        tuple_(TEXTS.c.case_id, TEXTS.c.sha256).in_(sorted(wanted))
    )
    return {(row.case_id, row.sha256): row.body for row in connection.execute(found)}
