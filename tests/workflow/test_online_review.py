"""A letter served through the internet names the internet channel for reconsideration (行政复议法第二十二条)."""

from __future__ import annotations

import pytest
from builders import RECEIVED, SAMPLES, SUBMIT, TAKE, Paper, at, drive, enter, moment
from people import APPROVER, FRONT

from workflow import acts as a
from workflow.desk import Desk
from workflow.errors import MoveRefused
from workflow.guards.online import ONLINE
from workflow.terms import Status, Way

PLAIN = "可以自收到本答复书之日起六十日内向示例市人民政府申请行政复议。"
NAMED = f"{PLAIN}本文书通过互联网送达的，行政复议申请也可以通过示例平台提出。本平台为互联网渠道。"
REFUSED = "The letter names no internet channel for reconsideration: send it another way, or issue it anew"
ELSEWHERE = (Way.POST, Way.COUNTER, Way.AGENCY)


def draft(remedy: str) -> a.DraftReply:
    return a.DraftReply(outcome="disclosed", content={"letter": "reply_disclosed", "remedy": remedy})


def signed(remedy: str) -> Paper:
    """A reply with that paragraph, signed."""
    acts = (draft(remedy), SUBMIT, a.PassSecrecy(items=()), SAMPLES["approve"])
    return at(Status.IN_HAND).all(acts)


def letter(kind: str, remedy: str) -> Paper:
    """A letter beside the reply with that paragraph, signed."""
    content = {"letter": kind, "remedy": remedy}
    paper = at(Status.IN_HAND).all((a.DraftNotice(kind=kind, content=content), a.SubmitNotice(ref="1")))
    return paper.do(a.SignNotice(ref="1"), by=APPROVER)


@pytest.mark.parametrize("way", ONLINE)
def test_a_reply_without_the_channel_does_not_leave_through_the_internet(way: Way) -> None:
    assert signed(PLAIN).reasons(a.Dispatch(way=way)) == (REFUSED,)
    assert signed(NAMED).reasons(a.Dispatch(way=way)) == ()


@pytest.mark.parametrize("way", ELSEWHERE)
def test_on_paper_it_leaves_without(way: Way) -> None:
    assert signed(PLAIN).reasons(a.Dispatch(way=way)) == ()


def test_returned_by_post_it_does_not_go_by_mail_instead() -> None:
    back = signed(PLAIN).all((a.Dispatch(way=Way.POST), SAMPLES["record_failed_service"]))

    assert back.reasons(a.SendAgain(way=Way.EMAIL)) == (REFUSED,)
    assert back.reasons(a.SendAgain(way=Way.POST)) == ()


def test_a_letter_beside_the_reply_is_held_to_it_too() -> None:
    lapse = letter("lapse_correction", PLAIN)
    sent = lapse.do(a.SendNotice(way=Way.POST)).do(a.RecordFailedNoticeService(ref="1", reason="退回"))

    assert lapse.reasons(a.SendNotice(way=Way.EMAIL)) == (REFUSED,)
    assert sent.reasons(a.SendNoticeAgain(ref="1", way=Way.EMAIL)) == (REFUSED,)
    assert letter("lapse_correction", NAMED).reasons(a.SendNotice(way=Way.EMAIL)) == ()


def test_what_offers_no_review_needs_no_channel() -> None:
    assert letter("withdrawal", "").reasons(a.SendNotice(way=Way.EMAIL)) == ()
    assert letter("fee_notice", PLAIN).reasons(a.ChargeFee(**FEE, way=Way.EMAIL)) == ()


FEE = {name: getattr(SAMPLES["charge_fee"], name) for name in ("mode", "count")}


def test_the_desk_reads_the_letter_that_leaves(desk: Desk) -> None:
    now, case_no = moment(RECEIVED), enter(desk)
    drive(desk, case_no, (TAKE, draft(PLAIN), SUBMIT, a.PassSecrecy(items=()), SAMPLES["approve"]))

    with pytest.raises(MoveRefused, match="互联网渠道"):
        desk.perform(FRONT, case_no, a.Dispatch(way=Way.EMAIL), now)

    assert desk.perform(FRONT, case_no, a.Dispatch(way=Way.POST), now).status is Status.REPLIED
