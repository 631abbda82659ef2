"""The ledger of appeals in one's own columns: chosen, kept as views, narrowed with figures, paged, taken as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import openpyxl
import pytest
from pages import Page, Visitor

from workflow import acts as a
from workflow.appeal.terms import AppealKind, AppealStep
from workflow.desk import Desk
from workflow.terms import Channel

NOW = datetime(2026, 11, 19, 3, tzinfo=UTC)
KINDS = (AppealKind.REVIEW, AppealKind.COMPLAINT, AppealKind.REVIEW)


@pytest.fixture
def numbers(desk: Desk) -> list[str]:
    """Two reconsiderations and a complaint in Ana's office, the last one withdrawn; one appeal in Cy's."""
    made = [appealed(desk, 1, 2, f"赵样{n}", kind, f"{n}号") for n, kind in enumerate(KINDS)]
    ended = a.StepAppeal(ref="1", step=AppealStep.ANSWER)
    desk.perform(1, made[2], ended, NOW)
    desk.perform(1, made[2], a.DecideAppeal(ref="1", result="upheld", document_no="复议3号"), NOW)
    return [*made, appealed(desk, 5, 3, "何示例", AppealKind.REVIEW, "9号")]


def appealed(desk: Desk, person: int, agency: int, name: str, kind: AppealKind, number: str) -> str:
    form = a.Log(
        agency=agency,
        channel=Channel.COUNTER,
        arrived_on=date(2026, 11, 2),
        application=f"请求公开{name}所在片区的规划",
        applicants=(a.Applicant(name=name),),
        submission_key=name,
    )
    case_no = desk.log(person, form, datetime(2026, 11, 2, 3, tzinfo=UTC)).case_no
    desk.perform(person, case_no, a.Withdraw(reason="已自行查到"), datetime(2026, 11, 3, 3, tzinfo=UTC))
    papers = a.RegisterAppeal(kind=kind, organ="示例市人民政府", appeal_no=number, appellant=name)
    desk.perform(person, case_no, papers, datetime(2026, 11, 5, 3, tzinfo=UTC))
    return case_no


def shown(page: Page) -> list[str]:
    return ["".join(e.itertext()) for e in page.all("a") if e.get("class") == "no"]


def heads(page: Page) -> list[str]:
    [table] = [e for e in page.all("table") if e.get("class") == "register"]
    return ["".join(th.itertext()) for th in table.iter("th")]


def test_chosen_columns_stand_in_their_order_and_leave_the_ledger_of_cases_alone(
    ana: Visitor, visit: Callable[[str], Visitor], numbers: list[str]
) -> None:
    token = ana.get("/appeals/columns").values()["csrf_token"]
    sent = {"csrf_token": token, "show": ["appellant", "case_no", "next_limit_on"], "place-case_no": "1"}

    assert ana.client.post("/appeals/columns", data=sent).status_code == 303

    page = ana.get("/appeals")
    assert heads(page) == ["登记编号", "申请人、原告", "期限截止"]
    assert f"/cases/{numbers[0]}/appeals#appeal-1" in map(unquote, page.links())
    for other in (ana.get("/ledger"), visit("bo").get("/appeals")):
        assert not [e for e in other.all("table") if e.get("class") == "register"]


def test_a_view_keeps_conditions_and_columns_beside_those_of_cases(ana: Visitor, numbers: list[str]) -> None:
    ana.do("/ledger/views?channel=counter", name="本月")

    led = ana.do("/appeals/views?kind=review&columns=case_no,result", name="本月")

    assert parse_qs(urlsplit(led).query) == {"kind": ["review"], "columns": ["case_no,result"]}
    assert sorted(shown(ana.get(led))) == sorted([numbers[0], numbers[2]])
    token = ana.get("/appeals/views").values()["csrf_token"]
    ana.client.post("/appeals/views/forgotten", data={"csrf_token": token, "name": "本月"})
    assert "本月" not in ana.get("/appeals").main()
    assert "本月" in ana.get("/ledger").main()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("decided=yes", [2]),
        ("decided=no", [0, 1]),
        ("filed_on_from=2026-11-05&filed_on_to=2026-11-05", [0, 1, 2]),
        ("filed_on_from=2026-11-06", []),
        ("decided_on_from=2026-11-19", [2]),
        ("result=upheld", [2]),
        ("next_limit_act=answer", [0]),
        ("procedure=ordinary&kind=complaint", [1]),
        ("third_party=1", []),
        ("text=赵样1", [1]),
    ],
)
def test_every_column_narrows(ana: Visitor, numbers: list[str], query: str, kept: list[int]) -> None:
    assert sorted(shown(ana.get(f"/appeals?{query}"))) == sorted(numbers[n] for n in kept)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=quarrel", "请从列出的项目中选择"),
        ("decided=maybe", "请从列出的项目中选择"),
        ("filed_on_from=soon", "看不出是哪一天"),
        ("instance=3", "请从列出的项目中选择"),
        ("columns=secret", "台账没有这一栏：secret"),
        ("before=x", "页码有误，请从台账首页开始"),
    ],
)
def test_a_condition_or_column_there_is_not_is_refused(
    ana: Visitor, numbers: list[str], query: str, said: str
) -> None:
    page = ana.get(f"/appeals?{query}", 400)

    assert said in page.main()
    assert shown(page) == []


def test_beside_each_condition_stands_how_many_appeals_fit(ana: Visitor, numbers: list[str]) -> None:
    options = {"".join(e.itertext()) for e in ana.get("/appeals/conditions").all("option")}
    narrowed = {"".join(e.itertext()) for e in ana.get("/appeals/conditions?kind=complaint").all("option")}

    assert {
        "行政复议（2）",
        "投诉、举报（1）",
        "结果维持（1）",
        "尚未审结（2）",
        "示例市人民政府（3）",
    } <= options
    assert {"行政复议（0）", "投诉、举报（1）"} <= narrowed


def test_pages_lead_on_and_back(ana: Visitor, numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.appeals.forms.PAGE", 1)

    first = ana.get("/appeals")
    second = ana.get(link(first, "next"))
    third = ana.get(link(second, "next"))

    assert [len(shown(page)) for page in (first, second, third)] == [1, 1, 1]
    assert sorted(shown(first) + shown(second) + shown(third)) == sorted(numbers[:3])
    assert shown(ana.get(link(third, "prev"))) == shown(second)
    assert shown(ana.get(link(second, "prev"))) == shown(first)
    assert not link(first, "prev")
    assert not link(third, "next")


def link(page: Page, way: str) -> str:
    return next((e.get("href", "") for e in page.all("a") if e.get("rel") == way), "")


def test_a_file_holds_just_what_the_list_shows(ana: Visitor, numbers: list[str]) -> None:
    query = "kind=review&columns=appellant,case_no,filed_on,remaining,result"

    answer = ana.client.get(f"/appeals/file.csv?{query}")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(ana.client.get(f"/appeals/file.xlsx?{query}").data)).active
    told = list(book.iter_rows(values_only=True))

    assert rows[0] == ["申请人、原告", "登记编号", "受理、立案", "剩余工作日", "结果"]
    assert [row[1] for row in rows[1:]] == shown(ana.get(f"/appeals?{query}"))
    assert numbers[3] not in answer.data.decode()
    assert [row[1] for row in told[1:-1]] == [row[1] for row in rows[1:]]
    assert told[1][2].date() == date(2026, 11, 5)
    assert isinstance(told[1][3], int)
    assert told[-1][0] == "合计 2 件"


def test_the_usual_columns_make_a_file_where_none_were_chosen(ana: Visitor, numbers: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(ana.client.get("/appeals/file.csv").data.decode("utf-8-sig"))))

    assert rows[0][:3] == ["登记编号", "机关", "种类"]
    assert len(rows) == 4


def test_pages_of_the_ledger_speak_english(ana: Visitor, numbers: list[str]) -> None:
    ana.client.set_cookie("lang", "en")

    assert "Ledger of appeals" in ana.get("/appeals/columns").main()
    assert "Taken up from" in ana.get("/appeals/conditions").main()
    assert heads(ana.get("/appeals?columns=case_no,status")) == ["Case", "Status"]
