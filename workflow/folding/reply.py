"""What facts of the reply change."""

from __future__ import annotations

from workflow import entries as e
from workflow.case import Draft, Letter
from workflow.entries import Entry
from workflow.folding.base import State, applies, event, sets
from workflow.terms import Status
from workflow.timeline import EventType


@applies(e.SearchRecorded)
def _(state: State, _fact: e.SearchRecorded, _entry: Entry) -> None:
    state["searches"] += 1


@applies(e.ReplyDrafted)
def _(state: State, fact: e.ReplyDrafted, entry: Entry) -> None:
    state["draft"] = Draft(fact.draft, fact.outcome, fact.content_sha256, entry.by)
    state.update(drafts=fact.draft, secrecy_passed=False)


@applies(e.ReplySubmitted)
def _(state: State, fact: e.ReplySubmitted, _entry: Entry) -> None:
    review = "secrecy" in fact.route
    state["status"] = Status.UNDER_REVIEW if review else Status.AWAITING_APPROVAL


@applies(e.SecrecyPassed)
def _(state: State, _fact: e.SecrecyPassed, _entry: Entry) -> None:
    state.update(status=Status.AWAITING_APPROVAL, secrecy_passed=True)


sets(e.SecrecyReturned, Status.IN_HAND)
sets(e.DraftReturned, Status.IN_HAND)


@applies(e.ReplyApproved)
def _(state: State, fact: e.ReplyApproved, entry: Entry) -> None:
    state.update(
        status=Status.APPROVED,
        outcome=fact.outcome,
        decided_on=fact.decided_on,
        document_no=fact.document_no,
        reply_content_sha256=fact.content_sha256,
        approved_by=entry.by,
    )


@applies(e.LetterFrozen)
def _(state: State, fact: e.LetterFrozen, entry: Entry) -> None:
    letter = Letter(fact.letter, fact.document_no, fact.content_sha256, fact.pdf_sha256, entry.at)
    state["letters"] = (*state["letters"], letter)


@applies(e.RepliedOnSpot)
def _(state: State, fact: e.RepliedOnSpot, _entry: Entry) -> None:
    state.update(status=Status.REPLIED, outcome=fact.outcome, decided_on=fact.on, dispatched_on=fact.on)
    event(state, EventType.REPLIED, fact.on)


@applies(e.ReplyDispatched)
def _(state: State, fact: e.ReplyDispatched, _entry: Entry) -> None:
    state.update(status=Status.REPLIED, dispatched_on=fact.on)
    event(state, EventType.REPLIED, fact.on)


@applies(e.ReplyServed)
def _(state: State, fact: e.ReplyServed, _entry: Entry) -> None:
    state.update(status=Status.SERVED, served_on=fact.on)
    *before, last = state["events"]
    state["events"] = (*before, last._replace(served_on=fact.on))


@applies(e.ServiceFailed)
def _(state: State, _fact: e.ServiceFailed, _entry: Entry) -> None:
    state["failed_service"] += 1
