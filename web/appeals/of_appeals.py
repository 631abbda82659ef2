"""The ledger of appeals as a ledger among others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from flask import request

from web.access import desk, now, officer, person
from web.appeals.forms import MORE, NAMED, ConditionsForm, FilterForm
from web.ledger.subject import Section, Subject
from workflow import appeal_ledger
from workflow.ledger_sheets.appeal_columns import COLUMNS, GROUPS, USUAL
from workflow.ledger_sheets.lines import Column, Line
from workflow.store import repository
from workflow.wording import Words

KEY: Final = "appeals"


def form_of_address(whole: bool = False) -> FilterForm:
    """The form as the address fills it; with every condition where one beyond the first page is asked for."""
    form = ConditionsForm(request.args) if whole or MORE & request.args.keys() else FilterForm(request.args)
    form.offer(_agencies(), appeal_ledger.organs(desk(), person(), now()))
    return form


def _agencies() -> dict[int, str]:
    """The agencies whose cases this person may see."""
    who = officer()
    with desk().store.database.reading() as connection:
        every = repository.agencies(connection)
    return {a.agency_id: a.name for a in every if who.may_see(a.agency_id, a.path)}


def _told(form: Any) -> None:
    columns = (*NAMED.values(), *form.choices_by_column, *form.facts)
    asked, within = form.filter(None), form.due_within.data
    form.says(appeal_ledger.tally(desk(), person(), now(), asked, within, columns), NAMED)


def _lines(form: Any, _columns: Sequence[Column]) -> Iterator[Line]:
    return appeal_ledger.lines(desk(), person(), now(), form.filter(None), form.due_within.data)


def _sections() -> tuple[Section, ...]:
    days = tuple(f"{day}_{end}" for day in ConditionsForm.days for end in ("from", "to"))
    first = ("text", "stand", "due_within", "filed_in", "overdue", "third_party")
    choices = ("kind", "status", "agency", "organ", "result_kind", "reason")
    return (
        (Words("查找", "Find"), "", first),
        (
            Words("种类、机关和结果", "Kind, organ and result"),
            "",
            (*choices, *ConditionsForm.choices_by_column),
        ),
        (Words("有没有", "With or without"), "", tuple(ConditionsForm.facts)),
        (Words("日期", "Days"), "pairs", days),
    )


APPEALS: Final = Subject(
    key=KEY,
    words=Words("复议、诉讼台账", "Ledger of appeals"),
    counted=Words("件", "appeals"),
    pages="appeals",
    home="appeals.listed",
    groups=GROUPS,
    columns=COLUMNS,
    usual=USUAL,
    sections=_sections(),
    form=form_of_address,
    told=_told,
    lines=_lines,
)
