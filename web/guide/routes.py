"""The answer guide of a case: one question a page, the answers in the address, ending at the letter to draft."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request, url_for

from notices.catalogue import shipped
from notices.composing import declared_of
from notices.evidence import route, standing
from notices.facts import Fact
from notices.guide import Answer, Walk, shipped_guide
from web.access import desk, now, person, signed_in
from web.acts.table import noun_of
from web.guide.bearing import bearings
from workflow.errors import BadInput
from workflow.outcomes import Outcome
from workflow.terms import Status
from workflow.viewing import View
from workflow.wording import Words

guide = Blueprint("guide", __name__, template_folder="templates")
#: where a case can be drafted, as the lifecycle has it
DRAFTS = ("draft_reply", "revise_reply")


@guide.get("/cases/<case_no>/guide")
@signed_in
def ask(case_no: str) -> Any:
    """The open question, or the outcome with what is still missing; every answer stands in the address."""
    view = desk().view(person(), case_no, now())
    regime = _regime(view)
    walk = shipped_guide().walk(regime, view.case.kind, request.args)
    end = walk.end
    return render_template(
        "guide/guide.html",
        view=view,
        walk=walk,
        path=_path(case_no, walk),
        total=len(shipped_guide().reached(regime, view.case.kind)),
        facts=bearings(view, walk.open.bears) if walk.open else (),
        found=_found(view, end),
        act=_act(view, end.act) if end else None,
        groups=_groups(view),
    )


def _regime(view: View) -> str:
    """The regime decides the questions. Raises BadInput before receipt is fixed."""
    if not view.case.regime:
        raise BadInput("收到日期尚未确定，不能选择答复结果 / receipt is not fixed yet: confirm it first")
    return view.case.regime


def _path(case_no: str, walk: Walk) -> list[tuple[Any, str]]:
    """Each step with the address that asks it anew, the answers before it kept."""
    made: list[tuple[Any, str]] = []
    given: dict[str, Any] = {}
    for step in walk.steps:
        made.append((step, url_for("guide.ask", case_no=case_no, **given)))
        given[step.question.code] = step.answer.code
    return made


def _found(view: View, end: Answer | None) -> dict[str, Any] | None:
    """The outcome reached: its letter, provision, needs, route, and the way to draft it."""
    if end is None or not end.outcome:
        return None
    outcome = desk().rules.outcomes[end.outcome]
    return {
        "outcome": outcome,
        "letter": shipped()[outcome.letter],
        "provision": outcome.provision(view.today),
        "needs": standing(view, outcome),
        "route": route(desk().rules.approvals, outcome),
        "act": _closing(view, outcome),
        "kinds": _kinds(view, outcome),
    }


def _kinds(view: View, outcome: Outcome) -> list[tuple[Words, list[tuple[Words, str]]]]:
    """What the letter still asks one to choose, such as which internal affair: each leads to the draft with it."""
    if outcome.closes != "replied":
        return []
    noun = noun_of("revise_reply" if view.case.draft else "draft_reply")
    declared = declared_of(outcome.letter, outcome.provision(view.today))

    def url(fact: Fact, code: str) -> str:
        chosen: dict[str, Any] = {"outcome": outcome.code, fact.name: code}
        return url_for("acts.ask", case_no=view.case.case_no, noun=noun, **chosen)

    return [
        (Words(fact.zh, fact.en), [(Words(zh, en), url(fact, code)) for code, zh, en in fact.options])
        for fact in declared
        if fact.type == "choice" and fact.required
    ]


def _closing(view: View, outcome: Outcome) -> dict[str, Any] | None:
    """The act that ends the case so, open or closed with its reasons."""
    if outcome.closes == "replied":
        name = "revise_reply" if view.case.draft else "draft_reply"
        return _act(view, name, outcome=outcome.code)
    return _act(view, "lapse" if outcome.closes == "lapsed" else "withdraw")


def _act(view: View, move: str, **query: Any) -> dict[str, Any] | None:
    if not move:
        return None
    opened = {choice.move.name for choice in view.choices.open}
    reasons = next((c.reasons for c in view.choices.closed if c.move.name == move), ())
    url = url_for("acts.ask", case_no=view.case.case_no, noun=noun_of(move), **query)
    return {"move": move, "url": url, "open": move in opened, "reasons": reasons}


def _groups(view: View) -> list[tuple[str, list[tuple[Outcome, str]]]]:
    """Every outcome a reply can give, under its article, with the way to draft it."""
    case = view.case
    noun = noun_of("revise_reply" if case.draft else "draft_reply")
    may = case.status is Status.IN_HAND
    listed = [
        (o, url_for("acts.ask", case_no=case.case_no, noun=noun, outcome=o.code) if may else "")
        for o in desk().rules.outcomes.for_regime(case.regime, case.kind)
        if o.closes == "replied"
    ]
    return [
        (law, list(those)) for law, those in groupby(listed, key=lambda one: one[0].provision(view.today))
    ]
