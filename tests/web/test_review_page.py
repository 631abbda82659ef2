"""The page where one decides: everything beside the draft, comments on passages, taking over, on to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from pages import PASSWORD, Visitor
from reviews import another, waiting

from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Role, Status

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
ITEM = "出让批准文件（示例土批〔2026〕1号）"


def test_the_queue_puts_the_soonest_first_and_says_why_it_is_urgent(
    visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    sooner = waiting(visit, another(desk, "k2", date(2026, 10, 23)))

    page = visit("qian").get("/approval").main()

    assert page.index(sooner) < page.index(awaiting_approval)
    assert "今天是最后一天" in page
    assert "等待公开工作机构负责人" in page


def test_who_decides_sees_the_law_the_evidence_and_the_way_on_the_same_page(
    visit: Callable[[str], Visitor], awaiting_approval: str
) -> None:
    page = visit("qian").get(f"/cases/{awaiting_approval}/reply").main()

    assert "可以公开的，提供信息" in page  # what 条例第三十六条第二项 is about
    assert "没有检索记录" in page
    assert f"{ITEM} 公开" in page
    assert "✓ 芮保密" in page
    assert "11月4日" in page or "4日" in page


def test_the_secrecy_review_goes_item_by_item(
    visit: Callable[[str], Visitor], ana: Visitor, desk: Desk, case_no: str
) -> None:
    ana.do(f"/cases/{case_no}/draft", supplied="甲文件\n乙文件")
    ana.do(f"/cases/{case_no}/submission")
    rui, at = visit("rui"), f"/cases/{case_no}/reply"
    sent = _form(rui, at, "pass")

    half = rui.client.post(f"{at}/decision", data=sent | {"item_0": "1"})
    assert half.status_code == 400
    assert "请先确认：乙文件" in half.get_data(as_text=True)
    assert "请先确认：甲文件" not in half.get_data(as_text=True)
    assert rui.client.post(f"{at}/decision", data=sent | {"item_0": "1", "item_1": "1"}).status_code == 303

    fact = desk.view(1, case_no, NOW).history[-1].fact
    assert fact.items == ("甲文件", "乙文件")  # type: ignore[attr-defined]


def _form(someone: Visitor, address: str, do: str) -> dict[str, str]:
    """The fields every form of the page carries."""
    source = someone.get(address).source
    token = source.split('name="csrf_token" value="')[1].split('"')[0]
    version = source.split('name="version" value="')[1].split('"')[0]
    return {"csrf_token": token, "version": version, "do": do}


def test_a_comment_on_a_passage_stands_beside_it_for_whoever_mends_it(
    visit: Callable[[str], Visitor], ana: Visitor, awaiting_approval: str
) -> None:
    qian, at = visit("qian"), f"/cases/{awaiting_approval}/reply"
    said = {
        "comments-0-paragraph": "4",
        "comments-0-passage": "李样七",
        "comments-0-text": "称谓后加先生",
        "comments-1-paragraph": "",
        "comments-1-text": "",
    }
    assert qian.client.post(f"{at}/decision", data=_form(qian, at, "return") | said).status_code == 303

    editor = ana.get(f"/cases/{awaiting_approval}/revision").main()
    assert "第 4 段" in editor
    assert "称谓后加先生" in editor
    page = ana.get(at)
    [note] = [x for x in page.tree.iter("div") if x.get("class") == "margin"]
    assert "称谓后加先生" in "".join(note.itertext())
    assert "见逐段意见（1 处）" in page.main()


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, "请写明退回的理由"),
        ({"comments-0-text": "改"}, "请选择段落"),
        (
            {"comments-0-paragraph": "4", "comments-0-passage": "没有的字", "comments-0-text": "改"},
            "没有这些文字",
        ),
        ({"comments-0-paragraph": "4", "comments-0-passage": "李样七"}, "请写明怎样修改"),
        ({"comments-0-paragraph": "99", "comments-0-text": "改"}, "请从列出的项目中选择"),
    ],
)
def test_a_return_that_says_too_little_comes_back_with_the_fault(
    visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str, sent: dict[str, str], fault: str
) -> None:
    qian, at = visit("qian"), f"/cases/{awaiting_approval}/reply"

    response = qian.client.post(f"{at}/decision", data=_form(qian, at, "return") | sent)

    assert response.status_code == 400
    assert fault in response.get_data(as_text=True)
    assert desk.view(1, awaiting_approval, NOW).case.status is Status.AWAITING_APPROVAL


def test_a_passage_that_was_changed_is_told_apart(
    visit: Callable[[str], Visitor], ana: Visitor, awaiting_approval: str
) -> None:
    qian, at = visit("qian"), f"/cases/{awaiting_approval}/reply"
    said = {"comments-0-paragraph": "8", "comments-0-passage": ITEM, "comments-0-text": "名称不全"}
    qian.client.post(f"{at}/decision", data=_form(qian, at, "return") | said)

    ana.do(f"/cases/{awaiting_approval}/revision", supplied="出让合同")

    assert "批注所指的文字已经改掉" in ana.get(at).main()


def test_after_deciding_the_next_one_opens_and_after_the_last_the_queue(
    visit: Callable[[str], Visitor], desk: Desk, awaiting_approval: str
) -> None:
    waiting(visit, another(desk, "k2", date(2026, 11, 2)))
    qian = visit("qian")
    first = qian.get("/approval").links()
    begin = next(link for link in first if link.endswith("/reply"))

    on = qian.client.post(f"{begin}/decision", data=_form(qian, begin, "pass")).headers["Location"]
    assert on.endswith("/reply")
    assert on != begin
    last = qian.client.post(f"{on}/decision", data=_form(qian, on, "pass")).headers["Location"]
    assert last == "/approval"


def test_who_takes_a_draft_over_writes_on_and_somebody_else_signs(
    visit: Callable[[str], Visitor], store: Store, app: Flask, desk: Desk, awaiting_approval: str
) -> None:
    office.add_person(store, agency=2, account="lu", name="陆签发", password=PASSWORD, roles=[Role.APPROVER])
    qian, at = visit("qian"), f"/cases/{awaiting_approval}"
    sent = _form(qian, f"{at}/reply", "takeover") | {"why": "期限紧，由我改写"}

    response = qian.client.post(f"{at}/reply/decision", data=sent)
    assert response.headers["Location"].endswith("/revision")
    qian.do(f"{at}/revision", note="另附说明。")
    qian.do(f"{at}/submission")
    visit("rui").do(f"{at}/secrecy-pass")

    assert "拟稿人不能审查、签发自己的稿件" in qian.get(f"{at}/reply").main()
    lu = Visitor(app.test_client())
    lu.sign_in("lu")
    assert lu.client.post(f"{at}/reply/decision", data=_form(lu, f"{at}/reply", "pass")).status_code == 303
    assert desk.view(1, awaiting_approval, NOW).case.status is Status.APPROVED


def test_who_cannot_decide_is_refused_and_told_why(
    visit: Callable[[str], Visitor], ana: Visitor, awaiting_approval: str
) -> None:
    at = f"/cases/{awaiting_approval}/reply"
    token = ana.get("/").source.split('name="csrf_token" value="')[1].split('"')[0]

    response = ana.client.post(f"{at}/decision", data={"csrf_token": token, "version": "9", "do": "pass"})

    assert response.status_code == 403
    assert "没有权限" in response.get_data(as_text=True)


def test_the_page_reads_in_english(visit: Callable[[str], Visitor], awaiting_approval: str) -> None:
    qian = visit("qian")
    qian.client.get("/language/en")

    page = qian.get(f"/cases/{awaiting_approval}/reply").main()
    assert "The law it cites" in page
    assert "Can be disclosed: supply it" in page
    assert "Waits for the head" in qian.get("/approval").main()


@pytest.mark.parametrize("after", ["x", "2026-11-09~1~~nobody", "2026-99-09~1~~approval", "a~b~c~d~e"])
def test_a_page_that_was_tampered_with_is_refused(visit: Callable[[str], Visitor], after: str) -> None:
    assert "页码有误，请从第一页开始" in visit("qian").get(f"/approval?after={after}", 400).main()
