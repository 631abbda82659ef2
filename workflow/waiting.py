"""Who is waited for on a case and until when, and which act brings it on: the same words on every page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from workflow.case import Case, Consultation, UnitRequest
from workflow.choices import WAITING_FOR, is_open_to
from workflow.entry_wording import say
from workflow.guards import Around
from workflow.guards.consulting import silence_on
from workflow.store.officers import Officer
from workflow.terms import Role, Status
from workflow.wording import Words

#: the next acts by status, the likeliest first; what the facts decide stands in `_likely`
_USUAL: Final[dict[Status, tuple[str, ...]]] = {
    Status.AWAITING_CONFIRMATION: ("confirm_receipt",),
    Status.RECEIVED: ("take_in_hand",),
    Status.UNDER_REVIEW: ("pass_secrecy", "pass_secrecy_to_legal", "pass_legal", "pass_legal_to_secrecy"),
    Status.AWAITING_APPROVAL: ("approve_as_leader", "endorse", "approve"),
    Status.APPROVED: ("dispatch",),
    Status.REPLIED: ("record_service",),
    Status.SERVED: ("archive",),
    Status.LAPSED: ("archive",),
    Status.WITHDRAWN: ("archive",),
}


class Waits(NamedTuple):
    """Who is waited for, until which day, and whether that day has passed so that the turn is ours."""

    who: Words
    until: date | None = None
    passed: bool = False


def next_move(officer: Officer, case: Case, around: Around) -> str:
    """The first likely act that is open to this person, or nothing."""
    likely = _likely(case, around)
    return next((name for name in likely if is_open_to(officer, name, case, around)), "")


def _likely(case: Case, around: Around) -> Iterator[str]:
    if case.extension and case.status in (Status.IN_HAND, Status.CONSULTING, Status.RECEIVED):
        if not case.extension.approved:
            yield "approve_extension"
        elif case.extension.notified_on is None:
            yield "notify_extension"
    if case.status is Status.IN_HAND:
        yield from _in_hand(case)
    elif case.status is Status.CONSULTING:
        yield from _consulting(case, around)
    elif case.status in _TURNS:
        yield from _applicants_turn(case, around)
    else:
        yield from ("send_again",) if case.came_back_on else ()
        yield from _USUAL.get(case.status, ())


def _in_hand(case: Case) -> Iterator[str]:
    if case.draft is None:
        yield from () if case.searches else ("record_search",)
        yield "draft_reply"
    else:
        yield from ("submit", "submit_for_approval", "revise_reply")


def _consulting(case: Case, around: Around) -> Iterator[str]:
    if any(_answered(asked, case, around) for asked in case.open_consultations):
        yield from ("close_consultation", "close_last_consultation")
    if any(asked.served_on is None for asked in case.open_consultations):
        yield "record_consultation_service"
    yield "record_opinion"


def _answered(asked: Consultation, case: Case, around: Around) -> bool:
    """The opinion has come, or the period is over in silence (条例第三十二条)."""
    silent = silence_on(case, asked, around)
    return asked.opinion_on is not None or (silent is not None and silent < around.today)


_TURNS: Final = {  # the answer comes, or its time is over
    Status.AWAITING_CORRECTION: ("receive_correction", "lapse"),
    Status.AWAITING_PAYMENT: ("record_payment", "lapse"),
    Status.AWAITING_REASONS: ("receive_reasons", "end_reasons"),
}


def _applicants_turn(case: Case, around: Around) -> Iterator[str]:
    answer, over = _TURNS[case.status]
    until = _answer_by(case, around)
    yield from (over, answer) if until and until < around.today else (answer,)


def _limit(case: Case, around: Around, act: str) -> date | None:
    clock = around.clock(case)
    return next((limit.due_on for limit in clock.limits if limit.act == act), None) if clock else None


#: who holds a role of a route, by agency and role: id -> name
Holders = Mapping[tuple[int, Role], Mapping[int, str]]


def waits(
    case: Case, around: Around, texts: Mapping[str, str], names: Mapping[int, str], holders: Holders
) -> Waits:
    """Who it waits for; `texts` names the consulted, `names` the handler, `holders` who could take its next step."""
    if case.status is Status.CONSULTING and case.open_consultations:
        return _for_opinion(case, around, texts)
    if case.status in _APPLICANT:
        zh, en = _APPLICANT[case.status]
        return _for_applicant(zh, en, _answer_by(case, around), around)
    return Waits(_inside(case, names.get(case.handler or 0, ""), holders))


_APPLICANT: Final = {
    Status.AWAITING_CORRECTION: Words("补正", "correction"),
    Status.AWAITING_REASONS: Words("说明理由", "reasons"),
    Status.AWAITING_PAYMENT: Words("缴费", "payment"),
}


def _answer_by(case: Case, around: Around) -> date | None:
    if case.status is Status.AWAITING_PAYMENT:
        return _limit(case, around, "fee_payment")
    return case.correction_answer_by if case.status is Status.AWAITING_CORRECTION else case.reasons_answer_by


#: the step a reply waits for: in words, and as the task of the one person who can take it
_STEPS: Final = {
    Role.SECRECY_REVIEWER: (Words("保密审查", "Secrecy reviewer"), Words("保密审查", "secrecy review")),
    Role.LEGAL_REVIEWER: (Words("法制审核", "Legal reviewer"), Words("法制审核", "legal review")),
    Role.APPROVER: (Words("签发", "Approver"), Words("签发", "approve")),
    Role.LEADER: (Words("机关负责人签发", "Agency leader: sign"), Words("签发", "sign")),
}


def next_role(case: Case) -> Role | None:
    """The role whose step a submitted reply waits for; None where it waits for no step."""
    if case.status is Status.UNDER_REVIEW:
        legal = "secrecy" in case.passed or "secrecy" not in case.route
        return Role.LEGAL_REVIEWER if legal else Role.SECRECY_REVIEWER
    if case.status is Status.AWAITING_APPROVAL:
        return Role.LEADER if "leader" in case.route and "approval" in case.passed else Role.APPROVER
    return None


def next_roles(cases: Iterable[Case]) -> set[tuple[int, Role]]:
    """Every role those cases wait for, with the agency it is held in."""
    return {(case.agency, role) for case in cases if (role := next_role(case))}


def _inside(case: Case, handler: str, holders: Holders) -> Words:
    """Who of the house it waits for; by name where only one person can take the step, its writers apart."""
    if role := next_role(case):
        words, task = _STEPS[role]
        others = [
            name for who, name in holders.get((case.agency, role), {}).items() if who not in case.writers
        ]
        return Words(f"{others[0]}：{task.zh}", f"{others[0]}: {task.en}") if len(others) == 1 else words
    if case.status is Status.IN_HAND and handler:
        return Words(f"{handler}：检索、拟写答复", f"{handler}: search and draft")
    return WAITING_FOR.get(case.status, Words("", ""))


def unit_asked(case: Case) -> UnitRequest | None:
    """The unit whose answer is due first, None where none is waited for."""
    asked = [unit for unit in case.units_asked if unit.answered_on is None]
    return min(asked, key=lambda unit: unit.answer_by, default=None)


def _for_opinion(case: Case, around: Around, texts: Mapping[str, str]) -> Waits:
    asked = [c for c in case.open_consultations if not _answered(c, case, around)]
    if not asked:
        return Waits(Words("承办：结束征求意见", "Handler: close the consultation"), None, True)
    last = [silence_on(case, c, around) for c in asked]
    until = None if None in last else max(day for day in last if day)
    name = texts.get(asked[0].name_sha256, "") or asked[0].party.zh
    rest = len(asked) - 1
    zh = f"{name}等 {rest + 1} 方：意见" if rest else f"{name}：意见"
    return Waits(Words(zh, f"{name} and {rest} more: opinion" if rest else f"{name}: opinion"), until)


def _for_applicant(zh: str, en: str, until: date | None, around: Around) -> Waits:
    if until is not None and until < around.today:
        return Waits(Words(f"申请人逾期未{zh}", f"The applicant's {en} is overdue"), until, True)
    return Waits(Words(f"申请人：{zh}", f"Applicant: {en}"), until)


def doing(move: str) -> Words:
    """What waits for oneself."""
    words = say(move)
    return Words(f"我：{words.zh}", f"Me: {words.en.lower()}")
