"""Facts of appeals. Names and claims stand in the text store; the history keeps their digests."""

from __future__ import annotations

from datetime import date

from workflow.appeal.terms import AppealKind, AppealStep, PaperKind, Procedure, ResultKind
from workflow.entries.base import Fact, entry_kind


@entry_kind
class AppealRegistered(Fact):
    ref: str
    kind: AppealKind
    procedure: Procedure
    organ: str
    appeal_no: str
    filed_on: date
    on: date  # the papers came
    answer_by: date | None
    by_third_party: bool
    after_review: bool
    against: str
    appellant_sha256: str
    claim_sha256: str


@entry_kind
class AppealStepTaken(Fact):
    ref: str
    step: AppealStep
    on: date
    until: date | None
    place: str
    organ: str
    appeal_no: str
    document_no: str
    procedure: Procedure | None
    days: int | None
    said_sha256: str


@entry_kind
class AppealDecided(Fact):
    ref: str
    step: AppealStep
    on: date
    instance: int
    result: str
    counts: ResultKind  # as the catalogue had it that day
    document_no: str
    reasons: tuple[str, ...]
    redo: bool
    working_days: int | None  # None: the decision sets no period
    rectify_by: date | None
    said_sha256: str


@entry_kind
class AppealPaperAdded(Fact):
    """A document of the case, added in the same act, that belongs to an appeal."""

    ref: str
    what: PaperKind
    name_sha256: str
    sha256: str


@entry_kind
class ReplyOrdered(Fact):
    """An order to reply to an application that is still open: its clock begins anew, its work goes on."""

    on: date
    organ: str
    document_no: str
    working_days: int | None
