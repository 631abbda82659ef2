"""People: accounts, roles, stand-ins. Nobody changes their own roles, and somebody can always administer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from workflow import office
from workflow.administration.scope import Changing, changing
from workflow.errors import BadInput, MoveRefused, NotAllowed, NotFound, Reason
from workflow.store import Store, agency_rows
from workflow.store.offices import credential_rows, office_rows, people_rows
from workflow.store.offices.people_rows import Employee
from workflow.terms import Role

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"


def add_person(
    store: Store, by: int, now: datetime, *, agency: int, account: str, name: str, roles: Iterable[Role]
) -> str:
    """Add a person and answer the password to be handed over, which they change at once. Raises BadInput."""
    account, name = account.strip(), name.strip()
    if not account or not name or not account.isprintable() or any(c.isspace() for c in account):
        raise BadInput("须填写账号（不含空格）和姓名 / an account without spaces and a name are needed")
    password, given = one_time_password(), tuple(roles)
    hashed = office.hashed(password)
    with changing(store, by, now) as here:
        here.agency(agency)
        made = office_rows.add_person(here.connection, agency, account, name, hashed, given)
        credential_rows.put(here.connection, made, must_change=True)
        said = {"name": name, "roles": [role.value for role in given]}
        here.record(agency, "person_added", account, after=said)
    return password


def set_roles(
    store: Store, by: int, now: datetime, *, person: int, agency: int, roles: Iterable[Role]
) -> None:
    """Exactly these roles in that agency. Raises NotAllowed for one's own, MoveRefused for the last administrator."""
    new = tuple(role for role in Role if role in set(roles))
    with changing(store, by, now) as here:
        here.agency(agency)
        who = people_rows.employee(here.connection, person)
        _not_oneself(
            here, who, "不能更改自己的角色，请由另一位管理员办理 / another administrator changes your roles"
        )
        old = who.roles.get(agency, ())
        if not who.active and new:
            raise BadInput("账号已停用，请先启用 / the account is closed: open it first")
        if old == new:
            return
        people_rows.set_roles(here.connection, person, agency, new)
        _still_administered(here, who)
        here.record(agency, "roles_changed", who.account, _roles(old), _roles(new))


def close_person(store: Store, by: int, now: datetime, person: int) -> None:
    """Close an account: its sessions end, what it did stays. Raises NotAllowed, MoveRefused."""
    with changing(store, by, now) as here:
        who = _theirs(here, person)
        _not_oneself(here, who, "不能停用自己的账号 / nobody closes their own account")
        if who.active:
            people_rows.set_active(here.connection, person, False)
            _still_administered(here, who)
            here.record(who.agency_id, "person_closed", who.account)


def open_person(store: Store, by: int, now: datetime, person: int) -> None:
    """Open a closed account again."""
    with changing(store, by, now) as here:
        who = _theirs(here, person)
        if not who.active:
            people_rows.set_active(here.connection, person, True)
            here.record(who.agency_id, "person_opened", who.account)


def reset_password(store: Store, by: int, now: datetime, person: int) -> str:
    """A one-time password to be handed over; the old one and every session end.

    Raises NotAllowed where the person holds a role in an agency beyond one's own: whoever knows the password
    could act there.
    """
    password = one_time_password()
    hashed = office.hashed(password)
    with changing(store, by, now) as here:
        who = _theirs(here, person)
        for agency in who.roles:
            if not here.scope.covers(agency_rows.agency(here.connection, agency).path):
                raise NotAllowed(
                    "此人在上级或其他机关有角色，请由那里的管理员办理 / they hold a role beyond your agencies"
                )
        people_rows.set_password(here.connection, person, hashed)
        credential_rows.put(here.connection, person, must_change=True)
        here.record(who.agency_id, "password_reset", who.account)
    return password


def sign_out(store: Store, by: int, now: datetime, person: int) -> None:
    """End every session of a person."""
    with changing(store, by, now) as here:
        who = _theirs(here, person)
        office_rows.end_sessions(here.connection, person)
        here.record(who.agency_id, "signed_out", who.account)


def name_stand_in(
    store: Store, by: int, now: datetime, *, agency: int, person: int, deputy: int, from_on: date, to_on: date
) -> None:
    """Who acts for a person while away, both days included. Raises BadInput."""
    with changing(store, by, now) as here:
        here.agency(agency)
        if person == deputy or from_on > to_on:
            raise BadInput("代办人不能是本人，起止日期须先后有序 / another person, and dates in order")
        if to_on < here.today:
            raise BadInput("终止日已过 / the last day is past")
        who, other = (people_rows.employee(here.connection, number) for number in (person, deputy))
        _not_oneself(here, other, "不能让自己代办，请由另一位管理员办理 / nobody makes themselves a stand-in")
        if Role.ADMINISTRATOR in who.roles.get(agency, ()):
            raise BadInput(
                "管理员不设代办人，请另设一位管理员 / an administrator has a colleague, not a stand-in"
            )
        going = people_rows.absences(here.connection, agency, here.today)
        if any(
            (a.person_id, a.deputy_id, a.from_on, a.to_on) == (person, deputy, from_on, to_on) for a in going
        ):
            return  # the form was sent twice
        office_rows.add_stand_in(here.connection, agency, person, deputy, from_on, to_on)
        said = {"deputy": other.account, "from": from_on, "to": to_on}
        here.record(agency, "stand_in_named", who.account, after=said)


def end_stand_in(store: Store, by: int, now: datetime, agency: int, stand_in: int) -> None:
    """From tomorrow on nobody stands in; one that has not begun never does."""
    with changing(store, by, now) as here:
        here.agency(agency)
        going = people_rows.absences(here.connection, agency, here.today)
        found = next((a for a in going if a.stand_in_id == stand_in), None)
        if found is None:
            raise NotFound("没有这项代办 / no such stand-in")
        last = (
            min(here.today, found.to_on) if found.from_on <= here.today else found.from_on - timedelta(days=1)
        )
        if last == found.to_on:
            return
        people_rows.end_absence(here.connection, stand_in, last)
        said = {"deputy": found.deputy, "from": found.from_on}
        here.record(agency, "stand_in_ended", found.person, said | {"to": found.to_on}, said | {"to": last})


def one_time_password() -> str:
    """Fourteen characters that are not mistaken for one another on paper: 80 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(14))


def _theirs(here: Changing, person: int) -> Employee:
    who = people_rows.employee(here.connection, person)
    here.agency(who.agency_id)
    return who


def _not_oneself(here: Changing, who: Employee, told: str) -> None:
    if who.person_id == here.by:
        raise NotAllowed(told)


def _still_administered(here: Changing, who: Employee) -> None:
    """Wherever this person administered, somebody must still do so there or above."""
    left = [path for paths in people_rows.administered(here.connection).values() for path in paths]
    for agency, roles in who.roles.items():
        path = agency_rows.agency(here.connection, agency).path
        if Role.ADMINISTRATOR in roles and not any(path.startswith(root) for root in left):
            raise MoveRefused(
                Reason(
                    "最后一位管理员不能取消，请先另设一位", "The last administrator stays: name another first"
                )
            )


def _roles(roles: Iterable[Role]) -> dict[str, list[str]]:
    return {"roles": [role.value for role in roles]}
