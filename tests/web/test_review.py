"""The two queues and the draft beside its checks: four eyes, no faulty letter signed, reasons kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask
from pages import Visitor

from workflow.desk import Desk
from workflow.entries import ReplyApproved
from workflow.rules import Rules
from workflow.terms import Status
from workflow.verifying import verify

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)

RULES = Rules.load()


def test_the_queues_hold_what_waits_for_each(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str
) -> None:
    ana.do(f"/cases/{case_no}/draft", supplied="批准文件")
    ana.do(f"/cases/{case_no}/submission")
    assert case_no in visit("rui").get("/review").main()
    assert case_no not in visit("qian").get("/approval").main()

    visit("rui").do(f"/cases/{case_no}/secrecy-pass")

    assert case_no not in visit("rui").get("/review").main()
    assert case_no in visit("qian").get("/approval").main()


def test_the_approver_sees_draft_application_checks_and_days_on_one_page(
    visit: Callable[[str], Visitor], awaiting_approval: str
) -> None:
    page = visit("qian").get(f"/cases/{awaiting_approval}/reply")

    assert "政府信息公开答复书" in page.main()
    assert "出让批准文件（示例土批〔2026〕1号）" in page.main()
    assert "请求公开原浒山片区" in page.main()
    assert "救济告知与结果和日期一致" in page.main()
    assert "尚余 8 个工作日" in page.main()


def test_the_drafter_sees_why_signing_is_closed(desk: Desk, app: Flask, awaiting_approval: str) -> None:
    from workflow.store.offices import office_rows

    with desk.store.database.writing() as connection:  # Ana may sign letters too, but never her own
        grant = {"person_id": 1, "agency_id": 2, "role": "approver"}
        connection.execute(office_rows.GRANTS.insert().values(grant))
    ana = Visitor(app.test_client())
    ana.sign_in("ana")

    assert "拟稿人不能审查、签发自己的稿件" in ana.get(f"/cases/{awaiting_approval}/reply").main()
    assert "拟稿人不能审查、签发自己的稿件" in ana.get(f"/cases/{awaiting_approval}/approval", 409).main()


def test_a_letter_with_a_fault_is_not_signed(
    visit: Callable[[str], Visitor], desk: Desk, ana: Visitor, case_no: str
) -> None:
    ana.do(f"/cases/{case_no}/draft", supplied="批准文件【文号待填】", note="联系人13800138000")
    ana.do(f"/cases/{case_no}/submission")
    visit("rui").do(f"/cases/{case_no}/secrecy-pass")

    page = visit("qian").refused(f"/cases/{case_no}/approval", 409)

    assert "还有未填写的地方" in page.main()
    assert "他人的手机号码" in page.main()
    assert desk.view(1, case_no, NOW).case.status is Status.AWAITING_APPROVAL


def test_a_warning_is_signed_over_only_with_a_reason(
    app: Flask, visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    app.config["NOW"] = late = lambda: datetime(2026, 12, 4, 3, tzinfo=UTC)
    qian, at = visit("qian"), f"/cases/{awaiting_approval}/approval"

    assert "#warnings_accepted" in qian.refused(at, 400).links()
    qian.do(at, warnings_accepted="已向申请人说明")

    view = desk.view(1, awaiting_approval, late())
    assert view.case.status is Status.APPROVED


def signatures(desk: Desk, case_no: str, now: datetime) -> list[ReplyApproved]:
    return [e.fact for e in desk.view(1, case_no, now).history if isinstance(e.fact, ReplyApproved)]


def test_the_history_and_the_approval_sheet_keep_what_was_warned_of_and_why_it_was_signed(
    app: Flask, visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    """What the checks say changes with the day: a hearing asks what they said at the signature."""
    app.config["NOW"] = late = lambda: datetime(2026, 12, 4, 3, tzinfo=UTC)
    at = f"/cases/{awaiting_approval}"

    visit("qian").do(f"{at}/approval", warnings_accepted="已向申请人说明")

    [fact] = signatures(desk, awaiting_approval, late())
    assert fact.warnings_accepted == "已向申请人说明"
    history = visit("ana").get(f"{at}").main()
    assert "签发示例公开〔2026〕1号，有提示而签发的理由：已向申请人说明" in history
    assert "期限 2026-12-02 已过（条例第三十三条第二款）" in history
    sheet = visit("ana").get(f"{at}/forms/approval_sheet?ref=reply").main()
    assert "期限 2026-12-02 已过（条例第三十三条第二款）" in sheet
    assert "有提示而签发的理由：已向申请人说明" in sheet
    assert verify(desk.store, RULES) == []


def test_a_remark_where_nothing_warns_is_no_signature_over_a_warning(
    visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    visit("qian").do(f"/cases/{awaiting_approval}/approval", warnings_accepted="同意")

    [fact] = signatures(desk, awaiting_approval, NOW)
    assert (fact.remark, fact.warnings_accepted, fact.warned_sha256) == ("同意", "", "")
    assert "签发示例公开〔2026〕1号：同意" in visit("ana").get(f"/cases/{awaiting_approval}").main()


def test_what_is_given_at_the_counter_says_when_it_was_reviewed(ana: Visitor, case_no: str) -> None:
    at, given = f"/cases/{case_no}", {"outcome": "disclosed", "supplied": "批准文件"}

    page = ana.refused(f"{at}/spot-reply", 409, **given)
    ana.do(f"{at}/spot-reply", **given, warnings_accepted="印发时已经保密审查")

    assert "请写明何时、由谁审查" in page.main()
    assert "当场答复，有提示而签发的理由：印发时已经保密审查" in ana.get(at).main()


def test_what_stops_the_signature_goes_back_with_the_draft(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str
) -> None:
    at = f"/cases/{case_no}"
    ana.do(f"{at}/draft", supplied="批准文件【文号待填】")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass", items="批准文件【文号待填】")

    page = visit("qian").get(f"{at}/reply")
    [reason] = [field for field in page.tree.iter("textarea") if field.get("name") == "reason"]

    assert "还有未填写的地方：【文号待填】" in (reason.text or "")


def test_a_draft_returned_comes_back_with_its_reason(
    visit: Callable[[str], Visitor], ana: Visitor, awaiting_approval: str
) -> None:
    visit("qian").do(f"/cases/{awaiting_approval}/return", reason="附件名称不全")

    assert "附件名称不全" in ana.get(f"/cases/{awaiting_approval}").main()
    page = ana.get(f"/cases/{awaiting_approval}/revision")
    assert "出让批准文件（示例土批〔2026〕1号）" in page.main()


def test_a_revision_begins_with_the_draft_there_is(
    visit: Callable[[str], Visitor], ana: Visitor, awaiting_approval: str
) -> None:
    visit("qian").do(f"/cases/{awaiting_approval}/return", reason="补充")

    ana.do(f"/cases/{awaiting_approval}/revision", note="另附说明。")

    page = ana.get(f"/cases/{awaiting_approval}/reply")
    assert "另附说明。" in page.main()
    assert "出让批准文件（示例土批〔2026〕1号）" in page.main()


def test_without_a_draft_there_is_nothing_to_look_at(ana: Visitor, case_no: str) -> None:
    said = ana.get(f"/cases/{case_no}/reply", 404).main()

    assert f"{case_no} 还没有答复稿" in said


def test_every_outcome_that_a_reply_can_give_can_be_chosen(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/draft")

    chosen = next(s for s in page.all("select") if s.get("id") == "outcome")
    replied = [o.code for o in RULES.outcomes.for_regime("prc-2019") if o.closes == "replied"]
    assert [o.get("value") for o in chosen.iter("option")] == replied
    ana.refused(f"/cases/{case_no}/draft", 400, outcome="state_secret", supplied="甲")


def test_the_words_asked_for_stand_in_the_letter_without_asking_twice(ana: Visitor, case_no: str) -> None:
    ana.do(f"/cases/{case_no}/draft", supplied="批准文件")

    assert "申请公开“原浒山片区三产综合楼用地的出让批准文件”" in ana.get(f"/cases/{case_no}/reply").main()
