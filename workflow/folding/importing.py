"""What is known of a case from the register kept before: it ended there, or goes on here."""

from __future__ import annotations

from datetime import date

from workflow import entries as e
from workflow.clock.timeline import EventType
from workflow.entries import Entry
from workflow.folding.base import State, applies, event
from workflow.terms import Status

_ENDS = {"replied": EventType.REPLIED, "lapsed": EventType.LAPSED, "withdrawn": EventType.WITHDRAWN}


@applies(e.CaseImported)
def _(state: State, fact: e.CaseImported, _entry: Entry) -> None:
    """What ended before is archived: its papers lie in the old files, nothing of it waits here."""
    state.update(imported=True, unit=fact.unit)
    _clock(state, fact)
    if fact.replied_on is None:
        return
    state.update(
        status=Status.ARCHIVED,
        outcome=fact.outcome,
        decided_on=fact.replied_on,
        document_no=fact.document_no,
        served_on=fact.served_on,
        dispatched_on=fact.replied_on if fact.closes == "replied" else None,
    )
    event(state, _ENDS[fact.closes], fact.replied_on, served_on=fact.served_on)


def _clock(state: State, fact: e.CaseImported) -> None:
    """Corrections and an extension the old register dated, in the order they happened."""
    said: list[tuple[date | None, EventType, dict[str, int | None]]] = [
        (fact.correction_asked_on, EventType.CORRECTION_REQUESTED, {}),
        (fact.correction_received_on, EventType.CORRECTION_RECEIVED, {}),
        (fact.extended_on, EventType.EXTENSION_NOTIFIED, {"working_days": fact.extended_days}),
    ]
    for on, kind, more in sorted((s for s in said if s[0] is not None), key=lambda s: s[0] or date.min):
        assert on is not None
        event(state, kind, on, **more)
