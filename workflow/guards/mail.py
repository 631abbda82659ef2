"""Guards on sending letters by e-mail."""

from __future__ import annotations

from typing import Any

from workflow.case import Case
from workflow.errors import Reason
from workflow.guards.base import Around
from workflow.terms import MailStatus, Way

NOT_SET_UP = Reason(
    "尚未设置电子邮件（设置项 MINGFU_SMTP_HOST、MINGFU_SMTP_FROM）",
    "E-mail is not set up (MINGFU_SMTP_HOST, MINGFU_SMTP_FROM)",
)
NO_ADDRESS = Reason("申请人没有留下可用的电子邮件地址", "No applicant gave a usable e-mail address")


def mail_set_up(_case: Case, _act: Any, around: Around) -> Reason | None:
    return None if around.mail else NOT_SET_UP


def letter_to_mail(case: Case, act: Any, _around: Around) -> Reason | None:
    if act.letter not in ("receipt", "reply"):
        return Reason(f"不能以电子邮件发送：{act.letter}", f"Not sent by e-mail: {act.letter}")
    if act.letter == "reply" and case.dispatched_on is None:
        return Reason("答复尚未寄发、交付", "The reply has not been dispatched")
    if not content_to_mail(case, act.letter):
        return Reason("文书尚未生成", "The letter has not been rendered yet")
    return None


def content_to_mail(case: Case, letter: str) -> str:
    """The digest of the letter's words as frozen; empty where there is no such letter."""
    frozen = [held.content_sha256 for held in case.letters]
    if letter == "reply":
        return case.reply_content_sha256 if case.reply_content_sha256 in frozen else ""
    return next((held.content_sha256 for held in case.letters if held.kind == letter), "")


def mail_where_wanted(case: Case, act: Any, around: Around) -> Reason | None:
    """A reply goes out from here only by e-mail, and only where that is set up."""
    if not act.mail:
        return None
    if act.way is not Way.EMAIL:
        return Reason("只有以电子邮件交付的才由本系统发送", "Only a reply that travels by e-mail is mailed")
    return mail_set_up(case, act, around)


def mail_waits(case: Case, act: Any, _around: Around) -> Reason | None:
    mail = next((held for held in case.mails if held.ref == act.ref), None)
    if mail is None or mail.status is not MailStatus.QUEUED:
        return Reason(f"没有待发送的邮件 {act.ref}", f"No e-mail {act.ref} waits")
    return None
