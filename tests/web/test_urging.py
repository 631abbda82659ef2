"""Urging from the case page, and the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pages import Visitor

from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import NoticeStatus, Role

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
Visit = Callable[[str], Visitor]


@pytest.fixture
def head(store: Store, visit: Visit) -> Visitor:
    """A supervisor of the agency itself."""
    password = "correct horse battery"
    office.add_person(
        store, agency=2, account="du", name="杜督办", password=password, roles=(Role.SUPERVISOR,)
    )
    return visit("du")


def test_a_supervisor_above_urges_and_the_handler_answers(visit: Visit, ana: Visitor, case_no: str) -> None:
    visit("su").do(f"/cases/{case_no}/urging", demands="尽快答复", answer_by="2026-11-24")
    seen = ana.get(f"/cases/{case_no}")
    ana.do(f"/cases/{case_no}/urging-answer", answer="已完成检索")
    after = ana.get(f"/cases/{case_no}")

    assert "催办，2026年11月24日前答复" in seen.main()
    assert "尽快答复" in seen.main()
    assert any(link.endswith("/urging-answer") for link in seen.links())
    assert "已完成检索" in after.main()
    assert not any(link.endswith("/urging-answer") for link in after.links())


@pytest.fixture
def signers(store: Store, visit: Visit) -> tuple[Visitor, Visitor]:
    """The head of the disclosure office and the leader of the agency above."""
    password = "correct horse battery"
    for account, role in (("gao", Role.APPROVER), ("lin", Role.LEADER)):
        office.add_person(store, agency=1, account=account, name=account, password=password, roles=(role,))
    return visit("gao"), visit("lin")


def test_from_above_the_letter_is_issued_by_the_agency_above(
    visit: Visit, signers: tuple[Visitor, Visitor], ana: Visitor, desk: Desk, case_no: str
) -> None:
    asked = visit("su").get(f"/cases/{case_no}/urging").values()
    visit("su").do(f"/cases/{case_no}/urging", demands="尽快答复", answer_by="2026-11-24", with_letter="1")
    head, leader = signers
    head.do(f"/cases/{case_no}/letter-endorsement")
    leader.do(f"/cases/{case_no}/letter-signature")
    visit("su").do(f"/cases/{case_no}/letter-dispatch", way="agency")

    view = desk.view(6, case_no, NOW)
    content = json.loads(view.texts[view.case.notices[0].content_sha256])
    assert (asked["issuer"], asked["addressee"]) == ("1", "示例市人民政府办公室")
    assert content["organ"]["name"] == "示例市人民政府"
    assert content["number"].endswith("1号")
    assert view.case.notices[0].status is NoticeStatus.SENT
    assert "示例市人民政府" in ana.get(f"/cases/{case_no}").main()


def test_who_signs_above_finds_it_in_the_queue_and_sees_no_other_case(
    visit: Visit, signers: tuple[Visitor, Visitor], case_no: str
) -> None:
    before = signers[0].client.get(f"/cases/{case_no}").status_code
    visit("su").do(f"/cases/{case_no}/urging", demands="尽快答复", answer_by="2026-11-24", with_letter="1")

    queue = signers[0].get("/approval")
    page = signers[0].get(f"/cases/{case_no}/letters/1/decision")
    assert before == 403
    assert case_no in queue.main()
    assert "催办通知书" in page.main()
    assert any(form.get("action", "").endswith("/letters/1/decision") for form in page.all("form"))
    assert not any(
        "letter-endorsement" in link for link in visit("qian").get(f"/cases/{case_no}/letters/1").links()
    )


def test_in_the_agency_the_letter_is_drafted_with_it(head: Visitor, desk: Desk, case_no: str) -> None:
    address = f"/cases/{case_no}/urging"
    sent = {
        "demands": "尽快答复\n说明原因",
        "answer_by": "2026-11-24",
        "with_letter": "1",
        "addressee": "综合科",
    }
    answer = head.client.post(address, data=head.get(address).values() | sent)
    assert answer.status_code == 303

    view = desk.view(1, case_no, NOW)
    [letter] = view.case.notices
    content = view.texts[letter.content_sha256]
    assert (letter.kind, letter.next_step) == ("supervision_urge", "approval")
    assert '"demands": ["尽快答复", "说明原因"]' in content
    assert '"overdue_days": 0' in content
    assert '"综合科"' in content


def test_an_order_without_what_is_wrong_is_refused(visit: Visit, case_no: str) -> None:
    page = visit("su").refused(
        f"/cases/{case_no}/urging", 409, kind="order", demands="整改", answer_by="2026-11-24"
    )

    assert "督办须写明存在的问题" in page.main()


@pytest.mark.parametrize("missing", ["demands", "answer_by"])
def test_what_is_asked_and_by_when_must_be_said(visit: Visit, case_no: str, missing: str) -> None:
    sent = {"demands": "尽快答复", "answer_by": "2026-11-24"} | {missing: ""}

    page = visit("su").refused(f"/cases/{case_no}/urging", 400, **sent)

    assert page.all("h1")


def test_a_handler_does_not_urge(ana: Visitor, case_no: str) -> None:
    assert ana.client.get(f"/cases/{case_no}/urging").status_code == 403
