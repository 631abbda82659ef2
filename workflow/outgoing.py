"""Signed letters of a case on their way out: what waits to be sent, what waits for its slip. Derived from the case."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workflow.case import Case, Notice
from workflow.terms import NoticeStatus, Status, Way

REPLY = "reply"
_STATES = {NoticeStatus.SIGNED: "to_send", NoticeStatus.SENT: "sent", NoticeStatus.SERVED: "served"}


class Out(NamedTuple):
    """One letter. `ref` is "reply" or that of a letter beside it; state: to_send, sent, served."""

    ref: str
    kind: str
    document_no: str
    content_sha256: str
    state: str
    way: str
    signed_on: date
    sent_on: date | None
    served_on: date | None
    tracking_no: str
    failed: int


def letters_out(case: Case) -> tuple[Out, ...]:
    """The reply first, then the letters beside it; voided and recalled ones go nowhere."""
    notices = [_notice(n) for n in case.notices if n.signed_on is not None and n.status in _STATES]
    return (*_reply(case), *notices)


def _reply(case: Case) -> tuple[Out, ...]:
    """A reply given on the spot was never on its way."""
    if not case.reply_content_sha256 or case.decided_on is None:
        return ()
    if case.status is Status.WITHDRAWN and case.dispatched_on is None:
        return ()
    state = "to_send" if case.dispatched_on is None else "served" if case.served_on else "sent"
    way = case.dispatch_way or case.supply_way
    return (
        Out(
            ref=REPLY,
            kind=REPLY,
            document_no=case.document_no,
            content_sha256=case.reply_content_sha256,
            state=state,
            way=way.value,
            signed_on=case.decided_on,
            sent_on=case.dispatched_on,
            served_on=case.served_on,
            tracking_no=case.dispatch_tracking_no,
            failed=case.failed_service,
        ),
    )


def _notice(notice: Notice) -> Out:
    assert notice.signed_on is not None
    return Out(
        ref=notice.ref,
        kind=notice.kind,
        document_no=notice.document_no,
        content_sha256=notice.content_sha256,
        state=_STATES[notice.status],
        way=(notice.way or Way.POST).value,
        signed_on=notice.signed_on,
        sent_on=notice.sent_on,
        served_on=notice.served_on,
        tracking_no=notice.tracking_no,
        failed=notice.failed,
    )
