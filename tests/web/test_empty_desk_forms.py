"""The forms of calls, slips, settings, closing a year, decisions and codes sent empty: each says what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from emptying import emptied, wrong_with
from pages import Visitor, read

from workflow import acts as a
from workflow.desk import Desk
from workflow.sign_in import second_step
from workflow.store import Store
from workflow.terms import Channel

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


class Form(NamedTuple):
    """Where it is shown, where it goes, and the button pressed."""

    shown: str
    to: str
    button: dict[str, str] = {}


def faults(someone: Visitor, language: str, *forms: Form) -> dict[str, list[str]]:
    """What each of these fails to say, sent with nothing in it."""
    someone.client.set_cookie("lang", language)
    found = {}
    for form in forms:
        answer = someone.client.post(form.to, data=emptied(someone.get(form.shown)) | form.button)
        assert answer.status_code == 400, (form, answer.status_code)
        found[f"{form.to} {form.button}"] = wrong_with(read(answer), language)
    return {form: wrong for form, wrong in found.items() if wrong}


@LANGUAGES
def test_a_call_without_words_says_what_it_lacks(ana: Visitor, desk: Desk, language: str) -> None:
    fax = a.Log(
        agency=2,
        channel=Channel.FAX,
        arrived_on=date(2026, 11, 20),
        application="请求公开批复。",
        applicants=(a.Applicant(name="李样七", phone="13925325941"),),
        submission_key="fax",
    )
    at = f"/calls/{desk.log(1, fax, NOW).case_no}"

    assert faults(ana, language, Form(at, at, {"confirm": "1"}), Form(at, at)) == {}


@LANGUAGES
def test_a_slip_and_numbers_to_be_pasted_say_what_they_lack(
    visit: Callable[[str], Visitor], ana: Visitor, awaiting_approval: str, language: str
) -> None:
    paste = Form("/post", "/post/check")
    visit("qian").do(f"/cases/{awaiting_approval}/approval")
    waiting = faults(ana, language, paste)
    ana.do(
        f"/cases/{awaiting_approval}/dispatch", way="post", carrier="中国邮政", tracking_no="EX123456785CN"
    )
    at = f"/post/slips/{awaiting_approval}/reply"

    slips = (Form(at, at, {"arrived": "1"}), Form(at, at, {"returned": "1"}))

    assert waiting | faults(ana, language, *slips) == {}


@LANGUAGES
def test_settings_say_what_they_lack(own: Visitor, language: str) -> None:
    at = "/admin/agencies/2"

    assert (
        faults(own, language, *(Form(f"{at}/{x}", f"{at}/{x}") for x in ("numbers", "seal", "people"))) == {}
    )


@LANGUAGES
def test_a_year_is_not_closed_without_the_tick(
    visit: Callable[[str], Visitor], case_no: str, language: str
) -> None:
    at = "/reports/close?year=2025"

    assert faults(visit("qian"), language, Form(at, at)) == {}


@LANGUAGES
def test_a_decision_says_what_it_lacks(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str, language: str
) -> None:
    ana.do(f"/cases/{case_no}/draft", supplied="出让批准文件")
    ana.do(f"/cases/{case_no}/submission")
    at = f"/cases/{case_no}/reply"

    decisions = (Form(at, f"{at}/decision", {"do": do}) for do in ("pass", "return", "takeover"))

    assert faults(visit("rui"), language, *decisions) == {}


@LANGUAGES
def test_a_code_is_asked_for(ana: Visitor, store: Store, language: str) -> None:
    second_step.offer(store, 1)

    assert faults(ana, language, Form("/account/codes", "/account/codes/confirm")) == {}
