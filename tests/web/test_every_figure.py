"""Every figure of a period opens its cases, and the list says the same number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pages import Page, Visitor

from workflow import acts as a
from workflow.appeal.terms import AppealKind, AppealStep
from workflow.desk import Desk
from workflow.terms import Channel, FeeMode, Way

ANA, RUI, QIAN = 1, 3, 4
REPLY: tuple[tuple[int, a.Act], ...] = (
    (ANA, a.DraftReply(outcome="disclosed", content={"items": ["批复一份"]})),
    (ANA, a.Submit()),
    (RUI, a.PassSecrecy()),
    (QIAN, a.Approve()),
    (ANA, a.Dispatch(way=Way.POST, tracking_no="XA123")),
)
EXTEND: tuple[tuple[int, a.Act], ...] = (
    (ANA, a.ProposeExtension(reason="档案多")),
    (QIAN, a.ApproveExtension()),
    (ANA, a.NotifyExtension()),
)
CORRECT: tuple[tuple[int, a.Act], ...] = ((ANA, a.AskForCorrection(items="请说明年份")),)
CORRECTED: tuple[tuple[int, a.Act], ...] = ((ANA, a.ReceiveCorrection(application="二〇二五年的批复")),)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def case(desk: Desk, key: str, on: date, *steps: tuple[date, tuple[tuple[int, a.Act], ...]]) -> str:
    """A case of that day, taken in hand and brought on by these acts."""
    form = a.Log(
        agency=2,
        channel=Channel.COUNTER,
        arrived_on=on,
        application=f"请求公开{key}的规划",
        applicants=(a.Applicant(name="赵样", phone="13925325941" if key < "e" else ""),),
        submission_key=key,
    )
    case_no = desk.log(ANA, form, at(on)).case_no
    desk.perform(ANA, case_no, a.TakeInHand(handler=ANA, unit="综合科"), at(on))
    for day, acts in steps:
        for person, act in acts:
            desk.perform(person, case_no, act, at(day))
    return case_no


@pytest.fixture
def year(desk: Desk) -> None:
    """In time, late, extended, corrected, waiting; appealed against, complained of."""
    desk = Desk(desk.store, desk.rules)  # what the letters say is examined elsewhere
    case(desk, "a", date(2026, 8, 3), (date(2026, 8, 10), REPLY))
    late = case(desk, "b", date(2026, 8, 3), (date(2026, 9, 7), REPLY))
    case(desk, "c", date(2026, 8, 3), (date(2026, 8, 12), EXTEND), (date(2026, 9, 8), REPLY))
    days = date(2026, 9, 3), date(2026, 9, 9), date(2026, 9, 16)
    case(desk, "d", days[0], *zip(days, (CORRECT, CORRECTED, REPLY), strict=True))
    case(desk, "e", date(2026, 10, 12))
    case(
        desk,
        "f",
        date(2026, 10, 13),
        (date(2026, 10, 13), ((ANA, a.ChargeFee(mode=FeeMode.PER_CASE, count=11)),)),
    )
    for kind, number in ((AppealKind.REVIEW, "1号"), (AppealKind.COMPLAINT, "2号")):
        papers = a.RegisterAppeal(kind=kind, organ="示例市人民政府", appeal_no=number, appellant="赵样")
        desk.perform(ANA, late, papers, at(date(2026, 9, 10)))
    desk.perform(ANA, late, a.StepAppeal(ref="1", step=AppealStep.ANSWER), at(date(2026, 9, 14)))
    decided = a.DecideAppeal(ref="1", result="revoked", document_no="复议1号", reasons=("late",))
    desk.perform(ANA, late, decided, at(date(2026, 10, 9)))


def figures(page: Page) -> Iterator[tuple[str, int]]:
    """Address and number of each figure that presses: its words, what stands small beside it, or its title."""
    for link in page.all("a"):
        if not re.match(r"/supervision/figures/(cases|appeals)", link.get("href", "")):
            continue
        small = ["".join(e.itertext()) for e in link.iter("small")]
        words = "".join(link.itertext())
        [bold] = [e.text or "" for e in link.iter("b")] or [words]
        counts = bold.isdecimal() and "measured" not in link.attrib["href"]  # a median counts days
        said = bold if counts else link.get("title") or (small[0] if small else "")
        found = re.match(r"\d+", said.strip())
        assert found, f"no number: {words}"
        yield link.attrib["href"], int(found[0])


def listed(who: Visitor, address: str) -> tuple[int, int]:
    """What the list says it holds, and how many stand on it."""
    page = who.get(address)
    said = re.search(r"共 (\d+) 件", page.main())
    assert said, address
    return int(said[1]), len([e for e in page.all("a") if e.get("class") == "no"])


@pytest.mark.parametrize("query", ["year=2026", "year=2026&month=9", "year=2026&agency=2", "year=2025"])
def test_every_figure_opens_as_many_cases_as_it_counts(
    visit: Callable[[str], Visitor], year: None, query: str
) -> None:
    su = visit("su")

    found = dict(figures(su.get(f"/supervision/figures?{query}")))

    assert {address: listed(su, address) for address in found} == {
        address: (number, number) for address, number in found.items()
    }


def test_every_tile_opens_a_list(visit: Callable[[str], Visitor], year: None) -> None:
    page = visit("su").get("/supervision/figures?year=2026")

    tiles = [e for e in page.all("a") if e.get("class") == "tile"]
    plain: list[Any] = [e for e in page.all("div") if e.get("class") == "tile"]
    numbers = {"".join(next(e.iter("span")).itertext()).strip(): next(e.iter("b")).text for e in tiles}

    assert not plain
    assert numbers["复议、诉讼 1 + 0"] == "1"
    assert numbers["复议诉讼纠错率 1/1"] == "100%"
    assert numbers["多次申请人的申请 1 人"] == "4"
    assert numbers["按时答复率 3/4"] == "75.0%"


def test_a_long_list_of_one_applicant_goes_on_behind_its_first_page(
    visit: Callable[[str], Visitor], year: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflow.supervision.opening.PAGE", 3)
    su = visit("su")
    address = "/supervision/figures/cases?year=2026&what=repeated"

    first = su.get(address)
    [more] = [e.get("href") for e in first.all("a") if e.get("rel") == "next"]

    assert listed(su, address) == (4, 3)
    assert listed(su, str(more)) == (4, 1)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=quarrel", "没有这个数字，请从统计页点选"),
        ("result=won", "没有这个数字，请从统计页点选"),
        ("after=1~2", "页码有误"),
        ("after=a~b~c", "页码有误"),
    ],
)
def test_a_wrong_address_of_appeals_says_so(visit: Callable[[str], Visitor], query: str, said: str) -> None:
    assert said in visit("su").get(f"/supervision/figures/appeals?{query}", 400).main()
