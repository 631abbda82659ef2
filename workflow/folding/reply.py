"""What facts of the reply change."""

from __future__ import annotations

from workflow import entries as e
from workflow.case import Draft, Letter, Passed
from workflow.clock.timeline import EventType
from workflow.days.office_time import today_of
from workflow.entries import Entry
from workflow.folding.base import State, applies, begin_again, event, reply_ended, sets
from workflow.terms import Status


@applies(e.SearchRecorded)
def _(state: State, fact: e.SearchRecorded, _entry: Entry) -> None:
    state["searches"] += 1
    state["search_hits"] += fact.hits


@applies(e.ReplyDrafted)
def _(state: State, fact: e.ReplyDrafted, entry: Entry) -> None:
    state["draft"] = Draft(fact.draft, fact.outcome, fact.content_sha256, entry.by)
    state.update(drafts=fact.draft, secrecy_passed=False, route=(), taken=())
    _wrote(state, entry)


def _wrote(state: State, entry: Entry) -> None:
    """Whoever writes, and in whose place: neither reviews or signs this reply."""
    people = (entry.by, entry.acting_for) if entry.acting_for else (entry.by,)
    state["writers"] = tuple(dict.fromkeys((*state.get("writers", ()), *people)))


@applies(e.ReplySubmitted)
def _(state: State, fact: e.ReplySubmitted, _entry: Entry) -> None:
    reviewed = {"secrecy", "legal"} & set(fact.route)
    state["status"] = Status.UNDER_REVIEW if reviewed else Status.AWAITING_APPROVAL
    state.update(route=fact.route, taken=())


@applies(e.SecrecyPassed)
def _(state: State, _fact: e.SecrecyPassed, entry: Entry) -> None:
    state["secrecy_passed"] = True
    _pass(state, "secrecy", entry)


@applies(e.LegalPassed)
def _(state: State, _fact: e.LegalPassed, entry: Entry) -> None:
    _pass(state, "legal", entry)


def _pass(state: State, step: str, entry: Entry) -> None:
    """Once every review is passed, the draft awaits approval."""
    state["taken"] = (*state["taken"], Passed(step, entry.by, entry.acting_for))
    if not {"secrecy", "legal"} & set(state["route"]) - {passed.step for passed in state["taken"]}:
        state["status"] = Status.AWAITING_APPROVAL


@applies(e.ReplyEndorsed)
def _(state: State, _fact: e.ReplyEndorsed, entry: Entry) -> None:
    state["taken"] = (*state["taken"], Passed("approval", entry.by, entry.acting_for))


@applies(e.DraftTakenOver)
def _(state: State, _fact: e.DraftTakenOver, entry: Entry) -> None:
    """The draft is in the hands of the person who reviewed it, who therefore reviews and signs it no more."""
    state.update(status=Status.IN_HAND, handler=entry.by, taken_over_by=entry.by)
    _wrote(state, entry)


@applies(e.ReplyRecalled)
def _(state: State, fact: e.ReplyRecalled, _entry: Entry) -> None:
    """Before dispatch the old clock goes on; after it a new reply is due as if ordered anew."""
    begin_again(state, "recalled")
    if fact.was_dispatched:
        event(state, EventType.REDO_ORDERED, fact.on, working_days=None)


sets(e.SecrecyReturned, Status.IN_HAND)
sets(e.LegalReturned, Status.IN_HAND)
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
        signed_on=today_of(entry.at),
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
    state.update(
        status=Status.REPLIED,
        dispatched_on=fact.on,
        dispatch_way=fact.way,
        dispatch_tracking_no=fact.tracking_no,
    )
    event(state, EventType.REPLIED, fact.on)


@applies(e.ReplyServed)
def _(state: State, fact: e.ReplyServed, _entry: Entry) -> None:
    state.update(status=Status.SERVED, served_on=fact.on)
    *before, last = state["events"]
    state["events"] = (*before, last._replace(served_on=fact.on))


@applies(e.ServiceFailed)
def _(state: State, fact: e.ServiceFailed, _entry: Entry) -> None:
    state.update(failed_service=state["failed_service"] + 1, came_back_on=fact.on)


@applies(e.ReplySentAgain)
def _(state: State, fact: e.ReplySentAgain, _entry: Entry) -> None:
    """The day of the first dispatch stays the day of reply; service is waited for anew."""
    reply_ended(state, "returned")
    state.update(
        sent_again_on=fact.on,
        came_back_on=None,
        dispatch_way=fact.way,
        dispatch_tracking_no=fact.tracking_no,
    )
