"""What follows from searching, drafting, review, signing and service."""

from __future__ import annotations

import json

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.guards import Around, day_of
from workflow.moves.base import (
    ANSWERS,
    Facts,
    answers_with,
    as_text,
    copies,
    keep,
    keep_warned,
    sends_back,
    signed_over,
)

copies(a.FreezeLetter, e.LetterFrozen)
copies(a.RecordService, e.ReplyServed)
copies(a.RecordFailedService, e.ServiceFailed)
copies(a.SendAgain, e.ReplySentAgain)
sends_back(a.ReturnFromLegal, e.LegalReturned)
sends_back(a.ReturnFromSecrecy, e.SecrecyReturned)
sends_back(a.ReturnDraft, e.DraftReturned)


@answers_with(a.RecordSearch)
def _(_case: Case, act: a.RecordSearch, around: Around, texts: dict[str, str]) -> Facts:
    return e.SearchRecorded(
        on=day_of(act, around),
        places=act.places,
        keywords=act.keywords,
        searcher=act.searcher,
        hits=act.hits,
        finding_sha256=keep(act.finding, texts),
        period=act.period,
        signed_off_by=act.signed_off_by,
    )


def _draft(case: Case, act: a.DraftReply | a.ReviseReply, _around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(as_text(act.content), texts)
    return e.ReplyDrafted(draft=case.drafts + 1, outcome=act.outcome, content_sha256=digest)


ANSWERS[a.DraftReply] = ANSWERS[a.ReviseReply] = _draft


@answers_with(a.Submit)
def _(case: Case, _act: a.Submit, around: Around, _texts: dict[str, str]) -> Facts:
    assert case.draft is not None
    return e.ReplySubmitted(draft=case.draft.no, route=around.approvals.steps(case.draft.outcome))


@answers_with(a.PassSecrecy)
def _(case: Case, act: a.PassSecrecy, _around: Around, _texts: dict[str, str]) -> Facts:
    return e.SecrecyPassed(draft=case.drafts, items=act.items, remark=act.remark)


@answers_with(a.PassLegal)
def _(case: Case, act: a.PassLegal, _around: Around, _texts: dict[str, str]) -> Facts:
    return e.LegalPassed(draft=case.drafts, remark=act.remark)


@answers_with(a.Endorse)
def _(case: Case, act: a.Endorse, around: Around, texts: dict[str, str]) -> Facts:
    return e.ReplyEndorsed(draft=case.drafts, remark=act.remark, warned_sha256=keep_warned(around, texts))


@answers_with(a.RecallReply)
def _(case: Case, act: a.RecallReply, around: Around, _texts: dict[str, str]) -> Facts:
    return e.ReplyRecalled(
        on=day_of(act, around),
        document_no=case.document_no,
        reason=act.reason,
        was_dispatched=case.dispatched_on is not None,
    )


@answers_with(a.TakeOverDraft)
def _(case: Case, act: a.TakeOverDraft, _around: Around, _texts: dict[str, str]) -> Facts:
    return e.DraftTakenOver(draft=case.drafts, reason=act.reason)


@answers_with(a.Approve)
def _(case: Case, act: a.Approve, around: Around, texts: dict[str, str]) -> Facts:
    """Signing freezes the letter: the draft's content with its number and date, word for word."""
    assert case.draft is not None
    content = json.loads(around.texts[case.draft.content_sha256])
    content |= {"number": around.number.text, "dated": around.today.isoformat()}
    return e.ReplyApproved(
        draft=case.draft.no,
        outcome=case.draft.outcome,
        decided_on=around.today,
        document_no=around.number.text,
        series=around.number.series,
        number=around.number.n,
        content_sha256=keep(as_text(content), texts),
        **signed_over(act.warnings_accepted, around, texts),
    )


@answers_with(a.ReplyOnSpot)
def _(_case: Case, act: a.ReplyOnSpot, around: Around, texts: dict[str, str]) -> Facts:
    digest = keep(as_text(act.content), texts)
    return e.RepliedOnSpot(
        on=day_of(act, around),
        outcome=act.outcome,
        content_sha256=digest,
        **signed_over(act.warnings_accepted, around, texts),
    )
