"""What follows from consultations, extension and fee."""

from __future__ import annotations

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.errors import BadInput
from workflow.guards import Around, day_of, letter_to_send, silence_on, yuan_charged
from workflow.moves.base import Facts, answers_with, copies, keep, letter_served
from workflow.terms import ClosingGround

copies(a.ProposeExtension, e.ExtensionProposed)
copies(a.RefuseExtension, e.ExtensionRefused)
copies(a.RecordPayment, e.FeePaid)


@answers_with(a.OpenConsultation)
def _(case: Case, act: a.OpenConsultation, around: Around, texts: dict[str, str]) -> Facts:
    letter = letter_to_send(case, act)
    return e.ConsultationOpened(
        letter=letter.ref if letter else "",
        ref=str(len(case.consultations) + 1),
        on=day_of(act, around),
        party=act.party,
        name_sha256=keep(act.name, texts),
        subject=act.subject,
    )


@answers_with(a.RecordConsultationService)
def _(case: Case, act: a.RecordConsultationService, around: Around, _texts: dict[str, str]) -> Facts:
    """The clock of the party's answer and its letter are served by one act."""
    on = day_of(act, around)
    asked = case.consultation(act.ref)
    return e.ConsultationServed(ref=act.ref, on=on), *letter_served(case, asked.letter if asked else "", on)


@answers_with(a.RecordFeeService)
def _(case: Case, act: a.RecordFeeService, around: Around, _texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    sent = [n.ref for n in case.notices if n.kind == "fee_notice"]
    return e.FeeNoticeServed(on=on), *letter_served(case, sent[-1] if sent else "", on)


@answers_with(a.RecordOpinion)
def _(_case: Case, act: a.RecordOpinion, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(act.opinion, texts)
    return e.OpinionRecorded(ref=act.ref, on=day_of(act, around), stance=act.stance, opinion_sha256=digest)


@answers_with(a.CloseConsultation)
def _(case: Case, act: a.CloseConsultation, around: Around, _texts: dict[str, str]) -> Facts:
    """An opinion ends the suspension on the day it came, silence on the last day of the party's period."""
    asked = case.consultation(act.ref)
    on = day_of(act, around)
    if asked is not None and act.ground is ClosingGround.OPINION:
        on = asked.opinion_on or on
    if asked is not None and act.ground is ClosingGround.SILENCE:
        on = silence_on(case, asked, around) or on
    return e.ConsultationClosed(ref=act.ref, on=on, ground=act.ground)


@answers_with(a.TellThirdParty)
def _(_case: Case, act: a.TellThirdParty, around: Around, texts: dict[str, str]) -> Facts:
    return e.ThirdPartyTold(ref=act.ref, on=day_of(act, around), reason_sha256=keep(act.reason, texts))


@answers_with(a.ApproveExtension)
def _(case: Case, _act: a.ApproveExtension, _around: Around, _texts: dict[str, str]) -> Facts:
    return e.ExtensionApproved(working_days=_proposed(case))


@answers_with(a.NotifyExtension)
def _(case: Case, act: a.NotifyExtension, around: Around, _texts: dict[str, str]) -> Facts:
    return e.ExtensionNotified(on=day_of(act, around), working_days=_proposed(case))


def _proposed(case: Case) -> int:
    """Working days. Raises BadInput where none were proposed: whoever looks ahead asks no guard first."""
    if case.extension is None:
        raise BadInput("还没有提出延期 / no extension was proposed")
    return case.extension.working_days


@answers_with(a.ChargeFee)
def _(_case: Case, act: a.ChargeFee, around: Around, _texts: dict[str, str]) -> Facts:
    return e.FeeCharged(
        on=day_of(act, around),
        mode=act.mode,
        count=act.count,
        yuan=yuan_charged(act, around),
        served_on=act.served_on,
    )
