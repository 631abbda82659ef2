"""Letters beside the reply in the editor: shown and checked while they are typed, nothing unsaved lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from pages import Page, Visitor, read

from workflow.desk import Desk
from workflow.rules import Rules

KIND = "correction"


@pytest.fixture
def full_office(app: Flask, desk: Desk) -> Visitor:
    """Ana in an office whose letters are all drafted and signed here."""
    desk.rules = Rules.load()
    someone = Visitor(app.test_client())
    someone.sign_in("ana")
    return someone


def typed(ana: Visitor, case_no: str, do: str, **values: Any) -> Page:
    """The editor after a button was pressed with these values."""
    address = f"/cases/{case_no}/letter-draft"
    sent = ana.get(f"{address}?kind={KIND}").values() | values | {"do": do}
    return read(ana.client.post(address, data=sent))


def test_first_the_kind_is_chosen_then_its_fields_stand_beside_the_letter(ana: Visitor, case_no: str) -> None:
    kinds = ana.get(f"/cases/{case_no}/letter-draft").main()
    page = ana.get(f"/cases/{case_no}/letter-draft?kind={KIND}")

    assert "补正告知书" in kinds
    assert "收件单位或者个人" not in kinds
    assert "fact_how" in page.values()
    assert "核查" in page.main()


def test_what_is_missing_is_marked_in_the_letter_and_counted(ana: Visitor, case_no: str) -> None:
    address = f"/cases/{case_no}/letters/unsaved?kind={KIND}"
    typed(ana, case_no, "preview", fact_unclear="没有写明年份。", fact_how="")

    letter = ana.client.get(address)

    assert "没有写明年份" in letter.get_data(as_text=True)
    assert "【待填" in letter.get_data(as_text=True)
    assert "default-src 'none'" in letter.headers["Content-Security-Policy"]
    assert "处须改正" in ana.get(f"/cases/{case_no}/letter-draft?kind={KIND}").main()


def test_what_was_typed_comes_back_to_its_writer_and_its_letter_alone(
    ana: Visitor, visit: Callable[[str], Visitor], case_no: str
) -> None:
    typed(ana, case_no, "preview", fact_how="写明年份。")

    again = ana.get(f"/cases/{case_no}/letter-draft?kind={KIND}")

    assert "已恢复" in again.main()
    assert again.values()["fact_how"] == "写明年份。"
    assert "已恢复" not in ana.get(f"/cases/{case_no}/letter-draft?kind=reasons_request").main()
    assert "已恢复" not in ana.get(f"/cases/{case_no}/draft").main()
    assert "写明年份。" not in visit("bo").get(f"/cases/{case_no}/letter-draft?kind={KIND}").source


def test_given_up_it_is_gone(ana: Visitor, case_no: str) -> None:
    typed(ana, case_no, "preview", fact_how="写明年份。")
    ana.do(f"/cases/{case_no}/letter-draft?kind={KIND}", to=f"/cases/{case_no}/letter-draft", do="discard")

    assert ana.get(f"/cases/{case_no}/letter-draft?kind={KIND}").values()["fact_how"] == ""


def test_a_saved_letter_is_changed_in_the_same_editor(ana: Visitor, case_no: str) -> None:
    at = f"/cases/{case_no}/letter-draft"
    first = {"fact_unclear": "没有写明年份。", "fact_how": "写明年份。"}
    ana.do(f"{at}?kind={KIND}", to=at, **first)

    page = ana.get(f"/cases/{case_no}/letter-revision")

    assert page.values()["fact_how"] == "写明年份。"
    assert "核查" in page.main()


def test_somebody_elses_agency_writes_no_letter(visit: Callable[[str], Visitor], case_no: str) -> None:
    cy = visit("cy")
    pages = [cy.get(f"/cases/{case_no}/{at}?kind={KIND}", 403) for at in ("letter-draft", "letters/unsaved")]

    assert ["本案属于其他机关" in page.main() for page in pages] == [True, True]
    assert not [page for page in pages if "李样七" in page.source]


def test_an_act_that_sends_a_letter_leads_to_drafting_it_and_then_to_the_draft(
    full_office: Visitor, case_no: str
) -> None:
    page = full_office.get(f"/cases/{case_no}/consultation")
    assert "拟写征求意见书（第三方）" in page.main()
    assert "拟写征求意见书（第三方）" in full_office.get(f"/cases/{case_no}").main()

    at = f"/cases/{case_no}/letter-draft"
    full_office.do(f"{at}?kind={KIND}", to=at, fact_unclear="没有写明年份。", fact_how="写明年份。")

    assert "看补正告知书" in full_office.get(f"/cases/{case_no}/correction-request").main()


def test_an_office_that_keeps_its_letters_elsewhere_is_led_nowhere(ana: Visitor, case_no: str) -> None:
    assert "拟写征求意见书" not in ana.get(f"/cases/{case_no}/consultation").main()
