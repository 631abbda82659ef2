"""What facts of letters sent by e-mail change."""

from __future__ import annotations

from typing import Any

from workflow import entries as e
from workflow.case import Mail
from workflow.entries import Entry
from workflow.folding.base import State, applies
from workflow.terms import MailStatus


@applies(e.MailQueued)
def _(state: State, fact: e.MailQueued, entry: Entry) -> None:
    queued = Mail(fact.ref, fact.letter, fact.applicant, fact.content_sha256, MailStatus.QUEUED, entry.at)
    state["mails"] = (*state["mails"], queued)


@applies(e.MailSent)
def _(state: State, fact: e.MailSent, _entry: Entry) -> None:
    _put(state, fact.ref, status=MailStatus.SENT, on=fact.on)


@applies(e.MailFailed)
def _(state: State, fact: e.MailFailed, _entry: Entry) -> None:
    _put(state, fact.ref, status=MailStatus.FAILED, on=fact.on, why=fact.reason)


def _put(state: State, ref: str, **changes: Any) -> None:
    state["mails"] = tuple(m._replace(**changes) if m.ref == ref else m for m in state["mails"])
