"""A reply or letter while it is being written: drawn and checked from unsaved fields, what is missing marked in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from notices.composing import declared_of, known_facts, notice_content, reply_content
from notices.examining import examine
from notices.facts import Fact
from workflow.errors import BadInput
from workflow.examining import Finding, Subject
from workflow.guards import Around
from workflow.outcomes import Outcome
from workflow.terms import Way
from workflow.viewing import View

#: facts that cannot be marked as missing in the letter: without them it is not drawn
EXACT = frozenset({"date", "choice", "count", "money"})


class Unfinished(NamedTuple):
    """A draft as far as it goes. content: the letter, None where it cannot be drawn yet; lacks: facts missing."""

    content: Mapping[str, Any] | None
    lacks: tuple[Fact, ...]
    findings: tuple[Finding, ...]


def unfinished(
    view: View,
    outcome: Outcome,
    facts: Mapping[str, Any],
    around: Around,
    *,
    request: str,
    you: str,
    way: Way,
    attachments: tuple[str, ...] = (),
) -> Unfinished:
    """The reply with every gap marked 【待填】, and what the checks say of it before anyone reviews it."""
    declared = declared_of(outcome.letter, outcome.provision(view.today))
    known = known_facts(view, way)
    lacks = tuple(f for f in declared if f.required and not facts.get(f.name) and not known.get(f.name))
    exact = [fact for fact in lacks if fact.type in EXACT]
    if exact:
        return Unfinished(None, lacks, tuple(_missing(fact) for fact in exact))
    marked = dict(facts) | {fact.name: _gap(fact) for fact in lacks}
    try:
        content = reply_content(
            view, outcome, marked, request=request or "【待填：申请的信息】", you=you, way=way
        )
    except BadInput as bad:
        zh, _, en = str(bad).partition(" / ")
        return Unfinished(None, lacks, (Finding("stop", zh, en or zh),))
    content["attachments"] = list(attachments)
    subject = Subject(
        "", outcome.code, content, view.case, view.agency, view.applicants, around, at_counter=True
    )
    return Unfinished(
        content, lacks, examine(subject)
    )  # the reviews come after the draft: not asked for here


def unfinished_notice(
    view: View,
    kind: str,
    declared: tuple[Fact, ...],
    facts: Mapping[str, Any],
    around: Around,
    *,
    to: str | None,
    you: str,
    attachments: tuple[str, ...] = (),
) -> Unfinished:
    """A letter beside the reply, likewise; `declared` are the facts asked for, `to` is None for the applicant."""
    lacks = tuple(f for f in declared if f.required and not facts.get(f.name))
    exact = [fact for fact in lacks if fact.type in EXACT]
    if exact:
        return Unfinished(None, lacks, tuple(_missing(fact) for fact in exact))
    marked = dict(facts) | {fact.name: _gap(fact) for fact in lacks}
    addressee = "" if to is None else to.strip() or "【待填：收件单位或者个人】"
    try:
        content = notice_content(view, kind, marked, to=addressee, you=you, attachments=attachments)
    except BadInput as bad:
        zh, _, en = str(bad).partition(" / ")
        return Unfinished(None, lacks, (Finding("stop", zh, en or zh),))
    subject = Subject(kind, "", content, view.case, view.agency, view.applicants, around)
    return Unfinished(content, lacks, examine(subject))


def marked_gaps(declared: tuple[Fact, ...], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with each missing one that can be marked said to be missing; the checks stop such a letter."""
    lacks = (f for f in declared if f.required and not facts.get(f.name) and f.type not in EXACT)
    return dict(facts) | {fact.name: _gap(fact) for fact in lacks}


def _missing(fact: Fact) -> Finding:
    return Finding(
        "stop", f"还没有填写“{fact.zh}”，填写后显示文书", f"Not filled in yet: {fact.en}; the letter follows"
    )


def _gap(fact: Fact) -> Any:
    words = f"【待填：{fact.zh}】"
    if fact.type == "table":
        return (tuple(f"【待填：{column}】" for column in fact.columns),)
    return (words,) if fact.type == "lines" else words
