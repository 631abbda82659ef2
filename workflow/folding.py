"""From history to case: one small rule an entry kind says what each fact changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from workflow import entries as e
from workflow.case import Case, Consultation, Draft, Extension, Letter, UnitRequest
from workflow.entries import Entry, Fact
from workflow.terms import ClosingGround, Status
from workflow.timeline import Event, EventType

State = dict[str, Any]
_apply: dict[type[Fact], Callable[[State, Any, Entry], None]] = {}


def fold(history: Iterable[Entry]) -> Case:
    """The case after these entries; the first must be `ApplicationLogged`."""
    return _folded({}, history)


def fold_on(case: Case, entries: Iterable[Entry]) -> Case:
    """The case after further entries."""
    return _folded({name: getattr(case, name) for name in case.__slots__}, entries)


def _folded(state: State, entries: Iterable[Entry]) -> Case:
    for entry in entries:
        _apply[type(entry.fact)](state, entry.fact, entry)
        state["version"], state["digest"] = entry.seq, entry.digest
    return Case(**state)


def at_moment(history: Iterable[Entry], moment: datetime) -> Case | None:
    """The case as it stood at `moment` (aware UTC), or None when it was not logged yet."""
    known = [entry for entry in history if entry.at <= moment]
    return fold(known) if known else None


def _applies(kind: type[Fact]) -> Callable[[Callable[[State, Any, Entry], None]], None]:
    def take(function: Callable[[State, Any, Entry], None]) -> None:
        _apply[kind] = function

    return take


def _sets(kind: type[Fact], status: Status | None = None, *names: str, **renamed: str) -> None:
    """An entry kind that only moves the status and copies fields, `case_field=fact_field` where names differ."""
    copies = [(name, name) for name in names] + list(renamed.items())

    def apply(state: State, fact: Fact, _entry: Entry) -> None:
        if status is not None:
            state["status"] = status
        for field, source in copies:
            state[field] = getattr(fact, source)

    _apply[kind] = apply


def _event(state: State, kind: EventType, on: date, **more: Any) -> None:
    state["events"] = (*state["events"], Event(kind, on, **more))


def _change(state: State, ref: str, **changes: Any) -> None:
    state["consultations"] = tuple(
        c._replace(**changes) if c.ref == ref else c for c in state["consultations"]
    )


_sets(e.ConfirmationAttempted)
_sets(e.TakenInHand, Status.IN_HAND, "handler", "unit")
_sets(e.Reassigned, None, "handler", "unit")
_sets(e.ReasonsAsked, Status.AWAITING_REASONS, reasons_answer_by="answer_by")
_sets(e.ReasonsReceived, Status.IN_HAND, reasons_reasonable="reasonable")
_sets(e.ReasonsNotGiven, Status.IN_HAND)
_sets(e.ThirdPartyTold)
_sets(e.CaseArchived, Status.ARCHIVED)
_sets(e.LatenessExplained, None, lateness="reason")
_sets(e.CaseSplit, None, split_into="into")
_sets(e.NoteAdded)
_sets(e.DeadlineMoved)


@_applies(e.ApplicationLogged)
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
        links=(),
        documents=(),
        units_asked=(),
        searches=0,
        drafts=0,
        failed_service=0,
    )


@_applies(e.ReceiptFixed)
def _(state: State, fact: e.ReceiptFixed, _entry: Entry) -> None:
    state.update(
        status=Status.RECEIVED, received_on=fact.received_on, receipt_rule=fact.rule, regime=fact.regime
    )


@_applies(e.CorrectionAsked)
def _(state: State, fact: e.CorrectionAsked, _entry: Entry) -> None:
    state.update(
        status=Status.AWAITING_CORRECTION, correction_asked_on=fact.on, correction_answer_by=fact.answer_by
    )
    _event(state, EventType.CORRECTION_REQUESTED, fact.on, answer_by=fact.answer_by)


@_applies(e.CorrectionReceived)
def _(state: State, fact: e.CorrectionReceived, _entry: Entry) -> None:
    state.update(status=Status.IN_HAND, extension=None)  # a new full period may be extended anew
    _event(state, EventType.CORRECTION_RECEIVED, fact.on)


@_applies(e.CaseLapsed)
def _(state: State, fact: e.CaseLapsed, _entry: Entry) -> None:
    state.update(status=Status.LAPSED, outcome=fact.outcome, decided_on=fact.on)
    _event(state, EventType.LAPSED, fact.on)


@_applies(e.DelayedPeriodFixed)
def _(state: State, fact: e.DelayedPeriodFixed, _entry: Entry) -> None:
    _event(state, EventType.DELAYED_PERIOD_FIXED, fact.on, until=fact.until)


@_applies(e.ConsultationOpened)
def _(state: State, fact: e.ConsultationOpened, _entry: Entry) -> None:
    opened = Consultation(fact.ref, fact.party, fact.name_sha256, fact.subject, fact.on)
    state.update(status=Status.CONSULTING, consultations=(*state["consultations"], opened))


@_applies(e.ConsultationServed)
def _(state: State, fact: e.ConsultationServed, _entry: Entry) -> None:
    _change(state, fact.ref, served_on=fact.on)


@_applies(e.OpinionRecorded)
def _(state: State, fact: e.OpinionRecorded, _entry: Entry) -> None:
    _change(state, fact.ref, opinion_on=fact.on, stance=fact.stance)


@_applies(e.ConsultationClosed)
def _(state: State, fact: e.ConsultationClosed, _entry: Entry) -> None:
    _change(state, fact.ref, closed_on=fact.on, ground=fact.ground)
    if not any(c.is_open for c in state["consultations"]):
        state["status"] = Status.IN_HAND


@_applies(e.ExtensionProposed)
def _(state: State, fact: e.ExtensionProposed, entry: Entry) -> None:
    state["extension"] = Extension(fact.working_days, fact.reason, entry.by)


@_applies(e.ExtensionApproved)
def _(state: State, _fact: e.ExtensionApproved, _entry: Entry) -> None:
    state["extension"] = state["extension"]._replace(approved=True)


@_applies(e.ExtensionRefused)
def _(state: State, _fact: e.ExtensionRefused, _entry: Entry) -> None:
    state["extension"] = None


@_applies(e.ExtensionNotified)
def _(state: State, fact: e.ExtensionNotified, _entry: Entry) -> None:
    state["extension"] = state["extension"]._replace(notified_on=fact.on)
    _event(state, EventType.EXTENSION_NOTIFIED, fact.on, working_days=fact.working_days)


@_applies(e.FeeCharged)
def _(state: State, fact: e.FeeCharged, _entry: Entry) -> None:
    state.update(
        status=Status.AWAITING_PAYMENT,
        fee_charged_on=fact.on,
        fee_yuan=fact.yuan,
        fee_served_on=fact.served_on,
    )
    _event(state, EventType.FEE_NOTIFIED, fact.on, served_on=fact.served_on)


@_applies(e.FeeNoticeServed)
def _(state: State, fact: e.FeeNoticeServed, _entry: Entry) -> None:
    state["fee_served_on"] = fact.on
    state["events"] = tuple(
        event._replace(served_on=fact.on) if event.type is EventType.FEE_NOTIFIED else event
        for event in state["events"]
    )


@_applies(e.FeePaid)
def _(state: State, fact: e.FeePaid, _entry: Entry) -> None:
    state.update(status=Status.IN_HAND, extension=None)
    _event(state, EventType.FEE_PAID, fact.on)


@_applies(e.SearchRecorded)
def _(state: State, _fact: e.SearchRecorded, _entry: Entry) -> None:
    state["searches"] += 1


@_applies(e.ReplyDrafted)
def _(state: State, fact: e.ReplyDrafted, entry: Entry) -> None:
    state["draft"] = Draft(fact.draft, fact.outcome, fact.content_sha256, entry.by)
    state.update(drafts=fact.draft, secrecy_passed=False)


@_applies(e.ReplySubmitted)
def _(state: State, fact: e.ReplySubmitted, _entry: Entry) -> None:
    review = "secrecy" in fact.route
    state["status"] = Status.UNDER_REVIEW if review else Status.AWAITING_APPROVAL


@_applies(e.SecrecyPassed)
def _(state: State, _fact: e.SecrecyPassed, _entry: Entry) -> None:
    state.update(status=Status.AWAITING_APPROVAL, secrecy_passed=True)


_sets(e.SecrecyReturned, Status.IN_HAND)
_sets(e.DraftReturned, Status.IN_HAND)


@_applies(e.ReplyApproved)
def _(state: State, fact: e.ReplyApproved, entry: Entry) -> None:
    state.update(
        status=Status.APPROVED,
        outcome=fact.outcome,
        decided_on=fact.decided_on,
        document_no=fact.document_no,
        reply_content_sha256=fact.content_sha256,
        approved_by=entry.by,
    )


@_applies(e.LetterFrozen)
def _(state: State, fact: e.LetterFrozen, entry: Entry) -> None:
    letter = Letter(fact.letter, fact.document_no, fact.content_sha256, fact.pdf_sha256, entry.at)
    state["letters"] = (*state["letters"], letter)


@_applies(e.RepliedOnSpot)
def _(state: State, fact: e.RepliedOnSpot, _entry: Entry) -> None:
    state.update(status=Status.REPLIED, outcome=fact.outcome, decided_on=fact.on, dispatched_on=fact.on)
    _event(state, EventType.REPLIED, fact.on)


@_applies(e.ReplyDispatched)
def _(state: State, fact: e.ReplyDispatched, _entry: Entry) -> None:
    state.update(status=Status.REPLIED, dispatched_on=fact.on)
    _event(state, EventType.REPLIED, fact.on)


@_applies(e.ReplyServed)
def _(state: State, fact: e.ReplyServed, _entry: Entry) -> None:
    state.update(status=Status.SERVED, served_on=fact.on)
    *before, last = state["events"]
    state["events"] = (*before, last._replace(served_on=fact.on))


@_applies(e.ServiceFailed)
def _(state: State, _fact: e.ServiceFailed, _entry: Entry) -> None:
    state["failed_service"] += 1


@_applies(e.ApplicationWithdrawn)
def _(state: State, fact: e.ApplicationWithdrawn, _entry: Entry) -> None:
    state.update(status=Status.WITHDRAWN, outcome=fact.outcome, decided_on=fact.on)
    for asked in state["consultations"]:  # nobody is waited for any more, also when the case is redone
        if asked.is_open:
            _change(state, asked.ref, closed_on=fact.on, ground=ClosingGround.WITHDRAWN)
    _event(state, EventType.WITHDRAWN, fact.on)


@_applies(e.MarkedForPublication)
def _(state: State, _fact: e.MarkedForPublication, _entry: Entry) -> None:
    state["for_publication"] = True


@_applies(e.RedoOrdered)
def _(state: State, fact: e.RedoOrdered, _entry: Entry) -> None:
    state.update(
        status=Status.IN_HAND,
        outcome="",
        decided_on=None,
        dispatched_on=None,
        served_on=None,
        draft=None,
        secrecy_passed=False,
        extension=None,
        document_no="",
        reply_content_sha256="",
        approved_by=None,
    )
    _event(state, EventType.REDO_ORDERED, fact.on, working_days=fact.working_days)


@_applies(e.CaseLinked)
def _(state: State, fact: e.CaseLinked, _entry: Entry) -> None:
    state["links"] = (*state["links"], (fact.case_no, fact.relation))


@_applies(e.UnitAsked)
def _(state: State, fact: e.UnitAsked, _entry: Entry) -> None:
    asked = UnitRequest(fact.ref, fact.unit, fact.what, fact.on, fact.answer_by)
    state["units_asked"] = (*state["units_asked"], asked)


def _change_unit(state: State, ref: str, **changes: date) -> None:
    state["units_asked"] = tuple(u._replace(**changes) if u.ref == ref else u for u in state["units_asked"])


@_applies(e.UnitChased)
def _(state: State, fact: e.UnitChased, _entry: Entry) -> None:
    _change_unit(state, fact.ref, chased_on=fact.on)


@_applies(e.UnitAnswered)
def _(state: State, fact: e.UnitAnswered, _entry: Entry) -> None:
    _change_unit(state, fact.ref, answered_on=fact.on)


@_applies(e.DocumentAdded)
def _(state: State, fact: e.DocumentAdded, _entry: Entry) -> None:
    state["documents"] = (*state["documents"], fact.sha256)
