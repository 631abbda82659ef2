"""The row of a case for lists and searches, derived from the case alone; the same history gives the same row."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflow.case import Case
from workflow.clock.deadline import Deadline
from workflow.clock.timeline import EventType
from workflow.lifecycle import ANSWERED, OPEN
from workflow.register import details
from workflow.terms import Status

#: the limit beside the reply deadline that matters in a status
_LIMIT_OF = {
    Status.RECEIVED: "correction_notice",
    Status.IN_HAND: "correction_notice",
    Status.CONSULTING: "consultation_",
    Status.AWAITING_CORRECTION: "correction_answer",
    Status.AWAITING_PAYMENT: "fee_payment",
}


def project(case: Case, clock: Deadline | None) -> dict[str, Any]:
    """Column values of the `cases` table, without the texts and names that stand elsewhere."""
    return {
        "agency_id": case.agency,
        "case_no": case.case_no,
        "submission_key": case.submission_key,
        "kind": case.kind.value,
        "channel": case.channel.value,
        "status": case.status.value,
        "is_open": case.status in OPEN,
        "version": case.version,
        "digest": case.digest,
        "arrived_on": case.arrived_on,
        "received_on": case.received_on,
        "regime": case.regime,
        "handler_id": case.handler,
        "unit": case.unit,
        "outcome": case.outcome,
        "document_no": case.document_no,
        "decided_on": case.decided_on,
        "dispatched_on": case.dispatched_on,
        "served_on": case.served_on,
        "clock_from": _clock_from(case),
        "extended": any(event.type is EventType.EXTENSION_NOTIFIED for event in case.events),
        "corrected": case.correction_asked_on is not None,
        **clock_columns(case, clock),
        **details(case),
    }


def clock_columns(case: Case, clock: Deadline | None) -> dict[str, Any]:
    """What the clock says of a case: all of its row that a calendar can move."""
    limit_act, limit_on = nearest_limit(case, clock)
    return {
        "due_on": clock.due_on if clock else None,
        "due_if_today_on": clock.if_answered_today if clock else None,
        "provisional": bool(clock and clock.provisional),
        "clock_status": clock.status if clock else "",
        "days_left": clock.remaining_working_days if clock and clock.status == "suspended" else None,
        "limit_act": limit_act,
        "limit_on": limit_on,
        "timely": clock.timely if clock else None,
        "days_waited": _days_waited(clock),
    }


def _clock_from(case: Case) -> date | None:
    """Receipt, or the last order to reply anew: what was answered before it is over."""
    ordered = [event.on for event in case.events if event.type is EventType.REDO_ORDERED]
    return ordered[-1] if ordered else case.received_on


def _days_waited(clock: Deadline | None) -> int:
    """Working days in which the clock stood."""
    steps = clock.steps if clock else ()
    return sum(step.working_days for step in steps if step.kind in ("suspended", "stopped"))


def nearest_limit(case: Case, clock: Deadline | None) -> tuple[str, Any]:
    """The limit beside the reply that runs now: its act and last day, or "" and None.

    What was urged comes first: it waits for an answer whatever the clock does.
    """
    urged = [u.answer_by for u in case.urgings if u.answered_on is None]
    if urged and case.status in (*OPEN, *ANSWERED):
        return "urging_answer", min(urged)
    wanted = _LIMIT_OF.get(case.status)
    if clock is None or wanted is None:
        return "", None
    found = sorted((limit.due_on, limit.act) for limit in clock.limits if limit.act.startswith(wanted))
    return (found[0][1], found[0][0]) if found else ("", None)
