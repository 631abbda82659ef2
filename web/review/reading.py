"""The page where one decides: the draft, the application, the law, the evidence, the checks, the days, the way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from notices import items as by_item
from notices.evidence import Standing, standing
from notices.provisions import Cited, cited_in
from notices.render import text
from web.access import desk
from web.cases.reading import Search, searches
from web.letters import routing
from web.letters.reading import drafted_notice, drafted_reply
from web.letters.routing import Stage
from web.review import earlier, queue
from web.review.earlier import Opinion, Returned, Said
from workflow.case import Notice
from workflow.entries import DocumentAdded, Entry
from workflow.errors import Reason
from workflow.examining import Finding
from workflow.guards import FOUR_EYES
from workflow.store.letters.waiting_rows import Waiting
from workflow.terms import Status
from workflow.viewing import View
from workflow.wording import Words

#: the rows of the lifecycle that take a step of the reply
TAKES = {
    "secrecy": ("pass_secrecy", "pass_secrecy_to_legal"),
    "legal": ("pass_legal", "pass_legal_to_secrecy"),
    "approval": ("endorse", "approve"),
    "leader": ("approve_as_leader",),
}
SECRECY = Words("保密审查", "Secrecy review")
_WRITING = ("revise_reply", "submit", "submit_for_approval")


class Paper(NamedTuple):
    """A draft as its page shows it. `waiting` is the reader's own step, None where it is not theirs to take."""

    view: View
    ref: str
    notice: Notice | None
    named: Words
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]
    waiting: Waiting | None
    against: tuple[Reason, ...]  # why the reader may not take the step
    items: tuple[str, ...]  # for the secrecy review, item by item

    @property
    def step(self) -> str:
        """The reader's own step; empty where none is theirs."""
        return self.waiting.place.step if self.waiting else ""

    @property
    def decides(self) -> bool:
        """Whether the reader decides here and now."""
        return self.waiting is not None and not self.against

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What cannot be signed over."""
        return tuple(found for found in self.findings if found.level == "stop")

    @property
    def warns(self) -> bool:
        """Whether a written reason is needed."""
        return any(found.level == "warn" for found in self.findings)

    @property
    def signs(self) -> bool:
        """Whether the checks bind this step: agreeing to it and signing it."""
        return self.step in ("approval", "leader")


def paper(view: View, ref: str = "") -> Paper:
    """The reply's draft, or that letter. Raises NotFound where there is none."""
    letter = drafted_notice(view, ref) if ref else drafted_reply(view)
    notice, waiting = view.case.notice(ref) if ref else None, queue.taken_by_me(view, ref)
    return Paper(
        view,
        ref,
        notice,
        queue.named(view, ref),
        tuple(text(letter.kind, letter).splitlines()),
        () if notice and notice.signed_on else queue.checked(view, ref),
        waiting,
        _against(view, ref, waiting.place.step) if waiting else (),
        tuple(content(view, ref).get("supplied", ())),
    )


def content(view: View, ref: str) -> Mapping[str, Any]:
    """The draft as it is kept."""
    notice = view.case.notice(ref) if ref else None
    digest = notice.content_sha256 if notice else view.case.draft.content_sha256 if view.case.draft else ""
    held: dict[str, Any] = json.loads(view.texts.get(digest, "") or "{}")
    return held


def _against(view: View, ref: str, step: str) -> tuple[Reason, ...]:
    """What closes the step to this person."""
    if ref:
        own = Reason(
            "拟稿人、已办过一道审签的人不能再办", "Drafters and who took a step take no other", FOUR_EYES
        )
        return (own,) if queue.is_own(view, ref) else ()
    if any(choice.move.name in TAKES[step] for choice in view.choices.open):
        return ()
    return tuple(r for c in view.choices.closed if c.move.name in TAKES[step] for r in c.reasons)[:3]


class Around(NamedTuple):
    """What stands beside the draft."""

    law: tuple[Cited, ...]
    needs: tuple[Standing, ...]
    items: tuple[by_item.Item, ...]
    grounds: Mapping[str, by_item.Ground]
    searches: Sequence[Search]
    papers: Sequence[Entry]
    route: tuple[Stage, ...]
    opinions: tuple[Opinion, ...]
    returns: tuple[Returned, ...]
    comments: Mapping[int, list[Said]]  # by the paragraph they stand at now, 0 for passages that are gone
    writing: Sequence[str]  # what else the reader may do with the draft


def around(shown: Paper) -> Around:
    """Read from the case."""
    view, ref = shown.view, shown.ref
    outcome = desk().rules.outcomes[view.case.draft.outcome] if view.case.draft and not ref else None
    held = content(view, ref)
    said = earlier.comments(view, ref, shown.lines)
    opened = {choice.move.name for choice in view.choices.open}
    return Around(
        law=cited_in("".join(shown.lines), (outcome.provision(view.today),) if outcome else ()),
        needs=standing(view, outcome) if outcome else (),
        items=by_item.read(held, view.case.regime) if outcome else (),
        grounds=by_item.shipped_grounds(),
        searches=searches(view),
        papers=[entry for entry in view.history if isinstance(entry.fact, DocumentAdded)],
        route=routing.route(view, shown.notice) if shown.notice else reply_route(view),
        opinions=earlier.opinions(view, ref),
        returns=earlier.returns(view, ref, shown.lines),
        comments=_placed(said),
        writing=[] if ref else [move for move in _WRITING if move in opened],
    )


def _placed(said: Sequence[Said]) -> dict[int, list[Said]]:
    made: dict[int, list[Said]] = {}
    for one in said:
        made.setdefault(one.stands, []).append(one)
    return made


def reply_route(view: View) -> tuple[Stage, ...]:
    """The way of the reply: as fixed when it was submitted, before that as its outcome goes today."""
    case, draft = view.case, view.case.draft
    assert draft is not None
    steps = case.route or desk().rules.approvals.steps(draft.outcome)
    back = case.status is Status.IN_HAND  # what was passed, was the draft that came back
    took = {} if back else {step.step: view.names.get(step.by, "") for step in case.taken}
    by = view.names.get(draft.by, "")
    stages = [Stage(routing.DRAFTING, "done" if case.awaited or took else "next", by)]
    for step in steps:
        how = "done" if step in took else "next" if step in case.awaited else "later"
        stages.append(Stage(_name(step, step == steps[-1]), how, took.get(step, "")))
    return tuple(stages)


def _name(step: str, last: bool) -> Words:
    return SECRECY if step == "secrecy" else routing.named(step, last)


def draft_comments(view: View) -> tuple[Said, ...]:
    """The comments of the last return with where their passages stand now, for whoever mends the reply."""
    if view.case.draft is None:
        return ()
    letter = drafted_reply(view)
    return earlier.comments(view, "", text(letter.kind, letter).splitlines())
