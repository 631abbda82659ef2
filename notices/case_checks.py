"""Faults in what went before a letter: search, reviews, consultations, limits; read from the case, not the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from notices.letter import Notice
from notices.levels import Found
from notices.suggesting import CONSULTS
from workflow.case import Case
from workflow.examining import Subject
from workflow.outcomes import Outcome
from workflow.terms import ClosingGround, NoticeStatus, Party, Stance

OBJECTED = (Stance.OBJECTS, Stance.PARTLY)
SILENCE = {
    "agency_decides": ("由本机关依法决定是否公开", "the agency decides by the law"),
    "deemed_consent": ("视为同意公开", "deemed to consent"),
}
#: letters that must leave before the reply period ends
WITHIN = frozenset({"extension", "fee_notice", "consultation_notice", "delayed_reply", *CONSULTS})
PERIODS = {"fee_notice": "fee_payment", **CONSULTS}


def before_reply(subject: Subject, letter: Notice, outcome: Outcome) -> Iterable[Found]:
    """What the file must hold before that outcome is signed."""
    evidence = {need.code for need in outcome.evidence}
    law = outcome.provision(subject.around.today)
    if "search_record" in evidence:
        yield _held("search_record", subject.case.searches > 0, "检索记录", "search record", law)
        yield from _nothing_found(subject.case, outcome, law)
    if "correction_notice" in evidence:
        asked = subject.case.correction_asked_on is not None
        yield _held("correction_asked", asked, "要求补正的记录", "record of asking for correction", law)
    if "reasons_request" in evidence:
        asked = subject.case.reasons_answer_by is not None
        yield _held("reasons_asked", asked, "要求说明理由的记录", "record of asking for the reasons", law)
    if outcome.discloses:
        yield _reviewed(subject)
    if "third_party_procedure" in evidence:
        asked = any(c.party is Party.THIRD_PARTY for c in subject.case.consultations)
        rule = subject.around.provision(subject.case, "consultation_third_party")
        yield _held(
            "third_party_asked", asked, "征求第三方意见的记录", "record of asking the third party", rule
        )
    yield from _consultations(subject, letter, outcome)
    yield _in_time(subject)


def _reviewed(subject: Subject) -> Found:
    """What is given at the counter passes no review of its own: who gives it says when it was reviewed, and by whom."""
    law = subject.around.provision(subject.case, "review")
    if not subject.at_counter:
        passed = subject.case.secrecy_passed
        return _held("secrecy_review", passed, "通过的保密审查", "passed secrecy review", law)
    zh = "当场提供的信息须此前已通过保密审查：请写明何时、由谁审查"
    en = "What is given at once must have been reviewed before: say when and by whom"
    return Found("reviewed_before", False, zh, en, law)


def _held(check: str, holds: bool, zh: str, en: str, law: str) -> Found:
    if holds:
        return Found(check, True, f"案卷中有{zh}", f"On file: {en}", law)
    return Found(check, False, f"案卷中没有{zh}", f"Not on file: {en}", law)


def _nothing_found(case: Case, outcome: Outcome, law: str) -> Iterable[Found]:
    """What a search found may be something else, but the file must not contradict the letter unexplained."""
    if case.search_hits:
        zh = f"检索记录中命中{case.search_hits}件，与“{outcome.zh}”是否一致，请核对"
        en = f"The searches on file found {case.search_hits}: does that agree with '{outcome.en}'?"
        yield Found("search_found", False, zh, en, law)


def _consultations(subject: Subject, letter: Notice, outcome: Outcome) -> Iterable[Found]:
    case, law = subject.case, subject.around.provision(subject.case, "consultation_third_party")
    if not case.consultations:
        return
    waiting = len(case.open_consultations)
    if waiting:
        zh, en = f"还有{waiting}份征求意见没有结束", f"Consultations still open: {waiting}"
        yield Found("consultation_open", False, zh, en, law)
    else:
        yield Found("consultation_open", True, "征求意见已经结束", "Every consultation has ended", law)
    yield from _silence(subject)
    if outcome.discloses and not _withheld(letter):
        yield from _told(case, law)


def _silence(subject: Subject) -> Iterable[Found]:
    """What the silence of a party means differs by party (条例第三十二条、第三十四条)."""
    for party in Party:
        rule = subject.around.rule(subject.case, f"silence_{party.value}")
        silent = any(
            c.party is party and c.ground is ClosingGround.SILENCE for c in subject.case.consultations
        )
        if silent and rule is not None:
            zh, en = SILENCE[rule.value]
            zh, en = f"{party.zh}逾期未答复：{zh}", f"{party.en} silent: {en}"
            yield Found("consultation_open", True, zh, en, rule.provision)


def _told(case: Case, law: str) -> Iterable[Found]:
    """Each third party that objected hears of the disclosure, by a letter kept here or as the office recorded it."""
    objected = [c for c in case.consultations if c.party is Party.THIRD_PARTY and c.stance in OBJECTED]
    letters = sum(n.kind == "notice_third_party" and n.sent_on is not None and n.status is not NoticeStatus.VOIDED
                  for n in case.notices)  # fmt: skip
    if any(c.told_on is None for c in objected) and letters < len(objected):
        zh = "第三方不同意公开，决定公开的须先书面告知第三方决定公开的内容和理由"
        yield Found("third_party_told", False, zh, "A third party objected: tell it in writing first", law)
    elif objected:
        yield Found("third_party_told", True, "已书面告知第三方", "The third party was told", law)


def _withheld(letter: Notice) -> bool:
    """Partly disclosed: the third party's part is withheld on its own ground."""
    rows = letter.facts.get("withheld") or ()
    return isinstance(rows, tuple) and any(
        "第十五条" in "".join(row) or "第二十三条" in "".join(row) for row in rows
    )


def _in_time(subject: Subject) -> Found:
    clock, today = subject.around.clock(subject.case), subject.around.today
    if clock is None or clock.due_on is None:
        return Found("deadline", True, "没有进行中的答复期限", "No reply limit is running")
    law = next((step.provision for step in clock.steps if step.provision), "")
    if today > clock.due_on:
        return Found(
            "deadline", False, f"期限 {clock.due_on} 已过", f"The deadline {clock.due_on} has passed", law
        )
    left = clock.remaining_working_days
    zh = f"在期限内：{clock.due_on} 届满，尚余 {left} 个工作日"
    return Found("deadline", True, zh, f"In time: due {clock.due_on}, {left} working days left", law)


def before_notice(subject: Subject, letter: Notice) -> Iterable[Found]:
    """The limits of a letter beside the reply: when it must leave, and the period it gives."""
    facts: Mapping[str, Any] = letter.facts
    if letter.kind == "correction":
        yield _within_seven(subject.case, subject)
    if letter.kind in WITHIN:
        yield _in_time(subject)
    if letter.kind in PERIODS:
        yield from _period(subject, PERIODS[letter.kind], facts["answer_days"])
    if letter.kind == "extension":
        yield from _extension(subject, facts)
    by = facts.get("answer_by")
    if isinstance(by, date) and by <= subject.around.today and not letter.kind.startswith("lapse"):
        yield Found("limit", False, f"要求答复的日期 {by} 已到", f"The day to answer by, {by}, has come")


def _within_seven(case: Case, subject: Subject) -> Found:
    """Correction is asked for within seven working days of receipt (art. 30)."""
    rule, today = subject.around.rule(case, "correction_notice"), subject.around.today
    if rule is None or case.received_on is None:
        return Found("limit", True, "法规没有规定补正告知期限", "The text sets no limit for this notice")
    last = subject.around.days.add_working_days(case.received_on, rule.value)
    if today > last:
        zh, en = f"补正告知期限 {last} 已过", f"Correction had to be asked for by {last}"
        return Found("limit", False, zh, en, rule.provision)
    return Found("limit", True, f"在补正告知期限 {last} 以内", f"Within the limit of {last}", rule.provision)


def _period(subject: Subject, name: str, stated: object) -> Iterable[Found]:
    rule = subject.around.rule(subject.case, name)
    if rule is None:
        return
    if stated != rule.value:
        zh = f"文书写的是{stated}个工作日，规定是{rule.value}个工作日"
        yield Found(
            "limit", False, zh, f"It states {stated} working days, the rule is {rule.value}", rule.provision
        )
    else:
        zh = f"答复期限为{rule.value}个工作日，符合规定"
        yield Found("limit", True, zh, f"{rule.value} working days, as the rule says", rule.provision)


def _extension(subject: Subject, facts: Mapping[str, Any]) -> Iterable[Found]:
    rule, proposed = subject.around.rule(subject.case, "extension"), subject.case.extension
    if rule is not None and facts["extend_days"] > rule.value:
        zh = f"延长不得超过{rule.value}个工作日"
        yield Found("limit", False, zh, f"At most {rule.value} working days more", rule.provision)
    elif proposed is not None and facts["extend_days"] != proposed.working_days:
        zh = f"批准延长的是{proposed.working_days}个工作日，与文书不符"
        yield Found("limit", False, zh, f"{proposed.working_days} working days were agreed to")
    else:
        yield Found("limit", True, "延长的工作日数符合规定", "The extension is within the limit")
