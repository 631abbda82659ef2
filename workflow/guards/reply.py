"""Guards on searching, drafting, review, signing, service and what comes after."""

from __future__ import annotations

from typing import Any

from workflow.case import Case
from workflow.errors import Reason
from workflow.guards.base import FOUR_EYES, Around, day_of
from workflow.terms import Status


def unit_waited_for(case: Case, act: Any, _around: Around) -> Reason | None:
    asked = next((unit for unit in case.units_asked if unit.ref == act.ref), None)
    if asked is None or asked.answered_on:
        return Reason("没有等待该单位答复的协办", "No such request waits for an answer")
    return None


def search_says_where(_case: Case, act: Any, _around: Around) -> Reason | None:
    if not act.places or not act.searcher.strip() or act.hits < 0:
        said = "检索记录应写明检索的系统或档案、检索人和命中数"
        return Reason(said, "Say where was searched, by whom, with how many hits", "指导案例101号")
    return None


def no_draft_yet(case: Case, _act: Any, _around: Around) -> Reason | None:
    return Reason("已有答复稿，请修改", "There is a draft: revise it") if case.draft else None


def has_draft(case: Case, _act: Any, _around: Around) -> Reason | None:
    return None if case.draft else Reason("还没有答复稿", "There is no draft")


def outcome_fits(case: Case, act: Any, around: Around) -> Reason | None:
    if act.outcome not in around.outcomes:
        return Reason(f"没有这种答复类型：{act.outcome}", f"No such outcome: {act.outcome}")
    outcome = around.outcomes[act.outcome]
    if outcome.regime not in around.grounds(case) or outcome.kind != case.kind:
        said = f"“{outcome.zh}”不适用于本件的条例文本或案件种类"
        return Reason(said, f"'{outcome.en}' does not belong to this regime or kind of case")
    if outcome.closes != "replied":
        return Reason(f"“{outcome.zh}”不以答复书作出", f"'{outcome.en}' is not given by a reply")
    return None


def evidence_there(case: Case, _act: Any, around: Around) -> Reason | None:
    """What the outcome's proof needs must be on file before anyone signs (law.md 6.5)."""
    if case.draft is None:
        return None
    outcome = around.outcomes[case.draft.outcome]
    held = {"search_record": case.searches > 0, "secrecy_review": True}
    missing = [need for need in outcome.evidence if held.get(need.code) is False]
    if case.status is Status.AWAITING_APPROVAL and outcome.discloses and not case.secrecy_passed:
        return Reason(
            "公开前须经保密审查", "Disclosure needs the secrecy review", around.provision(case, "review")
        )
    if missing:
        zh, en = "、".join(m.zh for m in missing), ", ".join(m.en for m in missing)
        return Reason(f"案卷中缺少：{zh}", f"Missing from the file: {en}", outcome.provision(around.today))
    return None


def another_drafted(case: Case, _act: Any, around: Around) -> Reason | None:
    """Whoever wrote any version of the reply is its drafter, however little is left of it."""
    if case.draft and {around.actor, around.acting_for} & set(case.writers):
        return Reason(
            "拟稿人不能审查、签发自己的稿件", "The drafter may not review or approve the draft", FOUR_EYES
        )
    return None


def another_took(case: Case, _act: Any, around: Around) -> Reason | None:
    """Nobody takes two steps of one route, in their own name or in another's."""
    taken = {person for step in case.taken for person in (step.by, step.acting_for)} - {None}
    if {around.actor, around.acting_for} & taken:
        said = "同一人不能办理同一答复稿的两道审签"
        return Reason(said, "One person may not take two steps of one reply", FOUR_EYES)
    return None


def comments_say_something(_case: Case, act: Any, _around: Around) -> Reason | None:
    if any(c.paragraph < 1 or not c.text.strip() for c in act.comments):
        return Reason("批注应写明所在段落和修改意见", "A comment names its paragraph and what to change")
    return None


def letter_not_frozen(case: Case, act: Any, _around: Around) -> Reason | None:
    if any(letter.content_sha256 == act.content_sha256 for letter in case.letters):
        return Reason("文书已经定稿存档", "The letter is frozen already")
    return None


def on_the_spot_allowed(_case: Case, act: Any, around: Around) -> Reason | None:
    if not around.approvals.on_the_spot(act.outcome):
        return Reason("这种答复不能当场作出", "This outcome may not be given on the spot")
    return None


def after_decision(case: Case, act: Any, around: Around) -> Reason | None:
    if case.decided_on and day_of(act, around) < case.decided_on:
        return Reason(f"早于决定日 {case.decided_on}", f"Before the decision of {case.decided_on}")
    return None


def after_dispatch(case: Case, act: Any, around: Around) -> Reason | None:
    sent_on = case.sent_again_on or case.dispatched_on
    if sent_on and day_of(act, around) < sent_on:
        return Reason(f"早于寄发日 {sent_on}", f"Before dispatch on {sent_on}")
    return None


def reply_came_back(case: Case, act: Any, around: Around) -> Reason | None:
    if case.came_back_on is None:
        return Reason("没有登记退件，不能再次寄发", "Nothing was recorded as returned: it is not sent again")
    if day_of(act, around) < case.came_back_on:
        return Reason(f"早于退件日 {case.came_back_on}", f"Before it came back on {case.came_back_on}")
    return None


def ordered_days_positive(case: Case, act: Any, around: Around) -> Reason | None:
    if act.working_days is not None and act.working_days < 1:
        said = "责令重作的期限至少为 1 个工作日"
        return Reason(said, "The ordered period must be a working day or more", around.provision(case))
    return None


def disclosed_something(case: Case, _act: Any, around: Around) -> Reason | None:
    if not case.outcome or not around.outcomes[case.outcome].discloses:
        return Reason(
            "只有可以公开的信息才能转为主动公开",
            "Only disclosed information can be published",
            "条例第四十四条",
        )
    return None


def another_case(case: Case, act: Any, _around: Around) -> Reason | None:
    if act.case_no == case.case_no:
        return Reason("不能与自身关联", "A case cannot be linked to itself")
    if any(linked == act.case_no for linked, _relation in case.links):
        return Reason(f"已与 {act.case_no} 关联", f"Linked to {act.case_no} already")
    return None


def is_late(case: Case, _act: Any, around: Around) -> Reason | None:
    clock = around.clock(case)
    late = clock is not None and (clock.timely is False or (clock.remaining_working_days or 0) < 0)
    return None if late else Reason("本件没有超期", "The case is not late")
