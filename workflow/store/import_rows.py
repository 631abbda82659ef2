"""Imports on record, what of a file is stored already, and cases written many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, SQLModel

from workflow.acts import Applicant
from workflow.case import Case
from workflow.entries import Entry
from workflow.records import Record
from workflow.store import many_rows, repository, word_index
from workflow.store.personal import Vault
from workflow.store.reports import report_rows
from workflow.store.reports.report_tables import FACTS
from workflow.store.repository import APPLICANTS, CASES, ENTRIES, TEXTS, SubmittedBefore


class ImportRow(SQLModel, table=True):
    """One import of one file: who, how far, with what figures. The file itself goes when it is over."""

    __tablename__: ClassVar[str] = "imports"
    import_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agencies.agency_id", index=True)
    person_id: int
    name: str
    file_sha256: str
    state: str  #: reading, read, importing, stopped, done, failed
    total: int = 0  #: lines that speak of cases
    done: int = 0  #: lines gone through in this state
    clean: int = 0
    warned: int = 0
    refused: int = 0
    already: int = 0  #: of the refused: imported before
    stop: bool = False  #: asked to end after the batch
    began_at: str
    moved_at: str  #: the last sign of life
    failure: str = ""


IMPORTS = ImportRow.__table__  # type: ignore[attr-defined]


class Writing(NamedTuple):
    """A case ready to be written."""

    row: Mapping[str, Any]
    case: Case
    records: Sequence[Record]
    texts: Mapping[str, str]
    people: Mapping[str, Applicant]
    codes: Iterable[int]
    history: Sequence[Entry]


def begin(connection: Connection, **values: Any) -> int:
    """Put an import on record."""
    return int(
        connection.execute(insert(IMPORTS).values(**values).returning(IMPORTS.c.import_id)).scalar_one()
    )


def note(connection: Connection, import_id: int, **values: Any) -> None:
    """Say how far it is."""
    connection.execute(update(IMPORTS).where(IMPORTS.c.import_id == import_id).values(**values))


def found(connection: Connection, import_id: int) -> Any:
    """The import, or None."""
    return connection.execute(select(IMPORTS).where(IMPORTS.c.import_id == import_id)).first()


def same(
    connection: Connection, agency: int, person: int, sha256: str, states: Iterable[str]
) -> Sequence[int]:
    """This person's imports of that very file into that agency which stand so, newest first."""
    i = IMPORTS.c
    mine = (i.agency_id == agency, i.person_id == person, i.file_sha256 == sha256, i.state.in_(list(states)))
    return connection.execute(select(i.import_id).where(*mine).order_by(i.import_id.desc())).scalars().all()


def latest(connection: Connection, agencies: Iterable[int], limit: int = 20) -> Sequence[Any]:
    """The last imports of these agencies, newest first."""
    wanted = select(IMPORTS).where(IMPORTS.c.agency_id.in_(list(agencies)))
    return connection.execute(wanted.order_by(IMPORTS.c.import_id.desc()).limit(limit)).all()


def by_key(connection: Connection, agency: int, keys: Sequence[str]) -> dict[str, str]:
    """Submission key -> case number, of rows imported before."""
    held = select(CASES.c.submission_key, CASES.c.case_no).where(
        CASES.c.agency_id == agency, CASES.c.submission_key.in_(keys)
    )
    return {row.submission_key: row.case_no for row in connection.execute(held)}


def numbers(connection: Connection, wanted: Iterable[str]) -> frozenset[str]:
    """Those of the numbers that are cases."""
    held = select(CASES.c.case_no).where(CASES.c.case_no.in_(list(wanted)))
    return frozenset(connection.scalars(held))


def twins(
    connection: Connection, agency: int, days: Iterable[date], names: Iterable[str]
) -> dict[tuple[date, str, str], str]:
    """(received, applicant, digest of a text) -> case number, of cases received on these days from these people."""
    held = (
        select(CASES.c.received_on, CASES.c.applicant, TEXTS.c.sha256, CASES.c.case_no)
        .join(TEXTS, TEXTS.c.case_id == CASES.c.case_id)
        .where(
            CASES.c.agency_id == agency,
            CASES.c.received_on.in_(list(days)),
            CASES.c.applicant.in_(list(names)),
        )
    )
    return {(row.received_on, row.applicant, row.sha256): row.case_no for row in connection.execute(held)}


_GROWN = text("ANALYZE cases, texts, applicants, entries, report_facts, case_words")


def measure_growth(connection: Connection) -> None:
    """Have PostgreSQL look at tables that have grown: by what it knew of an empty store it would read them whole."""
    if connection.dialect.name == "postgresql":
        connection.execute(_GROWN)


def add(connection: Connection, vault: Vault, agency: int, cases: Sequence[Writing]) -> None:
    """Write new cases. Raises SubmittedBefore where another transaction wrote one of them first."""
    if not cases:
        return
    ids = _ids(connection, len(cases))
    numbered = list(zip(ids, cases, strict=True))
    try:
        many_rows.add(connection, CASES, [dict(c.row) | {"case_id": i} for i, c in numbered])
    except IntegrityError as taken:
        raise SubmittedBefore("这些案件已由他人导入 / somebody imported these at the same moment") from taken
    many_rows.add(connection, ENTRIES, [_entry(i, agency, r) for i, c in numbered for r in c.records])
    said = [(i, sha256, body) for i, c in numbered for sha256, body in c.texts.items()]
    many_rows.add(
        connection,
        TEXTS,
        [{"case_id": i, "agency_id": agency, "sha256": s, "body": body} for i, s, body in said],
    )
    people = [row for i, c in numbered for row in repository.applicant_rows(vault, i, agency, c.people)]
    many_rows.add(connection, APPLICANTS, people)
    closed = report_rows.closed_years(connection, agency)
    counted = [
        row
        for i, c in numbered
        for row in report_rows.rows_of(i, agency, c.row["applicant_type"], c.history, closed)
    ]
    many_rows.add(connection, FACTS, counted)
    word_index.add_many(connection, agency, [(i, c.codes) for i, c in numbered])


def _entry(case_id: int, agency: int, record: Record) -> dict[str, Any]:
    values = record._asdict()
    values["by_id"] = values.pop("by")
    return values | {"case_id": case_id, "agency_id": agency}


def _ids(connection: Connection, many: int) -> list[int]:
    """Ids that nobody else takes: SQLite has one writer, PostgreSQL a sequence."""
    if connection.dialect.name == "sqlite":
        last = connection.scalar(text("SELECT coalesce(max(case_id), 0) FROM cases")) or 0
        return list(range(last + 1, last + many + 1))
    taken = text("SELECT nextval(pg_get_serial_sequence('cases', 'case_id')) FROM generate_series(1, :many)")
    return list(connection.scalars(taken, {"many": many}))
