"""Forms of the arrival: the registration form, and the record of calls to confirm receipt (art. 31)."""

from __future__ import annotations

from notices.composing import short
from notices.forms.base import NONE, Form, Gap, asker, done_on, entries, on, received_gap, who
from notices.forms.people import contacts, identities
from notices.receipts import RECEIVED_HOW, wanted
from workflow.entries import ApplicationLogged, ConfirmationAttempted, ReceiptFixed
from workflow.terms import CaseKind
from workflow.viewing import View
from workflow.wording import Words


def registration_form(view: View) -> list[Form]:
    """登记表; a correction of records has no period and no such form."""
    case = view.case
    if case.kind is CaseKind.RECORD_CORRECTION:
        return []
    fixed = next((fact for _, fact in entries(view, ReceiptFixed)), None)
    handler = view.names.get(case.handler or 0, "")
    gaps = received_gap(view)
    if not handler:
        gaps += (Gap(Words("还没有承办人", "Nobody has taken the case in hand"), "take_in_hand"),)
    facts = {
        "applicant_type": view.applicants[0].type.value,
        "identity": identities(view) or "未提供",
        "contact": contacts(view) or "未提供",
        "supply": wanted(case),
        "channel": short(case.channel.zh),
        "arrived_on": case.arrived_on,
        "received_how": RECEIVED_HOW[fixed.rule] if fixed else "",
        "received_provision": fixed.provision if fixed else "",
        "confirmed_on": fixed.received_on if fixed and fixed.rule == "confirmed" else None,
        "due_on": view.clock.due_on if view.clock else None,
        "handler": handler,
        "note": _note(view),
    }
    return [Form("registration_form", "", facts, asker(view), gaps)]


def confirmation_record(view: View) -> list[Form]:
    """确认记录, where receipt rests on a call to the applicant or calls were made."""
    tries = list(entries(view, ConfirmationAttempted))
    confirmed = next(((e, f) for e, f in entries(view, ReceiptFixed) if f.rule == "confirmed"), None)
    if not tries and confirmed is None and view.case.received_on is not None:
        return []
    rows = [(on(fact.on), fact.how, NONE, fact.result) for _, fact in tries]
    if confirmed:
        rows.append((on(confirmed[1].received_on), confirmed[1].how or "未写明", "申请人", "确认收到申请"))
    last = confirmed[0] if confirmed else tries[-1][0] if tries else None
    gaps = () if rows else (Gap(Words("还没有联系申请人的记录", "No call to the applicant is on record"),
                                "record_confirmation_attempt"),)  # fmt: skip
    facts = {
        "channel": short(view.case.channel.zh),
        "arrived_on": view.case.arrived_on,
        "attempts": tuple(rows),
        "confirmed": "yes" if confirmed else "no",
        "confirmed_on": confirmed[1].received_on if confirmed else None,
        "officer": who(view, last) if last else "",
    }
    return [Form("confirmation_record", "", facts, asker(view), gaps)]


def _note(view: View) -> str:
    """Who logged it, and what the file says of help and agents."""
    logged = next(iter(entries(view, ApplicationLogged)))[0]
    said = [f"{who(view, logged)}于{done_on(logged)}登记。"]
    said += [f"代理人：{applicant.agent}。" for applicant in view.applicants if applicant.agent]
    said += [f"需要帮助：{applicant.help_needed}。" for applicant in view.applicants if applicant.help_needed]
    said += ["申请内容由工作人员根据申请人口述代为填写。"] if view.case.written_by_office else []
    said += [f"分自{view.case.split_from}。"] if view.case.split_from else []
    return "\n".join(said)
