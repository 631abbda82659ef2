"""What facts of consultation, extension and fee change."""

from __future__ import annotations

from workflow import entries as e
from workflow.case import Consultation, Extension
from workflow.clock.timeline import EventType
from workflow.entries import Entry
from workflow.folding.base import State, applies, change, event
from workflow.terms import Status


@applies(e.ConsultationOpened)
def _(state: State, fact: e.ConsultationOpened, _entry: Entry) -> None:
    opened = Consultation(fact.ref, fact.party, fact.name_sha256, fact.subject, fact.on, letter=fact.letter)
    state.update(status=Status.CONSULTING, consultations=(*state["consultations"], opened))


@applies(e.ConsultationServed)
def _(state: State, fact: e.ConsultationServed, _entry: Entry) -> None:
    change(state, fact.ref, served_on=fact.on)


@applies(e.OpinionRecorded)
def _(state: State, fact: e.OpinionRecorded, _entry: Entry) -> None:
    change(state, fact.ref, opinion_on=fact.on, stance=fact.stance)


@applies(e.ConsultationClosed)
def _(state: State, fact: e.ConsultationClosed, _entry: Entry) -> None:
    change(state, fact.ref, closed_on=fact.on, ground=fact.ground)
    if not any(c.is_open for c in state["consultations"]):
        state["status"] = Status.IN_HAND


@applies(e.ThirdPartyTold)
def _(state: State, fact: e.ThirdPartyTold, _entry: Entry) -> None:
    change(state, fact.ref, told_on=fact.on)


@applies(e.ExtensionProposed)
def _(state: State, fact: e.ExtensionProposed, entry: Entry) -> None:
    state["extension"] = Extension(fact.working_days, fact.reason, entry.by)


@applies(e.ExtensionApproved)
def _(state: State, _fact: e.ExtensionApproved, entry: Entry) -> None:
    state["extension"] = state["extension"]._replace(approved=True, approved_by=entry.by)


@applies(e.ExtensionRefused)
def _(state: State, _fact: e.ExtensionRefused, _entry: Entry) -> None:
    state["extension"] = None


@applies(e.ExtensionNotified)
def _(state: State, fact: e.ExtensionNotified, _entry: Entry) -> None:
    state["extension"] = state["extension"]._replace(notified_on=fact.on)
    event(state, EventType.EXTENSION_NOTIFIED, fact.on, working_days=fact.working_days)


@applies(e.FeeCharged)
def _(state: State, fact: e.FeeCharged, _entry: Entry) -> None:
    state.update(
        status=Status.AWAITING_PAYMENT,
        fee_charged_on=fact.on,
        fee_yuan=fact.yuan,
        fee_mode=fact.mode,
        fee_served_on=fact.served_on,
    )
    event(state, EventType.FEE_NOTIFIED, fact.on, served_on=fact.served_on)


@applies(e.FeeNoticeServed)
def _(state: State, fact: e.FeeNoticeServed, _entry: Entry) -> None:
    state["fee_served_on"] = fact.on
    state["events"] = tuple(
        known._replace(served_on=fact.on) if known.type is EventType.FEE_NOTIFIED else known
        for known in state["events"]
    )


@applies(e.FeePaid)
def _(state: State, fact: e.FeePaid, _entry: Entry) -> None:
    state.update(status=Status.IN_HAND, extension=None)
    event(state, EventType.FEE_PAID, fact.on)
