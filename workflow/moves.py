"""What follows from an act: pure, (case, act, circumstances) -> facts for the history and texts for the store.

`decide` asks the lifecycle table and every guard of the row first; a refusal carries all reasons.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.errors import MoveRefused, Reason
from workflow.guards import Around, day_of, silence_on
from workflow.lifecycle import BY_NAME, Move, destination
from workflow.terms import CaseKind, ClosingGround, FeeMode, LapseGround


class Decision(NamedTuple):
    """What to append, and the texts the facts refer to by digest."""

    facts: tuple[e.Fact, ...]
    texts: Mapping[str, str]


Facts = e.Fact | tuple[e.Fact, ...]
_answers: dict[type[a.Act], Callable[[Case, Any, Around, dict[str, str]], Facts]] = {}


def row_name(case: Case, move: str, around: Around) -> str:
    """The row an act's move stands for now: two acts have two rows each, by what else is open."""
    if move in ("close_consultation", "close_last_consultation"):
        return "close_last_consultation" if len(case.open_consultations) <= 1 else "close_consultation"
    if move in ("submit", "submit_for_approval") and case.draft:
        return "submit" if "secrecy" in around.approvals.steps(case.draft.outcome) else "submit_for_approval"
    return move


def row_of(case: Case, act: a.Act, around: Around) -> Move:
    """The row of the table this act moves along."""
    return BY_NAME[row_name(case, act.move, around)]


def refusals(case: Case, act: a.Act, around: Around) -> tuple[Reason, ...]:
    """Every reason that stands against the act now; empty when it is open."""
    move = row_of(case, act, around)
    around = around._replace(under=move.under)
    if destination(move.name, case.status) is None:
        said = f"案件处于“{case.status.zh}”，不能进行这一步"
        return (Reason(said, f"Not open while the case is '{case.status.en}'", around.provision(case)),)
    found = (guard(case, act, around) for guard in move.needs)
    return tuple(reason for reason in found if reason is not None)


def decide(case: Case, act: a.Act, around: Around) -> Decision:
    """The facts that follow from the act. Raises MoveRefused with every reason."""
    reasons = refusals(case, act, around)
    if reasons:
        raise MoveRefused(*reasons)
    texts: dict[str, str] = {}
    facts = _answers[type(act)](case, act, around._replace(under=row_of(case, act, around).under), texts)
    return Decision(facts if isinstance(facts, tuple) else (facts,), texts)


def keep(text: str, texts: dict[str, str]) -> str:
    """Put a text aside for the store and answer its digest."""
    digest = sha256(text.encode()).hexdigest()
    texts[digest] = text
    return digest


def as_text(content: Mapping[str, Any]) -> str:
    """A letter's content as canonical JSON."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)


def _answers_with(
    kind: type[a.Act],
) -> Callable[[Callable[[Case, Any, Around, dict[str, str]], Facts]], None]:
    def take(function: Callable[[Case, Any, Around, dict[str, str]], Facts]) -> None:
        _answers[kind] = function

    return take


def _copies(kind: type[a.Act], fact: type[e.Fact], **fixed: Any) -> None:
    """An act whose fact says the same in the past tense: fields of one name are copied, `on` filled in."""
    names = [name for name in fact.__dataclass_fields__ if name not in fixed]  # type: ignore[attr-defined]

    def answer(_case: Case, act: a.Act, around: Around, _texts: dict[str, str]) -> Facts:
        values = {name: day_of(act, around) if name == "on" else getattr(act, name) for name in names}
        return fact(**values, **fixed)

    _answers[kind] = answer


_copies(a.RecordConfirmationAttempt, e.ConfirmationAttempted)
_copies(a.TakeInHand, e.TakenInHand)
_copies(a.Reassign, e.Reassigned)
_copies(a.EndReasons, e.ReasonsNotGiven)
_copies(a.FixDelayedPeriod, e.DelayedPeriodFixed)
_copies(a.RecordConsultationService, e.ConsultationServed)
_copies(a.ProposeExtension, e.ExtensionProposed)
_copies(a.RefuseExtension, e.ExtensionRefused)
_copies(a.RecordFeeService, e.FeeNoticeServed)
_copies(a.RecordPayment, e.FeePaid)
_copies(a.FreezeLetter, e.LetterFrozen)
_copies(a.Dispatch, e.ReplyDispatched)
_copies(a.RecordService, e.ReplyServed)
_copies(a.RecordFailedService, e.ServiceFailed)
_copies(a.Archive, e.CaseArchived)
_copies(a.MarkForPublication, e.MarkedForPublication)
_copies(a.RedoAfterAppeal, e.RedoOrdered)
_copies(a.Link, e.CaseLinked)
_copies(a.ChaseUnit, e.UnitChased)
_copies(a.ExplainLateness, e.LatenessExplained)


@_answers_with(a.ConfirmReceipt)
def _(case: Case, act: a.ConfirmReceipt, around: Around, _texts: dict[str, str]) -> Facts:
    return receipt(case.channel.value, day_of(act, around), "confirmed", act.how, around)


def receipt(channel: str, received_on: date, rule: str, how: str, around: Around) -> e.ReceiptFixed:
    """Receipt on that day: it selects the regime, whose rule for the channel gives the provision (art. 31)."""
    regime = around.regimes.for_receipt(received_on)
    provision = regime.rule(f"receipt.{channel}", received_on).provision
    return e.ReceiptFixed(received_on=received_on, rule=rule, how=how, regime=regime.id, provision=provision)


@_answers_with(a.AskForCorrection)
def _(case: Case, act: a.AskForCorrection, around: Around, texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    answer_by = act.answer_by or _usual(case, around, "correction_answer", on)
    asked = e.CorrectionAsked(on=on, items_sha256=keep(act.items, texts), answer_by=answer_by)
    if case.handler is None:  # whoever asks has taken the case in hand
        return e.TakenInHand(handler=around.actor, unit=""), asked
    return asked


def _usual(case: Case, around: Around, name: str, on: date) -> date:
    """The office's usual last day where the officer set none."""
    return around.days.add_working_days(on, around.regime(case).rule(name, around.today).value)


@_answers_with(a.ReceiveCorrection)
def _(_case: Case, act: a.ReceiveCorrection, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(act.application, texts)
    return e.CorrectionReceived(
        on=day_of(act, around), application_sha256=digest, late_because=act.late_because
    )


@_answers_with(a.Lapse)
def _(case: Case, act: a.Lapse, around: Around, _texts: dict[str, str]) -> Facts:
    outcome = "no_correction" if act.ground is LapseGround.CORRECTION else "no_payment"
    return e.CaseLapsed(on=around.today, ground=act.ground, outcome=outcome)


@_answers_with(a.AskForReasons)
def _(case: Case, act: a.AskForReasons, around: Around, _texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    answer_by = act.answer_by or _usual(case, around, "reasons_answer", on)
    return e.ReasonsAsked(on=on, facts=act.facts, answer_by=answer_by)


@_answers_with(a.ReceiveReasons)
def _(_case: Case, act: a.ReceiveReasons, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(act.reasons, texts)
    return e.ReasonsReceived(on=day_of(act, around), reasons_sha256=digest, reasonable=act.reasonable)


@_answers_with(a.OpenConsultation)
def _(case: Case, act: a.OpenConsultation, around: Around, texts: dict[str, str]) -> Facts:
    return e.ConsultationOpened(
        ref=str(len(case.consultations) + 1),
        on=day_of(act, around),
        party=act.party,
        name_sha256=keep(act.name, texts),
        subject=act.subject,
    )


@_answers_with(a.RecordOpinion)
def _(_case: Case, act: a.RecordOpinion, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(act.opinion, texts)
    return e.OpinionRecorded(ref=act.ref, on=day_of(act, around), stance=act.stance, opinion_sha256=digest)


@_answers_with(a.CloseConsultation)
def _(case: Case, act: a.CloseConsultation, around: Around, _texts: dict[str, str]) -> Facts:
    """An opinion ends the suspension on the day it came, silence on the last day of the party's period."""
    asked = case.consultation(act.ref)
    on = day_of(act, around)
    if asked is not None and act.ground is ClosingGround.OPINION:
        on = asked.opinion_on or on
    if asked is not None and act.ground is ClosingGround.SILENCE:
        on = silence_on(case, asked, around) or on
    return e.ConsultationClosed(ref=act.ref, on=on, ground=act.ground)


@_answers_with(a.TellThirdParty)
def _(_case: Case, act: a.TellThirdParty, around: Around, texts: dict[str, str]) -> Facts:
    return e.ThirdPartyTold(ref=act.ref, on=day_of(act, around), reason_sha256=keep(act.reason, texts))


@_answers_with(a.ApproveExtension)
def _(case: Case, _act: a.ApproveExtension, _around: Around, _texts: dict[str, str]) -> Facts:
    assert case.extension is not None  # noqa: S101 - the guard has seen it
    return e.ExtensionApproved(working_days=case.extension.working_days)


@_answers_with(a.NotifyExtension)
def _(case: Case, act: a.NotifyExtension, around: Around, _texts: dict[str, str]) -> Facts:
    assert case.extension is not None  # noqa: S101 - the guard has seen it
    return e.ExtensionNotified(on=day_of(act, around), working_days=case.extension.working_days)


@_answers_with(a.ChargeFee)
def _(_case: Case, act: a.ChargeFee, around: Around, _texts: dict[str, str]) -> Facts:
    of_month = act.mode is FeeMode.PER_CASE  # the nth application of the month costs its own band
    yuan = (
        around.fees.for_nth_case(act.count, around.today)
        if of_month
        else around.fees.per_page(act.count, around.today).yuan
    )
    return e.FeeCharged(
        on=day_of(act, around),
        mode=act.mode,
        count=act.count,
        yuan=yuan,
        served_on=act.served_on,
    )


@_answers_with(a.AskUnit)
def _(case: Case, act: a.AskUnit, around: Around, _texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    return e.UnitAsked(
        ref=str(len(case.units_asked) + 1),
        on=on,
        unit=act.unit,
        what=act.what,
        answer_by=act.answer_by or _usual(case, around, "unit_answer", on),
    )


@_answers_with(a.RecordUnitAnswer)
def _(_case: Case, act: a.RecordUnitAnswer, around: Around, texts: dict[str, str]) -> Facts:
    return e.UnitAnswered(ref=act.ref, on=day_of(act, around), answer_sha256=keep(act.answer, texts))


@_answers_with(a.RecordSearch)
def _(_case: Case, act: a.RecordSearch, around: Around, texts: dict[str, str]) -> Facts:
    return e.SearchRecorded(
        on=day_of(act, around),
        places=act.places,
        keywords=act.keywords,
        searcher=act.searcher,
        hits=act.hits,
        finding_sha256=keep(act.finding, texts),
    )


def _draft(case: Case, act: a.DraftReply | a.ReviseReply, _around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(as_text(act.content), texts)
    return e.ReplyDrafted(draft=case.drafts + 1, outcome=act.outcome, content_sha256=digest)


_answers[a.DraftReply] = _answers[a.ReviseReply] = _draft


@_answers_with(a.Submit)
def _(case: Case, _act: a.Submit, around: Around, _texts: dict[str, str]) -> Facts:
    assert case.draft is not None  # noqa: S101 - the guard has seen it
    return e.ReplySubmitted(draft=case.draft.no, route=around.approvals.steps(case.draft.outcome))


@_answers_with(a.PassSecrecy)
def _(case: Case, act: a.PassSecrecy, _around: Around, _texts: dict[str, str]) -> Facts:
    return e.SecrecyPassed(draft=case.drafts, remark=act.remark)


@_answers_with(a.ReturnFromSecrecy)
def _(case: Case, act: a.ReturnFromSecrecy, _around: Around, _texts: dict[str, str]) -> Facts:
    return e.SecrecyReturned(draft=case.drafts, reason=act.reason)


@_answers_with(a.ReturnDraft)
def _(case: Case, act: a.ReturnDraft, _around: Around, _texts: dict[str, str]) -> Facts:
    return e.DraftReturned(draft=case.drafts, reason=act.reason)


@_answers_with(a.Approve)
def _(case: Case, act: a.Approve, around: Around, texts: dict[str, str]) -> Facts:
    """Signing freezes the letter: the draft's content with its number and date, word for word."""
    assert case.draft is not None  # noqa: S101 - the guard has seen it
    content = json.loads(around.texts[case.draft.content_sha256])
    content |= {"number": around.number, "dated": around.today.isoformat()}
    return e.ReplyApproved(
        draft=case.draft.no,
        outcome=case.draft.outcome,
        decided_on=around.today,
        document_no=around.number,
        content_sha256=keep(as_text(content), texts),
        warnings_accepted=act.warnings_accepted,
    )


@_answers_with(a.ReplyOnSpot)
def _(_case: Case, act: a.ReplyOnSpot, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(as_text(act.content), texts)
    return e.RepliedOnSpot(on=day_of(act, around), outcome=act.outcome, content_sha256=digest)


@_answers_with(a.Withdraw)
def _(case: Case, act: a.Withdraw, around: Around, _texts: dict[str, str]) -> Facts:
    """A withdrawn application counts under 其他 of the report; which outcome says so is data."""
    regime = around.regime(case).id
    outcome = next(
        (o.code for o in around.outcomes.for_regime(regime, case.kind) if o.closes == "withdrawn"), ""
    )
    return e.ApplicationWithdrawn(on=day_of(act, around), reason=act.reason, outcome=outcome)


@_answers_with(a.Split)
def _(_case: Case, _act: a.Split, around: Around, _texts: dict[str, str]) -> Facts:
    return e.CaseSplit(into=around.split_into)


@_answers_with(a.AddDocument)
def _(_case: Case, act: a.AddDocument, _around: Around, texts: dict[str, str]) -> Facts:
    return e.DocumentAdded(
        name_sha256=keep(act.name, texts), sha256=act.sha256, media_type=act.media_type, size=act.size
    )


@_answers_with(a.Note)
def _(_case: Case, act: a.Note, _around: Around, texts: dict[str, str]) -> Facts:
    return e.NoteAdded(note_sha256=keep(act.note, texts))


@_answers_with(a.Redate)
def _(case: Case, act: a.Redate, around: Around, _texts: dict[str, str]) -> Facts:
    clock = around.clock(case)
    return e.DeadlineMoved(
        old_due_on=act.old_due_on,
        new_due_on=clock.due_on if clock else None,
        was_provisional=act.was_provisional,
        is_provisional=bool(clock and clock.provisional),
        calendar_digest=act.calendar_digest,
    )
