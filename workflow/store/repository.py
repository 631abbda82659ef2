"""Reading and writing inside one transaction; every function is one or two statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from workflow.acts import Applicant
from workflow.errors import CaseChanged, DeskError, NotFound
from workflow.guards import Numbered
from workflow.records import Record
from workflow.sound import is_sound_text
from workflow.store import agency_rows
from workflow.store.agency_rows import AgencyView as AgencyView
from workflow.store.agency_rows import agencies as agencies
from workflow.store.agency_rows import agency as agency
from workflow.store.officers import Held as Held
from workflow.store.officers import Officer as Officer
from workflow.store.officers import officer as officer
from workflow.store.personal import Vault
from workflow.store.prepared import Prepared, Taken
from workflow.store.tables import (
    Agency,
    ApplicantRow,
    CaseRow,
    EntryRow,
    Number,
    TextRow,
)
from workflow.terms import ApplicantType

WORKER = 0
COMMON_SERIES = "letter"

AGENCIES = Agency.__table__  # type: ignore[attr-defined]
CASES = CaseRow.__table__  # type: ignore[attr-defined]
ENTRIES = EntryRow.__table__  # type: ignore[attr-defined]
TEXTS = TextRow.__table__  # type: ignore[attr-defined]
APPLICANTS = ApplicantRow.__table__  # type: ignore[attr-defined]
NUMBERS = Number.__table__  # type: ignore[attr-defined]


class SubmittedBefore(DeskError):
    """The form became a case in another transaction at the same moment."""


#: columns that stand in an index: written only when they change, or every index would be written anew
_INDEXED = (
    *("status", "is_open", "due_on", "handler_id", "received_on", "document_no"),
    *("limit_act", "limit_on", "unit", "for_publication", "fee_charged_on", "appeals", "provisional"),
)
_HISTORY = Prepared(
    text(
        """
        SELECT e.case_id, e.seq, e.kind, e.at, e.by_id, e.acting_for, e.data, e.digest,
               c.status, c.is_open, c.due_on, c.handler_id, c.received_on, c.document_no,
               c.limit_act, c.limit_on, c.unit, c.for_publication, c.fee_charged_on, c.appeals, c.provisional
        FROM cases c JOIN entries e ON e.case_id = c.case_id WHERE c.case_no = :case_no ORDER BY e.seq
        """
    )
)


class Stored(NamedTuple):
    """A history as stored; `indexed` holds those columns of the projection row that stand in an index."""

    case_id: int
    records: list[Record]
    indexed: Mapping[str, Any]

    @property
    def due_on(self) -> date | None:
        """The deadline of the row; SQLite keeps dates as ISO text."""
        held = self.indexed["due_on"]
        return date.fromisoformat(held) if isinstance(held, str) else held


def history(connection: Connection, case_no: str) -> Stored:
    """The case's id and its records in order. Raises NotFound."""
    sound = is_sound_text(case_no)
    rows: list[Any] = _HISTORY.rows(connection, {"case_no": case_no}) if sound else []
    if not rows:
        raise NotFound(f"没有案件 {case_no} / no such case")
    indexed = dict(zip(_INDEXED, rows[0][8:], strict=True))
    return Stored(rows[0][0], [Record(*row[1:8]) for row in rows], indexed)


@cache
def _insert_entries(many: int) -> Prepared:
    """One statement for all entries of an act: the way to the store costs more than the row."""
    names = [column.name for column in ENTRIES.c]
    rows: list[dict[str, Any]] = [{name: bindparam(f"{name}_{n}") for name in names} for n in range(many)]
    return Prepared(insert(ENTRIES).values(rows))


_INSERT_TEXT = Prepared(
    text(
        "INSERT INTO texts (case_id, sha256, agency_id, body) VALUES (:case_id, :sha256, :agency_id, :body) "
        "ON CONFLICT (case_id, sha256) DO NOTHING"
    )
)
_INSERT_CASE = insert(CASES).returning(CASES.c.case_id)


def append(connection: Connection, case_id: int, agency: int, records: Iterable[Record]) -> None:
    """Add records to a history. Raises CaseChanged when someone else took the place in the meantime."""
    rows = [
        {
            "case_id": case_id,
            "seq": r.seq,
            "agency_id": agency,
            "kind": r.kind,
            "at": r.at,
            "by_id": r.by,
            "acting_for": r.acting_for,
            "data": r.data,
            "digest": r.digest,
        }
        for r in records
    ]
    sent = {f"{name}_{n}": value for n, row in enumerate(rows) for name, value in row.items()}
    try:
        if rows:
            _insert_entries(len(rows)).change(connection, sent)
    except Taken as taken:
        raise CaseChanged("案件刚被他人办理，请刷新后再办 / someone acted first: reload") from taken


def put_texts(connection: Connection, case_id: int, agency: int, texts: Mapping[str, str]) -> None:
    """Keep texts by digest; one already kept stays."""
    rows = [
        {"case_id": case_id, "agency_id": agency, "sha256": sha256, "body": body}
        for sha256, body in texts.items()
    ]
    _INSERT_TEXT.change_each(connection, rows)


def texts(connection: Connection, case_id: int) -> dict[str, str]:
    """Every text of a case by digest."""
    rows = connection.execute(select(TEXTS.c.sha256, TEXTS.c.body).where(TEXTS.c.case_id == case_id))
    return {row.sha256: row.body for row in rows}


#: columns that never change once a case is logged
_FIXED = {
    *("case_id", "case_no", "agency_id", "submission_key", "summary", "applicant", "applicant_type"),
    "imported",
}


@cache
def _update_case(unchanged: frozenset[str]) -> Prepared:
    """The update that leaves the named columns alone."""
    moving = [c.name for c in CASES.c if c.name not in _FIXED and c.name not in unchanged]
    return Prepared(
        update(CASES)
        .where(CASES.c.case_id == bindparam("of_case"), CASES.c.version == bindparam("old_version"))
        .values({name: bindparam(name) for name in moving})
    )


def save_row(connection: Connection, stored: Stored, row: Mapping[str, Any], old_version: int) -> None:
    """Compare and set: the projection moves on only from the version that was read. Raises CaseChanged."""
    unchanged = frozenset(name for name, value in stored.indexed.items() if _same(value, row[name]))
    sent = {**row, "of_case": stored.case_id, "old_version": old_version}
    changed = _update_case(unchanged).change(
        connection, {k: v for k, v in sent.items() if k not in unchanged}
    )
    if changed != 1:
        raise CaseChanged("案件刚被他人办理，请刷新后再办 / someone acted first: reload")


def _same(stored: Any, value: Any) -> bool:
    """SQLite keeps dates as ISO text."""
    return bool(
        stored == (value.isoformat() if isinstance(stored, str) and isinstance(value, date) else value)
    )


_NEXT = Prepared(
    text(
        """
        INSERT INTO numbers (agency_id, series, year, last) VALUES (:agency, :series, :year, 1)
        ON CONFLICT (agency_id, series, year) DO UPDATE SET last = numbers.last + 1 RETURNING last
        """
    )
)


def next_number(connection: Connection, agency: int, series: str, year: int) -> int:
    """The next number of the series; given back when the transaction fails, so that none is ever missing."""
    [last] = _NEXT.rows(connection, {"agency": agency, "series": series, "year": year})
    return int(last[0])


def next_document_number(connection: Connection, agency: AgencyView, series: str, year: int) -> Numbered:
    """The next document number; a series without a form of its own shares the agency's common one."""
    template = agency_rows.number_form(connection, agency.agency_id, series)
    if template is None:
        series, template = COMMON_SERIES, agency.number_template
    n = next_number(connection, agency.agency_id, series, year)
    return Numbered(template.format(year=year, n=n), series, n)


def case_of_submission(connection: Connection, agency: int, key: str) -> str | None:
    """The case a form was already entered as."""
    found = select(CASES.c.case_no).where(CASES.c.agency_id == agency, CASES.c.submission_key == key)
    return connection.execute(found).scalar_one_or_none()


def add_case(connection: Connection, row: Mapping[str, Any]) -> int:
    """Insert the projection of a new case and answer its id."""
    try:
        return int(connection.execute(_INSERT_CASE, dict(row)).scalar_one())
    except IntegrityError as taken:
        raise SubmittedBefore("这份表单已经登记 / this form has been entered") from taken


def add_applicants(
    connection: Connection, vault: Vault, case_id: int, agency: int, people: Mapping[str, Applicant]
) -> None:
    """Keep who asked, sealed, under the keys the history names."""
    connection.execute(insert(APPLICANTS), applicant_rows(vault, case_id, agency, people))


def applicant_rows(
    vault: Vault, case_id: int, agency: int, people: Mapping[str, Applicant]
) -> list[dict[str, Any]]:
    """Who asked as rows, sealed."""
    return [
        {
            "key": key,
            "agency_id": agency,
            "case_id": case_id,
            "position": position,
            "name": who.name,
            "type": who.type.value,
            "id_kind": who.id_kind,
            "id_no_sealed": vault.seal(who.id_no),
            "id_no_digest": vault.digest(who.id_no),
            "phone_sealed": vault.seal(who.phone),
            "phone_digest": vault.digest(who.phone),
            "address_sealed": vault.seal(who.address),
            "email_sealed": vault.seal(who.email),
            "email_digest": vault.digest(who.email),
            "agent": who.agent,
            "help_needed": who.help_needed,
            "agent_id_kind": who.agent_id_kind,
            "agent_id_sealed": vault.seal(who.agent_id_no),
            "agent_id_digest": vault.digest(who.agent_id_no),
            "agent_phone_sealed": vault.seal(who.agent_phone),
            "authority": who.authority,
            "authority_seen": who.authority_seen,
        }
        for position, (key, who) in enumerate(people.items(), start=1)
    ]


def applicants(connection: Connection, vault: Vault, case_id: int) -> dict[str, Applicant]:
    """Who asked, by key, opened; whoever shows more than the masked form records it."""
    rows = connection.execute(
        select(APPLICANTS).where(APPLICANTS.c.case_id == case_id).order_by(APPLICANTS.c.position)
    )
    return {
        r.key: Applicant(
            name=r.name,
            type=ApplicantType(r.type),
            id_kind=r.id_kind,
            id_no=vault.open(r.id_no_sealed),
            phone=vault.open(r.phone_sealed),
            address=vault.open(r.address_sealed),
            email=vault.open(r.email_sealed),
            agent=r.agent,
            help_needed=r.help_needed,
            agent_id_kind=r.agent_id_kind,
            agent_id_no=vault.open(r.agent_id_sealed),
            agent_phone=vault.open(r.agent_phone_sealed),
            authority=r.authority,
            authority_seen=r.authority_seen,
        )
        for r in rows
    }


def require_case(connection: Connection, case_no: str, agency_id: int) -> None:
    """Raises NotFound unless that agency has such a case."""
    found = select(CASES.c.case_id).where(CASES.c.case_no == case_no, CASES.c.agency_id == agency_id)
    if connection.execute(found).first() is None:
        raise NotFound(f"本机关没有案件 {case_no} / the agency has no such case")
