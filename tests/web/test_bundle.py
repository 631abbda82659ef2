"""The pages of the court file, of the lists for hearings and of the archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from pages import Visitor
from pypdf import PdfReader

from workflow import acts as a
from workflow.bundle.checking import check
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Channel, Way

IDENTITY = "11010519491231002X"


@pytest.fixture
def plain_desk(store: Store, desk: Desk) -> Desk:
    """The same desk without the checks of letters: what stands here is not the letter."""
    return Desk(store, desk.rules)


def test_the_page_shows_both_parts_before_anything_is_made(ana: Visitor, answered: str) -> None:
    page = ana.get(f"/cases/{answered}/bundle")

    said = page.main()
    assert "第一部分：作出决定时已有的材料" in said
    assert "第二部分：决定以后形成的材料" in said
    assert said.index("答复书（示例公开〔2026〕1号）") < said.index("送达回证")
    assert quote(f"/cases/{answered}/bundle") in ana.get(f"/cases/{answered}").links()


def test_the_package_comes_as_a_download_that_proves_itself_and_is_on_record(
    ana: Visitor, answered: str
) -> None:
    page = ana.get(f"/cases/{answered}/bundle")

    response = ana.client.post(f"/cases/{answered}/bundle", data={**page.values(), "kind": "zip"})

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    found = check(io.BytesIO(response.data))
    assert found.faults == ()
    assert found.manifest_sha256 in ana.get(f"/cases/{answered}/bundle").main()


def test_the_document_alone_shows_nobody_s_identity_number(ana: Visitor, answered: str) -> None:
    page = ana.get(f"/cases/{answered}/bundle")

    response = ana.client.post(f"/cases/{answered}/bundle", data={**page.values(), "kind": "pdf"})

    said = "".join(p.extract_text() for p in PdfReader(io.BytesIO(response.data)).pages)
    assert "李样七" in said
    assert IDENTITY not in said


def test_the_package_holds_no_identity_number_either(ana: Visitor, answered: str) -> None:
    page = ana.get(f"/cases/{answered}/bundle")
    response = ana.client.post(f"/cases/{answered}/bundle", data={**page.values(), "kind": "zip"})

    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        for name in archive.namelist():
            assert IDENTITY.encode() not in archive.read(name), name


def test_an_open_case_has_a_file_that_says_so(ana: Visitor, case_no: str) -> None:
    assert "本件还没有作出决定" in ana.get(f"/cases/{case_no}/bundle").main()


def test_a_decision_that_is_none_is_refused(ana: Visitor, answered: str) -> None:
    at = f"/cases/{answered}/bundle?decision="

    assert [ana.client.get(f"{at}{decision}").status_code for decision in ("1", "x")] == [404, 400]


def test_with_several_decisions_one_is_chosen(ana: Visitor, desk: Desk, answered: str) -> None:
    redo = a.RedoAfterAppeal(organ="示例市人民政府", document_no="示政复〔2026〕3号")
    desk.perform(1, answered, redo, datetime(2026, 11, 20, 4, tzinfo=UTC))
    ana.do(f"/cases/{answered}/draft", supplied="出让批准文件")
    ana.do(f"/cases/{answered}/withdrawal", reason="不再需要")

    page = ana.get(f"/cases/{answered}/bundle")

    chosen = [o.get("value") for o in page.all("option")]
    assert len(chosen) == 2
    assert "示例公开〔2026〕1号" in ana.get(f"/cases/{answered}/bundle?decision={chosen[0]}").main()


def test_who_does_not_answer_for_the_agency_makes_no_file(
    visit: Callable[[str], Visitor], answered: str
) -> None:
    assert visit("rui").client.get(f"/cases/{answered}/bundle").status_code == 403
    assert visit("cy").client.get(f"/cases/{answered}/bundle").status_code == 403
    assert visit("su").client.get(f"/cases/{answered}/bundle").status_code == 200
    assert quote(f"/cases/{answered}/bundle") not in visit("rui").get(f"/cases/{answered}").links()


def test_what_was_known_on_a_day_is_shown_and_printed_as_then(ana: Visitor, answered: str) -> None:
    page = ana.get(f"/cases/{answered}/known?on=2026-11-10")

    assert "办理中" in page.main()
    assert "签发" not in page.main()
    pdf = ana.client.get(f"/cases/{answered}/known.pdf?on=2026-11-10")
    said = "".join("".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(pdf.data)).pages)
    assert "2026年11月10日终了" in said
    assert "示例公开〔2026〕1号" not in said
    ana.get(f"/cases/{answered}/known?on=2026-11-01", 404)
    ana.get(f"/cases/{answered}/known?on=gestern", 400)


def test_looks_at_personal_data_are_listed_narrowed_and_exported(
    visit: Callable[[str], Visitor], ana: Visitor, answered: str, desk: Desk
) -> None:
    [key] = desk.view(1, answered, datetime(2026, 11, 20, 4, tzinfo=UTC)).case.applicants
    token = ana.get(f"/cases/{answered}").values().get("csrf_token", "")
    sent = {"csrf_token": token, "reason": "=核对身份"}
    assert ana.client.post(f"/cases/{answered}/people/{key}/full", data=sent).status_code == 200
    su = visit("su")

    assert "安承办" in su.get("/personal-views").main()
    assert "没有符合条件的记录" in su.get("/personal-views?to_on=昨天").main()
    said = su.client.get(f"/personal-views.csv?case={answered}").get_data(as_text=True)
    assert said.startswith("\ufeff时间,案件")
    assert "'=核对身份" in said
    assert IDENTITY not in said
    assert ana.client.get("/personal-views").status_code == 403


def test_the_lists_of_the_archive_open_and_their_files_too(
    ana: Visitor, visit: Callable[[str], Visitor], answered: str
) -> None:
    ana.do(f"/cases/{answered}/publication", reason="多人申请")
    ana.do(f"/cases/{answered}/archive", retention="30年", reason="重大事项")

    kept, marked = ana.get("/archive"), ana.get("/archive/publications")

    assert answered in kept.main()
    assert "30年" in kept.main()
    assert "没有归档的案卷" in ana.get("/archive?retention=永久").main()
    assert "尚未公布" in marked.main()
    assert answered in ana.client.get("/archive.csv").get_data(as_text=True)
    ana.do(f"/cases/{answered}/published", title="规划方案", where_found="www.example.gov.cn")
    assert "www.example.gov.cn" in ana.get("/archive/publications").main()
    assert "www.example.gov.cn" in ana.client.get("/archive/publications.csv").get_data(as_text=True)
    assert visit("cy").get("/archive").main().count(answered) == 0
    ana.get("/archive?after=x~1", 400)


def test_a_refusal_of_last_year_waits_to_be_looked_at_and_the_result_takes_it_off(
    ana: Visitor, plain_desk: Desk, person: Callable[[str], int]
) -> None:
    desk, content = plain_desk, {"note": "信息公开"}
    at = datetime(2025, 6, 2, 3, tzinfo=UTC)
    form = a.Log(
        agency=2,
        channel=Channel.COUNTER,
        arrived_on=date(2025, 6, 2),
        application="请求公开内部讨论记录。",
        applicants=(a.Applicant(name="李样七"),),
        submission_key="old",
    )
    case_no = desk.log(1, form, at).case_no
    desk.perform(1, case_no, a.TakeInHand(handler=1), at)
    for who, act in (
        (1, a.DraftReply(outcome="refused_process", content=content)),
        (1, a.Submit()),
        (person("fa"), a.PassLegal(remark="同意")),
        (person("qian"), a.Approve(warnings_accepted="已核对")),
        (1, a.Dispatch(way=Way.POST, carrier="中国邮政", tracking_no="XA1")),
    ):
        desk.perform(who, case_no, act, at)

    assert case_no in ana.get("/archive/refusals").main()
    ana.do(f"/cases/{case_no}/reevaluation", result="still_withheld", reason="仍在讨论")
    assert case_no not in ana.get("/archive/refusals").main()
