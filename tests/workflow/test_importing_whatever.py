"""Whatever stands in the cells of an old ledger: each row is judged, and what is taken reads back as the same case."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from builders import around, moment
from old_ledgers import TODAY

from workflow import records
from workflow.folding import fold
from workflow.importing import settings
from workflow.importing.days import EPOCH_1900
from workflow.importing.facts import Source, decision, number_of
from workflow.importing.judged import Judged
from workflow.importing.judging import Judge
from workflow.importing.layout import Line
from workflow.intake import Given
from workflow.papers import limits
from workflow.projection import project

GOOD: dict[str, Any] = {
    "case_no": "1",
    "applicant": "张样",
    "applicant_type": "公民",
    "received": "2023-01-05",
    "channel": "当面",
    "request": "甲",
    "replied": "2023-02-20",
    "result": "予以公开",
}
CELLS: tuple[Any, ...] = (
    *(None, "", " ", "/", "无", "是", "否", "√", "#N/A", "=1+1", "(((", "；；；", "：", "*" * 18, "9" * 30),
    *(
        "2023-01-09",
        "2023-01-12",
        "2023-02-20",
        "2023-13-01",
        "２０２３年１月９日",
        "1999-01-01",
        "2019-05-14",
    ),
    *(44931, 44931.5, 1e300, -5, 0, float("nan"), float("inf"), True, time(1, 2), timedelta(3)),
    *(
        date(2023, 1, 12),
        datetime.combine(date(2023, 1, 9), time(8)),
        "维持",
        "复议：维持；诉讼：撤销",
        "第三方：甲",
        "甲、乙、丙",
    ),
    *("邮寄", "纸质", "按件", "100元", "1.10105E+17", "a" * 3000, "\x00", "\ud800", "一" * 100),
)
AROUND = around(TODAY)
JUDGE = Judge(settings.load(), AROUND, limits.load())
FIELDS = sorted(set(settings.load().columns.values()))


def a_row(chance: random.Random) -> Line:
    """A sound row with up to fourteen cells that hold anything."""
    cells: dict[str, Any] = dict(GOOD)
    for field in chance.sample(FIELDS, chance.randint(1, 14)):
        cells[field] = chance.choice(CELLS)
    if chance.random() < 0.7:
        cells |= {field: GOOD[field] for field in ("received", "replied", "result", "channel")}
    heads = {"consulted_on": chance.choice(["征求第三方意见日期", "征求意见日期"])}
    return Line("台账", 1, 2, cells, 2023, EPOCH_1900, frozenset(), frozenset(), heads)


def require_whole(judged: Judged) -> None:
    """The case made of it, read back from its records, is the same and waits for nobody consulted."""
    if judged.taken is None:
        return
    given = Given(number_of("示", judged), "Q", tuple(f"k{n}" for n, _ in enumerate(judged.taken.people)))
    made = decision(judged, judged.taken, 1, given, Source("台账.xlsx", "0" * 64), AROUND)
    chained = records.chain(given.case_no, made.facts, after=None, at=moment(TODAY), by=1)
    case = fold([entry for _record, entry in chained])
    assert fold(records.read([record for record, _entry in chained])) == case
    assert not case.open_consultations
    assert project(case, AROUND.clock(case))["imported"] is True


@pytest.mark.parametrize("seed", range(4))
def test_every_row_is_judged_and_every_case_reads_back(seed: int) -> None:
    chance = random.Random(seed)

    found = [JUDGE.judge(a_row(chance)) for _ in range(250)]

    for judged in found:
        require_whole(judged)
        assert (judged.taken is None) == (judged.action == "refuse")
        assert all(reason.zh and reason.en for reason in judged.reasons)
    assert {judged.action.value for judged in found} == {"import", "import_warn", "refuse"}
