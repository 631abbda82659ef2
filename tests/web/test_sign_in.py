"""Signing in and out: who gets in, what the session holds, and where one is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from pages import PASSWORD, Visitor, read

from web import create_app
from workflow.desk import Desk
from workflow.store.offices import office_rows

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def test_a_person_signs_in_and_is_named_on_the_page(visitor: Visitor) -> None:
    response = visitor.sign_in("ana")

    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert "安承办" in visitor.get("/").words


def test_a_wrong_password_and_an_unknown_account_are_told_the_same(visitor: Visitor) -> None:
    wrong, unknown = visitor.sign_in("ana", "not the password"), visitor.sign_in("nobody", PASSWORD)

    assert (wrong.status_code, unknown.status_code) == (403, 403)
    assert read(wrong).main() == read(unknown).main().replace("nobody", "ana")


def test_an_empty_form_says_what_to_fill_in_at_the_field_and_above(visitor: Visitor) -> None:
    page = visitor.refused("/sign-in", 400, account="", password="")

    assert "#account" in page.links()
    assert "#password" in page.links()


def test_the_page_asked_for_is_shown_after_signing_in(visitor: Visitor) -> None:
    away = visitor.client.get("/ledger?status=in_hand")
    back = visitor.sign_in("ana", next="/ledger?status%3Din_hand")

    assert away.headers["Location"] == "/sign-in?next=/ledger?status%3Din_hand"
    assert back.headers["Location"] == "/ledger?status=in_hand"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1",
        "/%09/evil.example",
    ],
)
def test_nobody_is_sent_to_another_site(visitor: Visitor, elsewhere: str) -> None:
    signed_in = visitor.sign_in("ana", next=elsewhere)
    language = visitor.client.get(f"/language/en?next={elsewhere}")

    assert signed_in.headers["Location"] == "/"
    assert language.headers["Location"] == "/"


def test_signing_in_begins_a_new_session(visitor: Visitor) -> None:
    with visitor.client.session_transaction() as before:
        before["planted"] = "by someone else"

    visitor.sign_in("ana")

    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session["person"] == 1


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(visitor: Visitor) -> None:
    cookie = visitor.sign_in("ana").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_person_signed_out_everywhere_has_to_sign_in_again(ana: Visitor, desk: Desk) -> None:
    with desk.store.database.writing() as connection:
        office_rows.end_sessions(connection, 1)

    response = ana.client.get("/")

    assert response.headers["Location"].startswith("/sign-in")


def test_signing_out_ends_the_session(ana: Visitor) -> None:
    token = ana.get("/").source.split('name="csrf_token" value="')[1].split('"')[0]

    ana.client.post("/sign-out", data={"csrf_token": token})

    assert ana.client.get("/").status_code == 303


def test_a_session_made_up_without_the_key_counts_for_nothing(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("mingfu", "eyJwZXJzb24iOjEsImVwb2NoIjowfQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")

    assert client.get("/").status_code == 303


def test_a_cookie_kept_from_before_signing_out_opens_nothing(app: Flask, ana: Visitor) -> None:
    kept = ana.client.get_cookie("mingfu")
    assert kept
    ana.client.post(
        "/sign-out", data={"csrf_token": ana.get("/").source.split('csrf_token" value="')[1].split('"')[0]}
    )
    thief = app.test_client()
    thief.set_cookie("mingfu", kept.value)

    assert thief.get("/ledger").headers["Location"].startswith("/sign-in")


def test_signing_in_again_ends_the_session_before_it(app: Flask, ana: Visitor) -> None:
    kept = ana.client.get_cookie("mingfu")
    assert kept
    ana.sign_in("bo")
    thief = app.test_client()
    thief.set_cookie("mingfu", kept.value)

    assert thief.get("/ledger").status_code == 303
    assert "薄承办" in ana.get("/").words


def test_after_five_failures_even_the_right_password_waits(app: Flask, visitor: Visitor) -> None:
    at = app.config["NOW"]()
    for _ in range(5):
        visitor.sign_in("ana", "guess")

    waits = visitor.sign_in("ana")
    page = read(waits)
    assert (waits.status_code, waits.headers["Retry-After"]) == (429, "30")
    assert "1 分钟后再试" in page.main()
    app.config["NOW"] = lambda: at + timedelta(seconds=30)
    assert visitor.sign_in("ana").status_code == 303


def test_an_unknown_account_waits_in_the_same_words(
    visit: Callable[[str], Visitor], visitor: Visitor
) -> None:
    for _ in range(5):
        visitor.sign_in("ana", "guess")
        visitor.sign_in("nobody", "guess")

    known, unknown = visitor.sign_in("ana", "guess"), visitor.sign_in("nobody", "guess")

    assert read(known).main() == read(unknown).main().replace("nobody", "ana")


def test_failures_count_in_every_process(app: Flask, desk: Desk, visitor: Visitor) -> None:
    other = create_app(desk, now=app.config["NOW"])
    for _ in range(5):
        visitor.sign_in("ana", "guess")

    assert Visitor(other.test_client()).sign_in("ana").status_code == 429


def test_over_https_the_cookie_belongs_to_this_host_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HTTPS", "1")
    client = create_app(desk, now=lambda: NOW).test_client()

    answer = client.get("/sign-in", base_url="https://localhost")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-mingfu=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_other_language_is_one_link_away_and_stays(visit: Callable[[str], Visitor]) -> None:
    ana = visit("ana")

    ana.client.get("/language/en?next=/ledger")

    page = ana.get("/ledger")
    assert page.all("html")[0].get("lang") == "en"
    assert "Fri 20 Nov 2026" in page.words


def test_an_unknown_language_is_not_found(visitor: Visitor) -> None:
    page = visitor.get("/language/xx", 404)

    assert page.all("html")[0].get("lang") == "zh-CN"
    assert visitor.client.get_cookie("lang") is None
