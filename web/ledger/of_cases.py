"""The ledger of cases as a ledger among others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from web.access import desk, now, person
from web.ledger.conditions import DAYS, FACTS, NAMED, PEOPLE
from web.ledger.reading import form_of_address
from web.ledger.subject import Subject
from workflow.ledger_sheets import counting, streaming
from workflow.ledger_sheets.columns import COLUMNS, GROUPS, USUAL
from workflow.ledger_sheets.lines import Column, Line
from workflow.wording import Words


def _told(form: Any) -> None:
    tally = counting.figures(desk(), person(), now(), form.filter(None, None))
    known = counting.names(desk(), {one for name in PEOPLE for one in tally.counts[name]})
    people = {name: {one: known[one] for one in sorted(filter(None, tally.counts[name]))} for name in PEOPLE}
    form.offer_more(people, [unit for unit in tally.counts["unit"] if unit])
    form.says(tally, NAMED)


def _lines(form: Any, columns: Sequence[Column]) -> Iterator[Line]:
    return streaming.lines(desk(), person(), now(), form.filter(None, None), columns)


CASES: Final = Subject(
    key="",
    words=Words("台账", "Ledger"),
    counted=Words("件", "cases"),
    pages="ledger",
    home="ledger.cases",
    groups=GROUPS,
    columns=COLUMNS,
    usual=USUAL,
    sections=(
        (Words("查找和排序", "Text and order"), "", ("text", "stand", "order", "due_within", "overdue")),
        (
            Words("案件和申请人", "Case and applicant"),
            "",
            (
                *("status", "agency", "unit", "handler_id", "kind", "applicant_type", "channel", "outcome"),
                *("regime", "supply_way", "supply_form", "dispatch_way", "receipt_rule", "fee_mode"),
                *("signed_by", "retention"),
            ),
        ),
        (Words("有没有", "With or without"), "", tuple(FACTS)),
        (Words("日期", "Days"), "pairs", tuple(f"{day}_{end}" for day in DAYS for end in ("from", "to"))),
    ),
    form=form_of_address,
    told=_told,
    lines=_lines,
)
