"""What facts of supervision notices change."""

from __future__ import annotations

from workflow import entries as e
from workflow.case import Urging
from workflow.entries import Entry
from workflow.folding.base import State, applies


@applies(e.Urged)
def _(state: State, fact: e.Urged, entry: Entry) -> None:
    made = Urging(
        fact.ref,
        fact.kind,
        fact.on,
        fact.answer_by,
        entry.by,
        fact.demands_sha256,
        fact.letter,
        issuer=fact.issuer,
    )
    state["urgings"] = (*state.get("urgings", ()), made)


@applies(e.UrgingAnswered)
def _(state: State, fact: e.UrgingAnswered, _entry: Entry) -> None:
    state["urgings"] = tuple(
        u._replace(answered_on=fact.on) if u.ref == fact.ref else u for u in state["urgings"]
    )
