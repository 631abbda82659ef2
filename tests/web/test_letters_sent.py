"""Letters beside the reply, all the way: drafted, submitted, signed by someone else, sent by their act, served."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from flask import Flask
from letters_here import NOW, RULES
from letters_here import app as app
from letters_here import desk as desk
from pages import PASSWORD, Visitor, read

from notices.catalogue import shipped
from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.guards.letters import SENDS
from workflow.store import Store
from workflow.terms import ClosingGround, NoticeStatus, Party, Role, Stance, Status
from workflow.verifying import verify

#: what the act's form asks, and what its letter states beyond what the file tells
SAID: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "ask_for_correction": (
        "correction-request",
        {"items": "请写明年份"},
        {"unclear": "没有写明年份", "how": "写明年份。"},
    ),
    "ask_for_reasons": ("reasons-request", {"facts": "本月第三十一件"}, {"counted": "本月第三十一件。"}),
    "fix_delayed_period": (
        "delayed-period",
        {"until": "2026-12-31", "reason": "数量大"},
        {"finding": "数量大。", "new_due_on": "2026-12-31"},
    ),
    "open_consultation": (
        "consultation",
        {"party": "third_party", "name": "示例置业有限公司", "subject": "合同价款"},
        {"info": "出让合同", "concern": "可能涉及商业秘密。"},
    ),
    "tell_third_party": (
        "third-party-notice",
        {"reason": "公共利益"},
        {"info": "出让合同", "reason": "公共利益需要公开。", "opinion": "disagree"},
    ),
    "notify_extension": ("extension-notice", {}, {}),
    "charge_fee": (
        "fee",
        {"mode": "per_case", "count": "12"},
        {
            "charge_by": "per_case",
            "fee_count": "12",
            "pay_how": "到窗口缴纳。",
        },
    ),
}
#: acts of the handler (1) and the approver (4) that open the way to each, letters kept aside
BEFORE: dict[str, tuple[tuple[int, a.Act], ...]] = {
    "fix_delayed_period": (
        (1, a.AskForReasons(facts="本月第三十一件")),
        (1, a.ReceiveReasons(reasons="研究所需", reasonable=True)),
    ),
    "tell_third_party": (
        (1, a.OpenConsultation(party=Party.THIRD_PARTY, name="示例置业有限公司", subject="合同价款")),
        (1, a.RecordOpinion(ref="1", stance=Stance.OBJECTS, opinion="商业秘密")),
        (1, a.CloseConsultation(ref="1", ground=ClosingGround.OPINION)),
    ),
    "notify_extension": ((1, a.ProposeExtension(reason="档案多")), (4, a.ApproveExtension())),
}


def prepared(store: Store, case_no: str, move: str) -> None:
    """What comes before the act, done at an office that keeps such letters elsewhere."""
    bare = Desk(store, replace(RULES, approvals=RULES.approvals.without_letters()))
    for who, act in BEFORE.get(move, ()):
        bare.perform(who, case_no, act, NOW)


def kind_of(move: str) -> str:
    return SENDS[move][0]


def draft(ana: Visitor, case_no: str, kind: str, facts: dict[str, str], **more: str) -> str:
    address = f"/cases/{case_no}/letter-draft?kind={kind}"
    to = {} if shipped()[kind].addressee == "applicant" else {"addressee": "示例置业有限公司"}
    values = {f"fact_{name}": value for name, value in facts.items()} | to | more
    return ana.do(address, to=f"/cases/{case_no}/letter-draft", **values)


@pytest.mark.parametrize("move", SENDS)
def test_a_letter_goes_from_the_draft_to_the_proof_of_service(
    move: str, visit: Callable[[str], Visitor], store: Store, desk: Desk, case_no: str
) -> None:
    ana, qian, at = visit("ana"), visit("qian"), f"/cases/{case_no}"
    noun, said, facts = SAID[move]
    prepared(store, case_no, move)
    assert "先拟写并签发相应文书" in read(ana.client.get(f"{at}/{noun}")).main()

    draft(ana, case_no, kind_of(move), facts)
    ana.do(f"{at}/letter-submission")
    if "legal" in RULES.approvals.letter_steps(kind_of(move)):
        visit("fa").do(f"{at}/letter-legal-pass")
    assert case_no in qian.get("/approval").main()
    assert "核查" in qian.get(f"{at}/letters/1").main()
    qian.do(f"{at}/letter-signature")
    ana.do(f"{at}/{noun}", carrier="中国邮政", tracking_no="XA1", **said)
    ana.do(f"{at}/letter-service", how="本人签收")

    [notice] = desk.view(1, case_no, NOW).case.notices
    assert notice.status is NoticeStatus.SERVED
    assert notice.document_no == "示例公开〔2026〕1号"
    assert notice.tracking_no == "XA1"
    pdf = ana.client.get(f"{at}/letters/1.pdf").data
    assert [f.pdf_sha256 for f in desk.view(1, case_no, NOW).case.letters] == [sha256(pdf).hexdigest()]
    assert verify(store, RULES) == []


CORRECTION = SAID["ask_for_correction"][2]


def test_a_draft_shows_the_form_of_its_own_series_with_the_number_open(
    visit: Callable[[str], Visitor], store: Store, case_no: str
) -> None:
    office.set_number_form(store, agency=2, series="notice", template="示例公开告〔{year}〕{n}号")
    draft(visit("ana"), case_no, "correction", CORRECTION)

    assert "示例公开告〔2026〕 号" in visit("ana").get(f"/cases/{case_no}/letters/1").main()
    assert "示例公开告〔2026〕" in visit("ana").client.get(f"/cases/{case_no}/letters/1/preview").text
    visit("ana").do(f"/cases/{case_no}/letter-submission")
    visit("qian").do(f"/cases/{case_no}/letter-signature")
    assert "示例公开告〔2026〕1号" in visit("ana").get(f"/cases/{case_no}/letters/1").main()


def signed(visit: Callable[[str], Visitor], case_no: str) -> None:
    draft(visit("ana"), case_no, "correction", CORRECTION)
    visit("ana").do(f"/cases/{case_no}/letter-submission")
    visit("qian").do(f"/cases/{case_no}/letter-signature")


def test_a_private_courier_is_refused_with_the_rule(visit: Callable[[str], Visitor], case_no: str) -> None:
    signed(visit, case_no)

    page = visit("ana").refused(f"/cases/{case_no}/correction-request", 409, items="年份", carrier="某某速运")

    assert "不得使用快递公司" in page.main()


def test_the_drafter_does_not_sign(app: Flask, store: Store, desk: Desk, case_no: str) -> None:
    everything = (Role.HANDLER, Role.FRONT_DESK, Role.APPROVER)
    office.add_person(store, agency=2, account="duo", name="多面手", password=PASSWORD, roles=everything)
    duo = Visitor(app.test_client())
    duo.sign_in("duo")

    draft(duo, case_no, "correction", CORRECTION)
    duo.do(f"/cases/{case_no}/letter-submission")

    assert "拟稿人不能审核、签发自己的文书" in duo.refused(f"/cases/{case_no}/letter-signature", 409).main()
    assert desk.view(1, case_no, NOW).case.notices[0].document_no == ""


def test_a_voided_letter_keeps_its_number_and_the_new_one_names_it(
    visit: Callable[[str], Visitor], store: Store, desk: Desk, case_no: str
) -> None:
    signed(visit, case_no)
    visit("qian").do(f"/cases/{case_no}/letter-void", reason="期限写错")

    draft(visit("ana"), case_no, "correction", CORRECTION, supersedes="1")
    visit("ana").do(f"/cases/{case_no}/letter-submission")
    visit("qian").do(f"/cases/{case_no}/letter-signature")

    first, second = desk.view(1, case_no, NOW).case.notices
    assert (first.status, first.document_no, first.void_because) == (
        NoticeStatus.VOIDED,
        "示例公开〔2026〕1号",
        "期限写错",
    )
    assert (second.document_no, second.supersedes) == ("示例公开〔2026〕2号", "1")
    assert verify(store, RULES) == []


def test_a_returned_letter_is_revised_with_what_it_said(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    ana = visit("ana")
    draft(ana, case_no, "correction", CORRECTION)
    ana.do(f"/cases/{case_no}/letter-submission")
    visit("qian").do(f"/cases/{case_no}/letter-return", reason="写明文号")

    assert ana.get(f"/cases/{case_no}/letter-revision").values()["fact_how"] == "写明年份。"
    ana.do(f"/cases/{case_no}/letter-revision", fact_how="写明文号。")

    view = desk.view(1, case_no, NOW)
    assert json.loads(view.texts[view.case.notices[0].content_sha256])["facts"]["how"] == "写明文号。"


def test_a_letter_with_a_fault_is_not_signed(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str
) -> None:
    draft(visit("ana"), case_no, "correction", CORRECTION | {"how": "联系13800138000【待填】"})
    visit("ana").do(f"/cases/{case_no}/letter-submission")

    page = visit("qian").refused(f"/cases/{case_no}/letter-signature", 409)

    assert "还有未填写的地方" in page.main()
    assert desk.view(1, case_no, NOW).case.notices[0].status is NoticeStatus.SUBMITTED


def test_after_a_failed_delivery_the_page_says_what_comes_next(
    visit: Callable[[str], Visitor], case_no: str
) -> None:
    signed(visit, case_no)
    ana = visit("ana")
    ana.do(f"/cases/{case_no}/correction-request", items="年份")
    ana.do(f"/cases/{case_no}/letter-failed-service", reason="查无此人")

    assert "投递未成" in ana.get(f"/cases/{case_no}").main()


def test_a_file_that_was_changed_is_found(
    visit: Callable[[str], Visitor], store: Store, desk: Desk, case_no: str
) -> None:
    signed(visit, case_no)
    held = desk.view(1, case_no, NOW).case.letters[0]
    store.documents.path(held.pdf_sha256).write_bytes(b"%PDF forged")

    assert read(visit("ana").client.get(f"/cases/{case_no}/letters/1.pdf")).status == 500
    assert [fault.case_no for fault in verify(store, RULES)] == [case_no]


def test_a_signed_reply_is_recalled_and_its_number_stays_taken(
    visit: Callable[[str], Visitor], store: Store, desk: Desk, case_no: str
) -> None:
    def approved() -> None:
        visit("ana").do(f"/cases/{case_no}/submission")
        visit("rui").do(f"/cases/{case_no}/secrecy-pass")
        visit("qian").do(f"/cases/{case_no}/approval")

    visit("ana").do(f"/cases/{case_no}/draft", supplied="批准文件")
    approved()
    visit("qian").do(f"/cases/{case_no}/recall", reason="附件有误")
    assert desk.view(1, case_no, NOW).case.status is Status.IN_HAND
    visit("ana").do(f"/cases/{case_no}/draft", supplied="批准文件及附件")
    approved()

    assert desk.view(1, case_no, NOW).case.document_no == "示例公开〔2026〕2号"
    assert verify(store, RULES) == []
