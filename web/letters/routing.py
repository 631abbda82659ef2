"""The route of a letter as pages show it: who has taken which step, who is waited for, and what they can do."""

from __future__ import annotations

from typing import NamedTuple

from web.access import desk
from workflow.case import Notice
from workflow.terms import NoticeStatus
from workflow.viewing import View
from workflow.wording import Words

DRAFTING = Words("经办", "Drafted")
LEGAL = Words("法制审核", "Legal review")
HEAD_AGREES = Words("公开工作机构负责人审核", "Agreed to by the head of the disclosure office")
HEAD_SIGNS = Words("公开工作机构负责人签发", "Signed by the head of the disclosure office")
LEADER_SIGNS = Words("机关负责人签发", "Signed by the agency's leader")
WAITS = {
    LEGAL: Words("等待法制审核", "Waits for legal review"),
    HEAD_AGREES: Words("等待公开工作机构负责人审核", "Waits for the head of the disclosure office to agree"),
    HEAD_SIGNS: Words(
        "等待公开工作机构负责人签发", "Waits for the signature of the head of the disclosure office"
    ),
    LEADER_SIGNS: Words("等待机关负责人签发", "Waits for the signature of the agency's leader"),
}
#: what can be done with a letter at that step, the likeliest first
MOVES = {
    LEGAL: ("pass_notice_legal", "return_notice_from_legal", "take_over_notice"),
    HEAD_AGREES: ("endorse_notice", "return_notice", "take_over_notice"),
    HEAD_SIGNS: ("sign_notice", "return_notice", "take_over_notice"),
    LEADER_SIGNS: ("sign_notice_as_leader", "return_notice", "take_over_notice"),
}


class Stage(NamedTuple):
    """One step of the route. how: done, next (waited for) or later; `who` took it."""

    words: Words
    how: str
    who: str = ""


def named(step: str, last: bool) -> Words:
    """The step in words; the last one signs."""
    if step == "approval":
        return HEAD_SIGNS if last else HEAD_AGREES
    return {"legal": LEGAL, "leader": LEADER_SIGNS}[step]


def waited_for(notice: Notice) -> Words:
    """The step a submitted letter waits for."""
    return named(notice.next_step, notice.at_signature)


def waits(notice: Notice) -> Words:
    """Whom a submitted letter waits for."""
    return WAITS[waited_for(notice)]


def moves(notice: Notice) -> tuple[str, ...]:
    """What takes a submitted letter further."""
    return MOVES[waited_for(notice)]


def route(view: View, notice: Notice) -> tuple[Stage, ...]:
    """The way of the letter: as fixed when it was submitted, before that as its kind goes today."""
    steps = notice.route or desk().rules.approvals.letter_steps(notice.kind)
    drafted = notice.status is NoticeStatus.DRAFTED
    passed = notice.passed
    writer = view.names.get(notice.written_on_by or notice.drafted_by, "")
    stages = [Stage(DRAFTING, "next" if drafted else "done", writer)]
    for place, step in enumerate(steps):
        words = named(step, place == len(steps) - 1)
        if place < len(passed):
            stages.append(Stage(words, "done", view.names.get(passed[place].by, "")))
        else:
            stages.append(Stage(words, "next" if step == notice.next_step else "later"))
    return tuple(stages)
