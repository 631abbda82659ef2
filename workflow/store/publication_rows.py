"""Reading and writing the register of what is already public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from workflow import words
from workflow.errors import NotFound
from workflow.records import moment_text
from workflow.store import word_index
from workflow.store.publication_tables import PublicationRow
from workflow.store.tables import Agency

PUBLICATIONS = PublicationRow.__table__  # type: ignore[attr-defined]
_AGENCIES = Agency.__table__  # type: ignore[attr-defined]


class Publication(NamedTuple):
    """One entry of the register. `where_found` is an address on the network or a place."""

    id: int
    agency_id: int
    agency_name: str
    title: str
    document_no: str
    where_found: str
    published_on: date | None
    closed_on: date | None


_SHOWN = (
    select(
        PUBLICATIONS.c.publication_id,
        PUBLICATIONS.c.agency_id,
        _AGENCIES.c.name,
        PUBLICATIONS.c.title,
        PUBLICATIONS.c.document_no,
        PUBLICATIONS.c.where_found,
        PUBLICATIONS.c.published_on,
        PUBLICATIONS.c.closed_on,
    )
    .join(_AGENCIES, _AGENCIES.c.agency_id == PUBLICATIONS.c.agency_id)
    .order_by(PUBLICATIONS.c.publication_id.desc())
)


def add(
    connection: Connection,
    agency: int,
    title: str,
    document_no: str,
    where_found: str,
    published_on: date | None,
    by: int,
    at: datetime,
) -> int:
    """Enter one; answers its id."""
    values = {
        "agency_id": agency,
        "title": title,
        "document_no": document_no,
        "where_found": where_found,
        "published_on": published_on,
        "added_at": moment_text(at),
        "added_by": by,
    }
    made = insert(PUBLICATIONS).values(values).returning(PUBLICATIONS.c.publication_id)
    id_ = int(connection.execute(made).scalar_one())
    word_index.add(connection, id_, agency, words.codes((title, document_no)), word_index.PUBLICATIONS)
    return id_


def page(
    connection: Connection, agencies: Sequence[int], after: int | None, limit: int
) -> tuple[Publication, ...]:
    """Entries of these agencies, newest first, below the id `after`; closed ones too."""
    found = _SHOWN.where(PUBLICATIONS.c.agency_id.in_(agencies)).limit(limit)
    if after is not None:
        found = found.where(PUBLICATIONS.c.publication_id < after)
    return tuple(Publication(*row) for row in connection.execute(found))


def of(connection: Connection, ids: Sequence[int]) -> tuple[Publication, ...]:
    """The open ones among these."""
    found = _SHOWN.where(PUBLICATIONS.c.publication_id.in_(ids), PUBLICATIONS.c.closed_on.is_(None))
    return tuple(Publication(*row) for row in connection.execute(found))


def agency_of(connection: Connection, id_: int) -> int:
    """Whose entry it is. Raises NotFound."""
    found = select(PUBLICATIONS.c.agency_id).where(PUBLICATIONS.c.publication_id == id_)
    agency = connection.execute(found).scalar_one_or_none()
    if agency is None:
        raise NotFound("没有这条公开信息 / no such publication")
    return int(agency)


def close(connection: Connection, id_: int, on: date) -> None:
    """No longer public there; the entry stays for the record."""
    connection.execute(
        update(PUBLICATIONS)
        .where(PUBLICATIONS.c.publication_id == id_, PUBLICATIONS.c.closed_on.is_(None))
        .values(closed_on=on)
    )


def index_all(connection: Connection) -> None:
    """The index of the register anew."""
    word_index.clear(connection, word_index.PUBLICATIONS)
    p = PUBLICATIONS.c  # by name: an older schema, which a migration indexes, has fewer columns
    for row in connection.execute(select(p.publication_id, p.agency_id, p.title, p.document_no)).all():
        codes = words.codes((row.title, row.document_no))
        word_index.add(connection, row.publication_id, row.agency_id, codes, word_index.PUBLICATIONS)
