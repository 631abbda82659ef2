"""The words of the sheets written for a file: cover, index, day count, what was asked, the law, what came after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from notices.bundle.contents import SheetPart
from notices.catalogue import shipped
from notices.composing import wording
from notices.forms.base import asker, on, who
from notices.receipts import wanted
from workflow.bundle.moments import Decision
from workflow.days.office_time import SHANGHAI
from workflow.entries import Entry, ReceiptFixed
from workflow.entry_wording import sentence
from workflow.viewing import View

Rows = list[tuple[str, str]]
#: facts whose own words are quoted under them
_QUOTED = ("application_sha256", "opinion_sha256", "reasons_sha256")
_SAME = re.compile(r"第.*")
_CLOCK = {
    "replied": "已答复",
    "lapsed": "已终止",
    "running": "进行中",
    "suspended": "暂停",
    "stopped": "停止",
}


def frame(view: View) -> dict[str, Any]:
    """What every sheet says."""
    return {"agency": view.agency.name, "case_no": view.case.case_no}


def cover(view: View, decision: Decision | None, pages: int, notes: Sequence[str]) -> dict[str, Any]:
    """The cover; `pages` of the whole file."""
    case = view.case
    rows: Rows = [
        ("登记编号", case.case_no),
        ("申请人", asker(view)),
        ("申请内容", view.texts.get(case.summary_sha256, "")),
        ("收到日期", on(case.received_on) if case.received_on else "尚未确定"),
        ("处理结果", wording().outcomes[case.outcome].zh if case.outcome else "尚未作出"),
        ("决定", f"{decision.said.zh}，{on(decision.on)}" if decision else "截至制卷时尚未作出决定"),
        ("承办人", view.names.get(case.handler or 0, "") or "未确定"),
        ("总页数", f"{pages}页"),
    ]
    return {**frame(view), "rows": rows, "notes": notes}


def timeline(view: View) -> dict[str, Any]:
    """The day count: the limit with its steps and provisions, what is on record, and every day."""
    clock, case = view.clock, view.case
    rows: Rows = [("收到日期", on(case.received_on) if case.received_on else "尚未确定")]
    fixed = next((e.fact for e in view.history if isinstance(e.fact, ReceiptFixed)), None)
    if fixed:
        rows.append(("收到日期依据", fixed.provision))
    if clock:
        provisional = "（暂定）" if clock.provisional else ""
        rows.append(("答复期限", on(clock.due_on) + provisional if clock.due_on else "现在没有进行中的期限"))
        rows.append(("期限状态", _CLOCK.get(clock.status, clock.status)))
        if clock.timely is not None:
            rows.append(("是否按期", "按期" if clock.timely else "超过期限"))
    else:
        rows.append(("答复期限", "没有法定答复期限，或者尚未起算"))
    return {
        **frame(view),
        "rows": rows,
        "steps": clock.steps if clock else (),
        "facts_heading": "办理经过",
        "facts": tuple(_facts(view, view.history)),
        "days": view.strip,
    }


def known(view: View) -> dict[str, Any]:
    """The day count and all that was on record at the end of the day the view stands at."""
    values = timeline(view)
    rows: Rows = [
        ("截至日期", f"{on(view.as_of or view.today)}终了"),
        ("当时状态", view.case.status.zh),
        *values["rows"],
    ]
    return {**values, "rows": rows, "facts_heading": "截至该日已记录的事项"}


def sheet(part: SheetPart, title: str) -> dict[str, Any]:
    """The values of a sheet in the body of the file."""
    made = {"heading": title, "rows": (), "said": "", "lines": (), "facts": (), "note": ""}
    return {**frame(part.view), **made, **_SHEETS[part.sheet](part)}


def _application(part: SheetPart) -> dict[str, Any]:
    view, case = part.view, part.view.case
    first = view.history[0].fact
    digest = getattr(first, "application_sha256", case.application_sha256)
    rows: Rows = [
        ("申请人", asker(view)),
        ("提交渠道", case.channel.zh),
        ("到达日期", on(case.arrived_on)),
        ("收到日期", on(case.received_on) if case.received_on else "尚未确定"),
        ("提供方式", wanted(case)),
    ]
    note = "申请由工作人员根据口述代为填写。" if case.written_by_office else ""
    note += "本件由原台账导入，原始材料存于原卷。" if case.imported else ""
    return {"rows": rows, "said": view.texts.get(digest, "（文字已依法删除）"), "note": note}


def _quoted(part: SheetPart) -> dict[str, Any]:
    view, entry = part.view, part.entry
    assert entry is not None
    digests = [getattr(entry.fact, f.name) for f in fields(entry.fact) if f.name in _QUOTED]  # type: ignore[arg-type]
    said = "\n".join(view.texts.get(digest, "") for digest in digests).strip()
    rows: Rows = [("事项", sentence(entry.fact).zh), ("登记", f"{who(view, entry)}，{_moment(entry)}")]
    consulted = view.case.consultation(getattr(entry.fact, "ref", ""))
    if consulted is not None:
        name = view.texts.get(consulted.name_sha256, "")
        rows.insert(0, ("答复人", f"{name}（{consulted.party.zh}）" if name else consulted.party.zh))
    return {"rows": rows, "said": said or "（未附文字）"}


def _related(part: SheetPart) -> dict[str, Any]:
    view, case = part.view, part.view.case
    tied = [(case.split_from, "分自")] if case.split_from else []
    tied += [(number, "分出") for number in case.split_into]
    tied += [(number, relation.zh) for number, relation in case.links]
    lines = []
    for number, relation in tied:
        status, summary = view.related.get(number, (None, ""))
        lines.append("，".join(filter(None, (f"{relation} {number}", summary, status.zh if status else ""))))
    return {"lines": lines}


def _legal_basis(part: SheetPart) -> dict[str, Any]:
    return {"lines": tuple(provisions(part.view))}


def provisions(view: View) -> Iterator[str]:
    """Every provision the reply and the day count rest on, in full, each once."""
    case, found = view.case, []
    fixed = next((e.fact for e in view.history if isinstance(e.fact, ReceiptFixed)), None)
    found += [fixed.provision] if fixed else []
    found += [step.provision for step in view.clock.steps] if view.clock else []
    if case.outcome and case.decided_on:
        found.append(wording().outcomes[case.outcome].provision(case.decided_on))
    yield from dict.fromkeys(shipped().full(one) for one in found if one)


def _history(part: SheetPart) -> dict[str, Any]:
    return {"facts": tuple(_facts(part.view, part.view.history))}


_SHEETS = {
    "application": _application,
    "quoted": _quoted,
    "related": _related,
    "legal_basis": _legal_basis,
    "history": _history,
}


def _facts(view: View, history: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    for entry in history:
        yield _moment(entry), sentence(entry.fact).zh, who(view, entry)


def _moment(entry: Entry) -> str:
    return f"{entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
