"""What verification and rebuilding read and write: whole histories, number series, texts, documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from workflow.records import Record
from workflow.store.repository import AGENCIES, APPLICANTS, CASES, ENTRIES, NUMBERS, TEXTS
from workflow.store.tables import DocumentRow

DOCUMENTS = DocumentRow.__table__  # type: ignore[attr-defined]


class Series(NamedTuple):
    """The case numbers of an agency and year: the last one given, and those that cases hold."""

    code: str
    year: int
    last: int
    given: set[int]


def histories(connection: Connection) -> Iterator[tuple[int, list[Record]]]:
    """Every history, one case at a time, in the order of the cases."""
    columns = ("case_id", "seq", "kind", "at", "by_id", "acting_for", "data", "digest")
    found = select(*(ENTRIES.c[name] for name in columns)).order_by(ENTRIES.c.case_id, ENTRIES.c.seq)
    rows = connection.execute(found.execution_options(yield_per=2000))
    for case_id, group in groupby(rows, key=lambda row: row.case_id):
        yield case_id, [Record(*row[1:]) for row in group]


def cases(connection: Connection) -> Iterator[tuple[str, Any, list[Record]]]:
    """Every projection row with its history, both read in step so that memory stays small."""
    found = connection.execute(select(CASES).order_by(CASES.c.case_id).execution_options(yield_per=2000))
    stored = histories(connection)
    case_id, records = next(stored, (0, []))
    for row in found:
        while records and case_id < row.case_id:  # entries without a row are told apart
            case_id, records = next(stored, (0, []))
        yield row.case_no, row, records if case_id == row.case_id else []


def entries_without_case(connection: Connection) -> list[int]:
    """Case ids that have entries but no row."""
    found = select(ENTRIES.c.case_id).distinct().where(ENTRIES.c.case_id.not_in(select(CASES.c.case_id)))
    return list(connection.scalars(found))


def case_numbers(connection: Connection) -> Iterator[Series]:
    """The case series of every agency and year."""
    series = connection.execute(
        select(AGENCIES.c.code, NUMBERS.c.year, NUMBERS.c.last)
        .join(AGENCIES, AGENCIES.c.agency_id == NUMBERS.c.agency_id)
        .where(NUMBERS.c.series == "case")
    ).all()
    numbers = list(connection.scalars(select(CASES.c.case_no)))
    for code, year, last in series:
        prefix = f"{code}-{year}-"
        yield Series(code, year, last, {int(no[len(prefix) :]) for no in numbers if no.startswith(prefix)})


def document_numbers(connection: Connection) -> Iterator[Series]:
    """The document number series of every agency and year, with the numbers that signed letters hold."""
    signed = select(ENTRIES.c.agency_id, ENTRIES.c.data).where(
        ENTRIES.c.kind.in_(("ReplyApproved", "NoticeSigned"))
    )
    held: dict[tuple[int, str, int], set[int]] = {}
    for agency_id, data in connection.execute(signed):
        said = json.loads(data)
        year = int((said.get("decided_on") or said["signed_on"])[:4])
        if said["number"]:
            owner = said.get("issuer") or agency_id
            held.setdefault((owner, said["series"], year), set()).add(said["number"])
    series = connection.execute(
        select(NUMBERS, AGENCIES.c.code)
        .join(AGENCIES, AGENCIES.c.agency_id == NUMBERS.c.agency_id)
        .where(NUMBERS.c.series != "case")
    )
    for row in series:
        given = held.get((row.agency_id, row.series, row.year), set())
        yield Series(f"{row.code} {row.series}", row.year, row.last, given)


def changed_texts(connection: Connection) -> Iterator[str]:
    """Case numbers of texts that are not what their digest says."""
    found = select(CASES.c.case_no, TEXTS.c.sha256, TEXTS.c.body).join(
        CASES, CASES.c.case_id == TEXTS.c.case_id
    )
    for case_no, digest, body in connection.execute(found.execution_options(yield_per=2000)):
        if sha256(body.encode()).hexdigest() != digest:
            yield case_no


def documents(connection: Connection) -> Sequence[Any]:
    """Case number and digest of every recorded document."""
    found = select(CASES.c.case_no, DOCUMENTS.c.sha256).join(CASES, CASES.c.case_id == DOCUMENTS.c.case_id)
    return connection.execute(found).all()


def applicant_columns(connection: Connection, case_id: int) -> dict[str, str]:
    """Names and first type, as lists show them."""
    rows = connection.execute(
        select(APPLICANTS.c.name, APPLICANTS.c.type)
        .where(APPLICANTS.c.case_id == case_id)
        .order_by(APPLICANTS.c.position)
    ).all()
    return {
        "applicant": "、".join(row.name for row in rows),
        "applicant_type": rows[0].type if rows else "",
    }


def replace_rows(connection: Connection, made: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Throw the projection away and write it anew."""
    connection.execute(delete(CASES))
    for case_id, row in made:
        connection.execute(insert(CASES).values(case_id=case_id, **row))
