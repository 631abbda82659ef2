"""What follows from urging a case and from the answer."""

from __future__ import annotations

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.guards import Around, day_of
from workflow.moves.base import Facts, answers_with, as_text, keep


@answers_with(a.Urge)
def _(case: Case, act: a.Urge, around: Around, texts: dict[str, str]) -> Facts:
    """The letter is drafted and submitted with it; it is signed and sent like any other beside the reply."""
    problem = act.problem.strip()
    letter = str(len(case.notices) + 1) if act.content else ""
    urged = e.Urged(
        ref=str(len(case.urgings) + 1),
        kind=act.kind,
        on=day_of(act, around),
        answer_by=act.answer_by,
        demands_sha256=keep(act.demands, texts),
        problem_sha256=keep(problem, texts) if problem else "",
        letter=letter,
        issuer=act.issuer if letter and act.issuer != case.agency else 0,
    )
    if not letter:
        return urged
    kind = act.content["letter"]
    digest = keep(as_text(act.content), texts)
    drafted = e.NoticeDrafted(ref=letter, kind=kind, content_sha256=digest, supersedes="")
    return urged, drafted, e.NoticeSubmitted(ref=letter, route=around.approvals.letter_steps(kind))


@answers_with(a.AnswerUrging)
def _(_case: Case, act: a.AnswerUrging, around: Around, texts: dict[str, str]) -> Facts:
    return e.UrgingAnswered(ref=act.ref, on=day_of(act, around), answer_sha256=keep(act.answer, texts))
