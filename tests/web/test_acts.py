"""Doing acts on their pages: every act has one, refusals name every reason, and a stale page changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from pages import Visitor, read

from web.acts.form import ActForm
from web.acts.table import BY_MOVE, BY_NOUN, FORMS, noun_of
from workflow.desk import Desk
from workflow.lifecycle import MOVES
from workflow.terms import Party, Status

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
#: fields that a form fills in another way: from the letter, or from the file
MADE = {"content", "sha256", "media_type", "size"}


@pytest.mark.parametrize("move", [m.name for m in MOVES if m.roles and m.sources])
def test_every_move_of_an_officer_has_its_page(move: str) -> None:
    assert noun_of(move) in BY_NOUN


def test_every_act_has_a_noun_of_its_own() -> None:
    assert len(BY_NOUN) == len(BY_MOVE) == len(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.noun)
def test_a_form_asks_for_everything_its_act_holds(app: Flask, form: type[ActForm]) -> None:
    with app.test_request_context():
        asked = set(form()._fields)

    needed = {f.name for f in fields(form.act) if f.default is MISSING and f.default_factory is MISSING}
    assert needed - asked - MADE == set()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.noun)
def test_a_form_asks_for_nothing_that_its_act_does_not_hold(app: Flask, form: type[ActForm]) -> None:
    with app.test_request_context():
        asked = set(form()._fields) - {"csrf_token"}

    held = {f.name for f in fields(form.act)}
    letter = (
        {"request", "way", "you", "addressee", "attachments", "with_letter"} if "content" in held else set()
    )
    upload = {"file", "not_secret"} if "sha256" in held else set()
    assert asked - held - letter - upload == set()


def test_a_letter_goes_all_the_way_to_the_archive(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    ana, rui, qian, at = visit("ana"), visit("rui"), visit("qian"), f"/cases/{case_no}"

    ana.do(f"{at}/search", places="档案室\n办公系统", keywords="三产综合楼", hits="3")
    ana.do(f"{at}/extension", reason="涉及档案较多")
    qian.do(f"{at}/extension-approval")
    ana.do(f"{at}/extension-notice")
    ana.do(f"{at}/draft", supplied="出让批准文件（示例土批〔2026〕1号）")
    ana.do(f"{at}/submission")
    rui.do(f"{at}/secrecy-pass", remark="不涉密")
    qian.do(f"{at}/approval")
    ana.do(f"{at}/dispatch", tracking_no="EMS123")
    ana.do(f"{at}/service", how="本人签收")
    ana.do(f"{at}/archive")

    case = desk.view(1, case_no, NOW).case
    assert case.status is Status.ARCHIVED
    assert case.document_no == "示例公开〔2026〕1号"
    assert case.extension is not None
    assert case.extension.working_days == 20


def test_consultation_from_letter_to_opinion(ana: Visitor, desk: Desk, case_no: str) -> None:
    at = f"/cases/{case_no}"

    ana.do(f"{at}/consultation", party="third_party", name="示例置业", subject="商业秘密", on="2026-11-12")
    ana.do(f"{at}/consultation-service", on="2026-11-13")
    ana.do(f"{at}/opinion", stance="objects", opinion="涉及商业秘密", on="2026-11-19")
    ana.do(f"{at}/consultation-end", ground="opinion")
    ana.do(f"{at}/third-party-notice", reason="公共利益")

    case = desk.view(1, case_no, NOW).case
    assert case.status is Status.IN_HAND
    assert case.consultations[0].party is Party.THIRD_PARTY
    assert case.consultations[0].closed_on == date(2026, 11, 19)


def test_correction_and_units_and_notes(ana: Visitor, desk: Desk, case_no: str) -> None:
    at = f"/cases/{case_no}"

    ana.do(f"{at}/unit-request", unit="自然资源科", what="提供文本")
    ana.do(f"{at}/unit-reminder")
    ana.do(f"{at}/unit-answer", answer="已提供")
    ana.do(f"{at}/correction-request", items="请明确年度", on="2026-11-10")
    ana.do(f"{at}/correction", application="2025年度的批准文件", on="2026-11-18")
    ana.do(f"{at}/note", note="申请人来电")

    view = desk.view(1, case_no, NOW)
    assert view.case.units_asked[0].answered_on == date(2026, 11, 20)
    assert view.case.status is Status.IN_HAND
    assert "申请人来电" in view.texts.values()


def test_one_letter_becomes_several_cases(ana: Visitor, desk: Desk, case_no: str) -> None:
    where = ana.do(f"/cases/{case_no}/parts", parts="公开甲文件\n公开乙文件")

    assert "已分为 示例-2026-0002、示例-2026-0003" in ana.get(where).main()
    assert desk.view(1, "示例-2026-0003", NOW).case.received_on == date(2026, 11, 4)


def test_whoever_waits_to_confirm_confirms(ana: Visitor, desk: Desk) -> None:
    ana.do("/intake/fax", **{"application": "甲", "applicants-0-name": "李样七", "arrived_on": "2026-11-18"})
    at = "/cases/示例-2026-0001"

    ana.do(f"{at}/confirmation-attempt", how="电话", result="无人接听")
    ana.do(f"{at}/confirmation", how="电话，本人接听", on="2026-11-19")
    ana.do(f"{at}/handling")

    assert desk.view(1, "示例-2026-0001", NOW).case.received_on == date(2026, 11, 19)


def test_a_form_without_what_it_needs_comes_back_and_changes_nothing(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    page = ana.refused(f"/cases/{case_no}/search", 400, places="", searcher="", hits="many")

    assert {"#places", "#searcher", "#hits"} <= set(page.links())
    assert desk.view(1, case_no, NOW).case.searches == 0


def test_what_is_too_late_today_can_still_be_recorded_for_an_earlier_day(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/correction-request")

    assert "补记过去的日期" in page.main()
    assert "已过收到之日起 7 个工作日" in page.main()


def test_an_act_that_is_not_open_shows_every_reason_instead_of_its_form(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/submission", 409)

    assert "还没有答复稿" in page.main()
    assert "回到案件" in page.main()


def test_an_act_refused_on_its_day_names_the_reasons_and_changes_nothing(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    page = ana.refused(f"/cases/{case_no}/correction-request", 409, items="请明确年度")

    assert "已过收到之日起 7 个工作日" in page.main()
    assert "条例第三十条" in page.main()
    assert desk.view(1, case_no, NOW).case.version == 3


def test_who_opened_the_page_before_another_acted_is_told_what_was_done(
    ana: Visitor, visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    values = ana.get(f"/cases/{case_no}/note").values() | {"note": "我的备注"}
    visit("bo").do(f"/cases/{case_no}/search", places="档案室", hits="0")

    page = read(ana.client.post(f"/cases/{case_no}/note", data=values))

    assert page.status == 409
    assert "检索" in page.main()
    assert "我的备注" not in desk.view(1, case_no, NOW).texts.values()


def test_the_same_act_sent_twice_is_done_once(ana: Visitor, desk: Desk, case_no: str) -> None:
    values = ana.get(f"/cases/{case_no}/note").values() | {"note": "一次"}

    statuses = [ana.client.post(f"/cases/{case_no}/note", data=values).status_code for _ in range(2)]

    assert statuses == [303, 409]
    assert desk.view(1, case_no, NOW).case.version == 4


@pytest.mark.parametrize("version", ["", "x", "0", "99"])
def test_a_form_whose_version_cannot_be_is_refused(
    ana: Visitor, desk: Desk, case_no: str, version: str
) -> None:
    response = ana.send(f"/cases/{case_no}/note", note="x", version=version)

    assert response.status_code in (400, 409)
    assert desk.view(1, case_no, NOW).case.version == 3


@pytest.mark.parametrize(
    ("account", "noun"), [("rui", "draft"), ("qian", "draft"), ("ana", "approval"), ("bo", "secrecy-pass")]
)
def test_an_act_of_another_role_is_closed(
    visit: Callable[[str], Visitor], case_no: str, account: str, noun: str
) -> None:
    assert visit(account).client.get(f"/cases/{case_no}/{noun}").status_code == 403


def test_an_act_that_does_not_exist_is_not_found(ana: Visitor, case_no: str) -> None:
    assert ana.client.get(f"/cases/{case_no}/freezing").status_code == 404


def test_who_is_no_handler_is_not_offered_as_one(visit: Callable[[str], Visitor], case_no: str) -> None:
    page = visit("qian").get(f"/cases/{case_no}/handler")

    names = {"".join(o.itertext()) for o in page.all("option")}
    assert {"安承办", "薄承办"} <= names
    assert not {"钱签发", "岑承办"} & names


def test_a_handler_of_another_agency_cannot_be_smuggled_in(ana: Visitor, case_no: str) -> None:
    page = ana.refused(f"/cases/{case_no}/handler", 400, handler="5", reason="x")

    assert "#handler" in page.links()


def test_nobody_is_offered_the_worker_s_own_acts() -> None:
    assert not {"freeze_letter", "log"} & set(BY_MOVE)
