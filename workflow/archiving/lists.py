"""The lists of the archive within a person's sight: kept, to be published, to be looked at again, handed over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from workflow.archiving import retention
from workflow.days.office_time import today_of
from workflow.errors import NotAllowed
from workflow.guards.archive import withheld_outcomes
from workflow.installation import Installation
from workflow.store import Connection, repository
from workflow.store.archive import archive_rows
from workflow.store.archive.archive_rows import Kept as Kept
from workflow.store.archive.archive_rows import Transfer as Transfer
from workflow.store.sight import Agencies, agencies_in_sight
from workflow.terms import Role

READERS: Final = (Role.HANDLER, Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR)
Place = tuple[date, int]


def _sight(connection: Connection, person: int, now: datetime) -> Agencies:
    """The agencies this person may see. Raises NotAllowed for who reads no list of the archive."""
    officer = repository.officer(connection, person, today_of(now))
    if not {held.role for held in officer.held} & set(READERS):
        raise NotAllowed("没有查看归档清单的权限 / this person reads no list of the archive")
    return agencies_in_sight(connection, officer)


def kept(
    here: Installation,
    person: int,
    now: datetime,
    *,
    wanted: str = "",
    after: Place | None = None,
    most: int = 50,
) -> tuple[Kept, ...]:
    """Archived cases of a class of retention, the first archived first; most + 1 says that more follow."""
    with here.store.database.reading() as connection:
        sight = _sight(connection, person, now)
        return archive_rows.kept(connection, sight, wanted, after, most + 1)


def handed_over(
    here: Installation, person: int, now: datetime, number: int | None = None
) -> tuple[Transfer, ...]:
    """The newest packages handed to the archives, or the one of that number."""
    with here.store.database.reading() as connection:
        return archive_rows.transfers(connection, _sight(connection, person, now), number)


def packed(here: Installation, cases: tuple[Kept, ...]) -> frozenset[int]:
    """Which of these cases stand in a package that was handed over."""
    with here.store.database.reading() as connection:
        return archive_rows.packed(connection, [case.case_id for case in cases])


def too_short(here: Installation, cases: tuple[Kept, ...]) -> frozenset[int]:
    """Which of these are kept for less than is proposed, since an appeal came after they were archived."""
    table = retention.load()
    short = [case.case_id for case in cases if table.is_short(case.retention)]
    with here.store.database.reading() as connection:
        return archive_rows.appealed(connection, short, [kind.value for kind in table.appeals])


def marked(
    here: Installation, person: int, now: datetime, *, after: Place | None = None, most: int = 50
) -> tuple[Kept, ...]:
    """Information that becomes public by itself (条例第四十四条), published or not yet."""
    with here.store.database.reading() as connection:
        return archive_rows.marked(connection, _sight(connection, person, now), after, most + 1)


def withheld(
    here: Installation, person: int, now: datetime, *, after: int = 0, most: int = 50
) -> tuple[Kept, ...]:
    """Refusals that were not looked at for as long as config/archive.toml says (条例第十八条)."""
    before = reevaluate_before(today_of(now))
    with here.store.database.reading() as connection:
        sight = _sight(connection, person, now)
        codes = withheld_outcomes(here.rules.outcomes)
        return archive_rows.withheld(connection, sight, codes, before, after, most + 1)


def reevaluate_before(today: date) -> date:
    """What was decided, or looked at, before this day is due; 29 February counts as the 28th."""
    year = today.year - retention.load().reevaluation_years
    try:
        return today.replace(year=year)
    except ValueError:
        return today.replace(year=year, day=28)
