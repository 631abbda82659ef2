"""What facts of the letters beside the reply change."""

from __future__ import annotations

from typing import Any

from workflow import entries as e
from workflow.case import Notice, Passed, Posting
from workflow.entries import Entry
from workflow.folding.base import State, applies
from workflow.terms import NoticeStatus


def _put(state: State, ref: str, **changes: Any) -> None:
    state["notices"] = tuple(n._replace(**changes) if n.ref == ref else n for n in state["notices"])


@applies(e.NoticeDrafted)
def _(state: State, fact: e.NoticeDrafted, entry: Entry) -> None:
    before = next((n for n in state["notices"] if n.ref == fact.ref), None)
    drafted = Notice(
        fact.ref,
        fact.kind,
        NoticeStatus.DRAFTED,
        fact.content_sha256,
        entry.by,
        fact.supersedes,
        writers=_and(before.writers if before else (), entry),
        taken_over_by=entry.by if before and before.taken_over_by == entry.by else None,
        issuer=next((u.issuer for u in state.get("urgings", ()) if u.letter == fact.ref), 0),
    )
    known = [n for n in state["notices"] if n.ref != fact.ref]
    state["notices"] = (*known, drafted)


def _and(writers: tuple[int, ...], entry: Entry) -> tuple[int, ...]:
    """Whoever writes, and in whose place: neither reviews or signs this letter."""
    return tuple(dict.fromkeys((*writers, entry.by, *filter(None, (entry.acting_for,)))))


@applies(e.NoticeTakenOver)
def _(state: State, fact: e.NoticeTakenOver, entry: Entry) -> None:
    """It lies with the person who was to review or sign it, who therefore does neither any more."""
    writers = next(n.writers for n in state["notices"] if n.ref == fact.ref)
    _put(
        state,
        fact.ref,
        status=NoticeStatus.DRAFTED,
        passed=(),
        writers=_and(writers, entry),
        taken_over_by=entry.by,
    )


@applies(e.NoticeSubmitted)
def _(state: State, fact: e.NoticeSubmitted, _entry: Entry) -> None:
    """Before letters had routes, the head of the disclosure office signed each."""
    _put(state, fact.ref, status=NoticeStatus.SUBMITTED, route=fact.route or ("approval",), passed=())


@applies(e.NoticeLegalPassed)
def _(state: State, fact: e.NoticeLegalPassed, entry: Entry) -> None:
    _pass(state, fact.ref, "legal", entry)


@applies(e.NoticeEndorsed)
def _(state: State, fact: e.NoticeEndorsed, entry: Entry) -> None:
    _pass(state, fact.ref, "approval", entry)


def _pass(state: State, ref: str, step: str, entry: Entry) -> None:
    before = next(n.passed for n in state["notices"] if n.ref == ref)
    _put(state, ref, passed=(*before, Passed(step, entry.by, entry.acting_for)))


@applies(e.NoticeReturned)
@applies(e.NoticeLegalReturned)
def _(state: State, fact: e.NoticeReturned | e.NoticeLegalReturned, _entry: Entry) -> None:
    """Back at the desk; what was agreed to was the words as they were."""
    _put(state, fact.ref, status=NoticeStatus.DRAFTED, passed=())


@applies(e.NoticeSigned)
def _(state: State, fact: e.NoticeSigned, entry: Entry) -> None:
    route = next(n.route for n in state["notices"] if n.ref == fact.ref)
    _pass(state, fact.ref, route[-1], entry)
    _put(
        state,
        fact.ref,
        status=NoticeStatus.SIGNED,
        document_no=fact.document_no,
        content_sha256=fact.content_sha256,
        signed_on=fact.signed_on,
    )


@applies(e.NoticeSent)
def _(state: State, fact: e.NoticeSent, _entry: Entry) -> None:
    _put(
        state,
        fact.ref,
        status=NoticeStatus.SENT,
        sent_on=fact.on,
        way=fact.way,
        tracking_no=fact.tracking_no,
    )


@applies(e.NoticeServed)
def _(state: State, fact: e.NoticeServed, _entry: Entry) -> None:
    _put(state, fact.ref, status=NoticeStatus.SERVED, served_on=fact.on)


@applies(e.NoticeServiceFailed)
def _(state: State, fact: e.NoticeServiceFailed, _entry: Entry) -> None:
    failed = next(n.failed for n in state["notices"] if n.ref == fact.ref)
    _put(state, fact.ref, failed=failed + 1, came_back_on=fact.on)


@applies(e.NoticeSentAgain)
def _(state: State, fact: e.NoticeSentAgain, _entry: Entry) -> None:
    """The day it was first sent stays; how it left then is kept for the register of that day."""
    notice = next(n for n in state["notices"] if n.ref == fact.ref)
    state["postings"] = (*state.get("postings", ()), _returned(notice))
    _put(
        state,
        fact.ref,
        sent_again_on=fact.on,
        came_back_on=None,
        way=fact.way,
        tracking_no=fact.tracking_no,
    )


def _returned(notice: Notice) -> Posting:
    assert notice.signed_on is not None
    assert notice.sent_on is not None
    assert notice.way is not None
    return Posting(
        ref=notice.ref,
        kind=notice.kind,
        document_no=notice.document_no,
        content_sha256=notice.content_sha256,
        ended="returned",
        way=notice.way,
        signed_on=notice.signed_on,
        sent_on=notice.sent_again_on or notice.sent_on,
        served_on=None,
        tracking_no=notice.tracking_no,
        failed=notice.failed,
    )


@applies(e.NoticeVoided)
def _(state: State, fact: e.NoticeVoided, _entry: Entry) -> None:
    _put(state, fact.ref, status=NoticeStatus.VOIDED, void_because=fact.reason)
