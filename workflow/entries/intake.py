"""Facts from arrival to a clear application."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind
from workflow.terms import (
    CaseKind,
    Channel,
    LapseGround,
    SupplyForm,
    Way,
)


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
