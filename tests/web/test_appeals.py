"""Appeals on their pages: registered, answered, decided; the ledger narrowed; letters begun; who may open what."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from flask import Flask
from pages import Visitor, read

from workflow import acts as a
from workflow.appeal.terms import AppealKind, AppealStatus, AppealStep
from workflow.desk import Desk
from workflow.terms import Status

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def answered(ana: Visitor, visit: Callable[[str], Visitor], case_no: str) -> str:
    """The case answered and served on 20 November, a Friday."""
    at = f"/cases/{case_no}"
    ana.do(f"{at}/draft", supplied="出让批准文件（示例土批〔2026〕1号）")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass", remark="不涉密")
    visit("qian").do(f"{at}/approval")
    ana.do(f"{at}/dispatch", tracking_no="EMS123")
    ana.do(f"{at}/service", how="本人签收")
    return case_no


@pytest.fixture
def reviewed(ana: Visitor, answered: str) -> str:
    """The same case under reconsideration."""
    ana.do(f"/cases/{answered}/appeal?kind=review", to=f"/cases/{answered}/appeal", appeal_no="示政复9号")
    return answered


def appeal(desk: Desk, case_no: str) -> AppealStatus:
    return desk.view(1, case_no, NOW).case.appeals[-1].status


def test_registering_begins_with_what_is_known_and_leads_to_the_appeals_of_the_case(
    ana: Visitor, answered: str, desk: Desk
) -> None:
    address = f"/cases/{answered}/appeal"
    page = ana.get(f"{address}?kind=review")
    begun = page.values()
    assert (begun["kind"], begun["organ"], begun["appellant"]) == ("review", "示例市人民政府", "李样七")

    led = ana.do(f"{address}?kind=review", to=address, appeal_no="示政复9号", claim="请求撤销")

    assert led.endswith("/appeals")
    shown = ana.get(led).main()
    assert "行政复议 示政复9号" in shown
    assert "12月4日 周五" in shown  # ten working days after 20 November
    assert "10 个工作日，从2026年11月20日次日起" in shown
    assert "行政复议法第四十八条、第八十八条" in shown
    held = desk.view(1, answered, NOW).case.appeals[0]
    assert (held.kind, held.against) == (AppealKind.REVIEW, "示例公开〔2026〕1号")


def test_what_follows_is_told_before_the_act(ana: Visitor, answered: str) -> None:
    page = ana.send(
        f"/cases/{answered}/appeal?kind=litigation",
        to=f"/cases/{answered}/appeal",
        look="1",
        organ="示例区法院",
    )

    assert "2026年12月7日" in read(page).main()  # fifteen days end on Saturday 5 December


def test_a_case_without_appeals_says_so_and_offers_to_register(ana: Visitor, answered: str) -> None:
    page = ana.get(f"/cases/{answered}/appeals")

    assert "没有登记过复议、诉讼或者投诉举报" in page.main()
    kinds = [link for link in page.links() if "appeal?kind=" in link]
    assert [link.rpartition("=")[2] for link in kinds] == ["review", "litigation", "complaint"]


def test_the_steps_offered_are_those_open_and_each_asks_for_its_own(ana: Visitor, reviewed: str) -> None:
    page = ana.get(f"/cases/{reviewed}/appeals")
    steps = {link.rpartition("step=")[2] for link in page.links() if "step=" in link}
    assert steps == {"answer", "change_procedure", "fix_hearing", "extend_decision", "strike"}

    form = ana.get(f"/cases/{reviewed}/appeal-step?ref=1&step=fix_hearing").values()
    assert {"until", "place"} <= set(form)
    assert not {"days", "procedure", "organ"} & set(form)


def test_a_step_without_what_makes_it_one_comes_back_with_the_field_named(
    ana: Visitor, reviewed: str
) -> None:
    address = f"/cases/{reviewed}/appeal-step"

    page = ana.refused(f"{address}?ref=1&step=fix_hearing", 400, to=address)

    assert "请填写听证、开庭日期" in page.main()
    assert "请填写地点" in page.main()


def test_a_review_is_answered_and_decided_and_its_order_takes_the_case_up_again(
    ana: Visitor, reviewed: str, desk: Desk
) -> None:
    address = f"/cases/{reviewed}"
    ana.do(f"{address}/appeal-step?ref=1&step=answer", to=f"{address}/appeal-step", document_no="示复1号")
    assert appeal(desk, reviewed) is AppealStatus.ANSWERED

    ana.do(
        f"{address}/appeal-result?ref=1",
        to=f"{address}/appeal-result",
        result="revoked",
        document_no="示政复决9号",
        reasons="late",
        redo="1",
        working_days="15",
    )

    case = desk.view(1, reviewed, NOW).case
    assert (case.status, case.appeals[0].status) == (Status.IN_HAND, AppealStatus.ENDED)
    shown = ana.get(f"{address}/appeals").main()
    assert "撤销" in shown
    assert "责令重新答复，限 15 个工作日" in shown
    assert "超过法定期限" in shown


def test_a_result_without_its_reasons_is_refused_with_the_reason(ana: Visitor, reviewed: str) -> None:
    address = f"/cases/{reviewed}/appeal-result"

    page = ana.refused(f"{address}?ref=1", 409, to=address, result="revoked", document_no="1号")

    assert "请选择被纠正的原因" in page.main()


def test_a_paper_of_the_appeal_is_kept_and_opens(ana: Visitor, reviewed: str, desk: Desk) -> None:
    address = f"/cases/{reviewed}/appeal-paper"
    values = ana.get(f"{address}?ref=1").values()
    sent = values | {
        "what": "notice",
        "name": "答复通知",
        "not_secret": "1",
        "file": (io.BytesIO("请于十日内答复".encode()), "答复通知.txt"),
    }
    answer = ana.client.post(address, data=sent, content_type="multipart/form-data")

    assert answer.status_code == 303, read(answer).main()
    [paper] = desk.view(1, reviewed, NOW).case.appeals[0].papers
    page = ana.get(f"/cases/{reviewed}/appeals")
    [link] = [link for link in page.links() if paper.sha256 in link]
    assert ana.client.get(link).status_code == 200


def test_the_answer_to_the_organ_begins_with_what_the_file_tells(ana: Visitor, reviewed: str) -> None:
    begun = ana.get(f"/cases/{reviewed}/letter-draft?kind=review_answer").values()

    assert begun["fact_appeal_no"] == "示政复9号"
    assert begun["fact_appellant"] == "李样七"
    assert begun["addressee"] == "示例市人民政府"
    assert "2026年11月4日，本机关收到该申请。" in begun["fact_facts_found"]


def test_the_case_and_ones_own_work_show_what_is_owed(ana: Visitor, reviewed: str) -> None:
    assert "行政复议 示政复9号" in ana.get(f"/cases/{reviewed}").main()
    work = ana.get("/").main()
    assert "复议、诉讼、投诉的期限" in work
    assert "尚余 10 个工作日" in work


def test_the_ledger_is_narrowed_by_its_address_and_says_by_what(ana: Visitor, reviewed: str) -> None:
    assert "共 1 件" in ana.get("/appeals").main()
    assert "共 1 件" in ana.get("/appeals?kind=review&stand=pending&text=" + quote("示政复9")).main()
    none = ana.get("/appeals?kind=litigation").main()
    assert "没有符合条件的复议、诉讼、投诉" in none
    assert "种类：行政诉讼" in none


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=nothing", 400),
        ("due_within=x", 400),
        ("due_within=999", 400),
        ("after=x", 400),
        ("after=1~2~3", 400),
    ],
)
def test_an_address_that_was_tampered_with_is_refused(ana: Visitor, query: str, status: int) -> None:
    assert ana.client.get(f"/appeals?{query}").status_code == status


def test_the_list_goes_on_behind_its_last_row(ana: Visitor, desk: Desk, answered: str) -> None:
    for n in range(51):
        act = a.RegisterAppeal(
            kind=AppealKind.REVIEW, organ="示例市人民政府", appeal_no=f"复{n}号", appellant="李样七"
        )
        desk.perform(1, answered, act, NOW)

    first = ana.get("/appeals")
    [onward] = [link for link in first.links() if "after=" in link]
    assert first.main().count("待答复、答辩") == 50 + 1  # and the list of statuses
    assert ana.get(onward).main().count("待答复、答辩") == 1 + 1


def test_overdue_is_shown_with_words_and_counted(app: Flask, desk: Desk, reviewed: str, ana: Visitor) -> None:
    app.config["NOW"] = lambda: datetime(2026, 12, 9, 3, tzinfo=UTC)

    page = ana.get("/appeals?overdue=1").main()

    assert "已过 3 个工作日" in page
    assert "1 已超期" in page


def test_another_agency_sees_nothing_and_its_supervisor_above_sees_all(
    visit: Callable[[str], Visitor], reviewed: str
) -> None:
    cy, su = visit("cy"), visit("su")

    assert cy.client.get(f"/cases/{reviewed}/appeals").status_code == 403
    assert "共 0 件" in cy.get("/appeals").main()
    assert "共 1 件" in su.get("/appeals").main()
    watched = su.get(f"/cases/{reviewed}/appeals")
    assert not [link for link in watched.links() if "appeal-" in link and "#" not in link]


def test_who_reviews_secrecy_records_nothing_on_appeals(
    visit: Callable[[str], Visitor], reviewed: str
) -> None:
    rui = visit("rui")

    assert rui.client.get(f"/cases/{reviewed}/appeal-result?ref=1").status_code == 403


def test_every_page_reads_in_english_too(ana: Visitor, reviewed: str) -> None:
    ana.client.set_cookie("lang", "en")

    assert "Answer with evidence" in ana.get(f"/cases/{reviewed}/appeals").main()
    assert "10 working days from the day after 20 Nov" in ana.get(f"/cases/{reviewed}/appeals").main()
    assert "Ledger of appeals" in ana.get("/appeals").main()
    assert "No sufficient search" in ana.get(f"/cases/{reviewed}/appeal-result?ref=1").main()


def test_a_form_opened_before_another_acted_changes_nothing(ana: Visitor, reviewed: str, desk: Desk) -> None:
    address = f"/cases/{reviewed}/appeal-step"
    opened = ana.get(f"{address}?ref=1&step=answer").values()
    desk.perform(1, reviewed, a.StepAppeal(ref="1", step=AppealStep.ANSWER, on=date(2026, 11, 20)), NOW)

    assert ana.client.post(address, data=opened).status_code in (400, 409)
    assert len(desk.view(1, reviewed, NOW).case.appeals) == 1
