"""The office itself: agencies in their tree, people with roles, stand-ins, and signing in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflow.errors import BadInput, NotAllowed
from workflow.store import Connection, Store
from workflow.store.offices import office_entries, office_rows
from workflow.store.offices.office_rows import Account
from workflow.store.repository import WORKER
from workflow.terms import Role

PASSWORD_AT_LEAST = 10


#: of Argon2id, as OWASP advises: passes, KiB, lanes; passwords kept by other measures are hashed anew at sign-in
MEASURE = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}


@cache
def _hasher() -> PasswordHasher:
    passes, memory, lanes = (MEASURE[name] for name in ("time_cost", "memory_cost", "parallelism"))
    return PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=lanes)


def add_agency(
    store: Store,
    *,
    code: str,
    name: str,
    parent: int | None = None,
    name_en: str = "",
    number_template: str = "",
    address: str = "",
    phone: str = "",
    review_organ: str = "",
    court: str = "",
    review_online: str = "",
    upper_organ: str = "",
) -> int:
    """Set up an agency. `number_template` needs {year} and {n}. Raises BadInput."""
    template = number_template or f"{code}公开〔{{year}}〕{{n}}号"
    check_template(template)
    if not code.strip() or not name.strip():
        raise BadInput("机关须有代码和名称 / an agency needs a code and a name")
    values = {
        "code": code,
        "name": name,
        "name_en": name_en,
        "number_template": template,
        "address": address,
        "phone": phone,
        "review_organ": review_organ,
        "court": court,
        "review_online": review_online,
        "upper_organ": upper_organ,
    }
    with store.database.writing() as connection:
        made = office_rows.add_agency(connection, parent, values)
        _record(connection, made, "agency_added", code, {k: text for k, text in values.items() if text})
    return made


def check_template(template: str) -> None:
    """Raises BadInput unless the form gives every letter of every year a number of its own."""
    try:
        first, second = template.format(year=2026, n=1), template.format(year=2026, n=2)
    except (KeyError, IndexError, ValueError) as bad:
        raise BadInput("文号格式只能使用 {year} 和 {n} / only {year} and {n} may be used") from bad
    if first == second or template.format(year=2027, n=1) == first:
        raise BadInput("文号格式须含 {year} 和 {n} / both {year} and {n} are needed")
    if first != template.replace("{year}", "2026").replace("{n}", "1") or "0{n}" in template:
        raise BadInput("文号不编虚位：{n} 前后不加 0 / the number takes no leading zeros (GB/T 9704-2012)")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(password)


def add_person(
    store: Store, *, agency: int, account: str, name: str, password: str, roles: Iterable[Role]
) -> int:
    """Add a person. Raises BadInput for a short password or an account in use."""
    if len(password) < PASSWORD_AT_LEAST:
        raise BadInput(f"密码至少 {PASSWORD_AT_LEAST} 位 / at least {PASSWORD_AT_LEAST} characters")
    hashed_ = hashed(password)
    given = tuple(roles)
    with store.database.writing() as connection:
        made = office_rows.add_person(connection, agency, account, name, hashed_, given)
        _record(connection, agency, "person_added", account, {"name": name, "roles": [*given]})
    return made


def set_number_form(store: Store, *, agency: int, series: str, template: str) -> None:
    """Number a series of letters apart from the common one. Raises BadInput for a form without {year} and {n}.

    A form in use elsewhere in the agency would give one number to two letters and is refused.
    """
    check_template(template)
    with store.database.writing() as connection:
        office_rows.set_number_form(connection, agency, series, template)
        _record(connection, agency, "numbers_changed", series, {series: template})


def name_stand_in(store: Store, *, agency: int, person: int, deputy: int, from_on: date, to_on: date) -> None:
    """Name who acts for a person while away. Raises BadInput."""
    if person == deputy or from_on > to_on:
        raise BadInput("代办人不能是本人，起止日期须先后有序 / another person, and dates in order")
    with store.database.writing() as connection:
        office_rows.add_stand_in(connection, agency, person, deputy, from_on, to_on)
        who = office_rows.names(connection, (person, deputy))
        said = {"deputy": who[deputy], "from": from_on, "to": to_on}
        _record(connection, agency, "stand_in_named", who[person], said)


def _record(connection: Connection, agency: int, kind: str, about: str, after: Mapping[str, Any]) -> None:
    """What whoever runs the machine sets up stands in the same list as what administrators change."""
    change = office_entries.Change(agency=agency, kind=kind, about=about, after=after)
    office_entries.add(connection, change, datetime.now(UTC), WORKER)


def sign_in(store: Store, account: str, password: str) -> Account:
    """The account when the password fits. Raises NotAllowed without saying which of both was wrong."""
    with store.database.reading() as connection:
        found = office_rows.account(connection, account)
    known = found if found is not None and found.active else None
    if not _verified((known.password_hash if known else "") or _decoy(), password) or known is None:
        raise NotAllowed("账号或密码不对 / wrong account or password")
    if _hasher().check_needs_rehash(known.password_hash):
        with store.database.writing() as connection:
            office_rows.put_hash(connection, known.person_id, hashed(password))
    return known


def fits(account: Account, password: str) -> bool:
    """Whether it is the password of that account."""
    return _verified(account.password_hash, password)


def _verified(kept: str, password: str) -> bool:
    _decoy()  # made by the first sign-in of a process, whoever tries: no account shows by its time
    try:
        return _hasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _decoy() -> str:
    """An unknown account costs as much time as a known one."""
    return _hasher().hash("no such account")
