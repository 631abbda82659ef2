"""Administrators of the test office: one at the head of the tree, one of the own agency, one of a sister."""

from __future__ import annotations

import rows
from pages import PASSWORD, Visitor

from workflow import office
from workflow.store import Store
from workflow.terms import Role

ADMINS = {"top": 1, "own": 2, "other": 3}  #: account -> agency: 市府 above 示例 and 资源


def take_office(store: Store) -> None:
    """Add them."""
    for account, agency in ADMINS.items():
        office.add_person(
            store,
            agency=agency,
            account=account,
            name=f"管理{account}",
            password=PASSWORD,
            roles=[Role.ADMINISTRATOR],
        )


def number(store: Store, account: str) -> int:
    """The id of that account."""
    [(found,)] = rows.run(store, "SELECT person_id FROM people WHERE account = :a", a=account)
    return int(found)


def kinds(store: Store) -> list[str]:
    """What was written down, oldest first."""
    return [kind for (kind,) in rows.run(store, "SELECT kind FROM office_entries ORDER BY entry_id")]


def token(someone: Visitor) -> str:
    """What a form of theirs carries against forgery."""
    return someone.get("/admin").source.split('name="csrf_token" value="')[1].split('"')[0]


def press(someone: Visitor, address: str, **says: str) -> int:
    """Press a button that stands in a form of its own and says so much; answers the status."""
    return int(someone.client.post(address, data={"csrf_token": token(someone), **says}).status_code)
