"""The facts a case's history can hold: past tense, exact fields, never changed once written.

Texts that may name people (applications, drafts, opinions, notes) stand in the text store and are
referred to by their SHA-256, so that erasing a text leaves the chain of digests valid.
Dates are Asia/Shanghai calendar dates; `..._sha256` are lower-case hex digests; people and agencies are ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NamedTuple, TypeVar, dataclass_transform

from workflow.terms import (
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


class Fact:
    """Base of every entry kind; its class name is its name in the history."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid"}  # the codec accepts exact fields, nothing more


F = TypeVar("F", bound=Fact)


class Entry(NamedTuple):
    """One fact with its place in the history: who, when (aware UTC), and the digests that chain it."""

    seq: int
    at: datetime
    by: int  # person id; 0 is the worker
    fact: Fact
    digest: str  # SHA-256 of this entry and the digest before it
    acting_for: int | None = None  # the person stood in for


KINDS: dict[str, type[Fact]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def entry_kind(cls: type[F]) -> type[F]:
    """Make a class an entry kind, frozen and keyword-only, known by its name."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    KINDS[made.__name__] = made
    return made


# --- intake -------------------------------------------------------------------------------------


@entry_kind
class ApplicationLogged(Fact):
    case_no: str
    agency: int
    kind: CaseKind
    channel: Channel
    arrived_on: date
    application_sha256: str
    summary_sha256: str
    applicants: tuple[str, ...]  # keys into the applicant table
    supply_form: SupplyForm
    supply_way: Way
    written_by_office: bool  # art. 29: filled in for an applicant who cannot write
    submission_key: str  # one form, one case
    query_code: str  # lets the applicant ask how the case stands
    split_from: str = ""


@entry_kind
class ReceiptFixed(Fact):
    """The receipt date of art. 31, and the regime it selects."""

    received_on: date
    rule: str  # submitted, signed, confirmed, system
    how: str
    regime: str
    provision: str


@entry_kind
class ConfirmationAttempted(Fact):
    on: date
    how: str
    result: str


@entry_kind
class TakenInHand(Fact):
    handler: int
    unit: str


@entry_kind
class Reassigned(Fact):
    handler: int
    unit: str
    reason: str


# --- correction, reasons ------------------------------------------------------------------------


@entry_kind
class CorrectionAsked(Fact):
    on: date
    items_sha256: str
    answer_by: date


@entry_kind
class CorrectionReceived(Fact):
    on: date
    application_sha256: str
    late_because: str


@entry_kind
class CaseLapsed(Fact):
    on: date
    ground: LapseGround
    outcome: str


@entry_kind
class ReasonsAsked(Fact):
    on: date
    facts: str
    answer_by: date


@entry_kind
class ReasonsReceived(Fact):
    on: date
    reasons_sha256: str
    reasonable: bool


@entry_kind
class ReasonsNotGiven(Fact):
    on: date


@entry_kind
class DelayedPeriodFixed(Fact):
    on: date
    until: date
    reason: str


# --- consultation -------------------------------------------------------------------------------


@entry_kind
class ConsultationOpened(Fact):
    ref: str
    on: date
    party: Party
    name_sha256: str  # the consulted party's name is kept apart, it may be a person
    subject: str


@entry_kind
class ConsultationServed(Fact):
    ref: str
    on: date


@entry_kind
class OpinionRecorded(Fact):
    ref: str
    on: date
    stance: Stance
    opinion_sha256: str


@entry_kind
class ConsultationClosed(Fact):
    ref: str
    on: date
    ground: ClosingGround


@entry_kind
class ThirdPartyTold(Fact):
    ref: str
    on: date
    reason_sha256: str


# --- extension, fee -----------------------------------------------------------------------------


@entry_kind
class ExtensionProposed(Fact):
    working_days: int
    reason: str


@entry_kind
class ExtensionApproved(Fact):
    working_days: int


@entry_kind
class ExtensionRefused(Fact):
    reason: str


@entry_kind
class ExtensionNotified(Fact):
    on: date
    working_days: int


@entry_kind
class FeeCharged(Fact):
    on: date
    mode: FeeMode
    count: int
    yuan: int
    served_on: date | None


@entry_kind
class FeeNoticeServed(Fact):
    on: date


@entry_kind
class FeePaid(Fact):
    on: date
    yuan: int


# --- work, reply --------------------------------------------------------------------------------


@entry_kind
class SearchRecorded(Fact):
    on: date
    places: tuple[str, ...]
    keywords: tuple[str, ...]
    searcher: str
    hits: int
    finding_sha256: str


@entry_kind
class ReplyDrafted(Fact):
    draft: int  # 1, 2, 3, ... within the case
    outcome: str
    content_sha256: str


@entry_kind
class ReplySubmitted(Fact):
    draft: int
    route: tuple[str, ...]  # the steps still ahead: secrecy, approval


@entry_kind
class SecrecyPassed(Fact):
    draft: int
    remark: str


@entry_kind
class SecrecyReturned(Fact):
    draft: int
    reason: str


@entry_kind
class ReplyApproved(Fact):
    draft: int
    outcome: str
    decided_on: date
    document_no: str
    content_sha256: str  # of the frozen letter content
    warnings_accepted: str


@entry_kind
class DraftReturned(Fact):
    draft: int
    reason: str


@entry_kind
class LetterFrozen(Fact):
    """The rendered letter, as it stands in the document store."""

    letter: str  # kind of notice
    document_no: str
    content_sha256: str
    pdf_sha256: str


@entry_kind
class RepliedOnSpot(Fact):
    on: date
    outcome: str
    content_sha256: str


@entry_kind
class ReplyDispatched(Fact):
    on: date
    way: Way
    tracking_no: str


@entry_kind
class ReplyServed(Fact):
    on: date
    how: str


@entry_kind
class ServiceFailed(Fact):
    on: date
    reason: str


# --- ends and afterwards ------------------------------------------------------------------------


@entry_kind
class ApplicationWithdrawn(Fact):
    on: date
    reason: str
    outcome: str


@entry_kind
class CaseArchived(Fact):
    on: date
    retention: str


@entry_kind
class MarkedForPublication(Fact):
    reason: str


@entry_kind
class RedoOrdered(Fact):
    on: date
    organ: str
    document_no: str
    working_days: int | None  # None: the regime's own period


@entry_kind
class CaseSplit(Fact):
    into: tuple[str, ...]


@entry_kind
class CaseLinked(Fact):
    case_no: str
    relation: Relation


# --- inside the house ---------------------------------------------------------------------------


@entry_kind
class UnitAsked(Fact):
    ref: str
    on: date
    unit: str
    what: str
    answer_by: date


@entry_kind
class UnitChased(Fact):
    ref: str
    on: date


@entry_kind
class UnitAnswered(Fact):
    ref: str
    on: date
    answer_sha256: str


@entry_kind
class LatenessExplained(Fact):
    reason: str
    unit: str


@entry_kind
class DocumentAdded(Fact):
    name_sha256: str
    sha256: str
    media_type: str
    size: int


@entry_kind
class NoteAdded(Fact):
    note_sha256: str


@entry_kind
class DeadlineMoved(Fact):
    """A calendar notice moved the deadline; what was known before stays on record."""

    old_due_on: date | None
    new_due_on: date | None
    was_provisional: bool
    is_provisional: bool
    calendar_digest: str
