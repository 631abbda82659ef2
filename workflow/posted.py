"""What left the office with a case: letters as they once went out, and those sent by e-mail."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from workflow.terms import MailStatus, Way


class Posting(NamedTuple):
    """A letter as it once left, and what ended that: `returned` and sent again, `recalled`, or `annulled` on appeal."""

    ref: str
    kind: str
    document_no: str
    content_sha256: str
    ended: str
    way: Way
    signed_on: date
    sent_on: date
    served_on: date | None
    tracking_no: str
    failed: int


class Mail(NamedTuple):
    """A letter sent to an applicant by e-mail, and how far it is."""

    ref: str
    letter: str
    applicant: str
    content_sha256: str
    status: MailStatus
    queued_at: datetime
    on: date | None = None
    why: str = ""
