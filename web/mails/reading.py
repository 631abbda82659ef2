"""Letters of a case sent by e-mail, as a page shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from web.acts.mailing import LETTERS
from workflow.identity import mask_email
from workflow.mail import settings
from workflow.mail.queueing import usable
from workflow.terms import CaseKind, MailStatus
from workflow.viewing import View
from workflow.wording import Words


class Shown(NamedTuple):
    """One e-mail: what it carries, to whom (masked), and how far it is."""

    letter: Words
    to: str
    status: MailStatus
    queued_at: datetime
    on: date | None
    why: str


def mails_of(view: View) -> list[Shown]:
    """Every e-mail of the case, the last one first."""
    people = dict(zip(view.case.applicants, view.applicants, strict=True))
    return [
        Shown(
            LETTERS[mail.letter],
            mask_email(people[mail.applicant].email),
            mail.status,
            mail.queued_at,
            mail.on,
            mail.why,
        )
        for mail in reversed(view.case.mails)
    ]


def receipt_by_mail(view: View) -> Words | None:
    """Why the receipt cannot go by e-mail; None where it can."""
    if view.case.received_on is None or view.case.kind is CaseKind.RECORD_CORRECTION:
        return Words("收到日确定以后才有登记回执", "There is no receipt before the day of receipt is fixed")
    if not any(usable(who.email) for who in view.applicants):
        return Words("申请人没有留下可用的电子邮件地址", "No applicant gave a usable e-mail address")
    if not settings.is_set_up():
        return Words("尚未设置电子邮件", "E-mail is not set up")
    return None


NEXT = Words(
    "请与申请人核对地址后再次发送，或者改用邮寄、当面交付。",
    "Check the address with the applicant and send again, or send by post or hand over.",
)
