"""A case as a terminal and a script see it; personal data is masked as on the pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from workflow.case import Case
from workflow.clock.deadline import Deadline
from workflow.days.office_time import SHANGHAI
from workflow.entries import Entry
from workflow.entry_wording import sentence
from workflow.identity import mask_id, mask_phone
from workflow.records import fact_text
from workflow.viewing import View


def after_act(case: Case, clock: Deadline | None, as_json: bool) -> tuple[dict[str, Any], bool, str]:
    """What an act led to, for `put`."""
    answer = {
        "case_no": case.case_no,
        "status": case.status.value,
        "version": case.version,
        "due_on": clock.due_on if clock else None,
        "outcome": case.outcome,
        "document_no": case.document_no,
    }
    due = f"；期限 / due {clock.due_on}" if clock and clock.due_on else ""
    return answer, as_json, f"{case.case_no} {case.status.zh} / {case.status.en}{due}"


def case_as_json(view: View) -> dict[str, Any]:
    """{"case_no", "status", "version", dates, "deadline", "applicants", "application", "history": [...]}."""
    case = view.case
    return {
        "case_no": case.case_no,
        "agency": view.agency.code,
        "kind": case.kind.value,
        "channel": case.channel.value,
        "status": case.status.value,
        "version": case.version,
        "as_of": view.as_of,
        "arrived_on": case.arrived_on,
        "received_on": case.received_on,
        "handler": view.names.get(case.handler or 0),
        "outcome": case.outcome,
        "document_no": case.document_no,
        "decided_on": case.decided_on,
        "dispatched_on": case.dispatched_on,
        "served_on": case.served_on,
        "application": view.texts.get(case.application_sha256),
        "applicants": [_applicant(who) for who in view.applicants],
        "deadline": view.clock.as_json() if view.clock else None,
        "history": [_entry_json(entry, view) for entry in view.history],
    }


def _applicant(who: Any) -> dict[str, Any]:
    return {
        "name": who.name,
        "type": who.type.value,
        "id_kind": who.id_kind,
        "id_no": mask_id(who.id_no),
        "phone": mask_phone(who.phone),
    }


def _entry_json(entry: Entry, view: View) -> dict[str, Any]:
    words = sentence(entry.fact)
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "by": view.names.get(entry.by, ""),
        "kind": type(entry.fact).__name__,
        "zh": words.zh,
        "en": words.en,
        "fact": json.loads(fact_text(entry.fact)),
        "digest": entry.digest,
    }


def case_as_text(view: View) -> str:
    """Where the case stands, what is due and why, and its history, in both languages."""
    return "\n".join(_lines(view))


def _lines(view: View) -> Iterator[str]:
    case = view.case
    if view.as_of:
        yield f"截至 {view.as_of} 的情形 / as it stood on {view.as_of}"
    yield f"{case.case_no}  {view.agency.name}"
    yield f"状态 / status：{case.status.zh} / {case.status.en}"
    yield f"途径 / channel：{case.channel.zh} / {case.channel.en}"
    yield f"收到 / received：{case.received_on or '未确定 / not fixed'}"
    yield f"申请人 / applicant：{'、'.join(who.name for who in view.applicants)}"
    yield f"申请内容 / application：{view.texts.get(case.application_sha256, '')}"
    if view.clock:
        yield from _clock(view.clock)
    yield "经过 / history："
    for entry in view.history:
        yield from _entry(entry, view)


def _clock(clock: Deadline) -> Iterator[str]:
    firm = "（暂定 / provisional）" if clock.provisional else ""
    yield f"答复期限 / due：{clock.due_on or '此时没有到期日 / nothing is due now'}{firm}"
    if clock.remaining_working_days is not None:
        left = clock.remaining_working_days
        yield f"剩余 / left：{left} 个工作日 / {left} working days"
    for step in clock.steps:
        span = f"{step.from_on} 至 {step.to_on}"
        yield f"  {span}  {step.working_days} 个工作日（{step.provision}）{step.note_zh} / {step.note_en}"


def _entry(entry: Entry, view: View) -> Iterator[str]:
    words = sentence(entry.fact)
    at = entry.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    yield f"  {entry.seq}. {at} {view.names.get(entry.by, '系统 / the system')}  {words.zh} / {words.en}"
