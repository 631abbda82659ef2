"""What follows from sending letters by e-mail."""

from __future__ import annotations

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.guards import Around, content_to_mail
from workflow.moves.base import Facts, answers_with, copies
from workflow.terms import Status

copies(a.RecordMailSent, e.MailSent)


def queued(case: Case, letter: str, content_sha256: str, around: Around) -> tuple[e.Fact, ...]:
    """One letter to each applicant who can be reached."""
    first = len(case.mails) + 1
    return tuple(
        e.MailQueued(ref=str(n), letter=letter, applicant=key, content_sha256=content_sha256)
        for n, key in enumerate(around.mail_to, start=first)
    )


@answers_with(a.SendMail)
def _(case: Case, act: a.SendMail, around: Around, _texts: dict[str, str]) -> Facts:
    return queued(case, act.letter, content_to_mail(case, act.letter), around)


@answers_with(a.Dispatch)
def _(case: Case, act: a.Dispatch, around: Around, _texts: dict[str, str]) -> Facts:
    """By e-mail from here: dispatched and queued are one fact each, in one transaction."""
    sent = e.ReplyDispatched(
        on=act.on or around.today, way=act.way, carrier=act.carrier, tracking_no=act.tracking_no
    )
    return (sent, *queued(case, "reply", case.reply_content_sha256, around)) if act.mail else sent


@answers_with(a.RecordMailFailed)
def _(case: Case, act: a.RecordMailFailed, around: Around, _texts: dict[str, str]) -> Facts:
    """A reply that did not arrive by e-mail has not been served, and the page says what to do."""
    failed = e.MailFailed(ref=act.ref, on=around.today, reason=act.reason)
    of_reply = any(mail.ref == act.ref and mail.letter == "reply" for mail in case.mails)
    if of_reply and case.status is Status.REPLIED:
        return failed, e.ServiceFailed(on=around.today, reason=act.reason)
    return failed
