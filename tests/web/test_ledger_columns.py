"""The ledger in one's own columns: chosen, ordered, kept as views, narrowed by every one, taken away as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from pages import Visitor

from workflow import acts as a
from workflow.desk import Desk
from workflow.terms import ApplicantType, Channel

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def cases(desk: Desk) -> list[str]:
    """Three of Ana's office, of different kinds of applicants and days; one of Cy's."""
    made = []
    kinds = (ApplicantType.NATURAL_PERSON, ApplicantType.BUSINESS, ApplicantType.NATURAL_PERSON)
    for number, kind in enumerate(kinds):
        on = date(2026, 11, 16 + number)
        made.append(log(desk, 1, 2, on, f"赵样{number}", kind))
    made.append(log(desk, 5, 3, date(2026, 11, 19), "何示例", ApplicantType.OTHER))
    return made


def log(desk: Desk, person: int, agency: int, on: date, name: str, kind: ApplicantType) -> str:
    who = a.Applicant(name=name, type=kind, id_no="11010519491231002X", phone="13925325941")
    form = a.Log(
        agency=agency,
        channel=Channel.COUNTER,
        arrived_on=on,
        application=f"请求公开{name}所在片区的规划",
        applicants=(who,),
        submission_key=name,
    )
    return desk.log(person, form, datetime(on.year, on.month, on.day, 3, tzinfo=UTC)).case_no


def heads(page: object) -> list[str]:
    """The names of the columns."""
    [table] = [e for e in page.all("table") if e.get("class") == "register"]  # type: ignore[attr-defined]
    return ["".join(th.itertext()) for th in table.iter("th") if "pick" not in (th.get("class") or "")]


def rows_of(answer: object) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))  # type: ignore[attr-defined]


def test_chosen_columns_stand_in_their_order_and_stay_for_this_person(
    ana: Visitor, visit: Callable[[str], Visitor], cases: list[str]
) -> None:
    token = ana.get("/ledger/columns").values()["csrf_token"]
    sent = {"csrf_token": token, "show": ["applicant", "case_no", "due_on"]}
    places = {"place-case_no": "1", "place-applicant": "2"}

    assert ana.client.post("/ledger/columns", data=sent | places).status_code == 303

    assert heads(ana.get("/ledger")) == ["登记编号", "申请人", "法定期限"]
    assert not [e for e in visit("bo").get("/ledger").all("table") if e.get("class") == "register"]


def test_the_plain_list_comes_back(ana: Visitor, cases: list[str]) -> None:
    token = ana.get("/ledger/columns").values()["csrf_token"]
    ana.client.post("/ledger/columns", data={"csrf_token": token, "show": ["case_no"]})

    ana.client.post("/ledger/columns", data={"csrf_token": token, "plain": "1"})

    assert "在等、承办" in ana.get("/ledger").main()


@pytest.mark.parametrize("sent", [{}, {"show": ["secret"]}, {"show": ["case_no"], "place-case_no": "first"}])
def test_columns_that_cannot_be_are_refused(ana: Visitor, cases: list[str], sent: dict[str, object]) -> None:
    token = ana.get("/ledger/columns").values()["csrf_token"]

    assert ana.client.post("/ledger/columns", data={"csrf_token": token, **sent}).status_code == 400
    assert "在等、承办" in ana.get("/ledger").main()


def test_a_view_keeps_conditions_and_columns_for_its_owner(
    ana: Visitor, visit: Callable[[str], Visitor], cases: list[str]
) -> None:
    address = "/ledger/views?applicant_type=business&columns=case_no,applicant"

    led = ana.do(address, name="企业申请")

    asked = parse_qs(urlsplit(led).query)
    assert asked == {"applicant_type": ["business"], "columns": ["case_no,applicant"]}
    page = ana.get(led)
    assert cases[1] in page.main()
    assert cases[0] not in page.main()
    assert "企业申请" in ana.get("/ledger").main()
    assert "企业申请" not in visit("bo").get("/ledger").main()


def test_a_view_without_a_name_is_refused_and_a_dropped_one_is_gone(ana: Visitor, cases: list[str]) -> None:
    ana.refused("/ledger/views", 400, name=" ")
    ana.do("/ledger/views?channel=counter", name="当面")
    token = ana.get("/ledger/views").values()["csrf_token"]

    ana.client.post("/ledger/views/forgotten", data={"csrf_token": token, "name": "当面"})

    assert "当面" not in ana.get("/ledger/views").main().replace("当面提交", "")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("applicant_type=business", [1]),
        ("received_on_from=2026-11-17&received_on_to=2026-11-17", [1]),
        ("received_on_from=2026-11-18", [2]),
        ("received_on_to=2026-11-16", [0]),
        ("decided_on_from=2020-01-01", []),
        ("extended=yes", []),
        ("extended=no", [0, 1, 2]),
        ("kind=application&regime=prc-2019", [0, 1, 2]),
        ("handler_id=1", [0]),
        ("unit=规划科", [0]),
        ("text=赵样&applicant_type=natural_person", [2, 0]),
    ],
)
def test_every_column_narrows(
    ana: Visitor, desk: Desk, cases: list[str], query: str, kept: list[int]
) -> None:
    desk.perform(1, cases[0], a.TakeInHand(handler=1, unit="规划科"), NOW)

    page = ana.get(f"/ledger?{query}")

    found = ["".join(e.itertext()) for e in page.all("a") if e.get("class") == "no"]
    assert found == [cases[n] for n in kept]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("applicant_type=alien", "请从列出的项目中选择"),
        ("received_on_from=soon", "看不出是哪一天"),
        ("extended=maybe", "请从列出的项目中选择"),
        ("handler_id=x", "请从列出的项目中选择"),
        ("columns=no", "台账没有这一栏：no"),
    ],
)
def test_a_condition_or_column_there_is_not_is_refused(
    ana: Visitor, cases: list[str], query: str, said: str
) -> None:
    page = ana.get(f"/ledger?{query}", 400)

    assert said in page.main()
    assert not [e for e in page.all("a") if e.get("class") == "no"]


def test_beside_each_condition_stands_how_many_cases_fit(ana: Visitor, cases: list[str]) -> None:
    page = ana.get("/ledger/conditions")

    options = {"".join(e.itertext()) for e in page.all("option")}
    assert {"自然人（2）", "商业企业（1）", "其他（0）", "当面提交（3）", "已收件（3）", "否（3）"} <= options
    narrowed = ana.get("/ledger/conditions?applicant_type=business")
    assert "自然人（0）" in {"".join(e.itertext()) for e in narrowed.all("option")}


def test_a_file_holds_just_what_the_list_shows(ana: Visitor, cases: list[str]) -> None:
    query = "applicant_type=natural_person&columns=applicant,case_no,id_no,received_on"

    rows = rows_of(ana.client.get(f"/ledger/file.csv?{query}"))
    book = openpyxl.load_workbook(io.BytesIO(ana.client.get(f"/ledger/file.xlsx?{query}").data)).active
    told = list(book.iter_rows(values_only=True))

    assert rows[0] == ["申请人", "登记编号", "证件号码（掩码）", "收到日期"]
    assert [row[1] for row in rows[1:]] == [cases[0], cases[2]]
    assert all("****" in row[2] for row in rows[1:])
    assert [list(row[:2]) for row in told[1:-1]] == [row[:2] for row in rows[1:]]
    assert told[1][3].date() == date(2026, 11, 16)


def test_a_file_speaks_the_language_of_the_page(ana: Visitor, cases: list[str]) -> None:
    ana.client.set_cookie("lang", "en")

    rows = rows_of(ana.client.get("/ledger/file.csv?columns=case_no,status"))

    assert rows[0] == ["Number", "Status"]
    assert {row[1] for row in rows[1:]} == {"Received"}


@pytest.mark.parametrize(
    "address", ["/ledger/file.pdf", "/ledger/file.csv?channel=x", "/ledger/file.csv?columns=no"]
)
def test_a_file_that_cannot_be_is_refused(ana: Visitor, cases: list[str], address: str) -> None:
    assert ana.client.get(address).status_code in (400, 404)


def test_no_file_holds_a_case_of_another_agency(ana: Visitor, cases: list[str]) -> None:
    assert cases[3] not in ana.client.get("/ledger/file.csv?columns=case_no").data.decode()
    assert cases[3] not in ana.client.get("/ledger/file.csv?columns=case_no&agency=3").data.decode()
