"""Acts from arrival to a clear application: logging, confirming, assigning, correction, reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.acts.base import Act, act
from workflow.acts.letters import Sending
from workflow.terms import (
    ApplicantType,
    CaseKind,
    Channel,
    LapseGround,
    SupplyForm,
    Way,
)


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who asks (art. 29). Everything here is personal data: it goes to the applicant table, never to the history."""

    name: str
    type: ApplicantType = ApplicantType.NATURAL_PERSON
    id_kind: str = "resident"  # resident, passport, hk_macau, taiwan, foreign_residence, credit_code, none
    id_no: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""
    agent: str = ""  # who acts for the applicant, with authority papers
    help_needed: str = ""  # art. 43
    agent_id_kind: str = ""  # as id_kind
    agent_id_no: str = ""
    agent_phone: str = ""
    authority: str = ""  # the paper that gives the agent authority: an Authority, empty while there is none
    authority_seen: bool = False  # held against the original


@act
class Log(Act):
    """Log an application that arrived. Receipt follows from channel, arrival, signature and confirmation."""

    move = "log"
    agency: int
    channel: Channel
    arrived_on: date
    application: str
    applicants: tuple[Applicant, ...]
    submission_key: str
    kind: CaseKind = CaseKind.APPLICATION
    summary: str = ""
    signed_on: date | None = None
    confirmed_on: date | None = None
    confirmed_how: str = ""
    supply_form: SupplyForm = SupplyForm.PAPER
    supply_way: Way = Way.POST


@act
class ConfirmReceipt(Act):
    move = "confirm_receipt"
    how: str
    on: date | None = None


@act
class RecordConfirmationAttempt(Act):
    move = "record_confirmation_attempt"
    how: str
    result: str
    on: date | None = None


@act
class TakeInHand(Act):
    move = "take_in_hand"
    handler: int
    unit: str = ""


@act
class Reassign(Act):
    move = "reassign"
    handler: int
    reason: str
    unit: str = ""


@act
class AskForCorrection(Sending):
    move = "ask_for_correction"
    items: str
    answer_by: date | None = None  # None: the office's usual period
    on: date | None = None


@act
class ReceiveCorrection(Act):
    move = "receive_correction"
    application: str
    late_because: str = ""  # the good reason where it came after its period
    on: date | None = None


@act
class Lapse(Act):
    move = "lapse"
    ground: LapseGround


@act
class AskForReasons(Sending):
    move = "ask_for_reasons"
    facts: str
    answer_by: date | None = None
    on: date | None = None


@act
class ReceiveReasons(Act):
    move = "receive_reasons"
    reasons: str
    reasonable: bool
    on: date | None = None


@act
class EndReasons(Act):
    """No reasons came in the period set."""

    move = "end_reasons"


@act
class FixDelayedPeriod(Sending):
    move = "fix_delayed_period"
    until: date
    reason: str
    on: date | None = None
