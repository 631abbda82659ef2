"""A letter on its route: every step has its queue, its figure and its page, and the page says who is waited for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from letters_here import NOW, RULES, unchecked
from letters_here import app as app
from pages import PASSWORD, Page, Visitor

from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import NoticeStatus, Role
from workflow.verifying import verify

desk = unchecked  # what the checks find is tested in test_letters_sent


@pytest.fixture
def leader(store: Store, app: Flask) -> Visitor:
    """The agency's leader."""
    office.add_person(store, agency=2, account="lin", name="林局长", password=PASSWORD, roles=[Role.LEADER])
    someone = Visitor(app.test_client())
    someone.sign_in("lin")
    return someone


TOLD = {
    "addressee": "示例置业有限公司",
    "fact_info": "出让合同",
    "fact_reason": "公共利益需要公开。",
    "fact_opinion": "disagree",
    "fact_asked_on": "2026-11-06",
}


@pytest.fixture
def letter(ana: Visitor, case_no: str) -> str:
    """The case, its letter to the third party submitted: legal review, then the head signs."""
    at = f"/cases/{case_no}"
    ana.do(f"{at}/letter-draft?kind=notice_third_party", to=f"{at}/letter-draft", **TOLD)
    ana.do(f"{at}/letter-submission")
    return case_no


def submitted(desk: Desk, case_no: str, kind: str) -> str:
    """The case, a letter of that kind submitted; its words do not matter to its way."""
    desk.perform(1, case_no, a.DraftNotice(kind=kind, content={"claim": "撤销"}), NOW)
    desk.perform(1, case_no, a.SubmitNotice(ref="1"), NOW)
    return case_no


def figure(page: Page, label: str) -> str:
    """The number beside a line of the navigation."""
    [line] = [a for a in page.tree.iter("a") if (a.findtext("span") or "") == label]
    return line.findtext("b") or ""


def test_the_legal_reviewer_finds_the_letter_and_the_head_does_not_yet(
    visit: Callable[[str], Visitor], letter: str
) -> None:
    waiting, yet = visit("fa").get("/review"), visit("qian").get("/approval")

    assert letter in waiting.main()
    assert "等待法制审核" in waiting.main()
    assert figure(waiting, "待审查") == "1"
    assert letter not in yet.main()
    assert figure(yet, "待签发") == ""
    assert letter not in visit("rui").get("/review").main()


def test_after_legal_review_the_letter_moves_to_the_head(
    visit: Callable[[str], Visitor], letter: str, desk: Desk
) -> None:
    visit("fa").do(f"/cases/{letter}/letter-legal-pass", remark="依据充分")

    page = visit("qian").get("/approval")
    assert letter in page.main()
    assert figure(page, "待签发") == "1"
    assert letter not in visit("fa").get("/review").main()
    assert desk.view(1, letter, NOW).case.notices[0].next_step == "approval"


def test_the_page_of_the_letter_says_what_is_done_and_what_comes(
    visit: Callable[[str], Visitor], letter: str
) -> None:
    visit("fa").do(f"/cases/{letter}/letter-legal-pass")

    page = visit("ana").get(f"/cases/{letter}/letters/1")
    stages = ["".join(li.itertext()).split() for li in page.tree.iter("li") if li.get("class") in HOW]

    assert stages == [
        ["经办", "✓", "安承办"],
        ["法制审核", "✓", "法审核"],
        ["公开工作机构负责人签发", "正在等待"],
    ]
    assert [li.get("class") for li in page.tree.iter("li") if li.get("aria-current") == "step"] == ["next"]


HOW = ("done", "next", "later")


def test_a_letter_the_leader_signs_passes_everybody_once(
    visit: Callable[[str], Visitor], leader: Visitor, desk: Desk, store: Store, case_no: str
) -> None:
    at = f"/cases/{submitted(desk, case_no, 'review_answer')}"
    visit("fa").do(f"{at}/letter-legal-pass")
    visit("qian").do(f"{at}/letter-endorsement", remark="同意")
    assert figure(leader.get("/approval"), "待签发") == "1"

    desk.perform(8, case_no, a.SignNotice(ref="1"), NOW)

    assert desk.view(1, case_no, NOW).case.notices[0].status is NoticeStatus.SIGNED
    assert verify(store, RULES) == []
    assert figure(leader.get("/approval"), "待签发") == ""


def test_the_leader_may_send_a_letter_back_with_the_reason(
    visit: Callable[[str], Visitor], leader: Visitor, desk: Desk, case_no: str
) -> None:
    at = f"/cases/{submitted(desk, case_no, 'review_answer')}"
    visit("fa").do(f"{at}/letter-legal-pass")
    visit("qian").do(f"{at}/letter-endorsement")

    leader.do(f"{at}/letter-return", reason="补充证据目录")

    assert desk.view(1, case_no, NOW).case.notices[0].status is NoticeStatus.DRAFTED
    assert "补充证据目录" in visit("ana").get(at).main()
    assert case_no not in visit("fa").get("/review").main()


@pytest.mark.parametrize(
    ("account", "noun", "said"),
    [
        ("qian", "letter-legal-pass", "须由法制审核办理"),
        ("ana", "letter-endorsement", "须由签发办理"),
        ("fa", "letter-signature", "办理"),
    ],
)
def test_a_step_of_another_role_is_refused_and_says_whose_it_is(
    visit: Callable[[str], Visitor], letter: str, account: str, noun: str, said: str
) -> None:
    page = visit(account).get(f"/cases/{letter}/{noun}", 403)

    assert said in page.main()


def test_the_head_sees_why_signing_is_closed_before_legal_review(
    visit: Callable[[str], Visitor], letter: str
) -> None:
    page = visit("qian").get(f"/cases/{letter}/letter-signature", 409)

    assert "文书正在等待法制审核" in page.main()


def test_a_page_opened_before_the_letter_went_on_changes_nothing(
    visit: Callable[[str], Visitor], letter: str, desk: Desk
) -> None:
    fa, address = visit("fa"), f"/cases/{letter}/letter-legal-pass"
    seen = fa.get(address).values()
    desk.perform(1, letter, a.Note(note="申请人来电"), NOW)

    response = fa.client.post(address, data=seen)

    assert response.status_code == 409
    assert desk.view(1, letter, NOW).case.notices[0].passed == ()


def test_a_letter_is_decided_on_the_same_page_as_a_reply(
    visit: Callable[[str], Visitor], letter: str, desk: Desk
) -> None:
    fa, at = visit("fa"), f"/cases/{letter}/letters/1/decision"
    page = fa.get(at)
    assert "所引条文" in page.main()
    assert any(link.endswith("/letters/1/decision") for link in fa.get("/review").links())
    source = page.source
    sent = {
        name: source.split(f'name="{name}" value="')[1].split('"')[0] for name in ("csrf_token", "version")
    }

    back = {"do": "return", "comments-0-paragraph": "3", "comments-0-text": "写明救济途径"}
    assert fa.client.post(at, data=sent | back).status_code == 303

    assert desk.view(1, letter, NOW).case.notices[0].status is NoticeStatus.DRAFTED
    assert "写明救济途径" in visit("ana").get(at).main()


def test_who_takes_a_letter_over_writes_it_on_and_somebody_else_takes_its_steps(
    visit: Callable[[str], Visitor], store: Store, app: Flask, letter: str, desk: Desk
) -> None:
    office.add_person(
        store, agency=2, account="lu", name="陆审核", password=PASSWORD, roles=[Role.LEGAL_REVIEWER]
    )
    fa, at = visit("fa"), f"/cases/{letter}"
    seen = fa.get(f"{at}/letters/1/decision").values() | {"do": "takeover", "why": "救济段须重写"}

    response = fa.client.post(f"{at}/letters/1/decision", data=seen)
    assert response.headers["Location"].endswith("/letter-revision?ref=1")
    mine = fa.get("/")
    assert "接手的文书" in mine.main()
    [onward] = [link for link in mine.links() if link.endswith("/letter-revision?ref=1")]
    fa.do(onward, to=f"{at}/letter-revision", fact_reason="公共利益确有需要。")
    assert [link for link in fa.get("/").links() if link.endswith("/letter-submission?ref=1")]
    fa.do(f"{at}/letter-submission")
    assert "接手的文书" not in fa.get("/").main()

    assert "拟稿人、已办过一道审签的人不能再办" in fa.get(f"{at}/letters/1/decision").main()
    lu = Visitor(app.test_client())
    lu.sign_in("lu")
    lu.do(f"{at}/letter-legal-pass")
    visit("qian").do(f"{at}/letter-signature")
    assert desk.view(1, letter, NOW).case.notices[0].status is NoticeStatus.SIGNED
    assert "救济段须重写" in lu.get(f"{at}/forms/approval_sheet?ref=1").main()


def test_a_letter_is_not_taken_over_without_a_reason(
    visit: Callable[[str], Visitor], letter: str, desk: Desk
) -> None:
    fa, at = visit("fa"), f"/cases/{letter}/letters/1/decision"
    seen = fa.get(at).values() | {"do": "takeover", "why": " "}

    response = fa.client.post(at, data=seen)

    assert response.status_code == 400
    assert "接手的理由" in response.get_data(as_text=True)
    assert desk.view(1, letter, NOW).case.notices[0].status is NoticeStatus.SUBMITTED
