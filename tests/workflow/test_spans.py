"""Where the days of a case went: who held it when, from its history alone; the days add up, none counted twice."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from builders import (
    ARCHIVE,
    ASK_UNIT,
    CHARGE,
    CONSULT,
    CORRECT,
    DAYS,
    DISPATCH,
    DRAFT,
    OBJECTION,
    PASS,
    RECEIVED,
    REDO,
    REPLY,
    SERVE,
    SUBMIT,
    TAKE,
    Paper,
    around,
    at,
    later,
    logged,
)
from people import HANDLER

from workflow import acts as a
from workflow.errors import MoveRefused
from workflow.supervision.clocks import clocks
from workflow.supervision.explaining import account
from workflow.supervision.spans import Holder, Span, shares, spans
from workflow.terms import Channel, Status

END = later(RECEIVED, 30)


def held(paper: Paper, today: date = END) -> list[tuple[str, int]]:
    return [(span.held.holder.value, span.working_days) for span in spans(paper.history, DAYS, today)]


def test_each_step_of_a_reply_has_its_days() -> None:
    paper = logged().on(later(RECEIVED, 1)).do(TAKE).on(later(RECEIVED, 6)).do(DRAFT).do(SUBMIT)
    paper = paper.on(later(RECEIVED, 9)).do(PASS).on(later(RECEIVED, 10)).do(a.Approve())
    paper = paper.on(later(RECEIVED, 12)).do(DISPATCH)

    assert held(paper) == [
        ("front_desk", 1),
        ("handler", 5),
        ("secrecy", 3),
        ("approver", 1),
        ("dispatch", 2),
    ]


def test_the_days_of_a_consultation_are_the_third_party_s_until_its_opinion_comes() -> None:
    paper = logged().do(TAKE).on(later(RECEIVED, 2)).do(CONSULT)
    paper = paper.on(later(RECEIVED, 8)).do(OBJECTION[1]).on(later(RECEIVED, 10)).do(OBJECTION[2])

    assert held(paper, later(RECEIVED, 11)) == [("handler", 2), ("third_party", 6), ("handler", 3)]


def test_days_of_a_consultation_are_not_counted_by_the_clock() -> None:
    paper = logged().do(TAKE).on(later(RECEIVED, 2)).do(CONSULT)
    paper = paper.on(later(RECEIVED, 8)).do(OBJECTION[1]).do(OBJECTION[2])
    clock = around(END).clock(paper.case)

    found = spans(paper.history, DAYS, later(RECEIVED, 11), clock)

    assert [(span.held.holder.value, span.counted) for span in found] == [
        ("handler", 2),
        ("third_party", 0),
        ("handler", 3),
    ]


@pytest.mark.parametrize("act", [CORRECT, CHARGE])
def test_days_that_wait_for_the_applicant_are_the_applicant_s(act: a.Act) -> None:
    paper = logged().do(TAKE).on(later(RECEIVED, 3)).do(act)

    assert held(paper, later(RECEIVED, 7)) == [("handler", 3), ("applicant", 4)]


def test_a_unit_that_was_asked_holds_the_case_until_it_answers() -> None:
    paper = logged().do(TAKE).on(later(RECEIVED, 1)).do(ASK_UNIT)
    paper = paper.on(later(RECEIVED, 4)).do(a.RecordUnitAnswer(ref="1", answer="持有"))

    assert held(paper, later(RECEIVED, 5)) == [("handler", 1), ("unit", 3), ("handler", 1)]


def test_days_before_confirmation_are_the_front_desk_s() -> None:
    paper = logged(channel=Channel.WEB).on(later(RECEIVED, 2)).do(a.ConfirmReceipt(how="电话"))

    assert held(paper, later(RECEIVED, 3)) == [("front_desk", 3)]


def test_after_the_reply_nobody_holds_it_until_one_is_ordered_anew() -> None:
    paper = logged().do(TAKE).all(REPLY).on(later(RECEIVED, 2)).do(DISPATCH).do(SERVE)
    paper = paper.on(later(RECEIVED, 20)).do(REDO)

    assert held(paper, later(RECEIVED, 23)) == [("dispatch", 2), ("handler", 3)]


def test_the_person_of_a_span_is_named() -> None:
    paper = logged().do(TAKE)

    [span] = spans(paper.history, DAYS, later(RECEIVED, 1))

    assert (span.held.person, span.held.unit) == (HANDLER, "综合科")


def test_shares_add_spans_of_one_kind_and_leave_out_none() -> None:
    paper = logged().do(TAKE).on(later(RECEIVED, 2)).do(CONSULT)
    paper = paper.on(later(RECEIVED, 8)).do(OBJECTION[1]).do(OBJECTION[2])

    made = shares(spans(paper.history, DAYS, later(RECEIVED, 12)))

    assert [(share.holder, share.working_days) for share in made] == [
        (Holder.HANDLER, 6),
        (Holder.THIRD_PARTY, 6),
    ]


STEPS: tuple[a.Act, ...] = (TAKE, ASK_UNIT, CONSULT, *OBJECTION[1:], CORRECT, CHARGE, DRAFT, SUBMIT, PASS,
                            a.ReturnFromSecrecy(reason="遮盖"), a.Approve(), DISPATCH, a.Withdraw(reason="自行查到"),
                            a.ReceiveCorrection(application="二〇二五年的批复"), a.RecordPayment(yuan=100))  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_the_spans_of_any_history_follow_each_other_and_add_up(seed: int) -> None:
    by = random.Random(seed)
    paper, day = logged(), RECEIVED
    for _ in range(30):
        try:
            paper = paper.on(day).do(by.choice(STEPS))
        except MoveRefused:
            continue
        day += timedelta(by.randrange(5))
    today = max(day, RECEIVED) + timedelta(by.randrange(20))

    found: tuple[Span, ...] = spans(paper.history, DAYS, today)

    end = _end(paper, today)
    assert sum(span.working_days for span in found) == DAYS.days_between(RECEIVED, end)
    assert all(one.until == two.after for one, two in pairwise(found))


def _end(paper: Paper, today: date) -> date:
    case = paper.case
    withdrawn = case.decided_on if case.status is Status.WITHDRAWN else None
    return case.dispatched_on or withdrawn or today


def test_the_reason_given_last_is_the_reason() -> None:
    paper = at(Status.IN_HAND).on(later(RECEIVED, 25))
    paper = paper.do(a.ExplainLateness(reason="人手不足", unit="综合科"))
    paper = paper.do(a.ExplainLateness(reason="档案移交", unit="档案室"))

    assert account(paper.history, around(END)).explained == ("档案移交", "档案室")
    assert account(at(Status.IN_HAND).history, around(END)).explained is None


def test_clocks_stand_side_by_side_with_what_became_of_them() -> None:
    paper = logged().do(TAKE).on(later(RECEIVED, 3)).do(CORRECT)
    paper = paper.on(later(RECEIVED, 6)).do(a.ReceiveCorrection(application="二〇二五年的批复"))
    paper = paper.on(later(RECEIVED, 8)).do(CONSULT)
    today = later(RECEIVED, 10)

    found = {
        one.words.en: one
        for one in clocks(paper.case, around(today).clock(paper.case), paper.history, around(today))
    }

    assert found["Reply"].state == "open"
    assert found["The applicant's correction"].state == "met"
    assert found["The applicant's correction"].done_on == later(RECEIVED, 6)
    assert found["Consultation: third party"].from_on == later(RECEIVED, 8)
    assert found["Consultation: third party"].done_on is None


def test_a_reply_after_its_day_is_missed_and_one_before_is_met() -> None:
    for on, state in ((later(RECEIVED, 20), "met"), (later(RECEIVED, 21), "missed")):
        paper = logged().do(TAKE).on(on).all(REPLY).do(DISPATCH)
        reply = clocks(paper.case, around(END).clock(paper.case), paper.history, around(END))[0]

        assert (reply.words.en, reply.state, reply.done_on) == ("Reply", state, on)


def test_an_archived_case_keeps_its_account() -> None:
    paper = logged().do(TAKE).on(later(RECEIVED, 4)).all(REPLY).do(DISPATCH).do(SERVE).do(ARCHIVE)

    assert held(paper) == [("handler", 4)]
