"""Whoever wrote a reply, in whatever version, takes no step of its route, and nobody takes two."""

from __future__ import annotations

import json

import pytest
from builders import DRAFT, LONGEST_ROUTE, RECEIVED, SAMPLES, SUBMIT, TAKE, Paper, at, drive, enter, moment
from people import APPROVER, EVERY_ROLE, HANDLER, OFFICERS, OWN, REVIEWER, SECOND_APPROVER

from workflow import acts as a
from workflow.desk import Desk
from workflow.errors import MoveRefused, NotAllowed
from workflow.terms import Role, Status

LAWYER, LEADER = OFFICERS[OWN, Role.LEGAL_REVIEWER], OFFICERS[OWN, Role.LEADER]
REVISE, TAKE_OVER, RETURN = (SAMPLES[name] for name in ("revise_reply", "take_over_draft", "return_draft"))
WROTE = "The drafter may not review or approve the draft"
TWICE = "One person may not take two steps of one reply"
LONG = a.DraftReply(outcome=LONGEST_ROUTE)
NOW = moment(RECEIVED)


def submitted(draft: a.Act = DRAFT) -> Paper:
    return at(Status.IN_HAND).do(SAMPLES["record_search"]).do(draft).do(SUBMIT)


def test_who_wrote_an_earlier_version_does_not_sign_a_later_one() -> None:
    first = at(Status.IN_HAND).do(DRAFT, by=EVERY_ROLE)
    later = first.do(REVISE, by=HANDLER).do(SUBMIT).do(SAMPLES["pass_secrecy"])

    assert later.reasons(SAMPLES["approve"], by=EVERY_ROLE) == (WROTE,)
    assert later.reasons(SAMPLES["approve"], by=APPROVER) == ()


def test_a_new_reply_after_a_recall_is_nobodys_yet() -> None:
    signed = at(Status.IN_HAND).do(DRAFT, by=EVERY_ROLE).all((SUBMIT, SAMPLES["pass_secrecy"]))
    anew = signed.do(SAMPLES["approve"]).do(SAMPLES["recall_reply"]).do(DRAFT, by=HANDLER).do(SUBMIT)

    assert anew.reasons(SAMPLES["pass_secrecy"], by=EVERY_ROLE) == ()


@pytest.mark.parametrize(
    ("taken", "act"),
    [
        ((SAMPLES["pass_secrecy"],), SAMPLES["pass_legal"]),
        ((SAMPLES["pass_secrecy"], SAMPLES["pass_legal"]), SAMPLES["endorse"]),
    ],
)
def test_nobody_takes_two_steps_of_one_route(taken: tuple[a.Act, ...], act: a.Act) -> None:
    paper = submitted(LONG)
    for step in taken:
        paper = paper.do(step, by=EVERY_ROLE if step is taken[-1] else None)

    assert paper.reasons(act, by=EVERY_ROLE) == (TWICE,)
    assert paper.reasons(act) == ()


def test_who_reviewed_a_version_that_was_returned_may_review_the_next() -> None:
    back = submitted().do(SAMPLES["pass_secrecy"], by=EVERY_ROLE).do(RETURN).do(SUBMIT)

    assert back.reasons(SAMPLES["pass_secrecy"], by=EVERY_ROLE) == ()


def test_who_takes_a_draft_over_is_its_handler_and_no_longer_its_reviewer() -> None:
    paper = submitted().do(TAKE_OVER, by=SECOND_APPROVER)

    assert paper.case.status is Status.IN_HAND
    assert (paper.case.handler, paper.case.taken_over_by) == (SECOND_APPROVER, SECOND_APPROVER)
    again = paper.do(SUBMIT).do(SAMPLES["pass_secrecy"])
    assert again.reasons(SAMPLES["approve"], by=SECOND_APPROVER) == (WROTE,)
    assert again.reasons(SAMPLES["approve"], by=APPROVER) == ()


def test_a_draft_that_was_taken_over_can_be_given_back(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, DRAFT, SUBMIT))
    desk.perform(REVIEWER, case_no, TAKE_OVER, NOW)

    desk.perform(REVIEWER, case_no, REVISE, NOW)  # who took it over writes on
    desk.perform(APPROVER, case_no, a.Reassign(handler=HANDLER, reason="交回"), NOW)

    with pytest.raises(NotAllowed):
        desk.perform(REVIEWER, case_no, REVISE, NOW)
    assert desk.view(HANDLER, case_no, NOW).case.taken_over_by is None


def test_the_only_person_who_could_sign_does_not_take_the_draft_over(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, DRAFT, SUBMIT, SAMPLES["pass_secrecy"]))
    for person in (SECOND_APPROVER, EVERY_ROLE):
        with desk.store.database.writing() as connection:
            connection.exec_driver_sql(f"UPDATE people SET active = false WHERE person_id = {person}")

    with pytest.raises(MoveRefused, match="没有其他人可以办理“签发”"):
        desk.perform(APPROVER, case_no, TAKE_OVER, NOW)


def test_comments_on_passages_are_kept_by_digest_and_quote_the_letter() -> None:
    comment = a.Comment(paragraph=2, passage="李样七：", text="称谓应为“你”")
    paper = submitted().do(SAMPLES["pass_secrecy"]).do(a.ReturnDraft(reason="见批注", comments=(comment,)))

    fact = paper.history[-1].fact
    assert json.loads(paper.texts[fact.comments_sha256]) == [
        {"paragraph": 2, "passage": "李样七：", "text": "称谓应为“你”"}
    ]
    assert "李样七" not in paper.records[-1].data


def test_a_comment_without_words_is_refused() -> None:
    empty = a.Comment(paragraph=1, passage="依据", text="  ")
    paper = submitted().do(SAMPLES["pass_secrecy"])

    assert paper.reasons(a.ReturnDraft(reason="见批注", comments=(empty,))) == (
        "A comment names its paragraph and what to change",
    )
