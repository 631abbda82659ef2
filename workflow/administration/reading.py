"""What administrators see: their agencies, the people there, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from workflow.administration.agencies import seal_path
from workflow.administration.scope import Scope, scope_of
from workflow.days.office_time import today_of
from workflow.errors import NotAllowed
from workflow.store import Connection, Store, agency_rows, officers
from workflow.store.agency_rows import AgencyView
from workflow.store.offices import office_entries, people_rows
from workflow.store.offices.office_entries import Read
from workflow.store.offices.people_rows import Absence, Employee
from workflow.terms import Role

READERS = (Role.ADMINISTRATOR, Role.AUDITOR)


class AgencyPage(NamedTuple):
    """One agency with what is set up for it; `forms` are series -> form, "" the common one."""

    agency: AgencyView
    parent: AgencyView | None
    forms: Mapping[str, str]
    people: tuple[Employee, ...]
    absences: tuple[Absence, ...]
    has_seal: bool


class PersonPage(NamedTuple):
    """One person, and the agencies in which this administrator may give them roles."""

    who: Employee
    home: AgencyView
    agencies: tuple[AgencyView, ...]
    names: Mapping[int, str]
    oneself: bool


def _scope(connection: Connection, by: int, now: datetime, *roles: Role) -> Scope:
    return scope_of(officers.officer(connection, by, today_of(now)), *roles)


def tree(store: Store, by: int, now: datetime) -> tuple[AgencyView, ...]:
    """The agencies administered, parents before children."""
    with store.database.reading() as connection:
        scope = _scope(connection, by, now)
        return tuple(a for a in agency_rows.agencies(connection) if scope.covers(a.path))


def agency(store: Store, by: int, now: datetime, agency_id: int) -> AgencyPage:
    """One of them. Raises NotFound, NotAllowed."""
    with store.database.reading() as connection:
        found = _covered(connection, _scope(connection, by, now), agency_id)
        parent = agency_rows.agency(connection, found.parent_id) if found.parent_id else None
        forms = {"": found.number_template} | people_rows.number_forms(connection, agency_id)
        return AgencyPage(
            found,
            parent,
            forms,
            tuple(people_rows.of_agency(connection, agency_id)),
            tuple(people_rows.absences(connection, agency_id, today_of(now))),
            seal_path(store, found).exists(),
        )


def person(store: Store, by: int, now: datetime, person_id: int) -> PersonPage:
    """Somebody who belongs to one of them, or holds a role in one. Raises NotFound, NotAllowed."""
    with store.database.reading() as connection:
        who = people_rows.employee(connection, person_id)
        scope = _scope(connection, by, now)
        agencies = agency_rows.agencies(connection)
        mine = tuple(a for a in agencies if scope.covers(a.path))
        if not {a.agency_id for a in mine} & {who.agency_id, *who.roles}:
            raise NotAllowed("此人不在本机关及下级机关 / not one of your agencies")
        names = {a.agency_id: a.name for a in agencies}
        home = next(a for a in agencies if a.agency_id == who.agency_id)
        return PersonPage(who, home, mine, names, who.person_id == by)


def _covered(connection: Connection, scope: Scope, agency_id: int) -> AgencyView:
    found = agency_rows.agency(connection, agency_id)
    if not scope.covers(found.path):
        raise NotAllowed("只能管理本机关及下级机关 / only your own agency and those below it")
    return found


def changes(
    store: Store,
    by: int,
    now: datetime,
    *,
    kinds: tuple[str, ...] = (),
    before: int | None = None,
    limit: int = 50,
) -> list[Read]:
    """What was changed there, newest first; at the head of the tree also what concerns everybody."""
    with store.database.reading() as connection:
        scope = _scope(connection, by, now, *READERS)
        paths = None if scope.is_whole else scope.paths
        if paths == ():
            return []
        return office_entries.newest(connection, paths, kinds=kinds, before=before, limit=limit)
