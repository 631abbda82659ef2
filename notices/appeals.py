"""What the file tells of an appeal, for the letters that answer it: numbers, names, the way of the case in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from notices.catalogue import shipped
from notices.composing import wording
from workflow.appeal.terms import AppealKind
from workflow.appeal.value import Appeal
from workflow.entries import CorrectionAsked, CorrectionReceived, ExtensionNotified, SearchRecorded
from workflow.said import day_zh
from workflow.terms import CaseKind
from workflow.viewing import View

#: letter -> the kinds of appeal it belongs to
KINDS = {
    "review_answer": (AppealKind.REVIEW,),
    "court_defence": (AppealKind.LITIGATION,),
    "evidence_list": (AppealKind.REVIEW, AppealKind.LITIGATION),
}


def answered(view: View, kind: str) -> Appeal | None:
    """The appeal a letter of that kind answers: the newest that is open."""
    held = [a for a in view.case.appeals if a.is_open and a.kind in KINDS.get(kind, ())]
    return held[-1] if held else None


def appeal_facts(view: View, kind: str) -> dict[str, Any]:
    """The facts of that letter which the file gives; nothing where there is no such appeal."""
    appeal = answered(view, kind)
    return facts_of(view, appeal) if appeal else {}


def facts_of(view: View, appeal: Appeal) -> dict[str, Any]:
    """What the file tells of this appeal."""
    return {
        "appeal_no": appeal.appeal_no or None,
        "appellant": view.texts.get(appeal.appellant_sha256) or None,
        "paper_on": appeal.received_on,
        "claim": view.texts.get(appeal.claim_sha256) or None,
        "facts_found": "\n".join(text for _on, text in sorted(_way(view))) or None,
        "grounds": "\n".join(_grounds(view)),
        "conclusion": _conclusion(appeal),
    }


def organ_of(view: View, appeal: Appeal) -> str:
    """Who hears the appeal, in full."""
    usual = {AppealKind.REVIEW: view.agency.review_organ, AppealKind.LITIGATION: view.agency.court}
    return appeal.organ or usual.get(appeal.kind, "")


def _grounds(view: View) -> Iterator[str]:
    """What the file itself shows: competence, time, law. What is to be said to the claim only a person can say."""
    case = view.case
    if case.received_on and case.kind is CaseKind.APPLICATION:
        yield f"该申请向本机关提出，本机关于{day_zh(case.received_on)}收到，具有作出答复的职权。"
    timely, sent = view.clock.timely if view.clock else None, case.dispatched_on
    if sent and timely:
        yield f"本机关于{day_zh(sent)}发出答复，没有超过法定答复期限。"
    elif sent and timely is False:
        yield f"本机关于{day_zh(sent)}发出答复，【待填：超过答复期限的原因】。"
    if case.outcome and case.decided_on:
        law = shipped().full(wording().outcomes[case.outcome].provision(case.decided_on))
        yield f"本机关作出答复的依据是{law}。【待填：该依据适用于所申请信息的理由】"
    yield "【待填：针对对方请求和理由的答辩意见】"


def _conclusion(appeal: Appeal) -> str:
    letter = f"本机关作出的{appeal.against}" if appeal.against else "本机关对该申请的处理"
    return f"综上，{letter}【待填：事实、依据、程序的结论】，请求依法【待填：请求事项】。"


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
