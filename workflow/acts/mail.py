"""Acts on letters sent by e-mail: sending one, and what the worker records of it."""

from __future__ import annotations

from workflow.acts.base import Act, act


@act
class SendMail(Act):
    """E-mail the receipt, or the dispatched reply once more, to every applicant who gave an address."""

    move = "send_mail"
    letter: str  # receipt, reply


@act
class RecordMailSent(Act):
    """The worker's own act: the mail server took the letter."""

    move = "record_mail_sent"
    ref: str
    message_id: str
    answer: str = ""


@act
class RecordMailFailed(Act):
    """The worker's own act: the letter was refused, or could not be handed over for a whole day."""

    move = "record_mail_failed"
    ref: str
    reason: str
