"""Folding entries into a case: the loop, and how a rule for an entry kind is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from workflow.case import Case, Posting
from workflow.clock.timeline import Event, EventType
from workflow.entries import Entry, Fact
from workflow.terms import Status

State = dict[str, Any]


RULES: dict[type[Fact], Callable[[State, Any, Entry], None]] = {}


def fold(history: Iterable[Entry]) -> Case:
    """The case after these entries; the first must be `ApplicationLogged`."""
    return _folded({}, history)


def fold_on(case: Case, entries: Iterable[Entry]) -> Case:
    """The case after further entries."""
    return _folded({name: getattr(case, name) for name in case.__slots__}, entries)


def _folded(state: State, entries: Iterable[Entry]) -> Case:
    for entry in entries:
        RULES[type(entry.fact)](state, entry.fact, entry)
        state["version"], state["digest"] = entry.seq, entry.digest
    return Case(**state)


def at_moment(history: Iterable[Entry], moment: datetime) -> Case | None:
    """The case as it stood at `moment` (aware UTC), or None when it was not logged yet."""
    known = [entry for entry in history if entry.at <= moment]
    return fold(known) if known else None


def applies(
    kind: type[Fact],
) -> Callable[[Callable[[State, Any, Entry], None]], Callable[[State, Any, Entry], None]]:
    def take(function: Callable[[State, Any, Entry], None]) -> Callable[[State, Any, Entry], None]:
        RULES[kind] = function
        return function

    return take


def sets(kind: type[Fact], status: Status | None = None, *names: str, **renamed: str) -> None:
    """An entry kind that only moves the status and copies fields, `case_field=fact_field` where names differ."""
    copies = [(name, name) for name in names] + list(renamed.items())

    def apply(state: State, fact: Fact, _entry: Entry) -> None:
        if status is not None:
            state["status"] = status
        for field, source in copies:
            state[field] = getattr(fact, source)

    RULES[kind] = apply


def event(state: State, kind: EventType, on: date, **more: Any) -> None:
    state["events"] = (*state["events"], Event(kind, on, **more))


def change(state: State, ref: str, **changes: Any) -> None:
    """Put changed fields into one consultation."""
    state["consultations"] = tuple(
        c._replace(**changes) if c.ref == ref else c for c in state["consultations"]
    )


def reply_ended(state: State, ended: str) -> None:
    """Keep how the reply left, where it did: the register of that day stays what it was."""
    if state.get("dispatched_on") is None or not state.get("reply_content_sha256"):
        return
    was = Posting(
        ref="reply",
        kind="reply",
        document_no=state["document_no"],
        content_sha256=state["reply_content_sha256"],
        ended=ended,
        way=state["dispatch_way"],
        signed_on=state["decided_on"],
        sent_on=state.get("sent_again_on") or state["dispatched_on"],
        served_on=state.get("served_on"),
        tracking_no=state["dispatch_tracking_no"],
        failed=state["failed_service"],
    )
    state["postings"] = (*state.get("postings", ()), was)


def begin_again(state: State, ended: str) -> None:
    """The case is in hand again and owes a reply; what the last one was stays in the history."""
    reply_ended(state, ended)
    state.update(
        status=Status.IN_HAND,
        outcome="",
        decided_on=None,
        dispatched_on=None,
        dispatch_way=None,
        dispatch_tracking_no="",
        served_on=None,
        failed_service=0,
        came_back_on=None,
        sent_again_on=None,
        draft=None,
        secrecy_passed=False,
        route=(),
        taken=(),
        writers=(),
        extension=None,
        document_no="",
        reply_content_sha256="",
        approved_by=None,
        signed_on=None,
    )
