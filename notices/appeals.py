"""What the file tells of an appeal, for the letters that answer it: numbers, names, the way of the case in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from workflow.appeal.terms import AppealKind
from workflow.appeal.value import Appeal
from workflow.entries import CorrectionAsked, CorrectionReceived, ExtensionNotified, SearchRecorded
from workflow.viewing import View
from workflow.wording import day_zh

#: letter -> the kinds of appeal it belongs to
KINDS = {
    "review_answer": (AppealKind.REVIEW,),
    "court_defence": (AppealKind.LITIGATION,),
}


def answered(view: View, kind: str) -> Appeal | None:
    """The appeal a letter of that kind answers: the newest that is open."""
    held = [a for a in view.case.appeals if a.is_open and a.kind in KINDS.get(kind, ())]
    return held[-1] if held else None


def appeal_facts(view: View, kind: str) -> dict[str, Any]:
    """The facts of that letter which the file gives; nothing where there is no such appeal."""
    appeal = answered(view, kind)
    if appeal is None:
        return {}
    return {
        "appeal_no": appeal.appeal_no or None,
        "appellant": view.texts.get(appeal.appellant_sha256) or None,
        "paper_on": appeal.received_on,
        "claim": view.texts.get(appeal.claim_sha256) or None,
        "facts_found": "\n".join(text for _on, text in sorted(_way(view))) or None,
    }


def _way(view: View) -> Iterator[tuple[date, str]]:
    """What happened on the case, a sentence a day; the officer goes on from there."""
    case = view.case
    if case.received_on:
        yield case.received_on, f"{day_zh(case.received_on)}，本机关收到该申请。"
    for entry in view.history:
        if told := _told(entry.fact):
            yield told
    for asked in case.consultations:
        yield asked.on, f"{day_zh(asked.on)}，本机关书面征求{asked.party.zh}的意见。"
        if asked.opinion_on:
            yield asked.opinion_on, f"{day_zh(asked.opinion_on)}，本机关收到其意见。"
    if case.dispatched_on:
        number = f"作出{case.document_no}" if case.document_no else "作出答复"
        yield case.dispatched_on, f"{day_zh(case.dispatched_on)}，本机关{number}并于当日发出。"
    if case.served_on:
        yield case.served_on, f"{day_zh(case.served_on)}，答复送达。"


def _told(fact: Any) -> tuple[date, str] | None:
    if isinstance(fact, CorrectionAsked):
        return fact.on, f"{day_zh(fact.on)}，本机关告知补正。"
    if isinstance(fact, CorrectionReceived):
        return fact.on, f"{day_zh(fact.on)}，本机关收到补正材料。"
    if isinstance(fact, ExtensionNotified):
        return fact.on, f"{day_zh(fact.on)}，本机关告知延长答复期限{fact.working_days}个工作日。"
    if isinstance(fact, SearchRecorded):
        return fact.on, f"{day_zh(fact.on)}，本机关在{'、'.join(fact.places)}中检索。"
    return None
