"""What answers an appeal is drafted from its page in one press with what the file holds, then edited like any draft."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pages import Visitor, read

from notices.text_checks import GAP
from workflow.desk import Desk

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
Visit = Callable[[str], Visitor]


@pytest.fixture
def reviewed(ana: Visitor, answered: str) -> str:
    """Answered; then a reconsideration is registered."""
    at = f"/cases/{answered}"
    ana.do(f"{at}/appeal", kind="review", organ="示例市人民政府", appeal_no="示政复9号", claim="请求撤销")
    return answered


def press(ana: Visitor, case_no: str, kind: str) -> Any:
    """The button on the appeal's page."""
    page = ana.get(f"/cases/{case_no}/appeals")
    sent = {"csrf_token": page.values()["csrf_token"], "version": page.values()["version"]}
    return ana.client.post(f"/cases/{case_no}/appeals/1/draft/{kind}", data=sent)


def content(desk: Desk, case_no: str) -> dict[str, Any]:
    """What the newest letter says."""
    view = desk.view(1, case_no, NOW)
    held: dict[str, Any] = json.loads(view.texts[view.case.notices[-1].content_sha256])
    return held


def test_the_list_of_evidence_names_each_piece_with_its_purpose_and_its_pages(
    ana: Visitor, desk: Desk, reviewed: str
) -> None:
    answer = press(ana, reviewed, "evidence_list")

    assert answer.status_code == 303, read(answer).main()
    said = content(desk, reviewed)
    rows = said["facts"]["proofs"]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    names = [row[1] for row in rows]
    assert names[0] == "政府信息公开申请"
    assert any(name.startswith("答复书（示例公开〔2026〕1号") for name in names)
    assert any(name.startswith("送达回证") for name in names)
    assert all(source and proves for _n, _name, source, proves, _pages in rows)
    assert (said["applicant"], said["facts"]["appellant"]) == ("示例市人民政府", "李样七")
    assert (said["facts"]["used_in"], said["facts"]["appeal_no"]) == ("review", "示政复9号")
    assert any("第三十三条" in law for law in said["facts"]["laws_cited"])


def test_its_pages_are_those_of_the_court_file(ana: Visitor, desk: Desk, reviewed: str) -> None:
    import io

    from pypdf import PdfReader

    press(ana, reviewed, "evidence_list")
    page = ana.get(f"/cases/{reviewed}/bundle")
    made = ana.client.post(f"/cases/{reviewed}/bundle", data={**page.values(), "kind": "pdf"})
    pages = PdfReader(io.BytesIO(made.data)).pages

    [reply] = [row for row in content(desk, reviewed)["facts"]["proofs"] if row[1].startswith("答复书")]

    first = int(reply[4].partition("－")[0])
    assert "示例公开〔2026〕1号" in pages[first - 1].extract_text()


def test_the_answer_is_drafted_with_what_the_file_shows_and_marks_what_only_a_person_can_say(
    ana: Visitor, desk: Desk, reviewed: str
) -> None:
    assert press(ana, reviewed, "review_answer").status_code == 303

    said = content(desk, reviewed)
    grounds = said["facts"]["grounds"]
    assert "没有超过法定答复期限" in grounds
    assert "《中华人民共和国政府信息公开条例》" in grounds
    assert "2026年11月4日，本机关收到该申请。" in said["facts"]["facts_found"]
    assert said["attachments"] == ["证据材料目录及证据"]
    assert GAP.search(grounds)
    assert GAP.search(said["facts"]["conclusion"])
    edit = ana.get(f"/cases/{reviewed}/letter-revision?ref=1").values()
    assert edit["fact_grounds"].replace("\r\n", "\n") == grounds


def test_a_second_press_makes_no_second_letter(ana: Visitor, desk: Desk, reviewed: str) -> None:
    first, second = (press(ana, reviewed, "evidence_list") for _ in range(2))

    assert first.location == second.location
    assert len(desk.view(1, reviewed, NOW).case.notices) == 1
    assert "修改证据材料目录" in ana.get(f"/cases/{reviewed}/appeals").main()


def test_a_letter_that_does_not_answer_the_appeal_is_refused(ana: Visitor, desk: Desk, reviewed: str) -> None:
    assert press(ana, reviewed, "court_defence").status_code == 400
    assert press(ana, reviewed, "correction").status_code == 400
    assert desk.view(1, reviewed, NOW).case.notices == ()


def test_the_list_goes_the_route_of_the_answer_and_prints(ana: Visitor, visit: Visit, reviewed: str) -> None:
    press(ana, reviewed, "evidence_list")

    ana.do(f"/cases/{reviewed}/letter-submission?ref=1")
    shown = ana.get(f"/cases/{reviewed}/letters/1")
    assert "法制审核" in shown.main()
    assert ana.client.get(f"/cases/{reviewed}/letters/1/preview").status_code == 200


def test_an_ordered_reply_says_its_new_limit_beside_the_decision(ana: Visitor, reviewed: str) -> None:
    ana.do(
        f"/cases/{reviewed}/appeal-result?ref=1",
        result="revoked",
        document_no="示政复决1号",
        reasons=["incomplete"],
        redo="1",
    )

    said = ana.get(f"/cases/{reviewed}/appeals").main()

    assert "重新答复的期限至" in said
    assert "12月18日" in said
