"""Whom an administrator may change things for: the agencies they administer and all below, in their own right alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple

from workflow.days.office_time import today_of
from workflow.errors import NotAllowed
from workflow.store import Connection, Store, agency_rows, officers
from workflow.store.agency_rows import AgencyView
from workflow.store.officers import Officer
from workflow.store.offices import office_entries
from workflow.store.offices.office_entries import EVERYWHERE, Change
from workflow.terms import Role


class Scope(NamedTuple):
    """The paths of the agencies at whose head somebody stands."""

    paths: tuple[str, ...]

    def covers(self, path: str) -> bool:
        """Whether an agency of that path is one of them or below."""
        return any(path.startswith(root) for root in self.paths)

    @property
    def is_whole(self) -> bool:
        """Whether one of them has nothing above it: calendar, backup and verification are of everybody."""
        return any(path.count("/") == 2 for path in self.paths)


def scope_of(officer: Officer, *roles: Role) -> Scope:
    """The scope of these roles, ADMINISTRATOR unless said. Who stands in for an administrator does not become one."""
    wanted = roles or (Role.ADMINISTRATOR,)
    held = [h.path for h in officer.held if h.role in wanted and h.for_person is None]
    return Scope(tuple(dict.fromkeys(held)))


class Changing(NamedTuple):
    """One change by one administrator, inside one transaction."""

    connection: Connection
    scope: Scope
    by: int
    at: datetime

    @property
    def today(self) -> date:
        """The day of the change."""
        return today_of(self.at)

    def agency(self, agency_id: int) -> AgencyView:
        """An agency that this administrator may change. Raises NotFound, NotAllowed."""
        found = agency_rows.agency(self.connection, agency_id)
        if not self.scope.covers(found.path):
            raise NotAllowed("只能管理本机关及下级机关 / only your own agency and those below it")
        return found

    def record(
        self,
        agency: int,
        kind: str,
        about: str,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Write it down; of two sets of values those that differ."""
        old, new = dict(before or {}), dict(after or {})
        same = {name for name in old.keys() & new.keys() if old[name] == new[name]}
        change = Change(
            agency=agency,
            kind=kind,
            about=about,
            before={name: value for name, value in old.items() if name not in same},
            after={name: value for name, value in new.items() if name not in same},
        )
        office_entries.add(self.connection, change, self.at, self.by)


@contextmanager
def changing(store: Store, by: int, now: datetime) -> Iterator[Changing]:
    """A transaction in which that person may change what they administer. Raises NotAllowed."""
    with store.database.writing() as connection:
        scope = scope_of(officers.officer(connection, by, today_of(now)))
        if not scope.paths:
            raise NotAllowed("需要管理员角色 / only an administrator may do this")
        yield Changing(connection, scope, by, now)


def require_whole(store: Store, by: int, now: datetime, *roles: Role) -> None:
    """Raises NotAllowed unless the person stands at the head of the whole tree in one of these roles."""
    with store.database.reading() as connection:
        if not scope_of(officers.officer(connection, by, today_of(now)), *roles).is_whole:
            raise NotAllowed("只有最上级机关的管理员可以办理 / only the administrator of the topmost agency")


def note(store: Store, by: int, now: datetime, kind: str, about: str, after: Mapping[str, Any]) -> None:
    """Write down what concerns the whole installation."""
    with store.database.writing() as connection:
        office_entries.add(
            connection, Change(agency=EVERYWHERE, kind=kind, about=about, after=after), now, by
        )
