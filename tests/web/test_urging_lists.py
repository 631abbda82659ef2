"""Urging from the lists of supervision: a button on each row, one act each, and back to the row one came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from flask import Flask
from pages import Page, Visitor, read
from werkzeug.test import TestResponse

from workflow import acts as a
from workflow.desk import Desk

LATE = datetime(2026, 12, 10, 3, tzinfo=UTC)
LIST = "/supervision/cases?band=overdue"


@pytest.fixture
def su(visit: Callable[[str], Visitor], app: Flask, case_no: str) -> Visitor:
    """The supervisor above, on a day on which the case is overdue."""
    app.config["NOW"] = lambda: LATE
    return visit("su")


def press(who: Visitor, address: str, **button: str) -> Page:
    """Press a button of the list, and see what is to be confirmed."""
    found = who.get(address)
    listed = [field.attrib["value"] for field in found.all("input") if field.get("name") == "listed"]
    data = found.values() | {"listed": listed} | button
    return read(who.client.post("/ledger/bulk", data=data))


def confirm(who: Visitor, page: Page, **said: str) -> TestResponse:
    return who.client.post(
        "/ledger/bulk/acts", data=page.values() | {"demands": "尽快答复", "answer_by": "2026-12-15"} | said
    )


@pytest.mark.parametrize("address", ["/supervision", LIST])
def test_a_row_urges_its_case_and_leads_back_to_it(
    su: Visitor, desk: Desk, case_no: str, address: str
) -> None:
    answer = confirm(su, press(su, address, case=case_no))

    [urging] = desk.view(6, case_no, LATE).case.urgings
    assert urging.answered_on is None
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{address}#{quote(case_no)}"
    back = su.get(address)
    assert any(row.get("id") == case_no for row in back.all("tr"))
    assert "已催办，12月15日前答复" in back.main()


def test_all_that_are_shown_are_urged_at_once(su: Visitor, desk: Desk, case_no: str) -> None:
    page = press(su, LIST, all="1")

    assert confirm(su, page).status_code == 303
    assert len(desk.view(6, case_no, LATE).case.urgings) == 1


def test_what_is_not_done_is_told_with_the_way_back(su: Visitor, desk: Desk, case_no: str) -> None:
    page = press(su, LIST, case=case_no)
    confirm(su, page)

    again = read(confirm(su, page))

    assert "没有办成 1 件" in again.main()
    assert any(link.startswith(LIST) for link in again.links())
    assert len(desk.view(6, case_no, LATE).case.urgings) == 1


@pytest.mark.parametrize("wanted", ["//evil.example/x", "https://evil.example", "/\\evil.example"])
def test_the_way_back_never_leads_out_of_the_house(su: Visitor, case_no: str, wanted: str) -> None:
    page = press(su, LIST, case=case_no)

    answer = confirm(su, page, back=wanted)

    assert answer.headers["Location"].startswith("/#")


def test_an_answer_that_did_not_come_is_marked_in_the_list(app: Flask, su: Visitor, case_no: str) -> None:
    confirm(su, press(su, LIST, case=case_no))
    app.config["NOW"] = lambda: datetime(2026, 12, 17, 3, tzinfo=UTC)

    assert "逾期未答" in su.get(LIST).main()
    assert "urging_answer" in " ".join(su.get("/supervision").links())


def test_who_only_looks_is_offered_no_button(
    visit: Callable[[str], Visitor], su: Visitor, case_no: str
) -> None:
    names = {button.get("name") for button in visit("qian").get(LIST).all("button")}

    assert not names & {"case", "all"}
    assert {"case", "all"} <= {button.get("name") for button in su.get(LIST).all("button")}


def test_an_answer_that_came_stands_in_the_list(su: Visitor, desk: Desk, case_no: str) -> None:
    confirm(su, press(su, LIST, case=case_no))
    confirm(su, press(su, LIST, case=case_no), answer_by="2026-12-16")
    once = su.get(LIST).main()
    for ref in ("1", "2"):
        desk.perform(1, case_no, a.AnswerUrging(ref=ref, answer="本周答复"), LATE)

    assert "已催办 2 次，12月15日前答复" in once
    assert "已催办 2 次，12月10日已答复" in su.get(LIST).main()


def test_one_case_alone_is_not_called_several(su: Visitor, case_no: str) -> None:
    alone = press(su, LIST, case=case_no)

    assert [heading.text for heading in alone.all("h1")] == ["催办"]
    assert any(link.endswith("/urging") for link in alone.links())
