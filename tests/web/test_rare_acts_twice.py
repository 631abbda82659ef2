"""The rarer acts sent twice: letters on their way, consultations, what a long route and a late case ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from builders import LONGEST_ROUTE, RULES
from flask import Flask
from pages import PASSWORD, Visitor
from sending import twice

from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Channel, Role

EARLY, LATE = datetime(2026, 11, 9, 3, tzinfo=UTC), datetime(2027, 1, 11, 3, tzinfo=UTC)
PEOPLE = ("ana", "rui", "fa", "qian", "lu")
ALL_STEPS = (Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.LEADER)
LETTER = "letter-draft?kind=consultation_notice"
TOLD = {
    "kind": "consultation_notice",
    "fact_consulted": "third_party",
    "fact_sent_on": "2026-11-06",
    "fact_reason": "可能涉及商业秘密。",
}
ANSWER_BY = {"answer_by": "2026-11-30"}
CORRECTED = {"application": "请求公开2025年的出让批准文件。"}
FAX = a.Log(
    agency=2,
    channel=Channel.FAX,
    arrived_on=date(2026, 11, 9),
    application="请求公开示例大道的批复。",
    applicants=(a.Applicant(name="赵八", phone="13925325941"),),
    submission_key="fax",
)


class Step(NamedTuple):
    """A form on the case, what it says beside the sample of its act, and the day it is sent."""

    noun: str
    says: dict[str, str] = {}
    at: datetime = EARLY
    after: int = 0  # so many of the people have no part in it any more


def plain(*nouns: str) -> tuple[Step, ...]:
    return tuple(Step(noun) for noun in nouns)


DRAFTED = (Step(LETTER, TOLD), *plain("letter-revision", "letter-submission"))
WAYS: dict[str, tuple[Step, ...]] = {
    "consulted": (
        Step("correction-request", ANSWER_BY),
        Step("correction", CORRECTED),
        *plain("consultation", "consultation-service", "opinion", "consultation-end", "third-party-notice"),
    ),
    "extended": plain("extension", "extension-approval", "extension-notice"),
    "paid": plain("fee", "fee-service", "payment"),
    "delayed": (
        Step("reasons-request", ANSWER_BY),
        Step("reasons", {"reasonable": "yes"}),
        Step("delayed-period", {"until": "2026-12-31"}),
    ),
    "without reasons": (Step("reasons-request", ANSWER_BY), Step("reasons-end", at=LATE)),
    "never corrected": (Step("correction-request", ANSWER_BY), Step("lapse", at=LATE)),
    "answered at once": (Step("spot-reply", {"supplied": "批文"}), *plain("publication")),
    "late": (Step("lateness", at=LATE),),
    "a letter": (
        *DRAFTED,
        *plain("letter-return", "letter-submission", "letter-takeover", "letter-submission"),
        Step("letter-signature", after=4),  # whoever took it over does not sign it
        *plain("letter-dispatch", "letter-failed-service", "letter-dispatch-again", "letter-service"),
    ),
    "a letter voided": (*DRAFTED, *plain("letter-signature", "letter-void")),
}


@pytest.fixture
def desk(store: Store) -> Desk:
    """An office where one outcome takes every step; what the checks find is tested elsewhere."""
    return Desk(store, RULES)


@pytest.fixture
def people(store: Store, app: Flask, visit: Callable[[str], Visitor]) -> list[Visitor]:
    """Everybody of the office, with one more who may review and sign."""
    office.add_person(store, agency=2, account="lu", name="陆局长", password=PASSWORD, roles=ALL_STEPS)
    app.config["NOW"] = lambda: EARLY
    return [visit(account) for account in PEOPLE]


def go(app: Flask, desk: Desk, people: list[Visitor], case_no: str, way: tuple[Step, ...]) -> None:
    """Each form twice: once it acts, once it is refused, and the history holds each fact once."""
    for step in way:
        app.config["NOW"] = lambda at=step.at: at
        noun = step.noun.partition("?")[0]
        done = len(desk.view(1, case_no, step.at).history)

        first, second = twice(people[step.after :], f"/cases/{case_no}/{step.noun}", noun, step.says)

        assert (first, second in (400, 403, 409)) == (303, True), (noun, first, second)
        facts = [type(e.fact).__name__ for e in desk.view(1, case_no, step.at).history[done:]]
        assert facts, noun
        assert len(facts) == len(set(facts)), noun


@pytest.mark.parametrize("way", WAYS)
def test_a_rare_act_sent_twice_is_done_once(
    app: Flask, desk: Desk, people: list[Visitor], case_no: str, way: str
) -> None:
    go(app, desk, people, case_no, WAYS[way])


def test_what_comes_by_fax_is_confirmed_and_taken_in_hand_once(
    app: Flask, desk: Desk, people: list[Visitor]
) -> None:
    case_no = desk.log(1, FAX, EARLY).case_no

    go(app, desk, people, case_no, plain("confirmation-attempt", "confirmation"))
    go(app, desk, people, case_no, (Step("handling", {"handler": "1"}),))


def test_the_longest_route_is_gone_once(app: Flask, desk: Desk, people: list[Visitor], case_no: str) -> None:
    desk.perform(1, case_no, a.DraftReply(outcome=LONGEST_ROUTE), EARLY)

    go(app, desk, people, case_no, plain("submission", "legal-return", "submission", "takeover"))


def test_two_cases_are_linked_once(app: Flask, desk: Desk, people: list[Visitor], case_no: str) -> None:
    other = desk.log(1, FAX, EARLY).case_no

    go(app, desk, people, case_no, (Step("link", {"case_no": other}),))
