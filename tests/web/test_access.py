"""Every view says who may open it, and nothing opens without signing in or by a forged form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from pages import Visitor, read


def addresses(app: Flask, method: str) -> list[str]:
    """Every address of that method, its parts filled in."""
    parts = {
        "case_no": "示例-2026-0001",
        "noun": "note",
        "kind": "approval_sheet",
        "tab": "letter",
        "sha256": "0" * 64,
        "chosen": "en",
        "key": "0" * 16,
        "ref": 1,
        "code": "x",
        "row": "new_received",
        "column": "total",
        "agency_id": 1,
        "person_id": 1,
        "stand_in_id": 1,
        "session_id": 1,
        "publication_id": 1,
        "regime_id": "prc-2019",
        "import_id": 1,
        "number": 1,
        "token": "never-given",
    }
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        return [
            adapter.build(rule.endpoint, {name: parts[name] for name in rule.arguments}, method=method)
            for rule in app.url_map.iter_rules()
            if method in (rule.methods or ()) and rule.endpoint != "static"
        ]


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    silent = [
        name
        for name, view in app.view_functions.items()
        if name != "static" and not hasattr(view, "permission")
    ]

    assert silent == []


def test_only_signing_in_the_language_and_a_calendar_by_its_secret_are_open_to_anybody(app: Flask) -> None:
    public = {
        name for name, view in app.view_functions.items() if getattr(view, "permission", "") == "public"
    }

    assert public == {
        *("sign_in.sign_in", "sign_in.enter", "sign_in.code", "sign_in.enter_code"),
        *("sign_in.leave", "sign_in.choose_language", "reminders.calendar"),
    }


def test_every_page_asks_to_sign_in_first(app: Flask, visitor: Visitor) -> None:
    for address in addresses(app, "GET"):
        if address.startswith(("/sign-in", "/language", "/calendar/")):
            continue
        assert visitor.client.get(address).headers.get("Location", "").startswith("/sign-in"), address


def test_no_form_is_taken_without_its_token(app: Flask, ana: Visitor) -> None:
    for address in addresses(app, "POST"):
        assert read(ana.client.post(address, data={})).status == 400, address


def test_a_token_of_another_session_is_refused(
    ana: Visitor, visit: Callable[[str], Visitor], case_no: str
) -> None:
    foreign = visit("bo").get(f"/cases/{case_no}/note").values()["csrf_token"]

    page = ana.refused(f"/cases/{case_no}/note", 400, note="x", csrf_token=foreign)

    assert "表单已失效" in page.main()


@pytest.mark.parametrize(
    "address", ["", "/days", "/note", "/reply", "/letters/receipt.pdf", "/reply/preview"]
)
def test_a_case_of_another_agency_is_closed(
    visit: Callable[[str], Visitor], case_no: str, address: str
) -> None:
    page = visit("cy").get(f"/cases/{case_no}{address}", 403)

    assert "李样七" not in page.words


def test_an_act_on_a_case_of_another_agency_is_refused(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str
) -> None:
    cy = visit("cy")
    token = cy.get("/ledger").source.split('name="csrf_token" value="')[1].split('"')[0]

    response = cy.client.post(
        f"/cases/{case_no}/note", data={"csrf_token": token, "version": "3", "note": "外来"}
    )

    assert response.status_code == 403
    assert "外来" not in ana.get(f"/cases/{case_no}").words


@pytest.mark.parametrize(
    ("account", "address"),
    [("qian", "/intake"), ("ana", "/review"), ("ana", "/approval"), ("su", "/approval")],
)
def test_a_page_of_another_role_is_closed(
    visit: Callable[[str], Visitor], account: str, address: str
) -> None:
    assert visit(account).client.get(address).status_code == 403


def test_a_supervisor_sees_the_subtree_and_acts_on_nothing(
    visit: Callable[[str], Visitor], case_no: str
) -> None:
    su = visit("su")

    assert case_no in su.get("/ledger").words
    su.get(f"/cases/{case_no}")
    su.get(f"/cases/{case_no}/draft", 403)


def test_every_answer_carries_the_policy(ana: Visitor) -> None:
    headers = ana.client.get("/").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
