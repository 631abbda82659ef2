"""Signed letters of a case on their way out: what waits, what waits for its slip, what left and came back. Derived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from workflow.case import Case, Notice, Posting
from workflow.terms import NoticeStatus, Status, Way

REPLY = "reply"
_STATES = {NoticeStatus.SIGNED: "to_send", NoticeStatus.SENT: "sent", NoticeStatus.SERVED: "served"}


class Out(NamedTuple):
    """One letter each time it leaves. `ref` is "reply" or that of a letter beside it; `posting` counts from 1.

    state: to_send, sent, served; and once it is over returned, recalled, annulled, voided.
    """

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
    posting: int = 1


def letters_out(case: Case) -> tuple[Out, ...]:
    """The reply first, then the letters beside it, each time they left; what was recalled unsent goes nowhere."""
    over = [_over(p, _nth(case.postings[:n], p.ref)) for n, p in enumerate(case.postings)]
    notices = [_notice(n, _nth(case.postings, n.ref)) for n in case.notices if _travels(n)]
    return (*_reply(case), *notices, *over)


def _nth(before: Iterable[Posting], ref: str) -> int:
    return 1 + sum(posting.ref == ref for posting in before)


def _travels(notice: Notice) -> bool:
    """What left and was voided then stays in the register of that day; an agency above hands over its own."""
    left = notice.status in _STATES or notice.sent_on is not None
    return left and notice.signed_on is not None and not notice.issuer


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
            sent_on=case.sent_again_on or case.dispatched_on,
            served_on=case.served_on,
            tracking_no=case.dispatch_tracking_no,
            failed=case.failed_service,
            posting=_nth(case.postings, REPLY),
        ),
    )


def _notice(notice: Notice, nth: int) -> Out:
    assert notice.signed_on is not None
    return Out(
        ref=notice.ref,
        kind=notice.kind,
        document_no=notice.document_no,
        content_sha256=notice.content_sha256,
        state=_STATES.get(notice.status, "voided"),
        way=(notice.way or Way.POST).value,
        signed_on=notice.signed_on,
        sent_on=notice.sent_again_on or notice.sent_on,
        served_on=notice.served_on,
        tracking_no=notice.tracking_no,
        failed=notice.failed,
        posting=nth,
    )


def _over(posting: Posting, nth: int) -> Out:
    values = posting._asdict() | {"way": posting.way.value, "posting": nth}
    return Out(state=values.pop("ended"), **values)
