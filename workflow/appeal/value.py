"""An appeal on a case: a frozen value folded from the case's own history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from workflow.appeal.terms import AppealKind, AppealStatus, PaperKind, Procedure, ResultKind

#: nobody waits for anything any more
OVER: Final = (AppealStatus.ENDED, AppealStatus.STRUCK)


class Hearing(NamedTuple):
    """A hearing, oral proceedings or the hearing of opinions, and whether it took place."""

    on: date
    place: str
    held_on: date | None = None


class Paper(NamedTuple):
    """A paper filed with the appeal; the file stands in the document store."""

    what: PaperKind
    name_sha256: str
    sha256: str


class Judgment(NamedTuple):
    """What an organ decided; `on` is the day the paper was served on the agency."""

    instance: int
    result: str
    counts: ResultKind
    document_no: str
    on: date
    reasons: tuple[str, ...]
    redo: bool
    working_days: int | None


class Appeal(NamedTuple):
    """One dispute from its registration to its end. At second instance `received_on` and `answer_by` are the newer."""

    ref: str
    kind: AppealKind
    procedure: Procedure
    status: AppealStatus
    organ: str
    appeal_no: str
    filed_on: date  # accepted by the organ: the year it counts in, and the day its own period begins
    received_on: date  # the papers came: the day the agency's period begins
    answer_by: date | None  # fixed by the organ
    by_third_party: bool
    after_review: bool
    against: str  # number of the letter disputed; empty where nothing was answered
    appellant_sha256: str
    claim_sha256: str
    instance: int = 1
    instance_from: date | None = None  # the second instance took it up
    answered_on: date | None = None
    document_no: str = ""  # of the answer
    extended_days: int = 0
    stays: tuple[tuple[date, date | None], ...] = ()
    hearings: tuple[Hearing, ...] = ()
    judgments: tuple[Judgment, ...] = ()
    rectify_by: date | None = None
    rectified_on: date | None = None
    ended_on: date | None = None
    papers: tuple[Paper, ...] = ()

    @property
    def is_open(self) -> bool:
        """Somebody is still to act."""
        return self.status not in OVER

    @property
    def judgment(self) -> Judgment | None:
        """The last that was given."""
        return self.judgments[-1] if self.judgments else None

    @property
    def counts(self) -> ResultKind:
        """Its column of table four of the annual report: pending until nobody but who must rectify is waited for."""
        stands = not self.is_open or self.status is AppealStatus.RECTIFYING
        return self.judgment.counts if self.judgment and stands else ResultKind.PENDING

    @property
    def next_hearing(self) -> Hearing | None:
        """The first that has not taken place."""
        return next((h for h in self.hearings if h.held_on is None), None) if self.is_open else None

    def stayed_days(self) -> int:
        """Calendar days of stays that are over: the organ's period stood still."""
        return sum(((until - since) for since, until in self.stays if until), timedelta()).days
