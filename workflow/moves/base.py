"""How an act is answered: the registry, and what answers have in common."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.guards import Around, day_of
from workflow.terms import NoticeStatus

Facts = e.Fact | tuple[e.Fact, ...]


ANSWERS: dict[type[a.Act], Callable[[Case, Any, Around, dict[str, str]], Facts]] = {}


def keep(text: str, texts: dict[str, str]) -> str:
    """Put a text aside for the store and answer its digest."""
    digest = sha256(text.encode()).hexdigest()
    texts[digest] = text
    return digest


def as_text(content: Mapping[str, Any]) -> str:
    """A letter's content as canonical JSON."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)


def keep_comments(comments: tuple[a.Comment, ...], texts: dict[str, str]) -> str:
    """They quote the letter, which names people: the history keeps the digest of them alone."""
    said = [{"paragraph": c.paragraph, "passage": c.passage, "text": c.text.strip()} for c in comments]
    return keep(json.dumps(said, ensure_ascii=False, sort_keys=True), texts) if said else ""


def signed_over(said: str, around: Around, texts: dict[str, str]) -> dict[str, str]:
    """What was said at a signature: why in spite of the warnings, which are kept with it, else a mere remark."""
    if around.warned == "":
        return {"warnings_accepted": "", "remark": said}
    return {"warnings_accepted": said, "warned_sha256": keep_warned(around, texts)}


def keep_warned(around: Around, texts: dict[str, str]) -> str:
    """What the checks warned of may name people: the history keeps its digest."""
    return keep(around.warned, texts) if around.warned else ""


def answers_with(
    kind: type[a.Act],
) -> Callable[[Callable[[Case, Any, Around, dict[str, str]], Facts]], None]:
    def take(function: Callable[[Case, Any, Around, dict[str, str]], Facts]) -> None:
        ANSWERS[kind] = function

    return take


def copies(kind: type[a.Act], fact: type[e.Fact], **fixed: Any) -> None:
    """An act whose fact says the same in the past tense: fields of one name are copied, `on` filled in."""
    names = [name for name in fact.__dataclass_fields__ if name not in fixed]  # type: ignore[attr-defined]

    def answer(_case: Case, act: a.Act, around: Around, _texts: dict[str, str]) -> Facts:
        values = {name: day_of(act, around) if name == "on" else getattr(act, name) for name in names}
        return fact(**values, **fixed)

    ANSWERS[kind] = answer


def sends_back(kind: type[a.Act], fact: type[e.Fact]) -> None:
    """An act that returns a draft or a letter: its comments are kept beside, the rest is copied; `draft` counts.

    `issuer` is the agency above whose letter it is.
    """
    names = [name for name in fact.__dataclass_fields__ if name != "comments_sha256"]  # type: ignore[attr-defined]

    def answer(case: Case, act: Any, _around: Around, texts: dict[str, str]) -> Facts:
        own = {"draft": case.drafts, "issuer": _issuer(case, getattr(act, "ref", ""))}
        values = {name: own[name] if name in own else getattr(act, name) for name in names}
        said = {"comments_sha256": keep_comments(act.comments, texts)}
        return fact(**values, **said)

    ANSWERS[kind] = answer


def _issuer(case: Case, ref: str) -> int:
    notice = case.notice(ref) if ref else None
    return notice.issuer if notice else 0


def usual(case: Case, around: Around, name: str, on: date) -> date:
    """The office's usual last day where the officer set none."""
    return around.days.add_working_days(on, around.regime(case).rule(name, around.today).value)


def letter_served(case: Case, ref: str, on: date, how: str = "") -> tuple[e.Fact, ...]:
    """The letter of that reference as served, where it was sent and not served yet."""
    notice = case.notice(ref)
    if notice is None or notice.status is not NoticeStatus.SENT:
        return ()
    return (e.NoticeServed(ref=ref, on=on, how=how),)
