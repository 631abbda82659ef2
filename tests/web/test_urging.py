"""Urging from the case page, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pages import Visitor

from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Role

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


def test_from_above_no_letter_of_the_agency_is_offered(visit: Visit, case_no: str) -> None:
    names = {field.get("name") for field in visit("su").get(f"/cases/{case_no}/urging").all("input")}

    assert "with_letter" not in names


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
