"""What a reminder says, in both languages."""

from __future__ import annotations

from typing import Final

from workflow.wording import Words

#: limit -> what is due; "silence" tells what the sweep did, it is no limit
ACTS: Final = {
    "reply": Words("答复期限", "Reply"),
    "correction_notice": Words("告知补正期限", "Correction notice"),
    "consultation": Words("征求意见答复期限", "Opinion of the consulted"),
    "correction_answer": Words("申请人补正期限", "The applicant's correction"),
    "fee_payment": Words("缴费期限", "Payment of the fee"),
    "urging_answer": Words("催办督办答复期限", "Answer to the urging"),
    "silence": Words("征求意见期满", "Consultation over"),
}
#: what is asked of the officer once the day has passed, where it is not simply late
_PASSED: Final = {
    "correction_answer": Words(
        "申请人逾期未补正，请确认是否视为放弃", "No correction came: confirm whether it lapses"
    ),
    "fee_payment": Words(
        "申请人逾期未缴费，请确认是否视为放弃", "No payment came: confirm whether it lapses"
    ),
    "silence": Words(
        "被征求意见方期满未答复，已结束征求意见，期限继续计算",
        "The consulted stayed silent: the clock goes on",
    ),
}


def what(act: str, level: int) -> Words:
    """The line of a reminder: what is due and how soon."""
    if level < 0 or act == "silence":
        late = Words(f"{ACTS[act].zh}已过", f"{ACTS[act].en}: overdue")
        return _PASSED.get(act, late)
    if level == 0:
        return Words(f"{ACTS[act].zh}今天届满", f"{ACTS[act].en}: due today")
    return Words(
        f"{ACTS[act].zh}在 {level} 个工作日内届满", f"{ACTS[act].en}: due within {level} working days"
    )


def short(act: str, level: int) -> Words:
    """The same beside a word that says how soon."""
    return _PASSED.get(act, ACTS[act]) if level < 0 else ACTS[act]


def tone(act: str, level: int) -> Words:
    """How pressing it is, in a word that stands beside its colour."""
    if act == "silence":
        return Words("告知", "For information")
    if level < 0:
        return Words("已过期限", "Overdue")
    return Words("今天", "Today") if level == 0 else Words("将到期", "Soon")
