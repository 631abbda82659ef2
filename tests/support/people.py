"""The office that every test of the engine works in: three agencies, and in each a person for every role.

Ids are fixed, so that a copied database and a case on paper name the same people.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import Connection

from workflow import office
from workflow.acts import Act
from workflow.lifecycle import BY_NAME
from workflow.store import Store, schema
from workflow.store.offices import office_rows
from workflow.terms import Role

PARENT, OWN, SISTER = 1, 2, 3
CODES = {PARENT: "示例", OWN: "示发改", SISTER: "示教育"}
#: (agency, role) -> the one person who holds that role there and no other
OFFICERS = {
    (agency, role): number
    for number, (agency, role) in enumerate(((agency, role) for agency in CODES for role in Role), start=1)
}
FRONT, HANDLER, REVIEWER, APPROVER, SUPERVISOR = (
    OFFICERS[OWN, role]
    for role in (Role.FRONT_DESK, Role.HANDLER, Role.SECRECY_REVIEWER, Role.APPROVER, Role.SUPERVISOR)
)
#: more people of the own agency
SECOND_HANDLER, SECOND_APPROVER, EVERY_ROLE, NO_ROLE = range(len(OFFICERS) + 1, len(OFFICERS) + 5)
_MORE = {
    SECOND_HANDLER: (Role.HANDLER, Role.FRONT_DESK),
    SECOND_APPROVER: (Role.APPROVER,),
    EVERY_ROLE: tuple(Role),
    NO_ROLE: (),
}


def build_office(url: str) -> None:
    """The tables and the people, in an empty database; a `Build` for the `databases` fixture."""
    store = Store.open(url=url, key=_scratch_key(url))
    schema.upgrade(store.database)
    for agency, code in CODES.items():
        parent = None if agency == PARENT else PARENT
        made = office.add_agency(store, code=code, name=f"{code}办公室", parent=parent)
        assert made == agency
    with store.database.writing() as connection:
        for (agency, role), number in OFFICERS.items():
            _add(connection, agency, number, (role,))
        for number, roles in _MORE.items():
            _add(connection, OWN, number, roles)
    store.close()


def _add(connection: Connection, agency: int, number: int, roles: tuple[Role, ...]) -> None:
    made = office_rows.add_person(connection, agency, f"p{number}", f"工作人员{number}", "-", roles)
    assert made == number


def _scratch_key(url: str) -> Path:
    """Nothing personal is written here, so the key is of no account."""
    return Path(tempfile.mkdtemp()) / "key"


def doer(act: Act) -> int:
    """The person of the own agency whose role does this act; the worker's own acts are 0's."""
    roles = BY_NAME[type(act).move].roles
    return OFFICERS[OWN, roles[0]] if roles else 0
