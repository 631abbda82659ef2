"""What a form of a letter begins with: the last draft, else what the file already tells."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any, NamedTuple

from notices.appeals import appeal_facts
from notices.composing import declared_of, form_of_address, wording
from notices.fact_input import from_json
from notices.receipts import SUPPLIED_AS
from workflow.case import Case, Consultation
from workflow.case import Notice as CaseNotice
from workflow.entries import ReasonsReceived, RedoOrdered, ReplyDrafted, ReplyRecalled, SearchRecorded
from workflow.guards import Around
from workflow.terms import NoticeStatus, Party, Stance, Way
from workflow.viewing import View

ASKING = re.compile(r"^(请求|申请|要求|希望|请)+(贵(机关|单位|局|府))?(依法)?公开")
CONSULTS = {f"consult_{party.value}": f"consultation_{party.value}" for party in Party}
OPINIONS = {Stance.OBJECTS: "disagree", Stance.PARTLY: "disagree"}


class Begun(NamedTuple):
    """The reply that is written on."""

    outcome: str
    content_sha256: str


def begun(view: View) -> Begun | None:
    """The draft there is, else the reply that was recalled: only what was wrong in it is changed.

    A reply that another body set aside is no beginning: what it said was not to stand.
    """
    recalled = view.case.draft is not None
    for entry in reversed(view.history):
        if isinstance(entry.fact, RedoOrdered):
            return None
        recalled = recalled or isinstance(entry.fact, ReplyRecalled)
        if recalled and isinstance(entry.fact, ReplyDrafted):
            return Begun(entry.fact.outcome, entry.fact.content_sha256)
    return None


def reply_frame(view: View) -> dict[str, Any]:
    """Outcome, request, you and way of the reply that is written on, else of the application."""
    case, last = view.case, begun(view)
    if last:
        held = json.loads(view.texts[last.content_sha256])
        if "letter" in held:
            way = Way(held["way_code"])
            return {"outcome": last.outcome, "request": held["request"], "you": held["you"], "way": way}
    return {
        "outcome": last.outcome if last else "",
        "request": asked_for(view.texts[case.application_sha256]),
        "you": form_of_address(view.applicants),
        "way": case.supply_way,
    }


def asked_for(application: str) -> str:
    """What is asked for, without "请求公开" before it and the full stop after it: the letter says both itself."""
    return ASKING.sub("", application.strip()).rstrip("。. ")


def drafted_content(view: View, digest: str) -> dict[str, Any]:
    """Everything a draft says, as stored."""
    held: dict[str, Any] = json.loads(view.texts[digest])
    return held


def drafted_facts(view: View, digest: str) -> dict[str, Any]:
    """The facts a draft states, typed."""
    held = drafted_content(view, digest)
    if "facts" not in held:
        return {}
    known = {fact.name: fact for fact in declared_of(held["letter"], held["provision"])}
    return {name: from_json(known[name], value) for name, value in held["facts"].items() if name in known}


def suggested(view: View, kind: str, around: Around) -> dict[str, Any]:
    """Facts of that kind which the file, the law and the calendar already give."""
    names = {f.name for f in (*wording().catalogue[kind].facts, *wording().catalogue[kind].facts_2007)}
    found = (
        {
            "supply": SUPPLIED_AS[view.case.supply_form],
            "answered_on": _answered(view),
            "searched": _searched(view),
        }
        | _asked(view, kind)
        | _period(view, kind, around)
        | appeal_facts(view, kind)
    )
    return {name: value for name, value in found.items() if name in names and value is not None}


def _asked(view: View, kind: str) -> dict[str, Any]:
    """The earlier letter this one speaks of: its day and number."""
    case = view.case
    if kind in ("refusal_third_party", "notice_third_party"):
        asked = next((c for c in reversed(case.consultations) if c.party is Party.THIRD_PARTY), None)
        return _consulted(asked) if asked else {}
    earlier = {
        "still_unclear": ("correction", case.correction_asked_on),
        "lapse_correction": ("correction", case.correction_asked_on),
        "lapse_payment": ("fee_notice", case.fee_charged_on),
        "excessive": ("reasons_request", None),
    }.get(kind)
    if earlier is None:
        return {}
    letter = _letter(case, earlier[0])
    on = earlier[1] or (letter.sent_on if letter else None)
    return {
        "asked_on": on,
        "asked_no": letter.document_no if letter else None,
        "served_on": letter.served_on if letter else case.fee_served_on,
        "answer_by": case.correction_answer_by if earlier[0] == "correction" else None,
        "amount": case.fee_yuan or None,
    }


def _searched(view: View) -> str | None:
    """The searches on file as a letter tells them; None where one found something, or there is none."""
    found = [e.fact for e in view.history if isinstance(e.fact, SearchRecorded)]
    if not found or any(fact.hits for fact in found):
        return None
    return "\n".join(map(_told, found)) + "\n经检索，没有找到所申请的信息。"


def _told(fact: SearchRecorded) -> str:
    words = "、".join(f"“{word}”" for word in fact.keywords)
    parts = (
        f"本机关于{fact.on.year}年{fact.on.month}月{fact.on.day}日在{'、'.join(fact.places)}中",
        f"就{fact.period}形成的信息" if fact.period else "",
        f"以{words}为关键词进行检索" if words else "进行检索",
    )
    return "，".join(filter(None, parts)) + "。"


def _answered(view: View) -> date | None:
    """When the applicant gave reasons."""
    return next((e.fact.on for e in reversed(view.history) if isinstance(e.fact, ReasonsReceived)), None)


def _letter(case: Case, kind: str) -> CaseNotice | None:
    left = (NoticeStatus.SENT, NoticeStatus.SERVED)
    return next((n for n in reversed(case.notices) if n.kind == kind and n.status in left), None)


def _consulted(asked: Consultation) -> dict[str, Any]:
    silent = "silent" if asked.stance is None else None
    opinion = OPINIONS.get(asked.stance) if asked.stance else silent
    return {"asked_on": asked.on, "opinion": opinion, "opinion_on": asked.opinion_on}


def _period(view: View, kind: str, around: Around) -> dict[str, Any]:
    """Periods of the law, and the days they end when the letter leaves today."""
    case, rule_name = view.case, CONSULTS.get(kind, PERIODS.get(kind, ""))
    if kind == "extension":
        return _extension(view, around)
    rule = around.rule(case, rule_name) if rule_name else None
    if rule is None:
        return {}
    by = around.days.add_working_days(around.today, rule.value)
    return {"answer_days": rule.value} | ({} if kind == "fee_notice" else {"answer_by": by})


PERIODS = {
    "correction": "correction_answer",
    "reasons_request": "reasons_answer",
    "fee_notice": "fee_payment",
}


def _extension(view: View, around: Around) -> dict[str, Any]:
    proposed, clock = view.case.extension, view.clock
    if proposed is None:
        return {}
    due: date | None = clock.due_on if clock else None
    new = around.days.add_working_days(due, proposed.working_days) if due else None
    return {
        "reason": proposed.reason,
        "extend_days": proposed.working_days,
        "new_due_on": new,
        "provisional_from": around.days.provisional_from(new) if new else None,
    }
