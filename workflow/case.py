"""A case: a frozen value folded from its history, never stored itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from workflow.appeal.value import Appeal
from workflow.clock.timeline import Event, EventType, Timeline
from workflow.entries.importing import OldRegister
from workflow.posted import Mail as Mail
from workflow.posted import Posting as Posting
from workflow.terms import (
    CaseKind,
    Channel,
    ClosingGround,
    FeeMode,
    NoticeStatus,
    Party,
    Reevaluation,
    Relation,
    Stance,
    Status,
    SupplyForm,
    Way,
)
from workflow.urged import Urging as Urging


class Consultation(NamedTuple):
    """One letter of enquiry to a third party or another organ, and what became of it."""

    ref: str
    party: Party
    name_sha256: str
    subject: str
    on: date
    served_on: date | None = None
    opinion_on: date | None = None
    stance: Stance | None = None
    closed_on: date | None = None
    ground: ClosingGround | None = None
    letter: str = ""
    told_on: date | None = None  # that its information is disclosed in spite of its objection, and why

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the case in `consulting`."""
        return self.ground is None


class UnitRequest(NamedTuple):
    """What an internal unit was asked (协办), by when."""

    ref: str
    unit: str
    what: str
    on: date
    answer_by: date
    chased_on: date | None = None
    answered_on: date | None = None


class Draft(NamedTuple):
    """The reply as last drafted; neither `by` nor any earlier writer reviews or signs it."""

    no: int
    outcome: str
    content_sha256: str
    by: int


class Letter(NamedTuple):
    """A letter frozen as rendered."""

    kind: str
    document_no: str
    content_sha256: str
    pdf_sha256: str
    at: datetime


class Passed(NamedTuple):
    """A step of a route that somebody took, perhaps standing in for another."""

    step: str
    by: int
    acting_for: int | None = None


class Notice(NamedTuple):
    """A letter beside the reply and how far it is; `drafted_by` wrote it last, `writers` are all who did."""

    ref: str
    kind: str
    status: NoticeStatus
    content_sha256: str
    drafted_by: int
    supersedes: str = ""
    document_no: str = ""
    signed_on: date | None = None
    sent_on: date | None = None
    way: Way | None = None
    tracking_no: str = ""
    served_on: date | None = None
    failed: int = 0
    came_back_on: date | None = None  # and was not sent again since
    sent_again_on: date | None = None
    void_because: str = ""
    route: tuple[str, ...] = ()  # the steps fixed when it was submitted; the last one signs
    passed: tuple[Passed, ...] = ()
    writers: tuple[int, ...] = ()
    taken_over_by: int | None = None  # who reviewed it and writes it on
    issuer: int = 0  # the agency above whose letter it is; 0 for the agency that has the case

    @property
    def next_step(self) -> str:
        """The step it waits for; empty unless it is submitted."""
        waits = self.status is NoticeStatus.SUBMITTED and len(self.passed) < len(self.route)
        return self.route[len(self.passed)] if waits else ""

    @property
    def at_signature(self) -> bool:
        """Only the signature is missing."""
        return bool(self.next_step) and len(self.passed) == len(self.route) - 1

    @property
    def written_on_by(self) -> int | None:
        """Who took it over, while it lies with them."""
        return self.taken_over_by if self.status is NoticeStatus.DRAFTED else None


class Extension(NamedTuple):
    """A proposed extension and how far it got."""

    working_days: int
    reason: str
    proposed_by: int
    approved: bool = False
    notified_on: date | None = None
    approved_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything an officer may decide on, as it stands after the last entry folded."""

    case_no: str
    agency: int
    kind: CaseKind
    status: Status
    version: int  # seq of the last entry
    digest: str  # digest of the last entry
    channel: Channel
    arrived_on: date
    logged_at: datetime
    application_sha256: str
    summary_sha256: str
    applicants: tuple[str, ...]
    supply_form: SupplyForm
    supply_way: Way
    written_by_office: bool
    submission_key: str
    query_code: str
    received_on: date | None = None
    receipt_rule: str = ""
    regime: str = ""
    handler: int | None = None
    unit: str = ""
    correction_asked_on: date | None = None
    correction_answer_by: date | None = None
    reasons_answer_by: date | None = None
    reasons_reasonable: bool | None = None
    consultations: tuple[Consultation, ...] = ()
    extension: Extension | None = None
    fee_charged_on: date | None = None
    fee_yuan: int = 0
    fee_mode: FeeMode | None = None
    fee_served_on: date | None = None
    searches: int = 0
    search_hits: int = 0  # of all searches together
    drafts: int = 0
    draft: Draft | None = None
    secrecy_passed: bool = False
    route: tuple[str, ...] = ()  # the steps the draft goes through
    taken: tuple[Passed, ...] = ()  # those it has passed, and who took each
    writers: tuple[int, ...] = ()  # everyone who wrote a version of the reply, or took the drafting over
    taken_over_by: int | None = None  # a reviewer who works on it as its handler
    approved_by: int | None = None
    signed_on: date | None = None  # the reply was approved that day, whatever day it bears
    decided_on: date | None = None
    document_no: str = ""
    outcome: str = ""
    reply_content_sha256: str = ""
    letters: tuple[Letter, ...] = ()
    notices: tuple[Notice, ...] = ()
    dispatched_on: date | None = None
    dispatch_way: Way | None = None
    dispatch_tracking_no: str = ""
    mails: tuple[Mail, ...] = ()
    served_on: date | None = None
    failed_service: int = 0
    came_back_on: date | None = None  # and was not sent again since
    sent_again_on: date | None = None
    postings: tuple[Posting, ...] = ()  # those that are over, of the reply and of letters
    units_asked: tuple[UnitRequest, ...] = ()
    urgings: tuple[Urging, ...] = ()
    lateness: str = ""
    for_publication: bool = False
    marked_on: date | None = None  # for publication of the office's own motion
    published_on: date | None = None
    published_where: str = ""
    published_title: str = ""
    published_no: str = ""
    archived_on: date | None = None
    retention: str = ""
    archive_no: str = ""  # where the file stands on the archivist's shelves
    reevaluated_on: date | None = None  # information withheld was looked at again
    reevaluation: Reevaluation | None = None
    split_from: str = ""
    imported: bool = False  # taken over from the register kept before
    unsaid: tuple[str, ...] = ()  # fields that register left open: what stands in them was filled in
    old: OldRegister | None = None  # its further columns
    split_into: tuple[str, ...] = ()
    links: tuple[tuple[str, Relation], ...] = ()
    documents: tuple[str, ...] = ()
    remark_sha256: str = ""  # the last note, which the register shows
    appeals: tuple[Appeal, ...] = ()
    events: tuple[Event, ...] = ()  # what the clock needs, consultations apart

    @property
    def passed(self) -> tuple[str, ...]:
        """The steps the draft has passed."""
        return tuple(step.step for step in self.taken)

    @property
    def awaited(self) -> tuple[str, ...]:
        """The steps the submitted draft waits for; secrecy and legal review may be taken in either order."""
        if self.status is Status.UNDER_REVIEW:
            return tuple(s for s in self.route if s in ("secrecy", "legal") and s not in self.passed)
        if self.status is not Status.AWAITING_APPROVAL:
            return ()
        return ("leader",) if "leader" in self.route and "approval" in self.passed else ("approval",)

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        """Those still waited for."""
        return tuple(c for c in self.consultations if c.is_open)

    def notice(self, ref: str) -> Notice | None:
        """The letter of that reference, or None."""
        return next((n for n in self.notices if n.ref == ref), None)

    def consultation(self, ref: str) -> Consultation | None:
        """The consultation of that reference, or None."""
        return next((c for c in self.consultations if c.ref == ref), None)

    def appeal(self, ref: str) -> Appeal | None:
        """The appeal of that reference, or None."""
        return next((appeal for appeal in self.appeals if appeal.ref == ref), None)

    def timeline(self) -> Timeline | None:
        """The clock's view; None before receipt is fixed, and for record corrections (art. 41 sets no limit)."""
        if self.received_on is None or self.kind is CaseKind.RECORD_CORRECTION:
            return None
        events = list(self.events)
        for c in self.consultations:
            events.append(
                Event(
                    EventType.CONSULTATION_OPENED, c.on, ref=c.ref, party=c.party.value, served_on=c.served_on
                )
            )
            ended_on = c.opinion_on or c.closed_on
            if ended_on is not None:
                events.append(Event(EventType.CONSULTATION_CLOSED, ended_on, ref=c.ref))
        if self.consultations:
            events.sort(key=lambda event: event.on)
        return Timeline(self.received_on, tuple(events), self.regime)
