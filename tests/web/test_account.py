"""One's own account: the password, where one is signed in, and the second step, as pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from administrators import number, take_office
from emptying import wrong_with
from flask import Flask
from pages import PASSWORD, Visitor, read

from workflow.desk import Desk
from workflow.sign_in import second_step
from workflow.sign_in.sessions import Limits
from workflow.store import Store

NEW = "海棠又开了 nine boats"


def token(someone: Visitor) -> str:
    """What a form of theirs carries against forgery, whatever they may open."""
    return someone.get("/account/codes").source.split('name="csrf_token" value="')[1].split('"')[0]


def press(someone: Visitor, address: str, **values: str) -> str:
    """Send a button of theirs, which must be accepted, and answer where it leads."""
    response = someone.client.post(address, data={"csrf_token": token(someone), **values})
    assert response.status_code == 303, read(response).main()
    return str(response.headers["Location"])


def phone_of(desk: Desk, someone: Visitor, person: int) -> tuple[pyotp.TOTP, list[str]]:
    """Turn the second step on through the pages; the phone, and the recovery codes shown."""
    press(someone, "/account/codes")
    phone = pyotp.TOTP(second_step.standing(desk.store, person).offered)
    at = someone.client.application.config["NOW"]()
    shown = read(someone.send("/account/codes", to="/account/codes/confirm", code=phone.at(at)))
    assert shown.status == 200, shown.main()
    return phone, ["".join(code.itertext()) for code in shown.all("code")]


# the password ------------------------------------------------------------------------------------


def test_a_new_password_serves_and_the_old_one_does_not(ana: Visitor, visitor: Visitor) -> None:
    ana.do("/account/password", old=PASSWORD, new=NEW, again=NEW)

    assert visitor.sign_in("ana").status_code == 403
    assert visitor.sign_in("ana", NEW).status_code == 303


def test_changing_it_signs_out_everywhere_else(ana: Visitor, visit: Callable[[str], Visitor]) -> None:
    elsewhere = visit("ana")

    ana.do("/account/password", old=PASSWORD, new=NEW, again=NEW)

    assert elsewhere.client.get("/").status_code == 303
    ana.get("/")


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("wrong one here", NEW, NEW, "#old"),
        (PASSWORD, "Password123!", "Password123!", "#new"),
        (PASSWORD, PASSWORD, PASSWORD, "#new"),
        (PASSWORD, NEW, NEW + "x", "#again"),
        ("", "", "", "#old"),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(
    ana: Visitor, old: str, new: str, again: str, field: str
) -> None:
    page = ana.refused("/account/password", 400, old=old, new=new, again=again)

    assert field in page.links()
    assert NEW not in page.source


def test_a_password_handed_over_is_changed_before_anything_else(
    desk: Desk, store: Store, visit: Callable[[str], Visitor], visitor: Visitor
) -> None:
    take_office(store)
    own = visit("own")
    handed = (
        read(
            own.client.post(f"/admin/people/{number(store, 'ana')}/password", data={"csrf_token": token(own)})
        )
        .all("code")[-1]
        .text
    )
    assert handed

    visitor.sign_in("ana", handed)

    for closed in ("/", "/ledger", "/intake", "/account", "/account/sessions"):
        assert visitor.client.get(closed).headers["Location"] == "/account/password", closed
    visitor.do("/account/password", old=handed, new=NEW, again=NEW)
    visitor.get("/ledger")


# sessions ----------------------------------------------------------------------------------------


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(
    ana: Visitor, visit: Callable[[str], Visitor]
) -> None:
    elsewhere = visit("ana")
    page = ana.get("/account/sessions")
    [other] = [f.attrib["action"] for f in page.all("form") if f.get("action", "").count("/") == 4]

    press(ana, other)

    assert elsewhere.client.get("/").status_code == 303
    ana.get("/")


def test_signing_out_everywhere_ends_them_all(ana: Visitor, visit: Callable[[str], Visitor]) -> None:
    elsewhere = visit("ana")

    press(ana, "/account/sessions/end")

    assert elsewhere.client.get("/").status_code == 303
    assert ana.client.get("/").status_code == 303


def test_a_session_of_somebody_else_is_not_found(ana: Visitor, visit: Callable[[str], Visitor]) -> None:
    bo = visit("bo")
    response = ana.client.post("/account/sessions/2/end", data={"csrf_token": token(ana)})

    assert response.status_code == 404
    bo.get("/")


def test_an_hour_without_a_page_and_twelve_hours_sign_out(app: Flask, ana: Visitor) -> None:
    app.config["SESSION_LIMITS"], at = Limits(), app.config["NOW"]()
    app.config["NOW"] = lambda: at + timedelta(minutes=59)
    ana.get("/")

    app.config["NOW"] = lambda: at + timedelta(minutes=59 + 61)

    assert ana.client.get("/").headers["Location"].startswith("/sign-in")


# the second step ---------------------------------------------------------------------------------


def test_a_first_code_sent_again_says_that_the_codes_are_on(desk: Desk, ana: Visitor) -> None:
    values = ana.get("/account/codes").values()
    phone_of(desk, ana, 1)

    answer = ana.client.post("/account/codes/confirm", data=values | {"code": "000000"})

    assert answer.status_code == 303
    assert "没有看到恢复码的，请换一组" in ana.get(answer.location).main()


def test_signing_in_takes_the_password_and_then_a_code(
    app: Flask, desk: Desk, ana: Visitor, visitor: Visitor
) -> None:
    phone, _codes = phone_of(desk, ana, 1)
    at = app.config["NOW"]()
    app.config["NOW"] = lambda: at + timedelta(minutes=2)

    half = visitor.sign_in("ana", next="/ledger")

    assert half.headers["Location"] == "/sign-in/code?next=/ledger"
    assert visitor.client.get("/ledger").headers["Location"].startswith("/sign-in")
    code = phone.at(at + timedelta(minutes=2))
    assert visitor.do("/sign-in/code?next=/ledger", code=code) == "/ledger"
    visitor.get("/ledger")


def test_a_wrong_code_is_refused_and_many_of_them_wait(desk: Desk, ana: Visitor, visitor: Visitor) -> None:
    phone_of(desk, ana, 1)
    visitor.sign_in("ana")

    told = [read(visitor.send("/sign-in/code", code="000000")).status for _ in range(6)]

    assert told == [403] * 5 + [429]
    assert visitor.client.get("/").status_code == 303


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_code_at_all_is_asked_for_at_the_field(
    desk: Desk, ana: Visitor, visitor: Visitor, language: str
) -> None:
    phone_of(desk, ana, 1)
    visitor.sign_in("ana")
    visitor.client.set_cookie("lang", language)

    page = visitor.refused("/sign-in/code", 400)

    assert wrong_with(page, language) == []
    assert visitor.client.get("/").status_code == 303


def test_five_minutes_after_the_password_it_is_asked_for_again(
    app: Flask, desk: Desk, ana: Visitor, visitor: Visitor
) -> None:
    phone_of(desk, ana, 1)
    visitor.sign_in("ana")
    at = app.config["NOW"]()

    app.config["NOW"] = lambda: at + timedelta(minutes=5)

    assert visitor.client.get("/sign-in/code").headers["Location"] == "/sign-in"
    assert visitor.do("/sign-in", to="/sign-in/code", code="000000") == "/sign-in"
    assert "五分钟内填写动态口令" in visitor.get("/sign-in").main()


def test_a_recovery_code_signs_in_without_the_phone_once(desk: Desk, ana: Visitor, visitor: Visitor) -> None:
    _phone, codes = phone_of(desk, ana, 1)
    visitor.sign_in("ana")
    visitor.do("/sign-in/code", code=codes[0])
    visitor.get("/")

    visitor.sign_in("ana")

    assert len(codes) == second_step.CODES
    visitor.refused("/sign-in/code", 403, code=codes[0])


def test_the_picture_is_shown_only_while_the_secret_is_offered(desk: Desk, ana: Visitor) -> None:
    assert ana.client.get("/account/codes/picture.svg").status_code == 404
    press(ana, "/account/codes")
    drawn = ana.client.get("/account/codes/picture.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert drawn.headers["Cache-Control"] == "no-store"

    at = ana.client.application.config["NOW"]()
    phone = pyotp.TOTP(second_step.standing(desk.store, 1).offered)
    ana.send("/account/codes", to="/account/codes/confirm", code=phone.at(at))

    assert ana.client.get("/account/codes/picture.svg").status_code == 404
    assert phone.secret not in ana.get("/account/codes").source


def test_it_is_turned_off_only_with_the_password(desk: Desk, ana: Visitor) -> None:
    phone_of(desk, ana, 1)

    ana.refused("/account/codes", 400, to="/account/codes/off", password="wrong")
    assert second_step.is_on(desk.store, 1)
    ana.do("/account/codes", to="/account/codes/off", password=PASSWORD)

    assert not second_step.is_on(desk.store, 1)


def test_a_role_that_needs_it_enrols_before_anything_else(
    desk: Desk, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_SECOND_STEP", "handler")
    visitor.sign_in("ana")
    assert visitor.client.get("/ledger").headers["Location"] == "/account/codes"

    phone_of(desk, visitor, 1)

    visitor.get("/ledger")


def test_an_administrator_resets_it_with_a_record(
    desk: Desk, store: Store, ana: Visitor, visit: Callable[[str], Visitor]
) -> None:
    take_office(store)
    phone_of(desk, ana, 1)
    own = visit("own")
    assert "/admin/people/1/codes" in own.get("/admin/people/1").source

    press(own, "/admin/people/1/codes")

    assert not second_step.is_on(store, 1)
    assert ana.client.get("/").status_code == 303
    assert "重置动态口令" in own.get("/admin/changes").words
