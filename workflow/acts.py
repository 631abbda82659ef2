"""What an officer submits: one frozen value per act, imperative. Forms and scripts build these; moves.py answers them.

`on` is the day the thing happened (Asia/Shanghai); None means today. Free texts are stored apart and
the history keeps their digest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeVar, dataclass_transform

from workflow.terms import (
    ApplicantType,
    CaseKind,
    Channel,
    ClosingGround,
    FeeMode,
    LapseGround,
    Party,
    Relation,
    Stance,
    SupplyForm,
    Way,
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Base of every act; `move` is its row in the lifecycle table."""

    move: ClassVar[str]
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


A = TypeVar("A", bound=Act)

ACTS: dict[str, type[Act]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def act(cls: type[A]) -> type[A]:
    """Make a class an act, known by its move's name."""
    made = dataclass(frozen=True, kw_only=True)(cls)
    ACTS[made.move] = made
    return made


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
class AskForCorrection(Act):
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
class AskForReasons(Act):
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
class FixDelayedPeriod(Act):
    move = "fix_delayed_period"
    until: date
    reason: str
    on: date | None = None


@act
class OpenConsultation(Act):
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
class TellThirdParty(Act):
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
class NotifyExtension(Act):
    move = "notify_extension"
    on: date | None = None


@act
class ChargeFee(Act):
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


@act
class RecordSearch(Act):
    move = "record_search"
    places: tuple[str, ...]
    keywords: tuple[str, ...]
    searcher: str
    hits: int
    finding: str = ""
    on: date | None = None


@act
class DraftReply(Act):
    """Draft, or redraft, the reply. `content` holds the facts the outcome's letter needs."""

    move = "draft_reply"
    outcome: str
    content: dict[str, Any] = field(default_factory=dict)


@act
class ReviseReply(Act):
    move = "revise_reply"
    outcome: str
    content: dict[str, Any] = field(default_factory=dict)


@act
class Submit(Act):
    move = "submit"


@act
class PassSecrecy(Act):
    move = "pass_secrecy"
    remark: str = ""


@act
class ReturnFromSecrecy(Act):
    move = "return_from_secrecy"
    reason: str


@act
class Approve(Act):
    move = "approve"
    warnings_accepted: str = ""


@act
class ReturnDraft(Act):
    move = "return_draft"
    reason: str


@act
class FreezeLetter(Act):
    """The worker's own act: a rendered letter enters the document store."""

    move = "freeze_letter"
    letter: str
    document_no: str
    content_sha256: str
    pdf_sha256: str


@act
class ReplyOnSpot(Act):
    move = "reply_on_spot"
    outcome: str
    content: dict[str, Any] = field(default_factory=dict)
    on: date | None = None


@act
class Dispatch(Act):
    move = "dispatch"
    way: Way
    tracking_no: str = ""
    on: date | None = None


@act
class RecordService(Act):
    move = "record_service"
    how: str
    on: date | None = None


@act
class RecordFailedService(Act):
    move = "record_failed_service"
    reason: str
    on: date | None = None


@act
class Withdraw(Act):
    move = "withdraw"
    reason: str
    on: date | None = None


@act
class Archive(Act):
    move = "archive"
    retention: str = "10年"


@act
class MarkForPublication(Act):
    move = "mark_for_publication"
    reason: str


@act
class RedoAfterAppeal(Act):
    move = "redo_after_appeal"
    organ: str
    document_no: str
    working_days: int | None = None
    on: date | None = None


@act
class Split(Act):
    """One letter with several matters becomes several cases (一事一申请)."""

    move = "split"
    parts: tuple[str, ...]


@act
class Link(Act):
    move = "link"
    case_no: str
    relation: Relation = Relation.RELATED


@act
class AskUnit(Act):
    move = "ask_unit"
    unit: str
    what: str
    answer_by: date | None = None
    on: date | None = None


@act
class ChaseUnit(Act):
    move = "chase_unit"
    ref: str


@act
class RecordUnitAnswer(Act):
    move = "record_unit_answer"
    ref: str
    answer: str = ""
    on: date | None = None


@act
class ExplainLateness(Act):
    move = "explain_lateness"
    reason: str
    unit: str


@act
class AddDocument(Act):
    """Record a document already in the document store."""

    move = "add_document"
    name: str
    sha256: str
    media_type: str
    size: int


@act
class Note(Act):
    move = "note"
    note: str


@act
class Redate(Act):
    """The worker's own act after a calendar notice."""

    move = "redate"
    calendar_digest: str
    old_due_on: date | None
    was_provisional: bool
