"""Lists of the archive: cases kept, information to publish, refusals to look at again, packages handed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, or_, select, text, tuple_, union_all

from workflow.case import Case
from workflow.records import moment, moment_text
from workflow.store.appeals.appeal_rows import APPEALS
from workflow.store.archive.archive_tables import KEPT, MARKED, ArchiveFactRow, TransferCaseRow, TransferRow
from workflow.store.offices.office_rows import PEOPLE
from workflow.store.repository import AGENCIES, CASES
from workflow.store.sight import Agencies
from workflow.terms import Status

FACTS = ArchiveFactRow.__table__  # type: ignore[attr-defined]
TRANSFERS = TransferRow.__table__  # type: ignore[attr-defined]
PACKED = TransferCaseRow.__table__  # type: ignore[attr-defined]
_F, _C = FACTS.c, CASES.c
_NAMES = tuple(column.name for column in _F if column.name not in ("case_id", "agency_id"))
_KEPT: Any = text(f"archive_facts.{KEPT}")
_MARKED: Any = text(f"archive_facts.{MARKED}")
_CLOSED = (Status.REPLIED.value, Status.SERVED.value, Status.ARCHIVED.value)


class Kept(NamedTuple):
    """A case as the lists of the archive show it; days are Shanghai days, None where it has not happened."""

    case_id: int
    case_no: str
    agency_id: int
    agency_name: str
    summary: str
    applicant: str
    status: Status
    outcome: str
    document_no: str
    decided_on: date | None
    archived_on: date | None
    retention: str
    marked_on: date | None
    published_on: date | None
    published_where: str
    reevaluated_on: date | None
    reevaluation: str


class Transfer(NamedTuple):
    """A package that was handed over."""

    id: int
    agency_id: int
    agency_name: str
    person: str
    cases: int
    manifest_sha256: str
    at: datetime


def follow(connection: Connection, case_id: int, before: Case, after: Case) -> None:
    """Write the row anew where the act changed what it says."""
    if (row := row_of(case_id, after)) != row_of(case_id, before):
        connection.execute(delete(FACTS).where(_F.case_id == case_id))
        if row is not None:
            connection.execute(insert(FACTS), [row])


def rebuild(connection: Connection, cases: Iterable[tuple[int, Case]]) -> None:
    """Derive every row anew from all cases."""
    rows = [row for case_id, case in cases if (row := row_of(case_id, case)) is not None]
    connection.execute(delete(FACTS))
    if rows:
        connection.execute(insert(FACTS), rows)


def row_of(case_id: int, case: Case) -> dict[str, Any] | None:
    """What the case says of the archive; None where it says nothing yet."""
    said = {name: getattr(case, name) for name in _NAMES}
    said["reevaluation"] = said["reevaluation"].value if said["reevaluation"] else ""
    return {"case_id": case_id, "agency_id": case.agency, **said} if any(said.values()) else None


def _listed(agencies: Agencies, *where: ColumnElement[bool]) -> Select[Any]:
    within = () if agencies is None else (_C.agency_id.in_(agencies),)
    columns = [_C.case_id, _C.case_no, _C.agency_id, AGENCIES.c.name.label("agency_name"), _C.summary]
    columns += [_C.applicant, _C.status, _C.outcome, _C.document_no, _C.decided_on]
    return (
        select(*columns, *(_F[name] for name in _NAMES))
        .select_from(CASES)
        .join(AGENCIES, AGENCIES.c.agency_id == _C.agency_id)
        .where(*within, *where)
    )


def _read(connection: Connection, wanted: Select[Any]) -> tuple[Kept, ...]:
    return tuple(_kept(row) for row in connection.execute(wanted))


def _kept(row: Any) -> Kept:
    """A case without a row of its own says nothing, as if its words were empty."""
    held = {name: getattr(row, name) for name in Kept._fields}
    for name in ("retention", "published_where", "reevaluation"):
        held[name] = held[name] or ""
    return Kept(**{**held, "status": Status(row.status)})


def kept(
    connection: Connection,
    agencies: Agencies,
    retention: str = "",
    after: tuple[date, int] | None = None,
    most: int = 50,
) -> tuple[Kept, ...]:
    """Archived cases, the first archived first, behind the day and case of `after`."""
    where: list[ColumnElement[bool]] = [_KEPT, _C.status == Status.ARCHIVED.value]
    where += [_F.retention == retention] if retention else []
    return _by_day(connection, agencies, "kept", _F.archived_on, where, after, most)


def marked(
    connection: Connection, agencies: Agencies, after: tuple[date, int] | None = None, most: int = 50
) -> tuple[Kept, ...]:
    """Cases whose information becomes public by itself (art. 44), the first marked first."""
    return _by_day(connection, agencies, "marked", _F.marked_on, [_MARKED], after, most)


def _by_day(
    connection: Connection,
    agencies: Agencies,
    name: str,
    day: Any,
    where: Sequence[ColumnElement[bool]],
    after: tuple[date, int] | None,
    most: int,
) -> tuple[Kept, ...]:
    """Walked along the index by day; that of one agency where only one is asked for."""
    alone = agencies is not None and len(agencies) == 1
    index = f"archive_facts_{name}" if alone else f"archive_facts_{name}_by_day"
    within = [] if agencies is None else [_F.agency_id.in_(agencies)]
    within += [tuple_(day, _F.case_id) > tuple_(*after)] if after else []
    found = _listed(None, *where, *within).join(FACTS, _F.case_id == _C.case_id)
    walked = found.with_hint(FACTS, f"INDEXED BY {index}", "sqlite")
    return _read(connection, walked.order_by(day, _F.case_id).limit(most))


def withheld(
    connection: Connection,
    agencies: Agencies,
    outcomes: Collection[str],
    before: date,
    after: int = 0,
    most: int = 50,
) -> tuple[Kept, ...]:
    """Refusals decided before a day and not looked at again since that day (art. 18), by number of the case.

    The first of each outcome, and of these the first: each walks its own stretch of an index.
    """
    due = or_(_F.reevaluated_on.is_(None), _F.reevaluated_on < before)
    where = [_C.decided_on < before, _C.status.in_(_CLOSED), due, _C.case_id > after]
    within = [] if agencies is None else [_C.agency_id.in_(agencies)]
    first = select(_C.case_id).outerjoin(FACTS, _F.case_id == _C.case_id).where(*where, *within)
    first = first.with_hint(CASES, "INDEXED BY cases_outcome", "sqlite").order_by(_C.case_id).limit(most)
    each = [select(first.where(_C.outcome == outcome).subquery()) for outcome in sorted(outcomes)]
    if not each:
        return ()
    ids = sorted(connection.scalars(union_all(*each)))[:most]
    found = _listed(None, _C.case_id.in_(ids)).outerjoin(FACTS, _F.case_id == _C.case_id)
    return _read(connection, found.order_by(_C.case_id))


def of_numbers(connection: Connection, numbers: Collection[str]) -> tuple[Kept, ...]:
    """Those cases, archived or not."""
    found = _listed(None, _C.case_no.in_(sorted(numbers))).outerjoin(FACTS, _F.case_id == _C.case_id)
    return _read(connection, found.order_by(_C.case_id))


def record(
    connection: Connection, agency: int, person: int, cases: Sequence[int], manifest: str, at: datetime
) -> int:
    """Write down a package handed over; answers its id."""
    values = {"agency_id": agency, "person_id": person, "cases": len(cases), "manifest_sha256": manifest}
    made = connection.execute(insert(TRANSFERS).values(**values, at=moment_text(at)))
    key = made.inserted_primary_key
    assert key is not None
    number = int(key[0])
    rows = [{"transfer_id": number, "case_id": case_id, "agency_id": agency} for case_id in cases]
    connection.execute(insert(PACKED), rows)
    return number


def transfers(
    connection: Connection, agencies: Agencies, number: int | None = None, most: int = 50
) -> tuple[Transfer, ...]:
    """Packages handed over, newest first; that of one number alone where it is given."""
    within = [] if agencies is None else [TRANSFERS.c.agency_id.in_(agencies)]
    within += [TRANSFERS.c.transfer_id == number] if number is not None else []
    return _transfers(connection, *within, most=most)


def of_manifest(connection: Connection, manifest_sha256: str) -> Transfer | None:
    """The package with that manifest, if it was made here."""
    return next(iter(_transfers(connection, TRANSFERS.c.manifest_sha256 == manifest_sha256, most=1)), None)


def packed(connection: Connection, cases: Collection[int]) -> frozenset[int]:
    """Which of the cases were handed over."""
    return frozenset(connection.scalars(select(PACKED.c.case_id).where(PACKED.c.case_id.in_(sorted(cases)))))


def appealed(connection: Connection, cases: Collection[int], kinds: Collection[str]) -> frozenset[int]:
    """Which of the cases were appealed against in one of these ways; mistaken registrations have no row."""
    a = APPEALS.c
    found = select(a.case_id).where(a.case_id.in_(sorted(cases)), a.kind.in_(sorted(kinds)))
    return frozenset(connection.scalars(found))


def _transfers(connection: Connection, *where: ColumnElement[bool], most: int) -> tuple[Transfer, ...]:
    wanted = (
        select(TRANSFERS, AGENCIES.c.name.label("agency_name"), PEOPLE.c.name.label("person"))
        .join(AGENCIES, AGENCIES.c.agency_id == TRANSFERS.c.agency_id)
        .join(PEOPLE, PEOPLE.c.person_id == TRANSFERS.c.person_id)
        .where(*where)
        .order_by(TRANSFERS.c.transfer_id.desc())
        .limit(most)
    )
    return tuple(
        Transfer(
            r.transfer_id, r.agency_id, r.agency_name, r.person, r.cases, r.manifest_sha256, moment(r.at)
        )
        for r in connection.execute(wanted)
    )
