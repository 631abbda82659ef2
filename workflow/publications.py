"""The register of what is already public: entered, listed and closed by those who administer or disclose.

While an application is typed in, what fits is shown with where to find it, so that the reply can point there
(条例第三十六条第一项).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from workflow.days.office_time import today_of
from workflow.errors import BadInput, NotAllowed
from workflow.guards.archive import LONGEST
from workflow.installation import Installation
from workflow.sound import require_sound
from workflow.store import repository
from workflow.store.archive import publication_rows
from workflow.store.archive.publication_rows import Publication as Publication
from workflow.store.repository import Officer
from workflow.terms import Role

MAY_KEEP: Final = frozenset({Role.ADMINISTRATOR, Role.HANDLER, Role.APPROVER})


class NewPublication(NamedTuple):
    """What is public: its title, letter number if any, an address or place, and since when."""

    agency: int
    title: str
    where_found: str
    document_no: str = ""
    published_on: date | None = None


def add_publication(here: Installation, person: int, new: NewPublication, now: datetime) -> int:
    """Enter one and answer its id. Raises BadInput with every fault, NotAllowed outside the own agency."""
    require_sound(tuple(new))
    _check(new, today_of(now))
    with here.store.database.writing() as connection:
        officer = repository.officer(connection, person, today_of(now))
        _require_keeper(officer, new.agency)
        return publication_rows.add(
            connection,
            new.agency,
            new.title.strip(),
            new.document_no.strip(),
            new.where_found.strip(),
            new.published_on,
            person,
            now,
        )


def publications(
    here: Installation, person: int, now: datetime, after: int | None = None, limit: int = 50
) -> tuple[Publication, ...]:
    """The register of the person's agencies, newest first, below the id `after`; closed entries too."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        return publication_rows.page(connection, sorted(officer.agencies), after, limit)


def close_publication(here: Installation, person: int, publication: int, now: datetime) -> None:
    """No longer public there: kept for the record, found no more. Raises NotFound, NotAllowed."""
    with here.store.database.writing() as connection:
        officer = repository.officer(connection, person, today_of(now))
        _require_keeper(officer, publication_rows.agency_of(connection, publication))
        publication_rows.close(connection, publication, today_of(now))


def _require_keeper(officer: Officer, agency: int) -> None:
    if not officer.roles_in(agency) & MAY_KEEP:
        raise NotAllowed(
            "只有本机关的承办、签发人员和管理员可以维护公开目录 / only the agency's own people keep its register"
        )


def _check(new: NewPublication, today: date) -> None:
    faults = []
    if not new.title.strip() or not new.where_found.strip():
        faults.append("请填写标题和查询途径 / a title and where to find it are needed")
    if max(map(len, (new.title, new.document_no, new.where_found))) > LONGEST:
        faults.append(f"每项最多 {LONGEST} 字 / at most {LONGEST} characters each")
    if new.published_on and new.published_on > today:
        faults.append("公开日期还没有到 / the day lies in the future")
    if faults:
        raise BadInput("；".join(faults))
