"""What facts of intake, correction and reasons change."""

from __future__ import annotations

from workflow import entries as e
from workflow.clock.timeline import EventType
from workflow.entries import Entry
from workflow.folding.base import State, applies, event, sets
from workflow.terms import Status

sets(e.ConfirmationAttempted)
sets(e.TakenInHand, Status.IN_HAND, "handler", "unit")


@applies(e.Reassigned)
def _(state: State, fact: e.Reassigned, _entry: Entry) -> None:
    """With a handler again, whoever had taken the drafting over is done with it."""
    state.update(handler=fact.handler, unit=fact.unit, taken_over_by=None)


sets(e.ReasonsAsked, Status.AWAITING_REASONS, reasons_answer_by="answer_by")
sets(e.ReasonsReceived, Status.IN_HAND, reasons_reasonable="reasonable")
sets(e.ReasonsNotGiven, Status.IN_HAND)


@applies(e.ApplicationLogged)
def _(state: State, fact: e.ApplicationLogged, entry: Entry) -> None:
    state.update(
        case_no=fact.case_no,
        agency=fact.agency,
        kind=fact.kind,
        status=Status.AWAITING_CONFIRMATION,
        channel=fact.channel,
        arrived_on=fact.arrived_on,
        logged_at=entry.at,
        application_sha256=fact.application_sha256,
        summary_sha256=fact.summary_sha256,
        applicants=fact.applicants,
        supply_form=fact.supply_form,
        supply_way=fact.supply_way,
        written_by_office=fact.written_by_office,
        submission_key=fact.submission_key,
        query_code=fact.query_code,
        split_from=fact.split_from,
        consultations=(),
        events=(),
        letters=(),
        notices=(),
        mails=(),
        links=(),
        documents=(),
        units_asked=(),
        searches=0,
        search_hits=0,
        drafts=0,
        failed_service=0,
    )


@applies(e.ReceiptFixed)
def _(state: State, fact: e.ReceiptFixed, _entry: Entry) -> None:
    state.update(
        status=Status.RECEIVED, received_on=fact.received_on, receipt_rule=fact.rule, regime=fact.regime
    )


@applies(e.CorrectionAsked)
def _(state: State, fact: e.CorrectionAsked, _entry: Entry) -> None:
    state.update(
        status=Status.AWAITING_CORRECTION, correction_asked_on=fact.on, correction_answer_by=fact.answer_by
    )
    event(state, EventType.CORRECTION_REQUESTED, fact.on, answer_by=fact.answer_by)


@applies(e.CorrectionReceived)
def _(state: State, fact: e.CorrectionReceived, _entry: Entry) -> None:
    state.update(status=Status.IN_HAND, extension=None)  # a new full period may be extended anew
    event(state, EventType.CORRECTION_RECEIVED, fact.on)


@applies(e.CaseLapsed)
def _(state: State, fact: e.CaseLapsed, _entry: Entry) -> None:
    state.update(status=Status.LAPSED, outcome=fact.outcome, decided_on=fact.on)
    event(state, EventType.LAPSED, fact.on)


@applies(e.DelayedPeriodFixed)
def _(state: State, fact: e.DelayedPeriodFixed, _entry: Entry) -> None:
    event(state, EventType.DELAYED_PERIOD_FIXED, fact.on, until=fact.until)
