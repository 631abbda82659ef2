"""The phrase book: every officer reads it, approvers and administrators change it, for their own office alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Visitor

OWN = {"place": "refusal_process.reason", "title": "本单位惯用", "body": "尚在征求意见，没有定稿。"}


def in_editor(someone: Visitor, case_no: str) -> str:
    """The editor of a refusal of process information, where the phrases are offered."""
    return someone.get(f"/cases/{case_no}/draft?outcome=refused_process").source


def test_what_an_office_adds_is_offered_in_the_editor(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str
) -> None:
    visit("qian").do("/phrases/new", **OWN)

    assert "尚在征求意见，没有定稿。" in in_editor(ana, case_no)
    assert "本单位惯用" in ana.get("/phrases").main()


def test_a_changed_phrase_replaces_the_one_shipped_and_names_who_changed_it(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str
) -> None:
    visit("qian").do("/phrases/process_draft", body="草稿不公开。")

    assert "草稿不公开。" in in_editor(ana, case_no)
    assert "正式文件以前的草稿" not in in_editor(ana, case_no)
    assert "钱签发 2026-11-20" in ana.get("/phrases").main()


def test_a_retired_phrase_is_not_offered_and_can_be_used_again(
    visit: Callable[[str], Visitor], ana: Visitor, case_no: str
) -> None:
    qian = visit("qian")

    qian.do("/phrases/process_draft", do="retire")
    retired = in_editor(ana, case_no)
    qian.do("/phrases/process_draft", do="use")

    assert "正式文件以前的草稿" not in retired
    assert "正式文件以前的草稿" in in_editor(ana, case_no)


def test_the_words_it_came_with_can_be_had_again(visit: Callable[[str], Visitor]) -> None:
    qian = visit("qian")
    qian.do("/phrases/process_draft", body="草稿不公开。")

    qian.do("/phrases/process_draft", do="original")

    assert "正式文件以前的草稿" in qian.get("/phrases").main()


def test_another_office_keeps_its_own_book(visit: Callable[[str], Visitor]) -> None:
    visit("qian").do("/phrases/new", **OWN)

    assert "本单位惯用" not in visit("cy").get("/phrases").main()


@pytest.mark.parametrize("missing", ["place", "title", "body"])
def test_a_phrase_says_where_it_goes_and_what(visit: Callable[[str], Visitor], missing: str) -> None:
    qian = visit("qian")

    page = qian.refused("/phrases/new", 400, **OWN | {missing: ""})

    assert [e for e in page.tree.iter() if e.get("name") == missing and e.get("aria-invalid") == "true"]
    assert "本单位惯用" not in qian.get("/phrases").main()


def test_who_does_not_keep_the_book_does_not_change_it(visit: Callable[[str], Visitor], ana: Visitor) -> None:
    for closed in ("/phrases/new", "/phrases/process_draft"):
        assert "需要签发、管理员角色" in ana.get(closed, 403).main()
    assert "需要承办、法制审核" in visit("rui").get("/phrases", 403).main()
    assert "增加用语" not in ana.get("/phrases").main()
    visit("rui").get("/phrases", 403)


def test_a_phrase_nobody_has_is_not_found(visit: Callable[[str], Visitor]) -> None:
    assert "没有这条用语" in visit("qian").get("/phrases/nothing", 404).main()


def test_the_book_speaks_english(visit: Callable[[str], Visitor]) -> None:
    qian = visit("qian")
    qian.client.get("/language/en")

    assert "Phrase book" in qian.get("/phrases").main()
