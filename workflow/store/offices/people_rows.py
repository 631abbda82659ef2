"""People as an administrator changes them: roles, stand-ins, passwords; an account is closed, never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from workflow.errors import NotFound
from workflow.store.offices import credential_rows
from workflow.store.offices.office_rows import AGENCIES, GRANTS, NUMBER_FORMS, PEOPLE, STAND_INS
from workflow.terms import Role


class Employee(NamedTuple):
    """A person with the roles they hold in every agency: agency id -> roles in table order."""

    person_id: int
    agency_id: int
    account: str
    name: str
    active: bool
    roles: Mapping[int, tuple[Role, ...]]


class Absence(NamedTuple):
    """Somebody stands in for somebody, both days included."""

    stand_in_id: int
    agency_id: int
    person_id: int
    deputy_id: int
    person: str
    deputy: str
    from_on: date
    to_on: date


def employee(connection: Connection, person_id: int) -> Employee:
    """One person. Raises NotFound."""
    found = _employees(connection, PEOPLE.c.person_id == person_id)
    if not found:
        raise NotFound(f"没有人员 {person_id} / no such person")
    return found[0]


def of_agency(connection: Connection, agency_id: int) -> list[Employee]:
    """Everybody who belongs to the agency or holds a role in it, closed accounts last."""
    with_role = select(GRANTS.c.person_id).where(GRANTS.c.agency_id == agency_id)
    found = _employees(connection, (PEOPLE.c.agency_id == agency_id) | PEOPLE.c.person_id.in_(with_role))
    return sorted(found, key=lambda who: not who.active)


def _employees(connection: Connection, where: Any) -> list[Employee]:
    rows = connection.execute(
        select(PEOPLE, GRANTS.c.agency_id.label("at"), GRANTS.c.role)
        .outerjoin(GRANTS, GRANTS.c.person_id == PEOPLE.c.person_id)
        .where(where)
        .order_by(PEOPLE.c.account)
    ).all()
    held: dict[int, dict[int, list[Role]]] = {}
    for row in rows:
        mine = held.setdefault(row.person_id, {})
        if row.role:
            mine.setdefault(row.at, []).append(Role(row.role))
    first = {row.person_id: row for row in reversed(rows)}
    order = list(Role)
    return [
        Employee(
            number,
            first[number].agency_id,
            first[number].account,
            first[number].name,
            first[number].active,
            {agency: tuple(sorted(roles, key=order.index)) for agency, roles in mine.items()},
        )
        for number, mine in held.items()
    ]


def set_roles(connection: Connection, person_id: int, agency_id: int, roles: Iterable[Role]) -> None:
    """Exactly these roles in that agency."""
    connection.execute(delete(GRANTS).where(GRANTS.c.person_id == person_id, GRANTS.c.agency_id == agency_id))
    made = [{"person_id": person_id, "agency_id": agency_id, "role": role.value} for role in roles]
    if made:
        connection.execute(insert(GRANTS), made)


def set_active(connection: Connection, person_id: int, active: bool) -> None:
    """Close an account, ending its sessions, or open it again."""
    connection.execute(
        update(PEOPLE)
        .where(PEOPLE.c.person_id == person_id)
        .values(active=active, session_epoch=PEOPLE.c.session_epoch + 1)
    )


def administered(connection: Connection) -> dict[int, tuple[str, ...]]:
    """Every open account that administers something: person -> paths of the agencies it does so in."""
    rows = connection.execute(
        select(GRANTS.c.person_id, AGENCIES.c.path)
        .join(AGENCIES, AGENCIES.c.agency_id == GRANTS.c.agency_id)
        .join(PEOPLE, PEOPLE.c.person_id == GRANTS.c.person_id)
        .where(GRANTS.c.role == Role.ADMINISTRATOR.value, PEOPLE.c.active)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.person_id] = (*found.get(row.person_id, ()), row.path)
    return found


def absences(connection: Connection, agency_id: int, since: date) -> list[Absence]:
    """Stand-ins of the agency that have not ended before that day."""
    deputies = PEOPLE.alias()
    rows = connection.execute(
        select(STAND_INS, PEOPLE.c.name.label("person"), deputies.c.name.label("deputy"))
        .join(PEOPLE, PEOPLE.c.person_id == STAND_INS.c.person_id)
        .join(deputies, deputies.c.person_id == STAND_INS.c.deputy_id)
        .where(STAND_INS.c.agency_id == agency_id, STAND_INS.c.to_on >= since)
        .order_by(STAND_INS.c.from_on, STAND_INS.c.stand_in_id)
    )
    return [Absence(*(getattr(row, name) for name in Absence._fields)) for row in rows]


def end_absence(connection: Connection, stand_in_id: int, last_on: date) -> None:
    """Let it end on that day; one that has not begun ends before it begins and never counts."""
    connection.execute(update(STAND_INS).where(STAND_INS.c.stand_in_id == stand_in_id).values(to_on=last_on))


def number_forms(connection: Connection, agency_id: int) -> dict[str, str]:
    """Series -> form, of those numbered apart."""
    rows = connection.execute(select(NUMBER_FORMS).where(NUMBER_FORMS.c.agency_id == agency_id))
    return {row.series: row.template for row in rows}


def put_number_forms(connection: Connection, agency_id: int, forms: Mapping[str, str]) -> None:
    """Exactly these."""
    connection.execute(delete(NUMBER_FORMS).where(NUMBER_FORMS.c.agency_id == agency_id))
    made = [{"agency_id": agency_id, "series": series, "template": form} for series, form in forms.items()]
    if made:
        connection.execute(insert(NUMBER_FORMS), made)


def change_agency(connection: Connection, agency_id: int, values: Mapping[str, Any]) -> None:
    """Put these columns of an agency."""
    connection.execute(update(AGENCIES).where(AGENCIES.c.agency_id == agency_id).values(**values))


def set_password(
    connection: Connection, person_id: int, password_hash: str, *, must_change: bool = True
) -> None:
    """A new password; every session of the old one ends. One that was handed over must be changed at once."""
    connection.execute(
        update(PEOPLE)
        .where(PEOPLE.c.person_id == person_id)
        .values(password_hash=password_hash, session_epoch=PEOPLE.c.session_epoch + 1)
    )
    credential_rows.put(connection, person_id, must_change=must_change)
