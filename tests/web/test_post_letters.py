"""Letters that move the clock go out with the post of the day: each by its own act, told by its own words."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from letters_here import NOW, RULES
from letters_here import app as app
from letters_here import desk as desk
from pages import Page, Visitor, read
from pypdf import PdfReader

from notices.catalogue import shipped
from web.post import paging
from workflow import acts as a
from workflow import personal_data
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.outgoing import Out
from workflow.store import Store, repository
from workflow.store.letters.outgoing_rows import Place, Posted
from workflow.terms import Channel, ClosingGround, NoticeStatus, Party, Stance, Status
from workflow.verifying import verify

POSTED = date(2026, 11, 9)
EMS = "EX123456785CN"
CORRECTION = {"unclear": "没有写明年份\n没有写明文号", "how": "写明年份和文号。"}
FACTS: dict[str, dict[str, str]] = {
    "correction": CORRECTION,
    "reasons_request": {"counted": "本月第三十一件。"},
    "delayed_reply": {"finding": "数量大。", "new_due_on": "2026-12-31"},
    "consult_third_party": {"info": "出让合同\n价款清单", "concern": "可能涉及商业秘密。"},
    "notice_third_party": {"info": "出让合同", "reason": "公共利益需要公开。", "opinion": "disagree"},
    "extension": {},
    "fee_notice": {"charge_by": "per_case", "fee_count": "12", "pay_how": "到窗口缴纳。"},
}
COMPANY = "示例置业有限公司"
BEFORE: dict[str, tuple[tuple[int, a.Act], ...]] = {
    "delayed_reply": (
        (1, a.AskForReasons(facts="本月第三十一件")),
        (1, a.ReceiveReasons(reasons="研究所需", reasonable=True)),
    ),
    "notice_third_party": (
        (1, a.OpenConsultation(party=Party.THIRD_PARTY, name=COMPANY, subject="合同价款")),
        (1, a.RecordOpinion(ref="1", stance=Stance.OBJECTS, opinion="商业秘密")),
        (1, a.CloseConsultation(ref="1", ground=ClosingGround.OPINION)),
    ),
    "extension": ((1, a.ProposeExtension(reason="档案多")), (4, a.ApproveExtension())),
}
#: what the history says of the act beside the letter sent
SAID = {
    "correction": "CorrectionAsked",
    "reasons_request": "ReasonsAsked",
    "delayed_reply": "DelayedPeriodFixed",
    "consult_third_party": "ConsultationOpened",
    "notice_third_party": "ThirdPartyTold",
    "extension": "ExtensionNotified",
    "fee_notice": "FeeCharged",
}


def signed(visit: Callable[[str], Visitor], store: Store, case_no: str, kind: str) -> None:
    """A letter of that kind, signed, in a case where its act is open."""
    bare = Desk(store, replace(RULES, approvals=RULES.approvals.without_letters()))
    for who, act in BEFORE.get(kind, ()):
        bare.perform(who, case_no, act, NOW)
    to = {} if shipped()[kind].addressee == "applicant" else {"addressee": COMPANY}
    values = {f"fact_{name}": value for name, value in FACTS[kind].items()} | to
    ana, at = visit("ana"), f"/cases/{case_no}"
    ana.do(f"{at}/letter-draft?kind={kind}", to=f"{at}/letter-draft", **values)
    ana.do(f"{at}/letter-submission")
    if "legal" in RULES.approvals.letter_steps(kind):
        visit("fa").do(f"{at}/letter-legal-pass")
    visit("qian").do(f"{at}/letter-signature")


def posted(ana: Visitor, numbers: str) -> Page:
    """Paste, look, confirm."""
    page = read(ana.send("/post", to="/post/check", numbers=numbers))
    fields = [f for f in page.all("main")[0].iter("input") if f.get("type") == "hidden"]
    sent: dict[str, list[str]] = {}
    for field in fields:
        sent.setdefault(field.get("name", ""), []).append(field.get("value", ""))
    return read(ana.client.post("/post/send", data=sent))


@pytest.mark.parametrize("kind", SAID)
def test_a_pasted_number_sends_the_letter_by_its_own_act(
    kind: str, visit: Callable[[str], Visitor], store: Store, desk: Desk, case_no: str
) -> None:
    signed(visit, store, case_no, kind)

    done = posted(visit("ana"), EMS)

    view = desk.view(1, case_no, NOW)
    [notice] = view.case.notices
    assert "已登记 1 份，未登记 0 份" in done.main()
    assert (notice.status, notice.tracking_no, notice.sent_on) == (NoticeStatus.SENT, EMS, POSTED)
    assert SAID[kind] in [type(entry.fact).__name__ for entry in view.history[-2:]]
    assert verify(store, RULES) == []


def test_the_act_says_what_the_letter_says(
    visit: Callable[[str], Visitor], store: Store, desk: Desk, case_no: str
) -> None:
    signed(visit, store, case_no, "consult_third_party")
    posted(visit("ana"), EMS)

    view = desk.view(1, case_no, NOW)
    [asked] = view.case.consultations
    assert view.case.status is Status.CONSULTING
    assert (view.texts[asked.name_sha256], asked.subject) == (COMPANY, "出让合同、价款清单")
    assert asked.party is Party.THIRD_PARTY


def test_the_answer_day_counts_the_working_days_of_the_letter_from_the_posting(
    visit: Callable[[str], Visitor], store: Store, desk: Desk, case_no: str
) -> None:
    FACTS["correction"] = CORRECTION | {"answer_days": "5"}
    try:
        signed(visit, store, case_no, "correction")
    finally:
        FACTS["correction"] = CORRECTION
    posted(visit("ana"), EMS)

    assert desk.view(1, case_no, NOW).case.correction_answer_by == date(2026, 11, 16)


def test_the_list_says_what_posting_a_letter_does(
    visit: Callable[[str], Visitor], store: Store, case_no: str
) -> None:
    signed(visit, store, case_no, "correction")

    assert "寄发即：要求补正" in visit("ana").get("/post").main()


def test_joint_applicants_get_a_label_each_and_each_is_written_down(
    desk: Desk, visit: Callable[[str], Visitor], store: Store
) -> None:
    people = [a.Applicant(name=f"申请人{n}", id_kind="none", address=f"样本路{n}号") for n in (1, 2)]
    form = a.Log(
        agency=2,
        channel=Channel.COUNTER,
        arrived_on=date(2026, 11, 4),
        application="请求公开批准文件。",
        applicants=tuple(people),
        submission_key="joint",
    )
    one = desk.log(1, form, datetime(2026, 11, 4, 3, tzinfo=UTC)).case_no
    desk.perform(1, one, a.TakeInHand(handler=1), datetime(2026, 11, 5, 3, tzinfo=UTC))
    signed(visit, store, one, "correction")

    answer = visit("ana").client.get("/post/labels.pdf?sheet=2x7")

    [page] = PdfReader(io.BytesIO(answer.data)).pages
    text = "".join((page.extract_text() or "").split())
    assert all(part in text for part in ("申请人1", "样本路1号", "申请人2", "样本路2号"))
    with store.database.reading() as connection:
        watcher = repository.officer(connection, 6, POSTED)
        found = personal_data.looks(connection, watcher, personal_data.Asked(case_no=one))
    assert sorted(look.applicant for look in found) == ["申请人1", "申请人2"]


# pages of a long list ----------------------------------------------------------------------------


def letter(case_id: int) -> Posted:
    """A letter that waits."""
    out = Out("reply", "reply", "", "c", "to_send", "post", POSTED, None, None, "", 0)
    return Posted(case_id, f"A-{case_id}", 2, 1, "", "李", out)


def test_a_page_ends_where_the_next_begins() -> None:
    shown, last = paging.page([letter(n) for n in range(paging.MOST + 1)])

    assert len(shown) == paging.MOST
    assert last is not None
    assert paging.place(paging.mark(POSTED, last)) == Place(POSTED, paging.MOST - 1, "reply")
    assert paging.page(shown) == (shown, None)


@pytest.mark.parametrize("text", ["x", "2026-11-09~1", "2026-13-01~1~reply", "2026-11-09~x~reply"])
def test_a_place_that_was_tampered_with_is_refused(text: str, ana: Visitor) -> None:
    with pytest.raises(BadInput):
        paging.place(text)
    ana.get(f"/post?after={text}", 400)
    ana.get(f"/post/slips?after={text}", 400)
