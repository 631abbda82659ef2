"""What follows from acts that end a case or stay inside the house."""

from __future__ import annotations

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.guards import Around, day_of
from workflow.moves.base import Facts, answers_with, copies, keep, usual

copies(a.MarkForPublication, e.MarkedForPublication)
copies(a.RedoAfterAppeal, e.RedoOrdered)
copies(a.Link, e.CaseLinked)
copies(a.ChaseUnit, e.UnitChased)
copies(a.ExplainLateness, e.LatenessExplained)


@answers_with(a.AskUnit)
def _(case: Case, act: a.AskUnit, around: Around, _texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    return e.UnitAsked(
        ref=str(len(case.units_asked) + 1),
        on=on,
        unit=act.unit,
        what=act.what,
        answer_by=act.answer_by or usual(case, around, "unit_answer", on),
    )


@answers_with(a.RecordUnitAnswer)
def _(_case: Case, act: a.RecordUnitAnswer, around: Around, texts: dict[str, str]) -> Facts:
    return e.UnitAnswered(ref=act.ref, on=day_of(act, around), answer_sha256=keep(act.answer, texts))


@answers_with(a.Withdraw)
def _(case: Case, act: a.Withdraw, around: Around, _texts: dict[str, str]) -> Facts:
    """A withdrawn application counts under 其他 of the report; which outcome says so is data."""
    regime = around.regime(case).id
    outcome = next(
        (o.code for o in around.outcomes.for_regime(regime, case.kind) if o.closes == "withdrawn"), ""
    )
    return e.ApplicationWithdrawn(on=day_of(act, around), reason=act.reason, outcome=outcome)


@answers_with(a.Split)
def _(_case: Case, _act: a.Split, around: Around, _texts: dict[str, str]) -> Facts:
    return e.CaseSplit(into=around.split_into)


@answers_with(a.AddDocument)
def _(_case: Case, act: a.AddDocument, _around: Around, texts: dict[str, str]) -> Facts:
    cleared = act.cleared_because.strip()
    return e.DocumentAdded(
        name_sha256=keep(act.name, texts),
        sha256=act.sha256,
        media_type=act.media_type,
        size=act.size,
        cleared_because_sha256=keep(cleared, texts) if cleared else "",
    )


@answers_with(a.Note)
def _(_case: Case, act: a.Note, _around: Around, texts: dict[str, str]) -> Facts:
    return e.NoteAdded(note_sha256=keep(act.note, texts))
