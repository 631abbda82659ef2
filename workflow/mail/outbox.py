"""Emptying the outbox: claim, send, record. A try that breaks off is made again later with the same Message-ID."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from workflow import acts as a
from workflow.case import Case
from workflow.errors import BadInput, CaseChanged, DeskError, MoveRefused
from workflow.folding import fold
from workflow.mail import settings
from workflow.mail.sending import NotNow, Refused, Unreachable, send
from workflow.mail.settings import Settings
from workflow.records import read
from workflow.store import repository
from workflow.store.letters import mail_rows
from workflow.store.letters.mail_rows import Mail
from workflow.store.repository import WORKER

if TYPE_CHECKING:
    from workflow.desk import Desk

log = logging.getLogger(__name__)
MOST = 20  # e-mails in one round
TRIES, FIRST_PAUSE = 9, timedelta(minutes=5)  # doubled after each: about a day in all
RECALLED = "答复已撤回，没有发送 / the reply was recalled: not sent"


class Round(NamedTuple):
    """How many e-mails of one round were sent, failed for good, and wait for another try."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0


def send_due(desk: Desk, now: datetime) -> Round:
    """Send what is due; nothing where e-mail is not set up. A server that does not answer ends the round."""
    try:
        here = settings.read()
    except BadInput as bad:
        log.error("%s", bad)
        return Round()
    if here is None:
        return Round()
    with desk.store.database.reading() as connection:
        waiting = mail_rows.due(connection, desk.store.vault, now, MOST)
    ended: list[str] = []
    for mail in waiting:
        state, go_on = _one(desk, here, mail, now)
        ended.append(state)
        if not go_on:
            break
    return Round(ended.count("sent"), ended.count("failed"), ended.count("queued"))


def _one(desk: Desk, here: Settings, mail: Mail, now: datetime) -> tuple[str, bool]:
    """The state it is in after this try, and whether another e-mail may do better."""
    case = _case(desk, mail)
    pdf_sha256 = next((x.pdf_sha256 for x in case.letters if x.content_sha256 == mail.content_sha256), "")
    recalled = mail.letter == "reply" and case.reply_content_sha256 != mail.content_sha256
    if not recalled and not pdf_sha256:
        return "queued", True  # signed, and not rendered yet
    with desk.store.database.writing() as connection:
        if not mail_rows.claim(connection, mail, now + FIRST_PAUSE * 2**mail.tries):
            return "", True
    if recalled:
        return _failed(desk, mail, RECALLED, now), True
    try:
        answer = send(here, mail, desk.store.documents.get(pdf_sha256))
    except Refused as no:
        return _failed(desk, mail, str(no), now), True
    except (NotNow, DeskError) as later:
        return _later(desk, mail, str(later), now), not isinstance(later, Unreachable)
    return _recorded(desk, mail, "sent", answer, now), True


def _case(desk: Desk, mail: Mail) -> Case:
    with desk.store.database.reading() as connection:
        return fold(read(repository.history(connection, mail.case_no).records))


def _later(desk: Desk, mail: Mail, why: str, now: datetime) -> str:
    log.warning(
        "%s：邮件 %s 未能发送，稍后再试 / not sent, tried again later: %s", mail.case_no, mail.ref, why
    )
    if mail.tries + 1 >= TRIES:
        return _failed(desk, mail, why, now)
    with desk.store.database.writing() as connection:
        mail_rows.settle(connection, mail, "queued", why)
    return "queued"


def _failed(desk: Desk, mail: Mail, why: str, now: datetime) -> str:
    return _recorded(desk, mail, "failed", why, now)


def _recorded(desk: Desk, mail: Mail, state: str, said: str, now: datetime) -> str:
    """In the history and in the outbox at once; where others act on the case meanwhile, try again."""
    act: a.Act = a.RecordMailFailed(ref=mail.ref, reason=said)
    if state == "sent":
        act = a.RecordMailSent(ref=mail.ref, message_id=mail.message_id, answer=said)
    for _ in range(5):
        try:
            with desk.store.database.writing() as connection:
                desk.perform_in(connection, WORKER, mail.case_no, act, now)
                mail_rows.settle(connection, mail, state, said)
        except CaseChanged:
            continue
        except MoveRefused as no:  # recorded already, by a worker that was slower than its pause
            log.warning("%s：%s", mail.case_no, no)
        return state
    return "queued"
