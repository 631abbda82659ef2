"""What is known of a case from the register kept before: it ended there, or goes on here."""

from __future__ import annotations

from datetime import date

from workflow import entries as e
from workflow.case import Consultation, Extension
from workflow.clock.timeline import EventType
from workflow.entries import Entry
from workflow.folding.base import State, applies, event
from workflow.terms import ClosingGround, Status

_ENDS = {"replied": EventType.REPLIED, "lapsed": EventType.LAPSED, "withdrawn": EventType.WITHDRAWN}


@applies(e.CaseImported)
def _(state: State, fact: e.CaseImported, _entry: Entry) -> None:
    """What ended before is archived: its papers lie in the old files, nothing of it waits here."""
    state.update(imported=True, unit=fact.unit, unsaid=fact.unsaid)
    _clock(state, fact)
    if fact.register is not None:
        _further(state, fact, fact.register)
    if fact.replied_on is None:
        return
    left_on = fact.register.dispatched_on if fact.register else None
    left_on = left_on or fact.replied_on
    state.update(
        status=Status.ARCHIVED,
        outcome=fact.outcome,
        decided_on=fact.replied_on,
        document_no=fact.document_no,
        served_on=fact.served_on,
        dispatched_on=left_on if fact.closes == "replied" else None,
    )
    ended_on = left_on if fact.closes == "replied" else fact.replied_on
    event(state, _ENDS[fact.closes], ended_on, served_on=fact.served_on)


def _clock(state: State, fact: e.CaseImported) -> None:
    """Corrections, a fee and an extension the old register dated, in the order they happened."""
    register = fact.register or e.OldRegister()
    said: list[tuple[date | None, EventType, dict[str, int | None]]] = [
        (fact.correction_asked_on, EventType.CORRECTION_REQUESTED, {}),
        (fact.correction_received_on, EventType.CORRECTION_RECEIVED, {}),
        (register.fee_charged_on, EventType.FEE_NOTIFIED, {}),
        (register.fee_paid_on, EventType.FEE_PAID, {}),
        (fact.extended_on, EventType.EXTENSION_NOTIFIED, {"working_days": fact.extended_days}),
    ]
    for on, kind, more in sorted((s for s in said if s[0] is not None), key=lambda s: s[0] or date.min):
        assert on is not None
        event(state, kind, on, **more)


def _further(state: State, fact: e.CaseImported, more: e.OldRegister) -> None:
    """What the register of cases shows besides; nobody here proposed, approved or passed anything."""
    state.update(
        old=more,
        correction_asked_on=fact.correction_asked_on,
        correction_answer_by=more.correction_answer_by,
        consultations=_consultations(more),
        fee_mode=more.fee_mode,
        fee_yuan=more.fee_yuan,
        fee_charged_on=more.fee_charged_on,
        signed_on=more.signed_on,
        dispatch_way=more.dispatch_way,
        dispatch_tracking_no=more.tracking_no,
        for_publication=more.for_publication,
        archive_no=more.archive_no,
        remark_sha256=more.remark_sha256,
    )
    if fact.extended_on and fact.extended_days:
        state["extension"] = Extension(
            fact.extended_days, "", proposed_by=0, approved=True, notified_on=fact.extended_on
        )


def _consultations(more: e.OldRegister) -> tuple[Consultation, ...]:
    """One for each kind of those asked; the register says when it ended and not what was answered."""
    if more.consulted_on is None:
        return ()
    return tuple(
        Consultation(
            party.value,
            party,
            more.consulted_sha256,
            "",
            more.consulted_on,
            more.consultation_served_on,
            more.opinion_on,
            closed_on=more.opinion_on,
            ground=ClosingGround.OPINION,
        )
        for party in more.consulted
    )
