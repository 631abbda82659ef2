"""What the register of cases says of one beyond status and deadline (台账各栏), derived from the case alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflow.case import Case
from workflow.timeline import EventType


def details(case: Case) -> dict[str, Any]:
    """Values of the columns in `store.detail_columns`."""
    extension = case.extension if case.extension and case.extension.notified_on else None
    return {
        "receipt_rule": case.receipt_rule,
        "supply_form": case.supply_form.value,
        "supply_way": case.supply_way.value,
        "correction_asked_on": case.correction_asked_on,
        "correction_answer_by": case.correction_answer_by,
        "correction_received_on": _last(case, EventType.CORRECTION_RECEIVED),
        "consulted": ",".join(dict.fromkeys(c.party.value for c in case.consultations)),
        "consulted_on": min((c.on for c in case.consultations), default=None),
        "consultation_served_on": max((c.served_on for c in case.consultations if c.served_on), default=None),
        "opinion_on": _opinion_on(case),
        "extension_days": extension.working_days if extension else None,
        "extended_on": extension.notified_on if extension else None,
        "fee_yuan": case.fee_yuan,
        "fee_charged_on": case.fee_charged_on,
        "fee_paid_on": _last(case, EventType.FEE_PAID),
        "dispatch_way": case.dispatch_way.value if case.dispatch_way else "",
        "tracking_no": case.dispatch_tracking_no,
        "for_publication": case.for_publication,
        "imported": case.imported,
    }


def _last(case: Case, kind: EventType) -> date | None:
    return next((event.on for event in reversed(case.events) if event.type is kind), None)


def _opinion_on(case: Case) -> date | None:
    """None while one is still waited for."""
    if not case.consultations or case.open_consultations:
        return None
    return max((day for c in case.consultations if (day := c.opinion_on or c.closed_on)), default=None)
