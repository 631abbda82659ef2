"""What facts that end a case or stay inside the house change."""

from __future__ import annotations

from datetime import date

from workflow import entries as e
from workflow.case import UnitRequest
from workflow.clock.timeline import EventType
from workflow.entries import Entry
from workflow.folding.base import State, applies, begin_again, change, event, sets
from workflow.terms import ClosingGround, Status

sets(e.LatenessExplained, None, lateness="reason")
sets(e.CaseSplit, None, split_into="into")
sets(e.NoteAdded, None, remark_sha256="note_sha256")
sets(e.DeadlineMoved)
sets(e.LimitMoved)


@applies(e.ApplicationWithdrawn)
def _(state: State, fact: e.ApplicationWithdrawn, _entry: Entry) -> None:
    state.update(status=Status.WITHDRAWN, outcome=fact.outcome, decided_on=fact.on)
    for asked in state["consultations"]:  # nobody is waited for any more, also when the case is redone
        if asked.is_open:
            change(state, asked.ref, closed_on=fact.on, ground=ClosingGround.WITHDRAWN)
    event(state, EventType.WITHDRAWN, fact.on)


@applies(e.RedoOrdered)
def _(state: State, fact: e.RedoOrdered, _entry: Entry) -> None:
    begin_again(state, "annulled")
    event(state, EventType.REDO_ORDERED, fact.on, working_days=fact.working_days)


@applies(e.CaseLinked)
def _(state: State, fact: e.CaseLinked, _entry: Entry) -> None:
    state["links"] = (*state["links"], (fact.case_no, fact.relation))


@applies(e.UnitAsked)
def _(state: State, fact: e.UnitAsked, _entry: Entry) -> None:
    asked = UnitRequest(fact.ref, fact.unit, fact.what, fact.on, fact.answer_by)
    state["units_asked"] = (*state["units_asked"], asked)


def _change_unit(state: State, ref: str, **changes: date) -> None:
    state["units_asked"] = tuple(u._replace(**changes) if u.ref == ref else u for u in state["units_asked"])


@applies(e.UnitChased)
def _(state: State, fact: e.UnitChased, _entry: Entry) -> None:
    _change_unit(state, fact.ref, chased_on=fact.on)


@applies(e.UnitAnswered)
def _(state: State, fact: e.UnitAnswered, _entry: Entry) -> None:
    _change_unit(state, fact.ref, answered_on=fact.on)


@applies(e.DocumentAdded)
def _(state: State, fact: e.DocumentAdded, _entry: Entry) -> None:
    state["documents"] = (*state["documents"], fact.sha256)
