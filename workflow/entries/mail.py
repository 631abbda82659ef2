"""Facts of letters sent by e-mail. The address stands with the applicant, never in the history."""

from __future__ import annotations

from datetime import date

from workflow.entries.base import Fact, entry_kind


@entry_kind
class MailQueued(Fact):
    """A letter waits to go to an applicant's address; it leaves once, whatever breaks in between."""

    ref: str
    letter: str  # receipt, reply
    applicant: str  # key into the applicant table
    content_sha256: str  # of the letter, as frozen


@entry_kind
class MailSent(Fact):
    """The mail server took it: proof of sending."""

    ref: str
    on: date
    message_id: str
    answer: str  # what the server said


@entry_kind
class MailFailed(Fact):
    ref: str
    on: date
    reason: str
