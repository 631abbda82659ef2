"""Reading and writing the register of what is already public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from workflow import words
from workflow.case import Case
from workflow.errors import NotFound
from workflow.records import moment, moment_text
from workflow.store import word_index
from workflow.store.archive.archive_tables import ArchiveFactRow
from workflow.store.archive.publication_tables import PublicationRow
from workflow.store.repository import CASES, ENTRIES
from workflow.store.tables import Agency

PUBLICATIONS = PublicationRow.__table__  # type: ignore[attr-defined]
FACTS = ArchiveFactRow.__table__  # type: ignore[attr-defined]
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
    case_no: str = ""  # the application that made it public (条例第四十四条)


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
        func.coalesce(CASES.c.case_no, ""),
    )
    .join(_AGENCIES, _AGENCIES.c.agency_id == PUBLICATIONS.c.agency_id)
    .outerjoin(CASES, CASES.c.case_id == PUBLICATIONS.c.case_id)
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
    case_id: int | None = None,
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
        "case_id": case_id,
    }
    made = insert(PUBLICATIONS).values(values).returning(PUBLICATIONS.c.publication_id)
    id_ = int(connection.execute(made).scalar_one())
    word_index.add(connection, id_, agency, words.codes((title, document_no)), word_index.PUBLICATIONS)
    return id_


def follow(connection: Connection, case_id: int, before: Case, after: Case, by: int, at: datetime) -> None:
    """What an application made public stands in the register from the same act on (条例第四十四条)."""
    if after.published_on is None or _said(after) == _said(before):
        return
    title, document_no, where_found, on = _said(after)
    held = select(PUBLICATIONS.c.publication_id).where(PUBLICATIONS.c.case_id == case_id)
    id_ = connection.execute(held).scalar_one_or_none()
    if id_ is None:
        add(connection, after.agency, title, document_no, where_found, on, by, at, case_id)
        return
    values = {"title": title, "document_no": document_no, "where_found": where_found, "published_on": on}
    changed = update(PUBLICATIONS).where(PUBLICATIONS.c.publication_id == id_)
    connection.execute(changed.values(**values, closed_on=None))
    codes = words.codes((title, document_no))
    word_index.add(connection, id_, after.agency, codes, word_index.PUBLICATIONS)


def _said(case: Case) -> tuple[str, str, str, date | None]:
    return case.published_title, case.published_no, case.published_where, case.published_on


def missing(connection: Connection) -> list[Row[Any]]:
    """Cases whose information is public and stands nowhere in the register, as before it was linked."""
    f, c, p, e = FACTS.c, CASES.c, PUBLICATIONS.c, ENTRIES.c
    one = ENTRIES.alias().c
    recorded = select(func.max(one.seq)).where(one.case_id == c.case_id, one.kind == "InformationPublished")
    columns = (c.case_id, c.case_no, c.agency_id, c.summary, f.published_where, f.published_on, e.by_id, e.at)
    found = select(*columns).join(FACTS, f.case_id == c.case_id)
    found = found.join(
        ENTRIES, and_(e.case_id == c.case_id, e.seq == recorded.correlate(CASES).scalar_subquery())
    )
    found = found.outerjoin(PUBLICATIONS, p.case_id == c.case_id)
    return list(connection.execute(found.where(f.published_on.is_not(None), p.publication_id.is_(None))))


def make_up(connection: Connection) -> None:
    """Enter those, under what was asked for where no title was recorded."""
    for row in missing(connection):
        said = (row.summary[:200], "", row.published_where, row.published_on)
        add(connection, row.agency_id, *said, row.by_id, moment(row.at), row.case_id)


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


def close(connection: Connection, id_: int, on: date) -> bool:
    """No longer public there; the entry stays for the record. False where it was closed before."""
    closed = connection.execute(
        update(PUBLICATIONS)
        .where(PUBLICATIONS.c.publication_id == id_, PUBLICATIONS.c.closed_on.is_(None))
        .values(closed_on=on)
    )
    return closed.rowcount == 1


def stands(
    connection: Connection,
    agency: int,
    title: str,
    document_no: str,
    where_found: str,
    published_on: date | None,
) -> bool:
    """Whether the register says just that already, in an entry that is open."""
    p = PUBLICATIONS.c
    said = (
        p.agency_id == agency,
        p.title == title,
        p.document_no == document_no,
        p.where_found == where_found,
    )
    found = select(p.publication_id).where(*said, p.published_on == published_on, p.closed_on.is_(None))
    return connection.execute(found.limit(1)).first() is not None


def index_all(connection: Connection) -> None:
    """The index of the register anew."""
    word_index.clear(connection, word_index.PUBLICATIONS)
    p = PUBLICATIONS.c  # by name: an older schema, which a migration indexes, has fewer columns
    for row in connection.execute(select(p.publication_id, p.agency_id, p.title, p.document_no)).all():
        codes = words.codes((row.title, row.document_no))
        word_index.add(connection, row.publication_id, row.agency_id, codes, word_index.PUBLICATIONS)
