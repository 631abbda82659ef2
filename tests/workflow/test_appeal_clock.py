"""The clocks of appeals: the law of the day each begins, working or calendar days, rest days that move an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from builders import DAYS

from workflow.appeal.clock import AppealLimit, limits, next_limit
from workflow.appeal.law import shipped
from workflow.appeal.terms import AppealKind, AppealStatus, Procedure, ResultKind
from workflow.appeal.value import Appeal, Hearing, Judgment
from workflow.errors import RuleMissing

REVIEW, SUIT, COMPLAINT = AppealKind
PLAIN, SIMPLE = Procedure


def appeal(kind: AppealKind, received_on: date, **changes: Any) -> Appeal:
    """Taken up and received on that day."""
    values = {
        "ref": "1",
        "kind": kind,
        "procedure": PLAIN,
        "status": AppealStatus.REGISTERED,
        "organ": "示例市人民政府",
        "appeal_no": "1号",
        "filed_on": received_on,
        "received_on": received_on,
        "answer_by": None,
        "by_third_party": False,
        "after_review": False,
        "against": "",
        "appellant_sha256": "",
        "claim_sha256": "",
    }
    return Appeal(**(values | changes))


def limit(held: Appeal, act: str) -> AppealLimit:
    return next(found for found in limits(held, shipped(), DAYS) if found.act == act)


def judged(on: date, result: str = "revoked") -> Judgment:
    return Judgment(1, result, ResultKind.CORRECTED, "1号", on, ("late",), True, None)


@dataclass(frozen=True)
class Vector:
    """Papers received on a day, and the last day to answer them."""

    kind: AppealKind
    procedure: Procedure
    received_on: date
    last: date
    unit: str
    provision: str


VECTORS = (
    # until 2023 the ten days of a review are calendar days: only five and seven days were working days
    Vector(REVIEW, PLAIN, date(2023, 12, 25), date(2024, 1, 4), "days", "行政复议法（2017）第二十三条、第四十条"),
    Vector(REVIEW, PLAIN, date(2023, 12, 31), date(2024, 1, 10), "days", "行政复议法（2017）第二十三条、第四十条"),
    # 30 September 2023 lies in the holiday of 29 September to 6 October; 7 October was worked
    Vector(REVIEW, PLAIN, date(2023, 9, 20), date(2023, 10, 7), "days", "行政复议法（2017）第二十三条、第四十条"),
    # from 2024 they are working days, five in simplified procedure
    Vector(REVIEW, PLAIN, date(2024, 1, 1), date(2024, 1, 15), "working_days", "行政复议法第四十八条、第八十八条"),
    Vector(REVIEW, PLAIN, date(2024, 1, 2), date(2024, 1, 16), "working_days", "行政复议法第四十八条、第八十八条"),
    Vector(REVIEW, SIMPLE, date(2024, 1, 2), date(2024, 1, 9), "working_days", "行政复议法第五十四条、第八十八条"),
    # across 1 to 8 October 2025; Saturday 11 October was worked
    Vector(REVIEW, PLAIN, date(2025, 9, 28), date(2025, 10, 17), "working_days", "行政复议法第四十八条、第八十八条"),
    Vector(REVIEW, SIMPLE, date(2025, 9, 28), date(2025, 10, 11), "working_days", "行政复议法第五十四条、第八十八条"),
    # before a court fifteen calendar days; ten under the law of 1989
    Vector(SUIT, PLAIN, date(2026, 9, 14), date(2026, 9, 29), "days", "行政诉讼法第六十七条"),
    Vector(SUIT, PLAIN, date(2026, 9, 16), date(2026, 10, 8), "days", "行政诉讼法第六十七条"),
    Vector(SUIT, PLAIN, date(2025, 9, 19), date(2025, 10, 9), "days", "行政诉讼法第六十七条"),
    Vector(SUIT, PLAIN, date(2015, 4, 30), date(2015, 5, 11), "days", "行政诉讼法（1989）第四十三条"),
    Vector(SUIT, PLAIN, date(2015, 5, 1), date(2015, 5, 18), "days", "行政诉讼法第六十七条"),
    Vector(SUIT, SIMPLE, date(2026, 9, 14), date(2026, 9, 29), "days", "法释〔2018〕1号第一百零四条"),
)  # fmt: skip


@pytest.mark.parametrize("v", VECTORS, ids=lambda v: f"{v.kind}-{v.procedure}-{v.received_on}")
def test_an_answer_is_due_as_the_law_of_the_day_it_begins_says(v: Vector) -> None:
    found = limit(appeal(v.kind, v.received_on, procedure=v.procedure), "answer")

    assert (found.due_on, found.unit, found.provision) == (v.last, v.unit, v.provision)
    assert found.ours


def test_an_end_on_a_rest_day_says_that_it_moved_and_another_does_not() -> None:
    assert limit(appeal(SUIT, date(2026, 9, 16)), "answer").moved
    assert not limit(appeal(SUIT, date(2026, 9, 14)), "answer").moved


def test_a_day_the_organ_names_takes_the_place_of_the_period() -> None:
    found = limit(appeal(SUIT, date(2026, 9, 14), answer_by=date(2026, 9, 21)), "answer")

    assert (found.due_on, found.unit, found.provision) == (date(2026, 9, 21), "fixed", "行政诉讼法第六十七条")


def test_a_complaint_has_only_the_day_its_organ_names() -> None:
    assert limits(appeal(COMPLAINT, date(2026, 9, 14)), shipped(), DAYS) == ()
    named = appeal(COMPLAINT, date(2026, 9, 14), answer_by=date(2026, 9, 18))
    assert [found.due_on for found in limits(named, shipped(), DAYS)] == [date(2026, 9, 18)]


@pytest.mark.parametrize(
    ("held", "last"),
    [
        (appeal(REVIEW, date(2023, 11, 20)), date(2024, 1, 19)),
        (appeal(REVIEW, date(2024, 3, 1)), date(2024, 4, 30)),
        (appeal(REVIEW, date(2024, 3, 1), extended_days=30), date(2024, 5, 30)),
        (appeal(REVIEW, date(2024, 3, 1), procedure=SIMPLE), date(2024, 4, 1)),  # 31 March is a Sunday
        (appeal(REVIEW, date(2024, 3, 1), stays=((date(2024, 3, 10), date(2024, 3, 20)),)), date(2024, 5, 10)),
        (appeal(SUIT, date(2026, 3, 2)), date(2026, 9, 2)),
        (appeal(SUIT, date(2026, 3, 2), procedure=SIMPLE), date(2026, 4, 16)),
        (appeal(SUIT, date(2026, 3, 2), instance=2, instance_from=date(2026, 9, 8)), date(2026, 12, 8)),
    ],
)  # fmt: skip
def test_the_organ_decides_within_its_own_period(held: Appeal, last: date) -> None:
    found = limit(held, "decision")

    assert (found.due_on, found.ours) == (last, False)


def test_the_organs_period_runs_from_the_day_it_took_the_appeal_up_not_from_ours() -> None:
    held = appeal(REVIEW, date(2024, 3, 8), filed_on=date(2024, 3, 1))

    assert limit(held, "decision").due_on == date(2024, 4, 30)
    assert limit(held, "answer").due_on == date(2024, 3, 22)


def test_after_a_review_the_other_side_has_fifteen_days_from_service_or_from_the_end_of_the_period() -> None:
    ended = appeal(
        REVIEW, date(2024, 3, 1), status=AppealStatus.ENDED, judgments=(judged(date(2024, 4, 10)),)
    )

    assert limit(ended, "suit").due_on == date(2024, 4, 25)
    assert limit(appeal(REVIEW, date(2024, 3, 1)), "suit_if_silent").due_on == date(2024, 5, 15)


@pytest.mark.parametrize(
    ("result", "last"), [("revoked", date(2026, 6, 16)), ("not_admitted", date(2026, 6, 11))]
)
def test_a_judgment_is_taken_further_within_fifteen_days_and_a_ruling_within_ten(
    result: str, last: date
) -> None:
    held = appeal(
        SUIT, date(2026, 3, 2), status=AppealStatus.DECIDED, judgments=(judged(date(2026, 6, 1), result),)
    )

    assert limit(held, "take_further").due_on == last


def test_at_second_instance_the_answer_is_due_fifteen_days_after_the_papers_came() -> None:
    held = appeal(SUIT, date(2026, 6, 8), instance=2, instance_from=date(2026, 6, 8))

    assert (limit(held, "answer").due_on, limit(held, "answer").provision) == (
        date(2026, 6, 23),
        "法释〔2018〕1号第一百零八条",
    )


def test_what_the_agency_owes_comes_before_what_the_organ_owes() -> None:
    held = appeal(SUIT, date(2026, 6, 8), hearings=(Hearing(date(2026, 6, 10), "一庭"),))

    assert [found.act for found in limits(held, shipped(), DAYS)] == ["hearing", "answer", "decision"]
    answered = held._replace(status=AppealStatus.ANSWERED, hearings=())
    found = next_limit(answered, shipped(), DAYS)
    assert found is not None
    assert (found.act, found.ours) == ("decision", False)


def test_nothing_is_next_once_an_appeal_is_over_and_nothing_runs_while_it_is_stayed() -> None:
    ended = appeal(
        REVIEW, date(2024, 3, 1), status=AppealStatus.ENDED, judgments=(judged(date(2024, 4, 10)),)
    )
    stayed = appeal(REVIEW, date(2024, 3, 1), status=AppealStatus.STAYED)

    assert next_limit(ended, shipped(), DAYS) is None
    assert limits(stayed, shipped(), DAYS) == ()


def test_a_limit_beyond_the_last_holiday_notice_is_provisional() -> None:
    found = limit(appeal(REVIEW, date(2026, 12, 21)), "answer")

    assert found.provisional
    assert not limit(appeal(REVIEW, date(2026, 12, 1)), "answer").provisional


def test_there_is_no_simplified_review_before_2024() -> None:
    with pytest.raises(RuleMissing):
        shipped().rule("review_answer_simplified", date(2023, 12, 31))
    assert shipped().rule("review_answer_simplified", date(2024, 1, 1)).value == 5


def test_every_result_has_a_provision_in_force_and_counts_in_a_column_of_table_four() -> None:
    law = shipped()

    assert all(result.provision(date(2026, 1, 1)) for result in law.results)
    assert {result.counts for result in law.results} == {
        ResultKind.UPHELD,
        ResultKind.CORRECTED,
        ResultKind.OTHER,
    }
    assert all(result.counts is ResultKind.CORRECTED for result in law.results if result.wrong or result.redo)


def test_a_judgment_of_before_2015_is_taken_further_under_the_law_of_1989() -> None:
    def provision(on: date) -> str:
        held = appeal(SUIT, on, status=AppealStatus.DECIDED, judgments=(judged(on),))
        return limit(held, "take_further").provision

    assert provision(date(2015, 4, 30)) == "行政诉讼法（1989）第五十八条"
    assert provision(date(2015, 5, 1)) == "行政诉讼法第八十五条"


def test_a_limit_whose_rule_was_not_held_against_its_text_says_so_and_no_other() -> None:
    second = appeal(SUIT, date(2026, 9, 1), instance=2)

    assert "未核对" in limit(second, "answer").note
    assert limit(appeal(SUIT, date(2026, 9, 1)), "answer").note == ""
    assert limit(appeal(SUIT, date(2026, 9, 1)), "decision").note == ""
