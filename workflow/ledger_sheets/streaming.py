"""The whole of a list, a batch at a time, as it stood at one moment: for files, which may be long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from workflow import listing
from workflow.identity import mask_id, mask_phone
from workflow.installation import Installation
from workflow.ledger_sheets.columns import OF_ASKER, OF_PEOPLE, reads
from workflow.ledger_sheets.lines import Asker, Beside, Column, Line
from workflow.store import Connection, snapshot
from workflow.store.figures import askers
from workflow.store.lists import paging, search
from workflow.store.lists.queries import Filter
from workflow.store.offices import office_rows

BATCH: Final = 1000


def lines(
    here: Installation, person: int, now: datetime, asked: Filter, columns: Sequence[Column]
) -> Iterator[Line]:
    """Every case of the list in its order. Raises BadInput as the list does, before the first line."""
    with snapshot.opened(here.store.database) as connection:
        view = listing.narrowed(here, connection, person, now, asked)
        number, read = 0, reads(columns)
        for ids in _batches(here, connection, asked, view):
            rows = paging.rows(connection, ids, read)
            held = beside(here, connection, rows, columns)
            for row in rows:
                number += 1
                yield Line(number, row, listing.remaining(row, view.around), here.rules, held)


def told(
    here: Installation, connection: Connection, rows: Sequence[Any], around: Any, columns: Iterable[Column]
) -> list[Line]:
    """The lines of one page."""
    held = beside(here, connection, rows, columns)
    return [
        Line(number, row, listing.remaining(row, around), here.rules, held)
        for number, row in enumerate(rows, start=1)
    ]


def beside(
    here: Installation, connection: Connection, rows: Sequence[Any], columns: Iterable[Column]
) -> Beside:
    """What these columns show of applicants, officers and remarks, each read at once for all the rows."""
    names = {column.name for column in columns}
    officers = {
        int(one)
        for name in names & OF_PEOPLE
        for row in rows
        if (held := getattr(row, name))
        for one in str(held).split(",")
    }
    remarked = {row.case_id: row.remark_sha256 for row in rows} if "remark" in names else {}
    return Beside(
        _askers(here, connection, [row.case_id for row in rows]) if names & OF_ASKER else {},
        office_rows.names(connection, officers) if officers else {},
        askers.texts(connection, {at: digest for at, digest in remarked.items() if digest}),
    )


def _batches(
    here: Installation, connection: Connection, asked: Filter, view: listing.Narrowed
) -> Iterator[Sequence[int]]:
    """The ids of the cases, BATCH at a time."""
    if asked.text.strip():
        found = search.find(connection, here.store.vault, asked.text, view.agencies)
        ids = search.narrowed(connection, found.ids, view.where) if view.where else found.ids
        yield from (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
        return
    asked = replace(asked, limit=BATCH, after=None, before=None)
    while True:
        page = paging.page(connection, asked, view.agencies, view.where)
        if page.rows:
            yield [place.case_id for place in page.rows]
        if not page.later:
            return
        asked = replace(asked, after=page.rows[-1])


def _askers(here: Installation, connection: Connection, ids: Sequence[int]) -> dict[int, Asker]:
    """The first applicant of each case; whole numbers stay here."""
    vault = here.store.vault
    return {
        row.case_id: Asker(
            row.id_kind,
            mask_id(vault.open(row.id_no_sealed)),
            mask_phone(vault.open(row.phone_sealed)),
            row.agent,
        )
        for row in askers.first(connection, ids)
    }
