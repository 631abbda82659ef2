"""The search box, on both databases: what finds a case, within whose sight, and what it says of common words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import LI, RECEIVED, REPLY, TAKE, drive, enter, form, moment
from people import FRONT, HANDLER, SUPERVISOR

from workflow import acts as a
from workflow import verifying
from workflow.desk import Desk
from workflow.store import Store
from workflow.store.lists import search
from workflow.viewing import Filter, LedgerPage

NOW = moment(RECEIVED)
#: of the front desk of the sister agency
SISTER_FRONT = 19


def found(desk: Desk, text: str, person: int = FRONT, **more: object) -> LedgerPage:
    return desk.ledger(person, NOW, Filter(text=text, **more))  # type: ignore[arg-type]


def numbers(desk: Desk, text: str, person: int = FRONT) -> list[str]:
    return [row.case_no for row in found(desk, text, person).rows]


@pytest.mark.parametrize(
    "text",
    [
        "示发改-2026-0001",
        "示发改-2026",
        "2026-0001",
        "李样七",
        "样七",
        "示例大道",
        "大道 批复",
        "环境影响评价",
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "13900001234",
        "139-0000-1234",
        "139.0000.1234",
        "+86 139 0000 1234",
        "0086-13900001234",
        "li.yangqi@example.org",
        "Li.YangQi@example.org",
        "陈代理",
    ],
)
def test_a_case_is_found_by_anything_the_office_may_be_given(desk: Desk, text: str) -> None:
    case_no = enter(desk, applicants=(replace(LI, agent="陈代理"),))
    enter(desk, "other", application="请求公开水质检测报告", applicants=(a.Applicant(name="王伟"),))

    assert case_no in numbers(desk, text)
    assert len(numbers(desk, text)) <= (2 if text.endswith("2026") else 1)


@pytest.mark.parametrize("text", ["1390000123", "1101051949123100", "李样八", "示例小道", "示发改-2025"])
def test_what_is_not_there_is_not_found(desk: Desk, text: str) -> None:
    enter(desk)

    assert numbers(desk, text) == []


def test_a_letter_is_found_by_its_number_whole_or_begun(desk: Desk) -> None:
    case_no = enter(desk)
    enter(desk, "other")
    drive(desk, case_no, (TAKE, *REPLY))
    number = desk.view(HANDLER, case_no, NOW).case.document_no

    assert numbers(desk, number) == [case_no]
    assert numbers(desk, number[:-2]) == [case_no]


def test_every_word_must_be_found(desk: Desk) -> None:
    one = enter(desk, application="请求公开样板村征地补偿方案")
    enter(desk, "b", application="请求公开样板村水质检测报告")

    assert numbers(desk, "样板村 征地") == [one]


def test_the_words_of_a_correction_are_found_beside_those_it_corrects(desk: Desk) -> None:
    case_no = enter(desk, application="请求公开那份合同")
    drive(desk, case_no, (TAKE, a.AskForCorrection(items="年份")))
    drive(desk, case_no, (a.ReceiveCorrection(application="请求公开污水厂采购合同"),))

    assert numbers(desk, "污水厂") == [case_no]
    assert numbers(desk, "那份") == [case_no]


def test_a_case_of_another_agency_is_not_found_but_by_who_watches_it(desk: Desk) -> None:
    enter(desk)
    city = 7  # who supervises the parent agency

    assert desk.officer(city, NOW).subtree_paths == ("/1/",)
    for text in ("李样七", "13900001234", "示发改-2026-0001", "示例大道"):
        assert numbers(desk, text, SISTER_FRONT) == []
        assert numbers(desk, text, city) == ["示发改-2026-0001"]
        assert numbers(desk, text, SUPERVISOR) == ["示发改-2026-0001"]


def test_a_word_of_one_character_is_named_and_not_looked_for(desk: Desk) -> None:
    case_no = enter(desk)

    page = found(desk, "道 示例大道")

    assert page.unread == ("道",)
    assert [row.case_no for row in page.rows] == [case_no]
    assert found(desk, "道").rows == ()


def test_of_a_very_common_word_the_newest_are_answered_and_it_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_FOUND", 3)
    made = [enter(desk, f"f{n}") for n in range(5)]

    page = found(desk, "示例大道")

    assert [row.case_no for row in page.rows] == made[:1:-1]
    assert page.capped
    assert not found(desk, made[0]).capped


def test_a_search_pages_forth_and_back_without_losing_a_case(desk: Desk) -> None:
    made = [enter(desk, f"f{n}") for n in range(7)]

    first = found(desk, "示例大道", limit=3)
    second = found(desk, "示例大道", limit=3, after=first.next_after)
    third = found(desk, "示例大道", limit=3, after=second.next_after)
    back = found(desk, "示例大道", limit=3, before=third.previous_before)

    assert [row.case_no for page in (first, second, third) for row in page.rows] == made[::-1]
    assert third.next_after is None
    assert back.rows == second.rows
    assert first.previous_before is None
    assert first.total == 7


def test_a_find_says_which_field_fits_and_shows_no_number(desk: Desk) -> None:
    long = "请求公开" + "样板村的各项材料，" * 12 + "尤其是红线图。"
    case_no = enter(desk, application=long)

    by_phone = found(desk, "13900001234").matches[case_no]
    by_word = found(desk, "红线图").matches[case_no]
    by_name = found(desk, "样七").matches[case_no]

    assert [(m.field, m.pieces) for m in by_phone] == [("phone", ())]
    assert [m.field for m in by_word] == ["application"]
    assert [p.text for p in by_word[0].pieces if p.hit] == ["红线图"]
    assert [(p.text, p.hit) for p in by_name[0].pieces] == [("李", False), ("样七", True)]


def test_a_rebuilt_index_finds_what_the_kept_one_found(desk: Desk, store: Store) -> None:
    case_no = enter(desk, application="请求公开那份合同")
    drive(desk, case_no, (TAKE, a.AskForCorrection(items="年份")))
    drive(desk, case_no, (a.ReceiveCorrection(application="请求公开污水厂采购合同"),))
    enter(desk, "b")
    texts = ("污水厂", "那份合同", "李样七", "示例大道", "2026-0002")
    before = [numbers(desk, text) for text in texts]

    verifying.rebuild(store, desk.rules)

    assert [numbers(desk, text) for text in texts] == before
    assert all(before)


def test_a_refused_application_leaves_no_word_behind(desk: Desk) -> None:
    with pytest.raises(Exception, match="填写"):
        desk.log(FRONT, form("x", application="示例大道", applicants=(a.Applicant(name=" "),)), NOW)

    assert numbers(desk, "示例大道") == []
