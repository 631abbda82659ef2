"""What goes out to be signed: an oral application written down (条例第二十九条), and answer slips (第三十二条)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from notices.composing import short
from notices.forms.base import Form, asker, entries, who
from notices.forms.people import contacts, identities
from notices.receipts import SUPPLIED_AS
from workflow.case import Consultation, Notice
from workflow.entries import ApplicationLogged, OpinionRecorded
from workflow.terms import CaseKind, NoticeStatus, Party, Stance
from workflow.viewing import View

CHOICES = {Stance.AGREES: "agree", Stance.PARTLY: "partly", Stance.OBJECTS: "disagree"}
UNSIGNED = (NoticeStatus.DRAFTED, NoticeStatus.SUBMITTED, NoticeStatus.VOIDED)


def application_form(view: View) -> list[Form]:
    """申请表 of an oral application, for the applicant to hear and to sign; others wrote their own."""
    case = view.case
    if not case.written_by_office or case.kind is CaseKind.RECORD_CORRECTION:
        return []
    logged = next(iter(entries(view, ApplicationLogged)))[0]
    facts = {
        "applicant_type": view.applicants[0].type.value,
        "identity": identities(view) or "未提供",
        "contact": contacts(view) or "未提供",
        "agent": "；".join(applicant.agent for applicant in view.applicants if applicant.agent),
        "supply": SUPPLIED_AS[case.supply_form],
        "way": short(case.supply_way.zh),
        "written_by": who(view, logged),
    }
    return [Form("application_form", "", facts, asker(view), dated_on=case.arrived_on)]


def slips_of(party: Party) -> Callable[[View], list[Form]]:
    """征求意见回执: one a signed letter to that kind of party, with the opinion once it came."""

    def slips(view: View) -> list[Form]:
        letters = [n for n in view.case.notices if n.kind == f"consult_{party}" and n.status not in UNSIGNED]
        return [_slip(view, f"slip_{party}", letter) for letter in letters]

    return slips


def _slip(view: View, kind: str, letter: Notice) -> Form:
    held = json.loads(view.texts[letter.content_sha256])
    asked = next((c for c in view.case.consultations if c.letter == letter.ref), None)
    facts = {
        "notice_no": letter.document_no,
        "info": tuple(held["facts"]["info"]),
        "answer_days": held["facts"]["answer_days"],
    }
    signed: date | None = letter.signed_on
    return Form(kind, letter.ref, facts | _opinion(view, asked), held["applicant"], dated_on=signed)


def _opinion(view: View, asked: Consultation | None) -> dict[str, object]:
    """What came back; the boxes stay empty for the pen until then."""
    if asked is None or asked.stance is None:
        return {}
    said = [fact for _, fact in entries(view, OpinionRecorded) if fact.ref == asked.ref]
    return {
        "reply_choice": CHOICES[asked.stance],
        "reply_reasons": view.texts.get(said[-1].opinion_sha256, "").strip(),
        "answered_on": asked.opinion_on,
    }
