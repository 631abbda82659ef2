"""A letter that starts somebody's period is served once: by whichever act is recorded, both know the day."""

from __future__ import annotations

import pytest
from builders import CHARGE, CONSULT, RECEIVED, SERVE_DAY, Paper, at

from workflow import acts as a
from workflow.terms import NoticeStatus, Status


def _sent(kind: str, act: a.Act) -> Paper:
    """In hand, the letter of that kind signed and sent by the act."""
    letter = (a.DraftNotice(kind=kind), a.SubmitNotice(ref="1"), a.SignNotice(ref="1"))
    return at(Status.IN_HAND).all((*letter, act)).on(SERVE_DAY)


@pytest.mark.parametrize(
    "act",
    [a.RecordConsultationService(ref="1"), a.RecordNoticeService(ref="1", how="签收")],
    ids=["act", "letter"],
)
def test_a_consultation_and_its_letter_are_served_together(act: a.Act) -> None:
    paper = _sent("consult_third_party", CONSULT)
    assert paper.case.notices[0].status is NoticeStatus.SENT

    case = paper.do(act).case

    assert case.notices[0].status is NoticeStatus.SERVED
    assert case.notices[0].served_on == case.consultations[0].served_on == SERVE_DAY


@pytest.mark.parametrize(
    "act", [a.RecordFeeService(), a.RecordNoticeService(ref="1", how="签收")], ids=["act", "letter"]
)
def test_a_fee_and_its_notice_are_served_together(act: a.Act) -> None:
    charge = a.ChargeFee(mode=CHARGE.mode, count=CHARGE.count)

    case = _sent("fee_notice", charge).do(act).case

    assert case.notices[0].status is NoticeStatus.SERVED
    assert case.notices[0].served_on == case.fee_served_on == SERVE_DAY


def test_without_a_letter_here_the_consultation_alone_is_served() -> None:
    case = at(Status.CONSULTING).on(SERVE_DAY).do(a.RecordConsultationService(ref="1")).case

    assert case.consultations[0].served_on == SERVE_DAY
    assert case.notices == ()
    assert case.received_on == RECEIVED
