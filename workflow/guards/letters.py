"""Guards on letters: four eyes, the right kind, signed before sent, carried by the postal enterprise."""

from __future__ import annotations

import json
from typing import Any

from workflow import acts
from workflow.case import Case, Notice
from workflow.errors import Reason
from workflow.guards.base import FOUR_EYES, Around, Guard, day_of
from workflow.terms import NoticeStatus, Way
from workflow.wording import Words

#: act -> the kinds of letter it sends
SENDS: dict[str, tuple[str, ...]] = {
    "ask_for_correction": ("correction",),
    "ask_for_reasons": ("reasons_request",),
    "fix_delayed_period": ("delayed_reply",),
    "open_consultation": ("consult_third_party", "consult_co_producer", "consult_other_organ"),
    "tell_third_party": ("notice_third_party",),
    "notify_extension": ("extension",),
    "charge_fee": ("fee_notice",),
}
#: who may carry official letters: the postal enterprise alone (邮政法第五十五条)
POSTAL = ("", "邮政企业", "中国邮政", "邮政", "EMS", "邮政特快专递", "挂号信", "邮政挂号信")
POSTAL_LAW = "国办公开办函〔2016〕235号、邮政法第五十五条"


def ready(case: Case, kinds: tuple[str, ...]) -> list[Notice]:
    """Signed letters of those kinds that have not been sent."""
    return [n for n in case.notices if n.status is NoticeStatus.SIGNED and (not kinds or n.kind in kinds)]


def replaceable(notice: Notice, case: Case) -> bool:
    """A letter of the agency's own that was voided, and that no other takes the place of."""
    replaced = any(n.supersedes == notice.ref and n.status is not NoticeStatus.VOIDED for n in case.notices)
    return notice.status is NoticeStatus.VOIDED and not notice.issuer and not replaced


def letter_to_send(case: Case, act: acts.Sending) -> Notice | None:
    """The letter an act sends: the one named, else the only one ready."""
    found = ready(case, SENDS.get(act.move, ()))
    if act.letter:
        found = [n for n in found if n.ref == act.letter]
    return found[0] if len(found) == 1 else None


def letter_signed(move: str) -> Guard:
    """Where the office requires it, the act needs a signed letter of its kind."""
    kinds = SENDS.get(move, ())

    def letter_signed(case: Case, act: Any, around: Around) -> Reason | None:
        if move not in around.approvals.letters_required:
            return None
        found = ready(case, kinds)
        if not found:
            return Reason("先拟写并签发相应文书", "Draft and sign the letter first", around.provision(case))
        if len(found) > 1 and act.letter not in {n.ref for n in found}:
            return Reason(
                "有几份已签发的文书，请指明发出哪一份", "Several letters are signed: say which one is sent"
            )
        return None

    return letter_signed


def postal_carrier(_case: Case, act: Any, _around: Around) -> Reason | None:
    if act.way is Way.POST and act.carrier.strip() not in POSTAL:
        said = "答复等国家机关公文只能交邮政企业寄递，不得使用快递公司"
        return Reason(said, "Official letters travel by the postal enterprise, not by couriers", POSTAL_LAW)
    return None


def notice_is(*wanted: NoticeStatus) -> Guard:
    """The letter named must be that far."""

    def notice_is(case: Case, act: Any, _around: Around) -> Reason | None:
        if not any(n.status in wanted for n in case.notices):
            names = "、".join(status.zh for status in wanted)
            return Reason(f"没有处于“{names}”的文书", f"No letter is '{wanted[0].en}'")
        notice = case.notice(act.ref)
        if notice is None:
            return Reason(f"没有第 {act.ref} 号文书", f"No letter {act.ref}")
        if notice.status not in wanted:
            return Reason(f"文书处于“{notice.status.zh}”", f"The letter is '{notice.status.en}'")
        return None

    return notice_is


def notice_kind_known(case: Case, act: Any, around: Around) -> Reason | None:
    if act.kind not in around.approvals.notices:
        return Reason(f"没有这种文书：{act.kind}", f"No such letter: {act.kind}")
    if act.supersedes:
        old = case.notice(act.supersedes)
        if old is None or old.status is not NoticeStatus.VOIDED or old.kind != act.kind:
            return Reason("只能替换同一种类的已作废文书", "Only a voided letter of the same kind is replaced")
        if old.issuer:
            return Reason("上级机关的文书由其重新出具", "The agency above issues its own letters anew")
    return None


#: step of a letter's route -> what it waits for
STEPS: dict[str, Words] = {
    "legal": Words("法制审核", "legal review"),
    "approval": Words("政府信息公开工作机构负责人审签", "the head of the disclosure office"),
    "leader": Words("机关负责人签发", "the signature of the agency's leader"),
}


def letter_waits_for(*steps: str, signs: bool | None = None) -> Guard:
    """The letter named waits for one of these steps; `signs`: the step that signs it, or one before."""

    def fits(notice: Notice) -> bool:
        return notice.next_step in steps and signs in (None, notice.at_signature)

    def letter_waits_for(case: Case, act: Any, _around: Around) -> Reason | None:
        waiting = [n for n in case.notices if n.next_step]
        if not any(map(fits, waiting)):
            return _elsewhere(waiting[0]) if len(waiting) == 1 else _none(steps)
        notice = case.notice(act.ref)
        if notice is None:
            return Reason(f"没有第 {act.ref} 号文书", f"No letter {act.ref}")
        return None if fits(notice) else _elsewhere(notice)

    return letter_waits_for


def _none(steps: tuple[str, ...]) -> Reason:
    zh, en = "、".join(STEPS[s].zh for s in steps), " or ".join(STEPS[s].en for s in steps)
    return Reason(f"没有等待{zh}的文书", f"No letter waits for {en}")


def _elsewhere(notice: Notice) -> Reason:
    if not notice.next_step:
        return Reason(f"文书处于“{notice.status.zh}”", f"The letter is '{notice.status.en}'")
    if notice.next_step == "approval" and not notice.at_signature:
        said = "文书须先由政府信息公开工作机构负责人审核同意"
        return Reason(said, "The head of the disclosure office must agree to the letter first")
    awaited = STEPS[notice.next_step]
    return Reason(f"文书正在等待{awaited.zh}", f"The letter waits for {awaited.en}")


def another_wrote(case: Case, act: Any, around: Around) -> Reason | None:
    notice = case.notice(act.ref)
    if notice and {around.actor, around.acting_for} & set(notice.writers):
        said = "拟稿人不能审核、签发自己的文书"
        return Reason(said, "The drafter may not review or sign the letter", FOUR_EYES)
    return None


def another_passed(case: Case, act: Any, around: Around) -> Reason | None:
    """Nobody takes two steps of one letter, in their own name or in another's."""
    notice = case.notice(act.ref)
    taken = {person for p in notice.passed for person in (p.by, p.acting_for)} if notice else set()
    if {around.actor, around.acting_for} & (taken - {None}):
        said = "同一人不能办理同一文书的两道审签"
        return Reason(said, "One person may not take two steps of one letter", FOUR_EYES)
    return None


def letter_ready(case: Case, act: Any, _around: Around) -> Reason | None:
    found = [n for n in ready(case, ()) if n.kind not in {k for kinds in SENDS.values() for k in kinds}]
    if not found:
        return Reason("没有已签发待发出的文书", "No signed letter waits to be sent")
    if act.letter and act.letter not in {n.ref for n in found}:
        return Reason("该文书由相应的办理步骤发出", "That letter is sent by the act it belongs to")
    if not act.letter and len(found) > 1:
        return Reason("请指明发出哪一份文书", "Say which letter is sent")
    return None


def after_sending(case: Case, act: Any, around: Around) -> Reason | None:
    notice = case.notice(act.ref)
    on = act.on or around.today
    sent_on = (notice.sent_again_on or notice.sent_on) if notice else None
    if sent_on and on < sent_on:
        return Reason(f"早于发出日 {sent_on}", f"Before it was sent on {sent_on}")
    return None


def letter_came_back(case: Case, act: Any, around: Around) -> Reason | None:
    if not any(n.came_back_on for n in case.notices):
        return Reason("没有退回的文书", "No letter came back")
    notice = case.notice(act.ref)
    if notice is None or notice.came_back_on is None:
        return Reason("该文书没有登记退件，不能再次寄发", "This letter was not recorded as returned")
    if day_of(act, around) < notice.came_back_on:
        return Reason(f"早于退件日 {notice.came_back_on}", f"Before it came back on {notice.came_back_on}")
    return None


def every_item_reviewed(case: Case, act: Any, around: Around) -> Reason | None:
    """Secrecy review goes item by item: each document is named as passed (保守国家秘密法实施条例第四十二条)."""
    text = around.texts.get(case.draft.content_sha256, "") if case.draft else ""
    supplied = json.loads(text).get("supplied", ()) if text else ()
    missing = [item for item in supplied if item not in act.items]
    if missing:
        said = f"尚未逐项审查：{'、'.join(missing)}"
        return Reason(said, f"Not reviewed item by item: {', '.join(missing)}", "条例第十七条")
    return None


def endorsed(case: Case, _act: Any, _around: Around) -> Reason | None:
    if "approval" not in case.passed:
        said = "须先由政府信息公开工作机构负责人审核同意"
        return Reason(said, "The head of the disclosure office must agree first")
    return None


def not_endorsed(case: Case, _act: Any, _around: Around) -> Reason | None:
    if "leader" not in case.route:
        return Reason(
            "本件由政府信息公开工作机构负责人签发", "The head of the disclosure office signs this one"
        )
    return Reason("已经审核同意", "Agreed already") if "approval" in case.passed else None


def legal_ahead(case: Case, _act: Any, _around: Around) -> Reason | None:
    waits = "legal" in case.route and "legal" not in case.passed
    return None if waits else Reason("本件不需要法制审核，或已审核", "No legal review waits")


def secrecy_ahead(case: Case, _act: Any, _around: Around) -> Reason | None:
    waits = "secrecy" in case.route and "secrecy" not in case.passed
    return None if waits else Reason("本件不需要保密审查，或已审查", "No secrecy review waits")
