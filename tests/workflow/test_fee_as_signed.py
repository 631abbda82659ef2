"""The fee charged is the one of the signed notice; another sum or another way of counting needs another notice."""

from __future__ import annotations

from typing import Any

import pytest
from builders import Paper, at

from workflow import acts as a
from workflow.terms import FeeMode, NoticeStatus, Status

FEE = {"charge_by": "per_case", "amount": 100}
BY_CASE, BY_PAGE = FeeMode.PER_CASE, FeeMode.PER_PAGE


def signed(facts: dict[str, Any]) -> Paper:
    """In hand, a fee notice with these facts signed."""
    letter = a.DraftNotice(kind="fee_notice", content={"facts": facts})
    return at(Status.IN_HAND).all((letter, a.SubmitNotice(ref="1"), a.SignNotice(ref="1")))


def test_a_charge_that_is_what_the_notice_says_sends_it() -> None:
    case = signed(FEE).do(a.ChargeFee(mode=BY_CASE, count=11)).case

    assert case.fee_yuan == 100
    assert case.notices[0].status is NoticeStatus.SENT


@pytest.mark.parametrize(
    ("mode", "count", "said"),
    [
        (BY_CASE, 31, "not 200 (Per case)"),
        (BY_CASE, 10, "not 0 (Per case)"),
        (BY_PAGE, 40, "not 100 (Per page)"),
    ],
)
def test_another_sum_or_another_way_of_counting_than_the_notice_says_is_refused(
    mode: FeeMode, count: int, said: str
) -> None:
    reasons = signed(FEE).reasons(a.ChargeFee(mode=mode, count=count))

    assert reasons == (f"The signed notice says 100 yuan (Per case), {said}: void it if it is wrong",)


def test_where_two_notices_are_signed_the_one_named_counts() -> None:
    other = a.DraftNotice(kind="fee_notice", content={"facts": FEE | {"amount": 300}})
    paper = signed(FEE).all((other, a.SubmitNotice(ref="2"), a.SignNotice(ref="2")))

    assert paper.reasons(a.ChargeFee(mode=BY_CASE, count=41, letter="2")) == ()
    assert paper.reasons(a.ChargeFee(mode=BY_CASE, count=41, letter="1")) != ()
