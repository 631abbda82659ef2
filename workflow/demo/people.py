"""Agencies and people of the demonstration, each with a password made on this machine."""

from __future__ import annotations

import os
import secrets
import string
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from workflow import office
from workflow.demo.scenes import Place, Someone
from workflow.store import Store
from workflow.terms import Role

FILE = "demo-accounts.txt"
_LETTERS = "".join(c for c in string.ascii_letters + string.digits if c not in "0O1lI")


class DemoAccount(NamedTuple):
    """How somebody signs in; `name` is the account."""

    name: str
    role: str
    agency: str
    password: str


class Cast(NamedTuple):
    """Who plays: agency code -> id, and (agency code, role) -> person id."""

    agencies: Mapping[str, int]
    people: Mapping[tuple[str, Role], int]
    accounts: tuple[DemoAccount, ...]


def take_the_stage(store: Store, places: Iterable[Place]) -> Cast:
    """Set up every agency, parents first, and everybody in it."""
    agencies: dict[str, int] = {}
    people: dict[tuple[str, Role], int] = {}
    accounts = []
    for place in places:
        parent = agencies[place.parent] if place.parent else None
        agencies[place.code] = office.add_agency(store, code=place.code, parent=parent, **place.values)
        for who in place.people:
            password = "".join(secrets.choice(_LETTERS) for _ in range(12))
            people[place.code, who.role] = _add(store, agencies[place.code], who, password)
            accounts.append(DemoAccount(who.account, who.role.value, place.values["name"], password))
    return Cast(agencies, people, tuple(accounts))


def _add(store: Store, agency: int, who: Someone, password: str) -> int:
    return office.add_person(
        store, agency=agency, account=who.account, name=who.name, password=password, roles=[who.role]
    )


def write_accounts(home: Path, accounts: Iterable[DemoAccount]) -> Path:
    """Keep the passwords for the owner of the folder alone (mode 0600)."""
    path = home / FILE
    path.unlink(missing_ok=True)
    lines = [f"{a.name}\t{a.password}\t{Role(a.role).zh} / {Role(a.role).en}\t{a.agency}\n" for a in accounts]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(lines)
    return path
