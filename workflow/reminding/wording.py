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
    "review_answer": Words("行政复议答复、举证期限", "Answer to the reconsideration, with evidence"),
    "court_answer": Words("行政诉讼答辩、举证期限", "Defence and evidence to the court"),
    "complaint_answer": Words("投诉举报答复期限", "Answer to the complaint"),
    "hearing": Words("听证、开庭日期", "Hearing"),
    "take_further": Words("上诉期限", "Decision whether to take the judgment further"),
    "rectify": Words("整改期限", "Rectification"),
    "perform": Words("履行决定、裁判，重新答复期限", "Reply anew as ordered"),
    "silence": Words("征求意见期满", "Consultation over"),
}
#: limits of appeals: each names its appeal
APPEAL_ACTS: Final = frozenset(
    {"review_answer", "court_answer", "complaint_answer", "hearing", "take_further", "rectify"}
)
#: what is asked of the officer once the day has passed, where it is not simply late
_PASSED: Final = {
    "correction_answer": Words(
        "申请人逾期未补正，请确认是否视为放弃", "No correction came: confirm whether it lapses"
    ),
    "fee_payment": Words(
        "申请人逾期未缴费，请确认是否视为放弃", "No payment came: confirm whether it lapses"
    ),
    "review_answer": Words(
        "行政复议答复、举证期限已过，不举证的视为没有证据",
        "The answer is late: without evidence the agency has none",
    ),
    "court_answer": Words(
        "行政诉讼答辩、举证期限已过，不举证的视为没有证据",
        "The defence is late: without evidence the agency has none",
    ),
    "hearing": Words(
        "听证、开庭日期已过，请登记是否举行", "The day of the hearing has passed: record whether it was held"
    ),
    "take_further": Words(
        "上诉期限已过，请登记裁判是否生效",
        "The time to appeal is over: record whether the judgment took effect",
    ),
    "silence": Words(
        "被征求意见方期满未答复，已结束征求意见，期限继续计算",
        "The consulted stayed silent: the clock goes on",
    ),
}


def is_of_appeal(act: str) -> bool:
    """Limits of appeals alone name a reference: "court_answer:1"."""
    return ":" in act


def named(act: str) -> str:
    """The name of a limit without its reference."""
    return act.partition(":")[0]


def what(act: str, level: int) -> Words:
    """The line of a reminder: what is due and how soon."""
    act = named(act)
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
    act = named(act)
    return _PASSED.get(act, ACTS[act]) if level < 0 else ACTS[act]


def tone(act: str, level: int) -> Words:
    """How pressing it is, in a word that stands beside its colour."""
    if act == "silence":
        return Words("告知", "For information")
    if level < 0:
        return Words("已过期限", "Overdue")
    return Words("今天", "Today") if level == 0 else Words("将到期", "Soon")
