"""What the register of cases says of one beyond status and deadline (台账各栏), derived from the case alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from workflow.appeal.terms import AppealStatus
from workflow.case import Case
from workflow.clock.timeline import EventType
from workflow.entries.importing import OldRegister

NOTHING = OldRegister()


def details(case: Case) -> dict[str, Any]:
    """Values of the columns in `store.detail_columns`."""
    extension = case.extension if case.extension and case.extension.notified_on else None
    old = case.old or NOTHING
    return {
        "receipt_rule": case.receipt_rule,
        "supply_form": "" if "supply_form" in case.unsaid else case.supply_form.value,
        "supply_way": "" if "supply_way" in case.unsaid else case.supply_way.value,
        "correction_asked_on": case.correction_asked_on,
        "correction_answer_by": case.correction_answer_by,
        "correction_received_on": _last(case, EventType.CORRECTION_RECEIVED),
        "consulted": ",".join(dict.fromkeys(c.party.value for c in case.consultations)),
        "consulted_on": min((c.on for c in case.consultations), default=None),
        "consultation_served_on": max((c.served_on for c in case.consultations if c.served_on), default=None),
        "opinion_on": _opinion_on(case),
        "extension_days": extension.working_days if extension else None,
        "extended_on": extension.notified_on if extension else None,
        "extension_by": extension.approved_by if extension else None,
        "extension_no": (_number_of(case, "extension") or old.extension_no) if extension else "",
        "fee_mode": case.fee_mode.value if case.fee_mode else "",
        "fee_yuan": case.fee_yuan,
        "fee_charged_on": case.fee_charged_on,
        "fee_paid_on": _last(case, EventType.FEE_PAID),
        "dispatch_way": case.dispatch_way.value if case.dispatch_way else "",
        "tracking_no": case.dispatch_tracking_no,
        "for_publication": case.for_publication,
        "imported": case.imported,
        "signed_on": case.signed_on,
        "signed_by": case.approved_by,
        "reviewed_by": ",".join(str(by) for by in _reviewers(case)),
        "appeals": ",".join(_appeals(case)),
        "archived_on": case.archived_on or old.archived_on,
        "archive_no": case.archive_no,
        "retention": case.retention,
        "remark_sha256": case.remark_sha256,
    }


def _last(case: Case, kind: EventType) -> date | None:
    return next((event.on for event in reversed(case.events) if event.type is kind), None)


def _opinion_on(case: Case) -> date | None:
    """None while one is still waited for."""
    if not case.consultations or case.open_consultations:
        return None
    return max((day for c in case.consultations if (day := c.opinion_on or c.closed_on)), default=None)


def _number_of(case: Case, kind: str) -> str:
    """The number of the last letter of that kind that was signed and stands."""
    signed = (n for n in reversed(case.notices) if n.kind == kind and n.document_no and not n.void_because)
    return next((n.document_no for n in signed), "")


def _reviewers(case: Case) -> tuple[int, ...]:
    """Who passed the draft before its signature, each once."""
    return tuple(dict.fromkeys(p.by for p in case.taken if p.step in ("secrecy", "legal")))


def _appeals(case: Case) -> Iterator[str]:
    """Kind and column of table four, the oldest first; a mistaken registration stands in the history alone."""
    if case.old is not None:
        yield from (f"{kind.value}:{result.value}" for kind, result in case.old.appeals)
    for appeal in case.appeals:
        if appeal.status is not AppealStatus.STRUCK:
            yield f"{appeal.kind.value}:{appeal.counts.value}"
