"""What follows from acts on appeals; an order that takes effect begins the clock of the case anew in the same act."""

from __future__ import annotations

from workflow import acts as a
from workflow import entries as e
from workflow.appeal.deciding import order_of, step_of
from workflow.appeal.law import shipped
from workflow.appeal.value import Appeal
from workflow.case import Case
from workflow.guards import Around, day_of
from workflow.moves.base import Facts, answers_with, keep
from workflow.terms import Status

#: an application that was dealt with is taken up again; one still open goes on
DEALT_WITH = (Status.REPLIED, Status.SERVED, Status.LAPSED, Status.WITHDRAWN, Status.ARCHIVED)


def takes_up_again(case: Case, act: a.Act) -> bool:
    """Whether the act orders a new reply on a case that was dealt with."""
    return case.status in DEALT_WITH and _ordered(case, act) is not None


def _ordered(case: Case, act: a.Act) -> a.RedoAfterAppeal | None:
    if not isinstance(act, a.StepAppeal | a.DecideAppeal):
        return None
    appeal = case.appeal(act.ref)
    order = order_of(appeal, act, shipped()) if appeal else None
    if order is None:
        return None
    return a.RedoAfterAppeal(
        organ=order.organ, document_no=order.document_no, working_days=order.working_days, on=act.on
    )


def _anew(case: Case, act: a.Act, around: Around) -> tuple[e.Fact, ...]:
    """The case owes a reply from the day the order takes effect."""
    order = _ordered(case, act)
    if order is None:
        return ()
    kind = e.RedoOrdered if case.status in DEALT_WITH else e.ReplyOrdered
    return (
        kind(
            on=day_of(act, around),
            organ=order.organ,
            document_no=order.document_no,
            working_days=order.working_days,
        ),
    )


@answers_with(a.RegisterAppeal)
def _(case: Case, act: a.RegisterAppeal, around: Around, texts: dict[str, str]) -> Facts:
    on = day_of(act, around)
    return e.AppealRegistered(
        ref=str(len(case.appeals) + 1),
        kind=act.kind,
        procedure=act.procedure,
        organ=act.organ.strip(),
        appeal_no=act.appeal_no.strip(),
        filed_on=act.filed_on or on,
        on=on,
        answer_by=act.answer_by,
        by_third_party=act.by_third_party,
        after_review=act.after_review,
        against=act.against.strip() or case.document_no,
        appellant_sha256=keep(act.appellant.strip(), texts),
        claim_sha256=keep(act.claim, texts) if act.claim.strip() else "",
    )


@answers_with(a.StepAppeal)
def _(case: Case, act: a.StepAppeal, around: Around, texts: dict[str, str]) -> Facts:
    taken = e.AppealStepTaken(
        ref=act.ref,
        step=act.step,
        on=day_of(act, around),
        until=act.until,
        place=act.place.strip(),
        organ=act.organ.strip(),
        appeal_no=act.appeal_no.strip(),
        document_no=act.document_no.strip(),
        procedure=act.procedure,
        days=act.days,
        said_sha256=keep(act.said, texts) if act.said.strip() else "",
    )
    return (taken, *_anew(case, act, around))


@answers_with(a.DecideAppeal)
def _(case: Case, act: a.DecideAppeal, around: Around, texts: dict[str, str]) -> Facts:
    appeal = _named(case, act.ref)
    result = shipped().result(appeal.kind, act.result)
    assert result is not None  # a guard looked
    decided = e.AppealDecided(
        ref=act.ref,
        step=step_of(appeal, act, shipped()),
        on=day_of(act, around),
        instance=appeal.instance,
        result=act.result,
        counts=result.counts,
        document_no=act.document_no.strip(),
        reasons=act.reasons,
        redo=act.redo,
        working_days=act.working_days,
        rectify_by=act.rectify_by,
        said_sha256=keep(act.said, texts) if act.said.strip() else "",
    )
    return (decided, *_anew(case, act, around))


@answers_with(a.AddAppealPaper)
def _(_case: Case, act: a.AddAppealPaper, _around: Around, texts: dict[str, str]) -> Facts:
    """It is a document of the case like any other, and one of the appeal."""
    cleared, name = act.cleared_because.strip(), keep(act.name, texts)
    added = e.DocumentAdded(
        name_sha256=name,
        sha256=act.sha256,
        media_type=act.media_type,
        size=act.size,
        cleared_because_sha256=keep(cleared, texts) if cleared else "",
    )
    return added, e.AppealPaperAdded(ref=act.ref, what=act.what, name_sha256=name, sha256=act.sha256)


def _named(case: Case, ref: str) -> Appeal:
    found = case.appeal(ref)
    assert found is not None  # a guard looked
    return found
