"""The answer guide on the page: answers stand in the address, facts of the case beside them, a letter at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from pages import Visitor
from reviews import letter

from workflow.desk import Desk

TO_HELD = (
    "stands=yes&clear=yes&nature=no&publication=no&excessive=no&repeat=no&reissue=no&information=yes"
    "&ours=yes&special=no"
)
TO_DISCLOSED = (
    f"{TO_HELD}&held=yes&processing=no&public=no&secret=no&ban=no&securities=no&third_party=no&internal=no"
    "&process=no&enforcement=no&together=no"
)


def test_the_guide_begins_with_the_first_question(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/guide")

    assert "第 1 问 申请是否仍然需要答复？" in page.main()
    assert "条例第三十条、办法第六条" in page.main()


def test_an_answer_leads_on_and_the_way_back_stays(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/guide?stands=yes&clear=yes")

    assert "第 3 问" in page.main()
    assert f"/cases/{case_no}/guide?stands=yes" in [
        link.replace("%E7%A4%BA%E4%BE%8B", "示例") for link in page.links()
    ]


def test_the_search_record_stands_beside_the_question_it_decides(ana: Visitor, case_no: str) -> None:
    before = ana.get(f"/cases/{case_no}/guide?{TO_HELD}").main()
    ana.do(f"/cases/{case_no}/search", places="档案室", keywords="三产综合楼", hits="0")
    after = ana.get(f"/cases/{case_no}/guide?{TO_HELD}").main()

    assert "还没有检索记录" in before
    assert "检索 档案室，命中 0 份" in after


def test_what_is_missing_for_the_outcome_is_told_with_the_act_that_supplies_it(
    ana: Visitor, case_no: str
) -> None:
    page = ana.get(f"/cases/{case_no}/guide?{TO_HELD}&held=no")

    assert "政府信息不存在" in page.main()
    assert "检索记录 案卷中没有 记录检索" in page.main()


def test_the_end_drafts_the_outcome_it_found(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/guide?{TO_DISCLOSED}")

    drafts = [link for link in page.links() if link.endswith("/draft?outcome=disclosed")]
    assert "拟写这份答复" in page.main()
    assert drafts
    assert ana.get(drafts[0]).values()["outcome"] == "disclosed"


def test_an_act_to_do_first_is_linked(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/guide?{TO_HELD}&held=search")

    assert "先办这一件" in page.main()
    assert any(link.endswith("/search") for link in page.links())


def test_every_outcome_can_be_picked_under_its_article(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/guide")

    assert "条例第三十七条 部分公开" in page.main()
    assert any(link.endswith("/draft?outcome=partly_disclosed") for link in page.links())


def test_the_guide_of_another_agency_is_closed(visit: Callable[[str], Visitor], case_no: str) -> None:
    page = visit("cy").get(f"/cases/{case_no}/guide", 403)

    assert "本案属于其他机关" in page.main()
    assert "浒山" not in page.words


def test_the_guide_speaks_english(ana: Visitor, case_no: str) -> None:
    ana.client.get("/language/en")

    assert "Question 1 Does the application still need a reply?" in ana.get(f"/cases/{case_no}/guide").main()


def test_earlier_cases_of_the_applicant_stand_beside_the_question_on_repeats(
    ana: Visitor, desk: Desk, case_no: str
) -> None:
    second = desk.log(1, letter("k2", date(2026, 11, 18)), datetime(2026, 11, 18, 3, tzinfo=UTC)).case_no
    to_repeat = "stands=yes&clear=yes&nature=no&publication=no"

    month = ana.get(f"/cases/{second}/guide?{to_repeat}").main()
    repeat = ana.get(f"/cases/{second}/guide?{to_repeat}&excessive=no")

    assert "本件是该申请人的第 2 件申请" in month
    assert f"{case_no} 请求公开原浒山片区三产综合楼用地的出让批准文件。：" in repeat.main()


def test_what_is_public_already_stands_beside_its_question(ana: Visitor, desk: Desk, case_no: str) -> None:
    to_public = f"{TO_HELD}&held=yes&processing=no"

    assert "已公开信息目录中没有找到相近的" in ana.get(f"/cases/{case_no}/guide?{to_public}").main()


def test_which_kind_it_is_goes_with_the_outcome_into_the_draft(ana: Visitor, case_no: str) -> None:
    page = ana.get(f"/cases/{case_no}/draft?outcome=refused_internal&internal_kind=logistics")
    unknown = ana.get(f"/cases/{case_no}/draft?outcome=refused_internal&internal_kind=anything")

    assert page.values()["internal_kind"] == "logistics"
    assert unknown.values()["internal_kind"] == ""
