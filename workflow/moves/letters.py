"""What follows from drafting, signing and sending the letters beside the reply."""

from __future__ import annotations

import json

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.guards import Around, day_of, letter_to_send
from workflow.moves.base import (
    Facts,
    answers_with,
    as_text,
    copies,
    keep,
    keep_warned,
    letter_served,
    sends_back,
    signed_over,
)
from workflow.terms import Status

copies(a.PassNoticeLegal, e.NoticeLegalPassed)
copies(a.TakeOverNotice, e.NoticeTakenOver)
copies(a.RecordFailedNoticeService, e.NoticeServiceFailed)
copies(a.SendNoticeAgain, e.NoticeSentAgain)
sends_back(a.ReturnNoticeFromLegal, e.NoticeLegalReturned)
sends_back(a.ReturnNotice, e.NoticeReturned)


@answers_with(a.DraftNotice)
def _(case: Case, act: a.DraftNotice, _around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(as_text(act.content), texts)
    ref = str(len(case.notices) + 1)
    return e.NoticeDrafted(ref=ref, kind=act.kind, content_sha256=digest, supersedes=act.supersedes)


@answers_with(a.ReviseNotice)
def _(case: Case, act: a.ReviseNotice, _around: Around, texts: dict[str, str]) -> Facts:
    notice = case.notice(act.ref)
    assert notice is not None
    digest = keep(as_text(act.content), texts)
    return e.NoticeDrafted(ref=act.ref, kind=notice.kind, content_sha256=digest, supersedes=notice.supersedes)


@answers_with(a.SubmitNotice)
def _(case: Case, act: a.SubmitNotice, around: Around, _texts: dict[str, str]) -> Facts:
    """The route is fixed here: what the office changes later binds the letters submitted later."""
    notice = case.notice(act.ref)
    assert notice is not None
    return e.NoticeSubmitted(ref=act.ref, route=around.approvals.letter_steps(notice.kind))


@answers_with(a.SignNotice)
def _(case: Case, act: a.SignNotice, around: Around, texts: dict[str, str]) -> Facts:
    """Signing fixes number, date and words."""
    notice = case.notice(act.ref)
    assert notice is not None
    content = json.loads(around.texts[notice.content_sha256])
    content |= {"number": around.number.text, "dated_on": around.today.isoformat()}
    return e.NoticeSigned(
        ref=act.ref,
        kind=notice.kind,
        document_no=around.number.text,
        series=around.number.series,
        number=around.number.n,
        content_sha256=keep(as_text(content), texts),
        signed_on=around.today,
        issuer=notice.issuer,
        **signed_over(act.warnings_accepted, around, texts),
    )


@answers_with(a.EndorseNotice)
def _(_case: Case, act: a.EndorseNotice, around: Around, texts: dict[str, str]) -> Facts:
    return e.NoticeEndorsed(ref=act.ref, remark=act.remark, warned_sha256=keep_warned(around, texts))


@answers_with(a.SendNotice)
def _(case: Case, act: a.SendNotice, around: Around, _texts: dict[str, str]) -> Facts:
    return sent(case, act, around)


def sent(case: Case, act: a.Sending, around: Around) -> tuple[e.Fact, ...]:
    """The letter an act sends, as a fact beside the act's own; nothing where the act needs no letter."""
    notice = letter_to_send(case, act)
    if notice is None:
        return ()
    return (
        e.NoticeSent(
            ref=notice.ref,
            on=day_of(act, around),
            way=act.way,
            carrier=act.carrier,
            tracking_no=act.tracking_no,
        ),
    )


@answers_with(a.RecordNoticeService)
def _(case: Case, act: a.RecordNoticeService, around: Around, _texts: dict[str, str]) -> Facts:
    """A letter that starts somebody's period starts it with the same act."""
    on = day_of(act, around)
    served: tuple[e.Fact, ...] = letter_served(case, act.ref, on, act.how)
    for asked in case.open_consultations:
        if asked.letter == act.ref and asked.served_on is None:
            served = (*served, e.ConsultationServed(ref=asked.ref, on=on))
    notice = case.notice(act.ref)
    fee = notice is not None and notice.kind == "fee_notice" and case.fee_served_on is None
    if fee and case.status is Status.AWAITING_PAYMENT:
        served = (*served, e.FeeNoticeServed(on=on))
    return served


@answers_with(a.VoidNotice)
def _(case: Case, act: a.VoidNotice, _around: Around, _texts: dict[str, str]) -> Facts:
    notice = case.notice(act.ref)
    assert notice is not None
    return e.NoticeVoided(
        ref=act.ref, document_no=notice.document_no, reason=act.reason, issuer=notice.issuer
    )
