"""Letters on their way out, one row each: the outgoing post, found without reading histories."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple

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
    text,
    tuple_,
)
from sqlmodel import Field, SQLModel

from workflow.case import Case
from workflow.outgoing import Out, letters_out
from workflow.store.personal import Vault
from workflow.store.repository import APPLICANTS, CASES, TEXTS

#: an index in part serves only a query that repeats its words
_UNDER_WAY: Final[Any] = text("state = 'sent'")


class OutgoingRow(SQLModel, table=True):
    """A signed letter each time it leaves, and how far it is, derived from its case in the same transaction."""

    __tablename__: ClassVar[str] = "outgoing"
    __table_args__ = (
        Index("outgoing_waiting", "agency_id", "state", "way", "signed_on", "case_id", "ref"),
        Index("outgoing_sent", "agency_id", "way", "sent_on"),
        Index(
            "outgoing_without_slip",
            "agency_id",
            "way",
            "sent_on",
            "case_id",
            "ref",
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
    )
    case_id: int = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    posting: int = Field(primary_key=True)
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


class Place(NamedTuple):
    """Where a page of a list ends: the day it is sorted by, then case and letter."""

    on: date
    case_id: int
    ref: str


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
    connection: Connection,
    agencies: Collection[int],
    ways: Iterable[str],
    most: int,
    after: Place | None = None,
) -> list[Posted]:
    """Signed letters of those agencies that wait to travel one of those ways, the oldest first, behind `after`."""
    found = _found(agencies, OUTGOING.c.state == "to_send", OUTGOING.c.way.in_(sorted(ways)))
    return _paged(connection, found, OUTGOING.c.signed_on, most, after)


def sent_on(connection: Connection, agencies: Collection[int], way: str, on: date) -> list[Posted]:
    """What travelled that way on one day, in the order of the cases, whatever became of it since."""
    found = _found(agencies, OUTGOING.c.way == way, OUTGOING.c.sent_on == on)
    return _read(connection, found.order_by(OUTGOING.c.case_id, OUTGOING.c.ref, OUTGOING.c.posting))


def without_slip(
    connection: Connection,
    agencies: Collection[int],
    way: str,
    before: date,
    most: int,
    after: Place | None = None,
) -> list[Posted]:
    """Sent that way before a day and not known to have arrived, the oldest first, behind `after`."""
    found = _found(agencies, _UNDER_WAY, OUTGOING.c.way == way, OUTGOING.c.sent_on < before)
    return _paged(connection, found, OUTGOING.c.sent_on, most, after)


def _paged(
    connection: Connection, found: Select[Any], day: ColumnElement[date], most: int, after: Place | None
) -> list[Posted]:
    order = (day, OUTGOING.c.case_id, OUTGOING.c.ref)
    if after is not None:
        found = found.where(tuple_(*order) > tuple_(*after))
    return _read(connection, found.order_by(*order).limit(most))


def tracked(connection: Connection, agencies: Collection[int], number: str) -> list[Posted]:
    """The letters that bear a tracking number; more than one where several travelled in one envelope."""
    return _read(connection, _found(agencies, OUTGOING.c.tracking_no == number))


def one(connection: Connection, agencies: Collection[int], case_no: str, ref: str) -> Posted | None:
    """That letter of that case as it left last, within those agencies."""
    found = _found(agencies, CASES.c.case_no == case_no, OUTGOING.c.ref == ref)
    return next(iter(_read(connection, found.order_by(OUTGOING.c.posting.desc()).limit(1))), None)


def waiting(agencies: Collection[int], most: int) -> ScalarSelect[int]:
    """How many letters wait to be sent, by whatever way, to stand within another statement; `most` + 1 says more."""
    where = OUTGOING.c.agency_id.in_(sorted(agencies)), OUTGOING.c.state == "to_send"
    few = select(OUTGOING.c.case_id).where(*where).limit(most + 1).subquery()
    return select(func.count()).select_from(few).scalar_subquery()


class Addressee(NamedTuple):
    """An applicant as an envelope names them."""

    key: str
    name: str
    address: str


def people(connection: Connection, vault: Vault, case_ids: Collection[int]) -> dict[int, list[Addressee]]:
    """Name and address of the applicants of those cases, in their order."""
    columns = (APPLICANTS.c.case_id, APPLICANTS.c.key, APPLICANTS.c.name, APPLICANTS.c.address_sealed)
    found = select(*columns).where(APPLICANTS.c.case_id.in_(sorted(case_ids)))
    made: dict[int, list[Addressee]] = {}
    for row in connection.execute(found.order_by(APPLICANTS.c.case_id, APPLICANTS.c.position)):
        who = Addressee(row.key, row.name, vault.open(row.address_sealed))
        made.setdefault(row.case_id, []).append(who)
    return made


def words(connection: Connection, wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """What those letters say, by case and digest."""
    found = select(TEXTS.c.case_id, TEXTS.c.sha256, TEXTS.c.body).where(
        tuple_(TEXTS.c.case_id, TEXTS.c.sha256).in_(sorted(wanted))
    )
    return {(row.case_id, row.sha256): row.body for row in connection.execute(found)}
