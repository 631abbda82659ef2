"""Agencies, people, grants and stand-ins as rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from workflow.errors import BadInput, NotFound
from workflow.store.tables import Agency, Grant, NumberForm, Person, StandIn
from workflow.terms import Role

AGENCIES = Agency.__table__  # type: ignore[attr-defined]
PEOPLE = Person.__table__  # type: ignore[attr-defined]
GRANTS = Grant.__table__  # type: ignore[attr-defined]
NUMBER_FORMS = NumberForm.__table__  # type: ignore[attr-defined]
STAND_INS = StandIn.__table__  # type: ignore[attr-defined]


class Account(NamedTuple):
    """What signing in needs to know."""

    person_id: int
    agency_id: int
    account: str
    name: str
    password_hash: str
    active: bool
    session_epoch: int


def add_agency(connection: Connection, parent_id: int | None, values: dict[str, Any]) -> int:
    """Add an agency below its parent and answer its id. Raises NotFound, BadInput for a code in use."""
    above = "/"
    if parent_id is not None:
        found = connection.execute(
            select(AGENCIES.c.path).where(AGENCIES.c.agency_id == parent_id)
        ).scalar_one_or_none()
        if found is None:
            raise NotFound(f"没有上级机关 {parent_id} / no such parent agency")
        above = str(found)
    try:
        made = insert(AGENCIES).values(parent_id=parent_id, path="", **values)
        agency_id = int(connection.execute(made.returning(AGENCIES.c.agency_id)).scalar_one())
    except IntegrityError as taken:
        raise BadInput(f"机关代码 {values['code']} 已被使用 / the code is in use") from taken
    connection.execute(
        update(AGENCIES).where(AGENCIES.c.agency_id == agency_id).values(path=f"{above}{agency_id}/")
    )
    return agency_id


def add_person(
    connection: Connection, agency_id: int, account: str, name: str, password_hash: str, roles: Iterable[Role]
) -> int:
    """Add a person with roles in their agency and answer the id. Raises BadInput for an account in use."""
    made = insert(PEOPLE).values(
        agency_id=agency_id,
        account=account,
        name=name,
        password_hash=password_hash,
        active=True,
        session_epoch=0,
    )
    try:
        person = int(connection.execute(made.returning(PEOPLE.c.person_id)).scalar_one())
    except IntegrityError as taken:
        raise BadInput(f"账号 {account} 已被使用 / the account is in use") from taken
    grants = [{"person_id": person, "agency_id": agency_id, "role": role.value} for role in roles]
    if grants:
        connection.execute(insert(GRANTS), grants)
    return person


def add_stand_in(
    connection: Connection, agency_id: int, person: int, deputy: int, from_on: date, to_on: date
) -> None:
    """Let `deputy` act for `person` in that agency, both days included. Raises NotFound, BadInput.

    Whoever acts for an agency answers to it: the deputy belongs to it or holds a role in it.
    """
    made = insert(STAND_INS).values(
        agency_id=agency_id, person_id=person, deputy_id=deputy, from_on=from_on, to_on=to_on
    )
    try:
        connection.execute(made)
    except IntegrityError as unknown:
        raise NotFound("没有这样的人员或机关 / no such person or agency") from unknown
    if not all(_works_in(connection, who, agency_id) for who in (person, deputy)):
        raise BadInput(
            "被代办人和代办人都须是本机关的人员 / both must belong to this agency or hold a role in it"
        )


def _works_in(connection: Connection, person: int, agency_id: int) -> bool:
    home = select(PEOPLE.c.person_id).where(PEOPLE.c.person_id == person, PEOPLE.c.agency_id == agency_id)
    role = select(GRANTS.c.person_id).where(GRANTS.c.person_id == person, GRANTS.c.agency_id == agency_id)
    return connection.execute(home.union(role)).first() is not None


class Colleague(NamedTuple):
    """A person as a list shows them."""

    agency_id: int
    account: str
    name: str
    roles: tuple[str, ...]


def people(connection: Connection) -> list[Colleague]:
    """Everybody with an open account, by agency and account, with the roles they hold."""
    found = (
        select(PEOPLE.c.agency_id, PEOPLE.c.account, PEOPLE.c.name, GRANTS.c.role)
        .outerjoin(GRANTS, GRANTS.c.person_id == PEOPLE.c.person_id)
        .where(PEOPLE.c.active)
        .order_by(PEOPLE.c.agency_id, PEOPLE.c.account, GRANTS.c.role)
    )
    roles: dict[tuple[int, str, str], list[str]] = {}
    for row in connection.execute(found):
        held = roles.setdefault((row.agency_id, row.account, row.name), [])
        held += [row.role] if row.role else []
    return [Colleague(*who, tuple(held)) for who, held in roles.items()]


def set_number_form(connection: Connection, agency_id: int, series: str, template: str) -> None:
    """Give a series its own form. Raises BadInput where the agency uses that form already."""
    common = connection.execute(select(AGENCIES.c.number_template).where(AGENCIES.c.agency_id == agency_id))
    others = connection.execute(
        select(NUMBER_FORMS.c.template).where(
            NUMBER_FORMS.c.agency_id == agency_id, NUMBER_FORMS.c.series != series
        )
    )
    if template in {*common.scalars(), *others.scalars()}:
        raise BadInput(
            "这个文号格式已在使用，两类文书会得到同一文号 / the form is in use: numbers would clash"
        )
    known = (NUMBER_FORMS.c.agency_id == agency_id, NUMBER_FORMS.c.series == series)
    if connection.execute(update(NUMBER_FORMS).where(*known).values(template=template)).rowcount == 0:
        made = insert(NUMBER_FORMS).values(agency_id=agency_id, series=series, template=template)
        connection.execute(made)


def account(connection: Connection, name: str) -> Account | None:
    """The account of that name."""
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.account == name)).first()
    return Account(*(getattr(row, field) for field in Account._fields)) if row else None


def person_account(connection: Connection, person_id: int) -> Account | None:
    """The account of that person."""
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.person_id == person_id)).first()
    return Account(*(getattr(row, field) for field in Account._fields)) if row else None


def put_hash(connection: Connection, person_id: int, password_hash: str) -> None:
    """The same password kept by newer measures: no session ends."""
    connection.execute(
        update(PEOPLE).where(PEOPLE.c.person_id == person_id).values(password_hash=password_hash)
    )


def end_sessions(connection: Connection, person_id: int) -> None:
    """Sign the person out everywhere."""
    connection.execute(
        update(PEOPLE).where(PEOPLE.c.person_id == person_id).values(session_epoch=PEOPLE.c.session_epoch + 1)
    )


def holders(connection: Connection, agency_id: int, role: Role) -> dict[int, str]:
    """Who holds a role in an agency: id -> name, by name."""
    found = (
        select(PEOPLE.c.person_id, PEOPLE.c.name)
        .join(GRANTS, GRANTS.c.person_id == PEOPLE.c.person_id)
        .where(GRANTS.c.agency_id == agency_id, GRANTS.c.role == role.value, PEOPLE.c.active)
        .order_by(PEOPLE.c.name)
    )
    return {row.person_id: row.name for row in connection.execute(found)}


def role_holders(
    connection: Connection, wanted: Iterable[tuple[int, Role]]
) -> dict[tuple[int, Role], dict[int, str]]:
    """Who holds these roles in these agencies: (agency, role) -> id -> name. Nothing is asked for nothing."""
    pairs = sorted({(agency_id, role.value) for agency_id, role in wanted})
    held: dict[tuple[int, Role], dict[int, str]] = {}
    if not pairs:
        return held
    found = (
        select(GRANTS.c.agency_id, GRANTS.c.role, PEOPLE.c.person_id, PEOPLE.c.name)
        .join(PEOPLE, PEOPLE.c.person_id == GRANTS.c.person_id)
        .where(tuple_(GRANTS.c.agency_id, GRANTS.c.role).in_(pairs), PEOPLE.c.active)
    )
    for row in connection.execute(found):
        held.setdefault((row.agency_id, Role(row.role)), {})[row.person_id] = row.name
    return held


def names(connection: Connection, people: Iterable[int]) -> dict[int, str]:
    """id -> name of those people."""
    found = select(PEOPLE.c.person_id, PEOPLE.c.name).where(PEOPLE.c.person_id.in_(set(people)))
    return {row.person_id: row.name for row in connection.execute(found)}


def is_empty(connection: Connection) -> bool:
    """Whether no agency has been set up yet."""
    return connection.execute(select(func.count()).select_from(AGENCIES)).scalar_one() == 0
