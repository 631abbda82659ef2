"""Guards on receipt, correction and reasons: each refuses what it says, and lets the neighbouring case through."""

from __future__ import annotations

from datetime import date

import pytest
from builders import (
    CORRECT,
    DUE,
    RECEIVED,
    SAMPLES,
    TAKE,
    at,
    logged,
)
from guard_rules import (
    ACCEPTED,
    ANSWER_BY,
    ASKED,
    CHARGED,
    CORRECTED,
    DAY,
    LAPSED_CORRECTION,
    LAPSED_FEE,
    ON_TIME,
    PAY_BY,
    REASONED,
    REASONS_BY,
    REJECTED,
    TOO_LATE,
    UNSERVED,
    Rule,
    against,
    rule,
)
from people import HANDLER

from workflow import acts as a
from workflow.terms import Status

RULES = [
    rule(
        "A day that has not come is refused",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED + DAY),
        "2026-07-02 lies in the future",
        "",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED),
    ),
    rule(
        "A day before receipt is refused",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED - DAY),
        "2026-06-30 is before receipt on 2026-07-01",
        "",
        at(Status.IN_HAND),
        a.AskUnit(unit="规划科", what="文件", on=RECEIVED),
    ),
    rule(
        "A case is handed to somebody else, not to the same person",
        at(Status.IN_HAND),
        a.Reassign(handler=HANDLER, reason="分工"),
        "This person handles the case already",
        "",
        at(Status.IN_HAND),
        SAMPLES["reassign"],
    ),
    rule(
        "A split has two parts at least",
        at(Status.RECEIVED),
        a.Split(parts=("批复",)),
        "A split needs two or more parts with text",
        "",
        at(Status.RECEIVED),
        SAMPLES["split"],
    ),
    rule(
        "No part of a split is empty",
        at(Status.RECEIVED),
        a.Split(parts=("批复", " ")),
        "A split needs two or more parts with text",
        "",
        at(Status.RECEIVED),
        SAMPLES["split"],
    ),
    rule(
        "A letter is split once",
        at(Status.RECEIVED).do(SAMPLES["split"]),
        SAMPLES["split"],
        "The case has been split already",
        "",
        at(Status.RECEIVED),
    ),
    rule(
        "Correction is asked once and for all",
        ASKED.do(CORRECTED),
        CORRECT,
        "Asked once on 2026-07-01",
        "条例第三十条",
        at(Status.IN_HAND),
    ),
    rule(
        "Correction is asked within 7 working days of receipt",
        TOO_LATE,
        CORRECT,
        "The 7 working days for asking ended on 2026-07-10",
        "条例第三十条",
        ON_TIME,
    ),
    rule(
        "The answer to a correction notice lies after its sending",
        at(Status.IN_HAND),
        a.AskForCorrection(items="年份", answer_by=RECEIVED),
        "The answer date must lie after the day of sending",
        "",
        at(Status.IN_HAND),
        a.AskForCorrection(items="年份", answer_by=RECEIVED + DAY),
    ),
    rule(
        "A correction does not come before its notice",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(CORRECT),
        a.ReceiveCorrection(application="全文", on=RECEIVED),
        "Before the correction notice of 2026-07-02",
        "",
        at(Status.IN_HAND).on(RECEIVED + DAY).do(CORRECT),
        a.ReceiveCorrection(application="全文", on=RECEIVED + DAY),
    ),
    rule(
        "A correction after its period needs its good reason",
        ASKED.on(ANSWER_BY + DAY),
        CORRECTED,
        f"The period ended on {ANSWER_BY}: give the good reason",
        "条例第三十条",
        ASKED.on(ANSWER_BY),
    ),
    rule(
        "A late correction with its good reason is taken",
        ASKED.on(ANSWER_BY + DAY),
        CORRECTED,
        f"The period ended on {ANSWER_BY}: give the good reason",
        "条例第三十条",
        ASKED.on(ANSWER_BY + DAY),
        a.ReceiveCorrection(application="全文", late_because="住院"),
    ),
    rule(
        "An uncorrected application lapses after the whole period",
        ASKED.on(ANSWER_BY),
        LAPSED_CORRECTION,
        f"The period runs to {ANSWER_BY}",
        "条例第三十条",
        ASKED.on(ANSWER_BY + DAY),
    ),
    rule(
        "A ground of lapsing fits what is waited for",
        ASKED.on(ANSWER_BY + DAY),
        LAPSED_FEE,
        "The ground does not fit the status",
        "",
        ASKED.on(ANSWER_BY + DAY),
        LAPSED_CORRECTION,
    ),
    rule(
        "An unpaid application lapses after the 20th working day",
        CHARGED.on(PAY_BY),
        LAPSED_FEE,
        f"The period runs to {PAY_BY}",
        "办法第六条",
        CHARGED.on(PAY_BY + DAY),
    ),
    rule(
        "No payment period runs before the fee notice is served",
        UNSERVED.on(PAY_BY + DAY),
        LAPSED_FEE,
        "The fee notice has not been served",
        "",
        UNSERVED.do(SAMPLES["record_fee_service"]).on(PAY_BY + DAY),
    ),
    rule(
        "Reasons are asked once",
        ACCEPTED,
        SAMPLES["ask_for_reasons"],
        "Reasons have been asked for already",
        "条例第三十五条",
        at(Status.IN_HAND),
    ),
    rule(
        "The regulation of 2007 asked for no reasons",
        logged(arrived_on=date(2018, 7, 2)).do(TAKE),
        SAMPLES["ask_for_reasons"],
        "This regime knows no request for reasons",
        "",
        at(Status.IN_HAND),
    ),
    rule(
        "Missing reasons are noted after their period",
        REASONED.on(REASONS_BY),
        a.EndReasons(),
        f"The applicant has until {REASONS_BY}",
        "",
        REASONED.on(REASONS_BY + DAY),
    ),
    rule(
        "A delayed period needs reasons found reasonable",
        REJECTED,
        SAMPLES["fix_delayed_period"],
        "A delayed period needs reasons found reasonable",
        "条例第三十五条",
        ACCEPTED,
    ),
    rule(
        "A delayed period ends after the present deadline",
        ACCEPTED,
        a.FixDelayedPeriod(until=DUE, reason="数量很大"),
        f"Must lie after {DUE}",
        "",
        ACCEPTED,
        a.FixDelayedPeriod(until=DUE + DAY, reason="数量很大"),
    ),
]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.sentence)
def test_rule(case: Rule) -> None:
    [reason] = against(case)

    assert reason.provision == case.law
    assert reason.zh
    assert case.allowed.reasons(case.neighbour) == ()
