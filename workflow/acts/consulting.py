"""Acts that ask others and move the clock: consultations, extension, fee."""

from __future__ import annotations

from datetime import date

from workflow.acts.base import Act, act
from workflow.acts.letters import Sending
from workflow.terms import (
    ClosingGround,
    FeeMode,
    Party,
    Stance,
)


@act
class OpenConsultation(Sending):
    move = "open_consultation"
    party: Party
    name: str
    subject: str
    on: date | None = None


@act
class RecordConsultationService(Act):
    move = "record_consultation_service"
    ref: str
    on: date | None = None


@act
class RecordOpinion(Act):
    move = "record_opinion"
    ref: str
    stance: Stance
    opinion: str = ""
    on: date | None = None


@act
class CloseConsultation(Act):
    move = "close_consultation"
    ref: str
    ground: ClosingGround
    on: date | None = None


@act
class TellThirdParty(Sending):
    """Tell a third party who objected that its information will be disclosed, and why (art. 32)."""

    move = "tell_third_party"
    ref: str
    reason: str
    on: date | None = None


@act
class ProposeExtension(Act):
    move = "propose_extension"
    reason: str
    working_days: int = 20


@act
class ApproveExtension(Act):
    move = "approve_extension"


@act
class RefuseExtension(Act):
    move = "refuse_extension"
    reason: str


@act
class NotifyExtension(Sending):
    move = "notify_extension"
    on: date | None = None


@act
class ChargeFee(Sending):
    move = "charge_fee"
    mode: FeeMode
    count: int
    served_on: date | None = None
    on: date | None = None


@act
class RecordFeeService(Act):
    """The applicant received the fee notice; the payment period runs from the next day (办法第六条)."""

    move = "record_fee_service"
    on: date | None = None


@act
class RecordPayment(Act):
    move = "record_payment"
    yuan: int
    on: date | None = None
