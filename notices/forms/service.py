"""送达回证: one for every letter that left, the reply first (国办公开办函〔2016〕235号)."""

from __future__ import annotations

import json
from typing import Any

from notices.catalogue import shipped
from notices.composing import wording
from notices.forms.base import Form, asker, entries, on, who
from workflow.entries import (
    Entry,
    NoticeSent,
    NoticeSentAgain,
    NoticeServed,
    NoticeServiceFailed,
    ReplyDispatched,
    ReplySentAgain,
    ReplyServed,
    ServiceFailed,
)
from workflow.terms import Way
from workflow.viewing import View

WAYS = {Way.AGENCY: "via_agency"}


def proofs_of_service(view: View) -> list[Form]:
    """Letters in the order they left."""
    reply = [_reply(view, entry, fact) for entry, fact in entries(view, ReplyDispatched)]
    return [*reply[-1:], *(_letter(view, entry, fact) for entry, fact in entries(view, NoticeSent))]


def _reply(view: View, entry: Entry, sent: ReplyDispatched) -> Form:
    title = (
        shipped()[wording().outcomes[view.case.outcome].letter].title
        if view.case.outcome
        else "政府信息公开答复书"
    )
    served, failed, again = (
        [fact for later, fact in entries(view, kind) if later.seq > entry.seq]
        for kind in (ReplyServed, ServiceFailed, ReplySentAgain)
    )
    number = f"（{view.case.document_no}）" if view.case.document_no else ""
    facts = _facts(view, entry, sent, f"{title}{number}", again) | _end(served, failed)
    return Form("proof_of_service", "reply", facts, asker(view))


def _letter(view: View, entry: Entry, sent: NoticeSent) -> Form:
    notice = view.case.notice(sent.ref)
    assert notice is not None
    served = [fact for _, fact in entries(view, NoticeServed) if fact.ref == sent.ref]
    failed = [fact for _, fact in entries(view, NoticeServiceFailed) if fact.ref == sent.ref]
    again = [fact for _, fact in entries(view, NoticeSentAgain) if fact.ref == sent.ref]
    document = f"{shipped()[notice.kind].title}（{notice.document_no}）"
    held = json.loads(view.texts[notice.content_sha256])
    facts = _facts(view, entry, sent, document, again) | _end(served, failed)
    return Form("proof_of_service", sent.ref, facts, held.get("applicant") or asker(view))


def _facts(
    view: View, entry: Entry, sent: ReplyDispatched | NoticeSent, document: str, again: list[Any]
) -> dict[str, Any]:
    """Way, day and number of the first dispatch; each later one beside its number."""
    later = (f"{on(fact.on)}再次寄发：{_number(fact)}" for fact in again)
    return {
        "document": document,
        "service_way": WAYS.get(sent.way, sent.way.value),
        "sent_on": sent.on,
        "officer": who(view, entry),
        "tracking_no": "；".join(filter(None, (_number(sent), *later))),
    }


def _number(sent: Any) -> str:
    return "，".join(filter(None, (sent.carrier, sent.tracking_no)))


def _end(served: list[Any], failed: list[Any]) -> dict[str, Any]:
    """Signed for, returned, or neither yet: the form then leaves room for a signature."""
    return {
        "served_on": served[-1].on if served else None,
        "signer": served[-1].how if served else "",
        "failed": "；".join(f"{on(fact.on)}：{fact.reason}" for fact in failed),
    }
