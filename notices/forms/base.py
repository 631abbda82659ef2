"""What every internal form is made of: facts read from the file, and what the file does not hold yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from notices.catalogue import shipped
from notices.composing import addressee, organ
from notices.letter import Notice
from workflow.days.office_time import SHANGHAI, today_of
from workflow.entries import Entry, Fact
from workflow.errors import BadInput
from workflow.viewing import View
from workflow.wording import Words

F = TypeVar("F", bound=Fact)
#: what stands where nothing was said
NONE = "—"


class Gap(NamedTuple):
    """A fact the form needs and the file lacks, and the move that records it."""

    said: Words
    move: str


class Form(NamedTuple):
    """One form of a case: what it states, for whom, and what is missing; `ref` tells forms of a kind apart.

    `dated_on` is the day of what it belongs to, where that is not the day it is printed.
    """

    kind: str
    ref: str
    facts: dict[str, Any]
    applicant: str
    gaps: tuple[Gap, ...] = ()
    dated_on: date | None = None


def printable(view: View, form: Form) -> Notice:
    """The form as a letter, dated the day it is printed. Raises BadInput naming every gap."""
    if form.gaps:
        raise BadInput(
            "；".join(gap.said.zh for gap in form.gaps) + " / " + "; ".join(g.said.en for g in form.gaps)
        )
    kind, case = shipped()[form.kind], view.case
    law = kind.provision(case.received_on or case.arrived_on) or kind.provision(view.today)
    return Notice(
        kind=kind.code,
        organ=organ(view.agency),
        applicant=form.applicant,
        dated_on=form.dated_on or view.as_of or view.today,
        case_no="" if "case_no" in kind.without else case.case_no,
        received_on=None if "received_on" in kind.without else case.received_on,
        request="" if "request" in kind.without else view.texts[case.application_sha256].strip(),
        provision=law,
        facts={name: value for name, value in form.facts.items() if value not in (None, "", ())},
    )


def printed_line(view: View, name: str, at: datetime) -> str:
    """When it was taken from the file (an aware moment), by whom, and how far the history had come."""
    there = at.astimezone(SHANGHAI)
    said = f"{on(there.date())}{there:%H:%M}"
    return f"打印：{name}，{said}，据办理经过第1至{view.case.version}项。个人信息已作遮盖处理。"


def entries(view: View, kind: type[F]) -> Iterator[tuple[Entry, F]]:
    """Entries of that kind with their facts, oldest first."""
    for entry in view.history:
        if isinstance(entry.fact, kind):
            yield entry, entry.fact


def asker(view: View) -> str:
    """Everybody who asked."""
    return addressee(view.applicants)


def who(view: View, entry: Entry) -> str:
    """Who did it, and for whom where somebody stood in."""
    name = view.names.get(entry.by, "") or "系统"
    stood_for = view.names.get(entry.acting_for or 0, "")
    return f"{name}（代{stood_for}）" if stood_for else name


def on(day: date) -> str:
    """As forms write days."""
    return f"{day.year}年{day.month}月{day.day}日"


def done_on(entry: Entry) -> str:
    """The day of an entry in the office."""
    return on(today_of(entry.at))


def received_gap(view: View) -> tuple[Gap, ...]:
    """Before the day of receipt is fixed nothing can be counted."""
    if view.case.received_on is not None:
        return ()
    return (Gap(Words("收到日期还没有确定", "The day of receipt is not fixed"), "confirm_receipt"),)
