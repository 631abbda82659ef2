"""What the file must hold before an outcome is signed, and what of it is there: law.md 6.5, read from the case."""

from __future__ import annotations

from typing import NamedTuple

from workflow.approvals import Approvals
from workflow.case import Case
from workflow.entries import ReasonsAsked, ReasonsReceived
from workflow.outcomes import Evidence, Outcome
from workflow.terms import Party
from workflow.viewing import View
from workflow.wording import Words

IN_LETTER = Words("写进答复书", "stated in the letter")
AFTER = Words("送审以后由保密审查人员办理", "done by the secrecy reviewer after submission")


class Standing(NamedTuple):
    """One need of the outcome. held: True on file, False missing, None supplied later; `how` says by what or when.

    `act` is the move that supplies what is missing, empty where none does.
    """

    need: Evidence
    held: bool | None
    how: Words
    act: str = ""


def standing(view: View, outcome: Outcome) -> tuple[Standing, ...]:
    """Every need of that outcome with how it stands in the case."""
    return tuple(_standing(view, need) for need in outcome.evidence)


def _standing(view: View, need: Evidence) -> Standing:
    case = view.case
    counted = {
        "search_record": (case.searches, "record_search"),
        "third_party_procedure": (_asked(case), "open_consultation"),
        "correction_notice": (int(case.correction_asked_on is not None), "ask_for_correction"),
        "reasons_request": (_reasons(view), "ask_for_reasons"),
        "fee_notice": (int(case.fee_charged_on is not None), "charge_fee"),
    }.get(need.code)
    if counted is not None:
        return _counted(need, *counted)
    if need.code == "secrecy_review":
        done = Words("已通过", "passed")
        return Standing(need, True, done) if case.secrecy_passed else Standing(need, None, AFTER)
    return Standing(need, None, IN_LETTER)


def _counted(need: Evidence, n: int, act: str) -> Standing:
    if n:
        return Standing(need, True, Words(f"案卷中有 {n} 件", f"{n} on file"))
    return Standing(need, False, Words("案卷中没有", "not on file"), act)


def _asked(case: Case) -> int:
    return sum(c.party is Party.THIRD_PARTY for c in case.consultations)


def _reasons(view: View) -> int:
    return sum(isinstance(e.fact, ReasonsAsked | ReasonsReceived) for e in view.history)


def route(approvals: Approvals, outcome: Outcome) -> tuple[Words, ...]:
    """The steps a reply of that outcome goes through after it is submitted, in words."""
    return tuple(STEPS[step] for step in approvals.steps(outcome.code))


STEPS = {
    "secrecy": Words("保密审查", "secrecy review"),
    "legal": Words("法制审核", "legal review"),
    "approval": Words("公开机构负责人签发", "head of the disclosure office"),
    "leader": Words("机关负责人签发", "agency leader"),
}
