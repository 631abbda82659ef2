"""Writing where each application counts: in the transaction of its act, and anew from all histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, text

from workflow import records
from workflow.case import Case
from workflow.entries import Entry
from workflow.records import Record, moment, moment_text
from workflow.reporting.counting import Closed, standing, versions
from workflow.store.prepared import Prepared
from workflow.store.reports.report_tables import FACTS, FOREVER

_BATCH = 2000
_CLOSED = Prepared(text("SELECT year, frozen_at FROM year_ends WHERE agency_id = :agency"))
_TYPE = Prepared(text("SELECT type FROM applicants WHERE case_id = :case_id ORDER BY position LIMIT 1"))
_CLEAR = Prepared(delete(FACTS).where(FACTS.c.case_id == bindparam("of_case")))
_PUT = Prepared(insert(FACTS))
_ENTRIES = """
    SELECT case_id, agency_id, seq, kind, at, by_id, acting_for, data, digest FROM entries {where} ORDER BY case_id, seq
"""
_ALL_TYPES = text("SELECT case_id, type FROM applicants WHERE position = 1")
_ALL_CLOSED = text("SELECT agency_id, year, frozen_at FROM year_ends")


def follow(
    connection: Connection, case_id: int, before: Case | None, after: Case, history: Iterable[Entry]
) -> None:
    """Write the case anew where the act changed what the report looks at; `history` includes the act."""
    if standing(before) != standing(after):
        put(connection, case_id, after.agency, history)


def first(
    connection: Connection,
    case_id: int,
    agency: int,
    applicant_type: str,
    history: Iterable[Entry],
    closed: Sequence[Closed],
) -> None:
    """Write a case that was just logged, of which nothing is written yet."""
    for row in rows_of(case_id, agency, applicant_type, history, closed):
        _PUT.change(connection, row)


def put(connection: Connection, case_id: int, agency: int, history: Iterable[Entry]) -> None:
    """Replace what is written of one case."""
    kind = _TYPE.rows(connection, {"case_id": case_id})
    rows = rows_of(case_id, agency, kind[0][0] if kind else "", history, closed_years(connection, agency))
    _CLEAR.change(connection, {"of_case": case_id})
    for row in rows:
        _PUT.change(connection, row)


def closed_years(connection: Connection, agency: int) -> list[Closed]:
    """The years closed for an agency, and at which moment."""
    return [Closed(year, moment(at)) for year, at in _CLOSED.rows(connection, {"agency": agency})]


def rows_of(
    case_id: int, agency: int, applicant_type: str, history: Iterable[Entry], closed: Sequence[Closed]
) -> list[dict[str, Any]]:
    """The rows of one case; none where it counts nowhere."""
    known = versions(history, closed)
    froms = [moment_text(version.since) for version in known]
    untils = [*froms[1:], FOREVER]
    return [
        {
            "case_id": case_id,
            "agency_id": agency,
            "applicant_type": applicant_type,
            "known_from": since,
            "known_until": until,
            **version.counted._asdict(),
        }
        for version, since, until in zip(known, froms, untils, strict=False)
    ]


def rebuild(connection: Connection) -> None:
    """Derive every row anew; a few thousand are held at a time."""
    connection.execute(delete(FACTS))
    batch: list[dict[str, Any]] = []
    for row in derived(connection):
        batch.append(row)
        if len(batch) >= _BATCH:
            connection.execute(insert(FACTS), batch)
            batch = []
    if batch:
        connection.execute(insert(FACTS), batch)


def again(connection: Connection, case_ids: Iterable[int]) -> None:
    """Derive those cases anew, after a year was closed."""
    for case_id in case_ids:
        where = text(_ENTRIES.format(where="WHERE case_id = :case_id"))
        found = connection.execute(where, {"case_id": case_id}).all()
        put(connection, case_id, found[0].agency_id, _history(found))


def derived(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every row as the histories give it."""
    types: dict[int, str] = {row.case_id: row.type for row in connection.execute(_ALL_TYPES)}
    closed: dict[int, list[Closed]] = {}
    for agency, year, at in connection.execute(_ALL_CLOSED):
        closed.setdefault(agency, []).append(Closed(year, moment(at)))
    every = connection.execute(
        text(_ENTRIES.format(where="")), execution_options={"yield_per": _BATCH}
    )  # for this statement alone: PostgreSQL writes through no cursor
    for case_id, group in groupby(every, key=lambda row: int(row.case_id)):
        found = list(group)
        agency = found[0].agency_id
        yield from rows_of(case_id, agency, types.get(case_id, ""), _history(found), closed.get(agency, []))


def _history(found: Sequence[Any]) -> list[Entry]:
    return records.read([Record(*row[2:]) for row in found])
