"""Guards: each refuses what it says and lets the neighbouring case through; nobody decides on their own work."""

from __future__ import annotations

import guards_of_intake
import guards_of_period
import guards_of_reply
import pytest
from builders import (
    ARCHIVE,
    CORRECTION_LAST,
    DRAFT,
    RECEIVED,
    SAMPLES,
    SUBMIT,
    at,
    logged,
)
from guard_rules import AGREE, ASKED, CORRECTED, DAY, PROPOSE, Rule, against
from people import APPROVER, EVERY_ROLE, HANDLER, SECOND_APPROVER

from workflow import acts as a
from workflow.terms import Channel, Status

RULES = (*guards_of_intake.RULES, *guards_of_period.RULES, *guards_of_reply.RULES)


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.sentence)
def test_rule(case: Rule) -> None:
    [reason] = against(case)

    assert reason.provision == case.law
    assert reason.zh
    assert case.allowed.reasons(case.neighbour) == ()


@pytest.mark.parametrize(
    ("status", "act"),
    [
        (Status.UNDER_REVIEW, SAMPLES["pass_secrecy"]),
        (Status.UNDER_REVIEW, SAMPLES["return_from_secrecy"]),
        (Status.AWAITING_APPROVAL, SAMPLES["approve"]),
        (Status.AWAITING_APPROVAL, SAMPLES["return_draft"]),
    ],
)
def test_the_drafter_reviews_and_approves_nothing_of_their_own(status: Status, act: a.Act) -> None:
    drafted = at(Status.IN_HAND).do(DRAFT, by=EVERY_ROLE).do(SUBMIT)
    paper = drafted if status is Status.UNDER_REVIEW else drafted.do(SAMPLES["pass_secrecy"])

    assert paper.reasons(act, by=EVERY_ROLE) == ("The drafter may not review or approve the draft",)
    assert paper.reasons(act, by=SECOND_APPROVER) == ()


def test_whoever_revised_last_is_the_drafter() -> None:
    first = at(Status.IN_HAND).do(DRAFT, by=HANDLER)
    revised = first.do(SAMPLES["revise_reply"], by=EVERY_ROLE).all((SUBMIT, SAMPLES["pass_secrecy"]))

    assert revised.reasons(SAMPLES["approve"], by=EVERY_ROLE)
    assert revised.reasons(SAMPLES["approve"], by=APPROVER) == ()


def test_whoever_proposed_an_extension_does_not_approve_it() -> None:
    paper = at(Status.IN_HAND).do(PROPOSE, by=EVERY_ROLE)

    assert paper.reasons(AGREE, by=EVERY_ROLE) == ("Whoever proposed it may not approve it",)
    assert paper.reasons(AGREE, by=APPROVER) == ()


def test_a_refusal_names_every_reason_at_once() -> None:
    paper = ASKED.do(CORRECTED).on(CORRECTION_LAST + DAY)
    act = a.AskForCorrection(items="年份", answer_by=RECEIVED)

    assert paper.reasons(act) == (
        "Asked once on 2026-07-01",
        "The 7 working days for asking ended on 2026-07-10",
        "The answer date must lie after the day of sending",
    )


def test_a_disclosure_that_skipped_the_secrecy_review_is_not_signed() -> None:
    paper = at(Status.AWAITING_APPROVAL)
    unreviewed = paper.case.__class__(
        **{n: getattr(paper.case, n) for n in paper.case.__slots__} | {"secrecy_passed": False}
    )

    reasons = paper._replace(case=unreviewed).reasons(SAMPLES["approve"])

    assert reasons == ("Disclosure needs the secrecy review",)


def test_an_unconfirmed_letter_is_confirmed_no_earlier_than_it_came() -> None:
    paper = logged(channel=Channel.PLAIN_POST)
    early = a.ConfirmReceipt(how="电话", on=RECEIVED - DAY)

    assert paper.reasons(early) == ("2026-06-30 is before receipt on 2026-07-01",)
    assert paper.reasons(a.ConfirmReceipt(how="电话", on=RECEIVED)) == ()


def test_an_archived_case_takes_no_more_work() -> None:
    paper = at(Status.SERVED).do(ARCHIVE)

    assert paper.reasons(DRAFT) == ("Not open while the case is 'Archived'",)
