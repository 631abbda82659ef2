"""Several signed at once: only what no check says anything on, listed before, each an act of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Flask
from pages import Page, Visitor, read
from reviews import another, waiting

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import Status

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def ticks(page: Page) -> list[str]:
    """The keys that can be ticked."""
    return [box.get("value", "") for box in page.all("input") if box.get("name") == "letter"]


def send(someone: Visitor, address: str, keys: list[str]) -> Page:
    """Send the ticked keys."""
    source = someone.get("/approval").source
    token = source.split('name="csrf_token" value="')[1].split('"')[0]
    return read(someone.client.post(address, data={"csrf_token": token, "letter": keys}))


def test_each_is_listed_first_and_then_signed_by_its_own_act(
    visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    both = [awaiting_approval, waiting(visit, another(desk, "k2", date(2026, 11, 5)))]
    qian = visit("qian")

    listed = send(qian, "/approval/batch", ticks(qian.get("/approval")))
    assert all(case_no in listed.main() for case_no in both)
    assert {desk.view(1, no, NOW).case.status for no in both} == {Status.AWAITING_APPROVAL}

    signed = send(qian, "/approval/batch/signature", ticks(listed))
    assert "签发 2 件" in signed.main()
    assert {desk.view(1, no, NOW).case.status for no in both} == {Status.APPROVED}
    numbers = {desk.view(1, no, NOW).case.document_no for no in both}
    assert len(numbers) == 2


def test_what_a_check_warns_of_cannot_be_ticked_and_says_why(
    app: Flask, visit: Callable[[str], Visitor], awaiting_approval: str
) -> None:
    app.config["NOW"] = lambda: datetime(2026, 12, 4, 3, tzinfo=UTC)  # the deadline has passed

    page = visit("qian").get("/approval")

    assert ticks(page) == []
    assert "期限 2026-12-02 已过" in page.main()
    assert "须打开逐件办理" in page.main()


def test_the_checks_run_again_at_the_signature(
    app: Flask, visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    qian = visit("qian")
    keys = ticks(qian.get("/approval"))
    app.config["NOW"] = late = lambda: datetime(2026, 12, 4, 3, tzinfo=UTC)
    qian = visit("qian")

    page = send(qian, "/approval/batch/signature", keys)

    assert "1 件没有签发" in page.main()
    assert "已过" in page.main()
    assert desk.view(1, awaiting_approval, late()).case.status is Status.AWAITING_APPROVAL


def test_what_was_changed_since_is_not_signed_and_stops_no_other(
    visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    other = waiting(visit, another(desk, "k2", date(2026, 11, 5)))
    qian = visit("qian")
    keys = ticks(qian.get("/approval"))
    desk.perform(1, other, a.Note(note="申请人来电"), NOW)

    page = send(qian, "/approval/batch/signature", keys).main()

    assert "签发 1 件" in page
    assert "已有变化" in page
    assert desk.view(1, awaiting_approval, NOW).case.status is Status.APPROVED
    assert desk.view(1, other, NOW).case.status is Status.AWAITING_APPROVAL


def test_nothing_ticked_and_a_forged_key_are_refused(
    visit: Callable[[str], Visitor], awaiting_approval: str
) -> None:
    qian = visit("qian")

    assert send(qian, "/approval/batch", []).status == 400
    assert send(qian, "/approval/batch", ["nonsense"]).status == 400


def test_a_person_without_the_role_signs_nothing(
    visit: Callable[[str], Visitor], ana: Visitor, desk: Desk, awaiting_approval: str
) -> None:
    version = desk.view(1, awaiting_approval, NOW).case.version
    token = ana.get("/").source.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"csrf_token": token, "letter": f"{awaiting_approval}~~{version}"}

    assert ana.client.post("/approval/batch/signature", data=sent).status_code == 403
