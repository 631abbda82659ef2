"""Writing a reply: the letter and its checks beside the fields, phrases, documents item by item, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from pages import Page, Visitor, read

from workflow import acts as a
from workflow.desk import Desk

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
ITEM = {
    "items-0-name": "出让合同",
    "items-0-treatment": "part",
    "items-0-what": "经办人的身份证号码",
    "items-0-ground": "third_party",
    "items-0-why": "属于个人隐私",
}


def press(someone: Visitor, case_no: str, do: str, address: str = "", **values: Any) -> Page:
    """Press a button of the editor with these fields."""
    return read(someone.send(f"/cases/{case_no}/draft{address}", do=do, **values))


def letter(someone: Visitor, case_no: str, outcome: str) -> str:
    """The words of the preview, without the marks that keep some of them on one line."""
    response = someone.client.get(f"/cases/{case_no}/draft/unsaved?outcome={outcome}")
    assert response.status_code == 200
    return re.sub(r"<[^>]*>", "", response.get_data(as_text=True))


def test_a_gap_is_marked_in_the_letter_and_found_by_the_checks(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/draft?outcome=not_held")

    assert "还有未填写的地方：【待填：检索说明】" in page.main()
    assert "【待填：检索说明】" in letter(ana, case_no, "not_held")


def test_preview_shows_what_is_typed_before_it_is_saved(ana: Visitor, desk: Desk, case_no: str) -> None:
    page = press(ana, case_no, "preview", supplied="出让批准文件（示例土批〔2026〕1号）")

    assert page.status == 200
    assert "出让批准文件（示例土批〔2026〕1号）" in letter(ana, case_no, "disclosed")
    assert desk.view(1, case_no, NOW).case.draft is None


def test_the_preview_loads_and_runs_nothing(ana: Visitor, case_no: str) -> None:
    policy = ana.client.get(f"/cases/{case_no}/draft/unsaved").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "sandbox" in policy


def test_what_must_be_chosen_is_named_where_the_letter_cannot_be_drawn(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/draft?outcome=refused_process")

    assert "还没有填写“过程性信息类别”" in page.main()
    assert "填完标出的内容后显示文书" in letter(ana, case_no, "refused_process")


def test_what_was_typed_comes_back_and_goes_once_it_is_saved(ana: Visitor, case_no: str) -> None:
    press(ana, case_no, "preview", supplied="批复一件")

    again = ana.get(f"/cases/{case_no}/draft")
    ana.do(f"/cases/{case_no}/draft")
    after = ana.get(f"/cases/{case_no}/draft")

    assert again.values()["supplied"] == "批复一件"
    assert "没有保存的内容" in again.main()
    assert "没有保存的内容" not in after.main()
    assert after.values()["supplied"] == "批复一件"


def test_what_was_typed_can_be_given_up(ana: Visitor, case_no: str) -> None:
    press(ana, case_no, "preview", supplied="批复一件")

    ana.do(f"/cases/{case_no}/draft", do="discard")

    assert ana.get(f"/cases/{case_no}/draft").values()["supplied"] == ""


def test_nobody_else_sees_what_is_not_saved(
    ana: Visitor, visit: Callable[[str], Visitor], case_no: str
) -> None:
    press(ana, case_no, "preview", supplied="批复一件")

    assert "批复一件" not in visit("bo").get(f"/cases/{case_no}/draft").main()


def test_what_is_typed_is_kept_sealed(ana: Visitor, desk: Desk, case_no: str) -> None:
    press(ana, case_no, "preview", supplied="王某某的批复")

    with desk.store.database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT body_sealed FROM scratches").scalars().all()
    assert len(kept) == 1
    assert "王某某" not in kept[0]


def test_a_stale_page_loses_no_word_and_says_what_changed(
    ana: Visitor, desk: Desk, person: Callable[[str], int], case_no: str
) -> None:
    values = ana.get(f"/cases/{case_no}/draft").values()
    desk.perform(person("bo"), case_no, a.Note(note="申请人来电"), NOW)

    refused = ana.client.post(f"/cases/{case_no}/draft", data=values | {"supplied": "批复一件"})
    again = ana.get(f"/cases/{case_no}/draft")

    assert refused.status_code == 409
    assert again.values()["supplied"] == "批复一件"
    assert "其间本件有这些变化" in again.main()
    assert "薄承办" in again.main()


def test_while_typing_only_the_checks_come_back(ana: Visitor, case_no: str) -> None:
    values = ana.get(f"/cases/{case_no}/draft").values() | {"supplied": "批复一件"}

    response = ana.client.post(f"/cases/{case_no}/draft/unsaved", data=values)

    assert response.status_code == 200
    assert "已暂存" in response.get_data(as_text=True)
    assert "<html" not in response.get_data(as_text=True)
    assert "批复一件" in letter(ana, case_no, "disclosed")


def test_a_phrase_is_put_into_its_field(ana: Visitor, case_no: str) -> None:
    page = press(
        ana,
        case_no,
        "insert:inseparable",
        "?outcome=refused_internal",
        **{"phrase:inseparable": "internal_whole"},
    )

    assert page.values()["inseparable"] == "该信息通篇记载内部事务，没有对外发生效力的内容可以单独提供。"


def test_a_phrase_of_another_letter_is_not_put_in(ana: Visitor, case_no: str) -> None:
    page = press(
        ana,
        case_no,
        "insert:inseparable",
        "?outcome=refused_internal",
        **{"phrase:inseparable": "secret_whole"},
    )

    assert page.values()["inseparable"] == ""


def test_another_outcome_keeps_the_words_both_letters_have(ana: Visitor, case_no: str) -> None:
    press(ana, case_no, "preview", "?outcome=refused_internal", reason="只在内部发生作用。")

    page = ana.get(f"/cases/{case_no}/draft?outcome=refused_process")

    assert page.values()["outcome"] == "refused_process"
    assert page.values()["reason"] == "只在内部发生作用。"


def test_partial_disclosure_goes_document_by_document_into_letter_and_review(
    ana: Visitor, visit: Callable[[str], Visitor], case_no: str
) -> None:
    partly = f"/cases/{case_no}/draft?outcome=partly_disclosed"
    two = press(ana, case_no, "add", "?outcome=partly_disclosed", parting="已逐处遮盖。", **ITEM)
    more = {
        "items-1-name": "批复",
        "items-1-treatment": "give",
        "items-2-name": "会议记录",
        "items-2-treatment": "withhold",
        "items-2-ground": "process",
    }
    three = ana.client.post(partly, data=two.values() | {"do": "add"} | more)

    filled = read(three).values() | more | {"items-2-why": "讨论记录"}

    assert ana.client.post(partly, data=filled).status_code == 303
    words = ana.get(f"/cases/{case_no}/reply").main()
    assert "出让合同中的经办人的身份证号码。根据《中华人民共和国政府信息公开条例》第十五条的规定" in words
    assert "会议记录。根据《中华人民共和国政府信息公开条例》第十六条第二款的规定" in words
    ana.do(f"/cases/{case_no}/submission")
    review = visit("rui").get(f"/cases/{case_no}/secrecy-pass").values()
    assert review["items"].splitlines() == ["出让合同（区分处理）", "批复"]


def test_rows_come_back_when_the_draft_is_revised(ana: Visitor, case_no: str) -> None:
    partly = f"/cases/{case_no}/draft?outcome=partly_disclosed"
    ana.do(partly, parting="已逐处遮盖。", **ITEM)

    values = ana.get(f"/cases/{case_no}/revision").values()

    assert {name: values[name] for name in ITEM} == ITEM


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("items-0-name", "写明信息名称"),
        ("items-0-what", "写明不予公开的是哪一部分"),
        ("items-0-why", "写明理由"),
    ],
)
def test_each_treatment_needs_its_own_words(ana: Visitor, case_no: str, missing: str, said: str) -> None:
    row = ITEM | {missing: ""}

    page = ana.refused(f"/cases/{case_no}/draft?outcome=partly_disclosed", 400, parting="已遮盖。", **row)

    assert said in page.main() or "请填写" in page.main()


def test_a_banning_law_must_be_named(ana: Visitor, case_no: str) -> None:
    row = ITEM | {"items-0-ground": "banned"}

    page = ana.refused(f"/cases/{case_no}/draft?outcome=partly_disclosed", 400, parting="已遮盖。", **row)

    assert "写明禁止公开的法律、行政法规条文" in page.main()


def test_a_row_can_be_taken_out_again(ana: Visitor, case_no: str) -> None:
    two = press(ana, case_no, "add", "?outcome=partly_disclosed", **ITEM)
    filled = two.values() | {"items-1-name": "批复", "do": "remove:0"}

    left = read(ana.client.post(f"/cases/{case_no}/draft", data=filled))

    names = [
        value for name, value in left.values().items() if name.startswith("items-") and name.endswith("-name")
    ]
    assert names == ["批复"]


def test_the_editor_is_closed_to_others(visit: Callable[[str], Visitor], app: Flask, case_no: str) -> None:
    visit("cy").get(f"/cases/{case_no}/draft", 403)
    visit("rui").get(f"/cases/{case_no}/draft", 403)
    assert visit("rui").client.get(f"/cases/{case_no}/draft/unsaved").status_code == 403


def test_saving_may_lead_on_to_submission(ana: Visitor, case_no: str) -> None:
    where = ana.do(f"/cases/{case_no}/draft", do="submit", supplied="批复一件")

    assert where.endswith("/submission")


def test_the_editor_speaks_english(ana: Visitor, case_no: str) -> None:
    ana.client.get("/language/en")

    page = ana.get(f"/cases/{case_no}/draft?outcome=partly_disclosed")

    assert "Item by item" in page.main()
    assert "Save the draft" in page.main()


def test_searches_that_found_nothing_begin_the_statement_of_the_letter(ana: Visitor, case_no: str) -> None:
    search = {"places": "公文系统\n文书档案", "period": "2008年至2012年", "keywords": "浒山\n三产综合楼"}
    ana.do(f"/cases/{case_no}/search", hits="0", signed_off_by="规划科 钱进", **search)

    stated = ana.get(f"/cases/{case_no}/draft?outcome=not_held").values()["searched"]

    assert "于2026年11月20日在公文系统、文书档案中，就2008年至2012年形成的信息" in stated
    assert "以“浒山”、“三产综合楼”为关键词" in stated
    assert stated.endswith("经检索，没有找到所申请的信息。")


def test_a_search_that_found_something_is_no_ground_to_say_there_is_nothing(
    ana: Visitor, case_no: str
) -> None:
    ana.do(f"/cases/{case_no}/search", places="公文系统", hits="2")

    assert ana.get(f"/cases/{case_no}/draft?outcome=not_held").values()["searched"] == ""
