"""Who may open what: every address asked by every role, in every agency, against a table written by hand.

The table, `permissions.toml`, names for each endpoint who is let in. A new endpoint without a line fails, and so
does a changed decorator. Who asked an address that signs out asks the next one in a new session.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rows
from builders import DRAFT, LI, RECEIVED, RULES, TAKE, drive, enter, moment
from flask import Flask
from people import NO_ROLE, OFFICERS, OWN, PARENT, SECOND_APPROVER, SISTER, build_office

from web import create_app
from web.acts.table import BY_NOUN
from workflow.desk import Desk
from workflow.sign_in import sessions
from workflow.store import Store
from workflow.store.offices import office_rows
from workflow.terms import Role

TABLE = tomllib.loads((Path(__file__).parent / "permissions.toml").read_text("utf-8"))
NOW = moment(RECEIVED, 15)
#: addresses that may end the session of who asks
ENDING = ("/account", "/sign-")
ROLES = tuple(role.value for role in Role)
#: words of the table that stand for several; who holds no role at all is "none"
GROUPS = {"anybody": {*ROLES, "none"}, "every_role": {*ROLES}, "nobody": set()}
#: parts of an address that name something of the own agency
OURS = {"case_no", "agency_id", "person_id", "stand_in_id", "publication_id"}


class Office(NamedTuple):
    """The pages on a store with three agencies, and one case of the own agency."""

    app: Flask
    store: Store
    parts: Mapping[str, Any]
    tickets: dict[int, str]  # the session of each person, kept until an address may have ended it


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Built once: no request here gets as far as changing the case."""
    home = tmp_path_factory.mktemp("permissions")
    url = f"sqlite:///{home / 'mingfu.db'}"
    build_office(url)
    store = Store.open(home, url=url, key=home / "key")
    desk = Desk(store, RULES)
    case_no = enter(desk, now=moment(RECEIVED))
    drive(desk, case_no, (TAKE, DRAFT))
    made = create_app(desk, now=lambda: NOW)
    made.config["WTF_CSRF_ENABLED"] = False  # held by test_access; here whoever asks has a token
    yield Office(made, store, _parts(store, case_no), {})
    store.close()


def _parts(store: Store, case_no: str) -> dict[str, Any]:
    """What the addresses are filled in with: things of the own agency."""
    [(key,)] = rows.run(store, "SELECT key FROM applicants")
    return {
        "case_no": case_no,
        "noun": "note",
        "kind": "registration_form",
        "tab": "letter",
        "sha256": "0" * 64,
        "chosen": "en",
        "key": key,
        "ref": 1,
        "agency_id": OWN,
        "person_id": SECOND_APPROVER,
        "stand_in_id": 1,
        "code": "public_site",
        "session_id": 1,
        "publication_id": 1,
        "regime_id": "prc-2019",
        "import_id": 1,
        "number": 1,
        "row": "new_received",
        "column": "total",
        "token": "never-given",
    }


class Address(NamedTuple):
    """One address as asked: endpoint, method, path, and whether it names something of the own agency."""

    endpoint: str
    method: str
    path: str
    ours: bool


def addresses(office: Office) -> list[Address]:
    """Every one there is."""
    with office.app.test_request_context():
        adapter = office.app.url_map.bind("localhost")
        return [
            Address(
                rule.endpoint,
                method,
                adapter.build(rule.endpoint, {a: office.parts[a] for a in rule.arguments}, method=method),
                bool(rule.arguments & OURS),
            )
            for rule in office.app.url_map.iter_rules()
            for method in ("GET", "POST")
            if method in (rule.methods or ()) and rule.endpoint != "static"
        ]


def asked(office: Office, person: int | None, method: str, path: str) -> Any:
    """What that person is answered, signed in."""
    client = office.app.test_client()
    if person is not None:
        with client.session_transaction() as held:
            held["person"], held["ticket"] = person, _ticket(office, person)
    answer = client.open(path, method=method, data={"reason": "x"} if method == "POST" else None)
    if person is not None and path.startswith(ENDING):
        office.tickets.pop(person)
    assert answer.status_code < 500, f"{method} {path} as {person}: {answer.status_code}"
    return answer


def _ticket(office: Office, person: int) -> str:
    if person not in office.tickets:
        with office.store.database.reading() as connection:
            account = office_rows.person_account(connection, person)
        assert account is not None
        office.tickets[person] = sessions.begin(office.store, account, NOW)
    return office.tickets[person]


def let_in(office: Office, agency: int, method: str, path: str) -> set[str]:
    """The roles in that agency, each alone, that are not refused; where a thing is missing nobody was refused."""
    refusals = (403,) if agency == OWN else (403, 404)
    people = {role.value: OFFICERS[agency, role] for role in Role} | (
        {"none": NO_ROLE} if agency == OWN else {}
    )
    found = {name: asked(office, number, method, path) for name, number in people.items()}
    for name, answer in found.items():
        shown = answer.get_data(as_text=True) if answer.status_code in refusals else ""
        assert LI.name not in shown, f"{path} tells {name} who asked"
        assert "示例大道" not in shown, f"{path} tells {name} what was asked"
    return {name for name, answer in found.items() if answer.status_code not in refusals}


def named(words: str) -> set[str]:
    """The roles a line of the table names."""
    return set().union(*(GROUPS.get(word, {word}) for word in words.split()))


def state(store: Store) -> list[Any]:
    """What an agency could change for another."""
    tables = ("entries", "texts", "applicants", "documents", "people", "grants", "agencies", "stand_ins")
    return [sorted(rows.run(store, f"SELECT * FROM {table}"), key=repr) for table in tables]


def test_every_address_stands_in_the_table_and_nothing_else_does(office: Office) -> None:
    there = {address.endpoint for address in addresses(office)}

    assert there == {*TABLE["own"], *TABLE["public"]["endpoints"]}
    assert {*TABLE["acts"]} == {*BY_NOUN}


def test_in_their_own_agency_each_role_opens_what_the_table_says(office: Office) -> None:
    differs = {
        address.endpoint: found
        for address in addresses(office)
        if address.endpoint in TABLE["own"]
        and (found := let_in(office, OWN, address.method, address.path))
        != named(TABLE["own"][address.endpoint])
    }

    assert differs == {}


def test_each_act_is_open_to_the_roles_the_table_names(office: Office) -> None:
    case_no = office.parts["case_no"]
    differs = {
        noun: found
        for noun in BY_NOUN
        if (found := let_in(office, OWN, "POST", f"/cases/{case_no}/{noun}")) != named(TABLE["acts"][noun])
    }

    assert differs == {}


def test_a_sister_agency_opens_nothing_of_ours_and_changes_nothing(office: Office) -> None:
    before = state(office.store)
    ours = [address for address in addresses(office) if address.ours]

    opened = {a.endpoint: found for a in ours if (found := let_in(office, SISTER, a.method, a.path))}
    acted = {n for n in BY_NOUN if let_in(office, SISTER, "POST", f"/cases/{office.parts['case_no']}/{n}")}

    assert opened == {}
    assert acted == set()
    assert state(office.store) == before


def test_the_parent_agency_watches_and_administers_and_does_no_act(office: Office) -> None:
    ours = [address for address in addresses(office) if address.ours]

    opened = {a.endpoint: found for a in ours if (found := let_in(office, PARENT, a.method, a.path))}

    expected = {endpoint: named(words) for endpoint, words in TABLE["parent"].items()}
    assert opened == expected


def test_what_concerns_the_whole_installation_opens_at_the_top_alone(office: Office) -> None:
    whole = [address for address in addresses(office) if address.endpoint in TABLE["top"]]

    opened = {a.endpoint: let_in(office, PARENT, a.method, a.path) for a in whole}

    assert opened == {endpoint: named(words) for endpoint, words in TABLE["top"].items()}


def test_whoever_is_not_signed_in_is_led_to_the_door(office: Office) -> None:
    open_ = {
        address.endpoint
        for address in addresses(office)
        if not (asked(office, None, address.method, address.path).location or "").startswith("/sign-in")
    }

    assert open_ <= {*TABLE["public"]["endpoints"]}
