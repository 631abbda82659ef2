"""Every act sent again, by a double click or after a lost answer: it is done once, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, NamedTuple

import mail_server
import pytest
from builders import LONGEST_ROUTE, RULES
from flask import Flask
from once import Kept, differing, kept
from pages import PASSWORD, Visitor, read
from reviews import letter
from sending import twice

from notices.issuing import freeze_receipt
from web.acts.table import BY_NOUN
from workflow import acts as a
from workflow import office
from workflow.desk import Desk
from workflow.store import Store
from workflow.terms import Channel, Role, Way

EARLY, LATE = datetime(2026, 11, 9, 3, tzinfo=UTC), datetime(2027, 1, 11, 3, tzinfo=UTC)
PEOPLE = ("ana", "rui", "fa", "qian", "lu", "su")
ANA, RUI, QIAN, FA = 1, 3, 4, 7
ALL_STEPS = (Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.LEADER)
SIGNER = 4  # "lu": whoever took a letter over does not sign it
LETTER = "letter-draft?kind=consultation_notice"
TOLD = {
    "kind": "consultation_notice",
    "fact_consulted": "third_party",
    "fact_sent_on": "2026-11-06",
    "fact_reason": "可能涉及商业秘密。",
}
ANSWER_BY = {"answer_by": "2026-11-30"}
CORRECTED = {"application": "请求公开2025年的出让批准文件。"}
PAPER = {"file": ("授权委托书，委托张三办理。".encode(), "委托书.txt"), "not_secret": "1"}
FAX = letter(
    "fax",
    date(2026, 11, 9),
    channel=Channel.FAX,
    application="请求公开示例大道的批复。",
    applicants=(a.Applicant(name="赵八", phone="13925325941", email="zhao@example.org"),),
)


class Step(NamedTuple):
    """A form on the case, what it says beside the sample of its act, and the day it is sent."""

    noun: str
    says: dict[str, Any] = {}
    at: datetime = EARLY
    after: int = 0  # so many of the people have no part in it any more


def plain(*nouns: str) -> tuple[Step, ...]:
    return tuple(Step(noun) for noun in nouns)


def letter(draft: str, told: dict[str, str], *nouns: str) -> tuple[Step, ...]:
    return (Step(draft, told), *plain("letter-revision", "letter-submission", *nouns))


SECRECY = plain("submission", "secrecy-pass")
#: acts one after another on one case
WAYS: dict[str, tuple[Step, ...]] = {
    "in hand": (
        *plain("note", "handler", "search", "unit-request", "unit-reminder", "unit-answer"),
        Step("urging", ANSWER_BY),
        Step("urging-answer"),
        Step("document", PAPER),
    ),
    "a reply": (
        *plain("draft", "revision", "submission", "secrecy-return", *(s.noun for s in SECRECY), "return"),
        *SECRECY,
        *plain("approval", "recall", "draft", *(s.noun for s in SECRECY), "approval"),
        *plain("dispatch", "failed-service", "dispatch-again", "service", "archive"),
        Step("retention", {"retention": "永久"}),
        *plain("redo"),
    ),
    "withdrawn": plain("fee", "fee-service", "withdrawal"),
    "appealed": (*plain("appeal"), Step("appeal-paper", PAPER), *plain("appeal-step", "appeal-result")),
    "refused an extension": plain("extension", "extension-refusal", "reasons-request", "reasons", "parts"),
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
    "answered at once": (
        Step("spot-reply", {"supplied": "批文", "warnings_accepted": "印发时已审查"}),
        *plain("publication", "published"),
    ),
    "late": (Step("lateness", at=LATE),),
    "a letter": (
        *letter(LETTER, TOLD, "letter-return", "letter-submission"),
        *plain("letter-takeover", "letter-submission"),
        Step("letter-signature", after=SIGNER),
        *plain("letter-dispatch", "letter-failed-service", "letter-dispatch-again", "letter-service"),
    ),
    "a letter voided": letter(LETTER, TOLD, "letter-signature", "letter-void"),
}


FAXED = (*plain("confirmation-attempt", "confirmation"), Step("handling", {"handler": "1"}))
_LONG = ((ANA, a.DraftReply(outcome=LONGEST_ROUTE)), (ANA, a.Submit()), (RUI, a.PassSecrecy()))
_ANSWER = (
    (ANA, a.DraftNotice(kind="review_answer", content={"claim": "撤销"})),
    (ANA, a.SubmitNotice(ref="1")),
)
_WITHHELD = (
    (ANA, a.DraftReply(outcome="refused_process")),
    (ANA, a.Submit()),
    (FA, a.PassLegal()),
    (QIAN, a.Approve()),
    (ANA, a.Dispatch(way=Way.POST, tracking_no="XA123")),
)
#: what was done before, and the acts that follow
ROUTES: dict[str, tuple[tuple[tuple[int, a.Act], ...], tuple[str, ...]]] = {
    "returned and taken over": (_LONG, ("legal-return", "submission", "takeover")),
    "endorsed": (_LONG, ("legal-pass", "endorsement")),
    "a letter endorsed": (
        _ANSWER,
        ("letter-legal-return", "letter-submission", "letter-legal-pass", "letter-endorsement"),
    ),
    "withheld": (_WITHHELD, ("reevaluation",)),
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


def _keep(into: list[Kept], store: Store) -> None:
    into.append(kept(store))


def go(app: Flask, desk: Desk, people: list[Visitor], case_no: str, way: tuple[Step, ...]) -> None:
    """Each form twice: once it acts, once it is refused with the reason, and all stays as it was."""
    for step in way:
        app.config["NOW"] = lambda at=step.at: at
        noun, before = step.noun.partition("?")[0], kept(desk.store)
        once: list[Kept] = []

        first, second = twice(
            people[step.after :],
            f"/cases/{case_no}/{step.noun}",
            noun,
            step.says,
            partial(_keep, once, desk.store),
        )

        assert first.status_code == 303, (noun, read(first).main())
        assert second.status_code in (400, 403, 409), noun
        assert len(read(second).main()) > 0
        assert "entries" in differing(before, once[0]), noun
        assert differing(once[0], kept(desk.store)) <= {"scratches"}, noun  # unsaved words, kept to be copied


@pytest.mark.parametrize("way", WAYS)
def test_an_act_sent_twice_is_done_once(
    app: Flask, desk: Desk, people: list[Visitor], case_no: str, way: str
) -> None:
    go(app, desk, people, case_no, WAYS[way])


def test_what_comes_by_fax_is_confirmed_mailed_and_linked_once(
    app: Flask, desk: Desk, people: list[Visitor], case_no: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.absent(monkeypatch)
    fax = desk.log(1, FAX, EARLY).case_no

    go(app, desk, people, fax, FAXED)
    freeze_receipt(desk, 1, fax, EARLY)
    go(app, desk, people, fax, (Step("mail"), Step("link", {"case_no": case_no})))


@pytest.mark.parametrize("route", ROUTES)
def test_each_step_of_a_long_route_is_taken_once(
    app: Flask, desk: Desk, people: list[Visitor], case_no: str, route: str
) -> None:
    before, nouns = ROUTES[route]
    for by, act in before:
        desk.perform(by, case_no, act, EARLY)

    go(app, desk, people, case_no, plain(*nouns))


def test_every_act_is_sent_twice_here() -> None:
    ways = (
        *WAYS.values(),
        FAXED,
        plain("mail", "link"),
        *(plain(*nouns) for _before, nouns in ROUTES.values()),
    )

    assert {step.noun.partition("?")[0] for way in ways for step in way} == {*BY_NOUN}
