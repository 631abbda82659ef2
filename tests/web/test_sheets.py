"""Internal forms filled from the file: every step stands on them, what is missing is named, nothing personal is."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pages import Visitor
from pypdf import PdfReader

from notices import forms
from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Channel

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
IDENTITY, PHONE = "11010519491231002X", "13925325941"


def words(visitor: Visitor, case_no: str, kind: str, ref: str = "") -> str:
    """What the printed form says."""
    response = visitor.client.get(f"/cases/{case_no}/forms/{kind}.pdf?ref={ref}")
    assert response.status_code == 200
    pages = PdfReader(io.BytesIO(response.data)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.fixture
def answered(visit: Callable[[str], Visitor], ana: Visitor, case_no: str) -> str:
    """Searched, drafted, sent back once, reviewed, signed, posted and signed for."""
    at = f"/cases/{case_no}"
    ana.do(
        f"{at}/search", places="档案系统", keywords="浒山", searcher="安承办", hits="1", finding="查得一件"
    )
    ana.do(f"{at}/search", places="机关档案室", searcher="档案员", hits="0")
    ana.do(f"{at}/draft", supplied="出让批准文件\n附图一张")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-return", reason="附图须遮盖坐标")
    ana.do(f"{at}/revision", supplied="出让批准文件")
    ana.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass", remark="可以公开")
    visit("qian").do(f"{at}/approval")
    ana.do(f"{at}/dispatch", way="post", carrier="中国邮政", tracking_no="XA1")
    ana.do(f"{at}/service", how="李样七本人签收")
    return case_no


def test_the_approval_sheet_shows_every_step_with_who_when_and_what(ana: Visitor, answered: str) -> None:
    said = words(ana, answered, "approval_sheet", "reply")

    for step in (
        "送审安承办提交审签2026年11月20日",
        "保密审查芮保密退回：附图须遮盖坐标2026年11月20日",
        "保密审查芮保密审查通过：可以公开2026年11月20日",
        "签发钱签发同意签发2026年11月20日",
    ):
        assert step in said
    assert "拟作出“予以公开”的答复" in said
    assert "示例公开〔2026〕1号" in said


def test_the_review_form_decides_on_each_item_of_the_draft_that_passed(ana: Visitor, answered: str) -> None:
    said = words(ana, answered, "disclosure_review")

    assert "出让批准文件可以公开" in said
    assert "附图一张" not in said
    assert "1件可以公开。可以公开" in said
    assert "同意。钱签发" in said


def test_the_search_record_lists_every_search(ana: Visitor, answered: str) -> None:
    said = words(ana, answered, "search_record")

    assert "档案系统" in said
    assert "命中1件查得一件" in said
    assert "机关档案室未登记未使用档案员，2026年11月20日命中0件" in said
    assert "共检索2次，命中1件" in said
    assert "没有交办业务机构" in said


def test_the_proof_of_service_has_both_days_and_the_tracking_number(ana: Visitor, answered: str) -> None:
    said = words(ana, answered, "proof_of_service", "reply")

    assert "中国邮政，XA1" in said
    assert "李样七本人签收" in said


def test_the_proposal_to_publish_lists_what_the_reply_gave_and_leaves_the_head_a_line(
    ana: Visitor, desk: Desk, answered: str
) -> None:
    ana.get(f"/cases/{answered}/forms/proactive_proposal", 404)
    second = a.Log(
        agency=2,
        channel=Channel.COUNTER,
        arrived_on=datetime(2026, 11, 6, tzinfo=UTC).date(),
        application="请求公开同一批准文件。",
        applicants=(a.Applicant(name="赵八"),),
        submission_key="same",
    )
    other = desk.log(1, second, NOW).case_no

    ana.do(f"/cases/{answered}/link", case_no=other, relation="group")
    ana.do(f"/cases/{answered}/publication", reason="已有两人申请，内容均可以公开。")
    said = words(ana, answered, "proactive_proposal")

    assert "拟公开信息出让批准文件申请人数1" in said
    assert f"同一信息的其他申请{other}" in said
    assert "理由已有两人申请，内容均可以公开。" in said
    assert "保密审查芮保密审查通过：可以公开2026年11月20日" in said
    assert "提出安承办建议转为主动公开2026年11月20日公开工作机构负责人" in said


def test_the_registration_form_masks_identity_and_phone(ana: Visitor, answered: str) -> None:
    said = words(ana, answered, "registration_form")

    assert "居民身份证1101**********002X" in said
    assert "139****5941" in said
    assert IDENTITY not in said
    assert PHONE not in said
    assert "打印：安承办，2026年11月20日11:00" in said


def test_the_confirmation_record_shows_every_try(ana: Visitor) -> None:
    ana.do("/intake/fax", **{"application": "甲", "applicants-0-name": "李样七"})
    at = "/cases/示例-2026-0001"
    assert "还没有联系申请人的记录" in ana.get(f"{at}/forms/confirmation_record").main()

    ana.do(f"{at}/confirmation-attempt", how="拨打所留电话", result="无人接听")
    ana.do(f"{at}/confirmation", how="拨打所留电话")
    said = words(ana, "示例-2026-0001", "confirmation_record")

    assert "拨打所留电话—无人接听" in said
    assert "确认收到申请" in said


def test_an_oral_application_is_written_down_for_the_applicant_to_sign(ana: Visitor) -> None:
    """Others wrote their own form, so the office prints none for them."""
    spoken = {"applicants-0-name": "李样七", "applicants-0-id_no": IDENTITY, "applicants-0-phone": PHONE}
    ana.do("/intake/phone", application="请求公开浒山片区的批准文件。", **spoken)
    case_no = "示例-2026-0001"
    assert "申请表 PDF" in ana.get(f"/cases/{case_no}/receipt").main()

    said = words(ana, case_no, "application_form")

    assert "申请人李样七申请人类型自然人身份证明居民身份证1101**********002X联系方式139****5941" in said
    assert "申请内容请求公开浒山片区的批准文件。" in said
    assert "本表由工作人员安承办根据申请人口述代为填写，并已读给申请人核对。" in said
    assert "申请人签名或者盖章：" in said


def test_a_written_application_needs_no_form_of_the_office(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/forms/application_form", 404)

    assert f"{case_no} 没有这种表单" in page.main()


def test_a_slip_goes_with_a_letter_of_consultation_and_takes_up_the_answer(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str
) -> None:
    at, asked = f"/cases/{case_no}", {"fact_info": "出让合同", "fact_concern": "可能涉及商业秘密。"}
    ana.do(f"{at}/letter-draft?kind=consult_third_party", to=f"{at}/letter-draft",
           addressee="示例置业有限公司", fact_answer_days="15", **asked)  # fmt: skip
    ana.get(f"{at}/forms/slip_third_party", 404)
    ana.do(f"{at}/letter-submission")
    visit("qian").do(f"{at}/letter-signature")
    empty = words(ana, case_no, "slip_third_party", "1")
    assert "第三方示例置业有限公司所答文书示例公开〔2026〕1号" in empty
    assert "□同意公开　　□同意部分公开　　□不同意公开".replace("　", "") in empty

    ana.do(f"{at}/consultation", party="third_party", name="示例置业有限公司", subject="出让合同", letter="1")
    ana.do(f"{at}/opinion", ref="1", stance="objects", opinion="附件为商业秘密。")
    said = words(ana, case_no, "slip_third_party", "1")

    assert "☑不同意公开" in said
    assert "附件为商业秘密。" in said
    assert "日期：2026年11月20日" in said
    assert "征求意见回执（第三方） 示例公开〔2026〕1号" in ana.get(at).main()


def test_a_form_that_lacks_a_fact_says_which_and_where_and_prints_nothing(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/forms/search_record")

    assert "还没有检索记录" in page.main()
    assert "记录检索" in page.main()
    assert ana.client.get(f"/cases/{case_no}/forms/search_record.pdf").status_code == 400
    assert "缺：还没有检索记录" in ana.get(f"/cases/{case_no}").main()


def test_a_form_of_another_agency_is_closed(visit: Callable[[str], Visitor], answered: str) -> None:
    assert visit("cy").client.get(f"/cases/{answered}/forms/approval_sheet.pdf").status_code == 403


def test_a_case_without_a_draft_has_no_approval_sheet(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/forms/approval_sheet", 404)

    assert f"{case_no} 没有这种表单" in page.main()
    assert "没有找到" in ana.get(f"/cases/{case_no}/forms/no_such_form", 404).main()


def test_every_form_of_a_finished_case_is_filled_and_previewed(
    ana: Visitor, desk: Desk, answered: str
) -> None:
    ana.do(f"/cases/{answered}/publication", reason="内容可以公开。")
    view = desk.view(1, answered, NOW)
    found = forms.forms(view)

    sent_out = {"application_form", *(kind for kind in forms.MAKERS if kind.startswith("slip_"))}
    assert {form.kind for form in found} == set(forms.MAKERS) - {"confirmation_record"} - sent_out
    for form in found:
        assert form.gaps == ()
        page = ana.client.get(f"/cases/{answered}/forms/{form.kind}/preview?ref={form.ref}")
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "打印：安承办" in page.text


def test_a_case_of_the_old_text_cites_its_own_review(desk: Desk, ana: Visitor) -> None:
    form = a.Log(
        agency=2,
        channel=Channel.COUNTER,
        arrived_on=datetime(2019, 5, 10, tzinfo=UTC).date(),
        application="请求公开旧文件。",
        applicants=(a.Applicant(name="李样七"),),
        submission_key="old",
    )
    case_no = desk.log(1, form, NOW).case_no
    desk.perform(1, case_no, a.TakeInHand(handler=1), NOW)
    ana.do(f"/cases/{case_no}/search", places="档案系统", keywords="旧", searcher="安承办", hits="0")

    assert "国务院令第492号）第二十一条第三项" in words(ana, case_no, "search_record")
