"""A letter beside the reply goes the way its kind says: review, head, leader, each by somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import RULES, Paper, at, logged, moment
from people import APPROVER, EVERY_ROLE, HANDLER, OFFICERS, OWN, SECOND_APPROVER, SECOND_HANDLER

from workflow import acts as a
from workflow import entries as e
from workflow import moves, records
from workflow.case import Notice
from workflow.errors import BadInput, MoveRefused
from workflow.folding import fold, fold_on
from workflow.rules import ROOT, Rules
from workflow.terms import NoticeStatus, Role, Status

LAWYER, LEADER = OFFICERS[OWN, Role.LEGAL_REVIEWER], OFFICERS[OWN, Role.LEADER]
SUBMIT, PASS, AGREE, SIGN = (
    a.SubmitNotice(ref="1"),
    a.PassNoticeLegal(ref="1", remark="依据充分"),
    a.EndorseNotice(ref="1", remark="同意"),
    a.SignNotice(ref="1"),
)


def submitted(kind: str = "review_answer") -> Paper:
    """In hand, a letter of that kind on its way; the answer to the reconsideration organ takes every step."""
    return at(Status.IN_HAND).all((a.DraftNotice(kind=kind, content={"claim": "撤销"}), SUBMIT))


def one(paper: Paper) -> Notice:
    return paper.case.notices[0]


# the data --------------------------------------------------------------------------------------


def test_what_goes_to_an_organ_of_review_or_a_court_is_signed_by_the_leader_after_legal_review() -> None:
    for kind in ("review_answer", "court_defence"):
        assert RULES.approvals.letter_steps(kind) == ("legal", "approval", "leader")
    assert RULES.approvals.letter_steps("correction") == ("approval",)


def test_an_office_may_ask_for_more_or_fewer_steps() -> None:
    changed = RULES.approvals.with_letters("notice", ("legal", "leader"))

    assert changed.letter_steps("correction") == ("legal", "leader")
    assert changed.letter_steps("extension") == RULES.approvals.letter_steps("extension")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('notice = ["approval"]', 'notice = ["mayor"]', "steps must be of"),
        (
            'notice = ["approval"]',
            'notice = ["secrecy", "approval"]',
            "in this order, of legal, approval, leader",
        ),
        (
            'notice = ["approval"]',
            'notice = ["approval", "legal"]',
            "in this order, of legal, approval, leader",
        ),
        ('notice = ["approval"]', 'notice = ["approval", "approval"]', "steps must be of"),
        ('notice = ["approval"]', "notice = []", "somebody must sign: notice"),
        ('notice = ["approval"]', 'notice = ["legal"]', "somebody must sign: notice"),
        ('notice = ["approval"]\n', "", "no such route: notice"),
        ("[letters]", "[other]", "exactly these keys"),
    ],
)
def test_a_route_that_cannot_be_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    for file in ("approvals.toml", "notices.toml", "outcomes.toml", "fees.toml", "regimes"):
        (tmp_path / "config").mkdir(exist_ok=True)
        if file != "approvals.toml":
            (tmp_path / "config" / file).symlink_to(ROOT / "config" / file)
    text = (ROOT / "config" / "approvals.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "config" / "approvals.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(BadInput, match=said):
        Rules.load(tmp_path)


def test_a_kind_that_is_no_letter_has_no_route() -> None:
    with pytest.raises(BadInput, match="no such letter"):
        RULES.approvals.letter_steps("registration_form")


# the way ---------------------------------------------------------------------------------------


def test_a_letter_takes_each_step_of_its_route_in_order() -> None:
    steps = []
    paper = submitted()
    for act, by in ((PASS, LAWYER), (AGREE, APPROVER), (SIGN, LEADER)):
        steps.append((one(paper).next_step, one(paper).at_signature))
        paper = paper.do(act, by=by)

    assert steps == [("legal", False), ("approval", False), ("leader", True)]
    assert one(paper).status is NoticeStatus.SIGNED
    assert [(p.step, p.by) for p in one(paper).passed] == [
        ("legal", LAWYER),
        ("approval", APPROVER),
        ("leader", LEADER),
    ]


@pytest.mark.parametrize(
    ("before", "act", "why"),
    [
        ((), AGREE, "The letter waits for legal review"),
        ((), SIGN, "The letter waits for legal review"),
        ((), a.ReturnNotice(ref="1", reason="改"), "The letter waits for legal review"),
        ((PASS,), PASS, "The head of the disclosure office must agree to the letter first"),
        ((PASS,), SIGN, "The head of the disclosure office must agree to the letter first"),
        ((PASS, AGREE), AGREE, "The letter waits for the signature of the agency's leader"),
        ((PASS, AGREE), a.ReturnNoticeFromLegal(ref="1", reason="改"), "The letter waits for the signature"),
    ],
)
def test_a_step_out_of_turn_is_refused_and_says_what_is_waited_for(
    before: tuple[a.Act, ...], act: a.Act, why: str
) -> None:
    [reason] = submitted().all(before).reasons(act, by=EVERY_ROLE)

    assert reason.startswith(why)


def test_a_letter_the_head_signs_is_not_passed_on_to_the_leader() -> None:
    paper = submitted("correction")

    assert paper.reasons(AGREE) == ("The letter waits for the head of the disclosure office",)
    assert one(paper.do(SIGN)).status is NoticeStatus.SIGNED


def test_of_two_letters_each_goes_its_own_way() -> None:
    second = (a.DraftNotice(kind="correction"), a.SubmitNotice(ref="2"))
    paper = submitted().all(second).do(a.SignNotice(ref="2"), by=APPROVER)

    assert [n.status for n in paper.case.notices] == [NoticeStatus.SUBMITTED, NoticeStatus.SIGNED]
    act = a.SignNotice(ref="1")
    assert moves.row_of(paper.case, act, paper.around(act)).roles == (Role.LEADER,)


# four eyes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "act"),
    [((), PASS), ((PASS,), AGREE), ((PASS, AGREE), SIGN), ((PASS,), a.ReturnNotice(ref="1", reason="改"))],
)
def test_whoever_wrote_a_letter_takes_no_step_of_it(before: tuple[a.Act, ...], act: a.Act) -> None:
    paper = submitted().all(before)

    assert paper.reasons(act, by=one(paper).drafted_by) == ("The drafter may not review or sign the letter",)


def test_who_wrote_the_first_version_does_not_sign_the_second() -> None:
    drafted = at(Status.IN_HAND).do(a.DraftNotice(kind="correction"), by=EVERY_ROLE)
    revised = drafted.do(a.ReviseNotice(ref="1", content={"items": "年份"}), by=SECOND_HANDLER).do(SUBMIT)

    for who in (EVERY_ROLE, SECOND_HANDLER):
        assert revised.reasons(SIGN, by=who) == ("The drafter may not review or sign the letter",)
    assert revised.reasons(SIGN, by=APPROVER) == ()


@pytest.mark.parametrize(("before", "act"), [((PASS,), AGREE), ((PASS, AGREE), SIGN)])
def test_nobody_takes_two_steps_of_one_letter(before: tuple[a.Act, ...], act: a.Act) -> None:
    paper = submitted()
    for taken in before[:-1]:
        paper = paper.do(taken)
    paper = paper.do(before[-1], by=EVERY_ROLE)

    assert paper.reasons(act, by=EVERY_ROLE) == ("One person may not take two steps of one letter",)
    assert paper.reasons(act, by=SECOND_APPROVER) == ()


def test_a_stand_in_is_bound_by_what_the_one_away_has_done() -> None:
    paper = submitted().do(PASS, by=LAWYER)
    here = paper.around(AGREE, by=SECOND_APPROVER)._replace(acting_for=LAWYER)

    assert [r.en for r in moves.refusals(paper.case, AGREE, here)] == [
        "One person may not take two steps of one letter"
    ]


# back to the desk ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ((), a.ReturnNoticeFromLegal(ref="1", reason="依据不足")),
        ((PASS,), a.ReturnNotice(ref="1", reason="语句不通")),
        ((PASS, AGREE), a.ReturnNotice(ref="1", reason="另行研究")),
    ],
)
def test_a_returned_letter_starts_its_route_again(before: tuple[a.Act, ...], act: a.Act) -> None:
    back = submitted().all(before).do(act)
    assert one(back).status is NoticeStatus.DRAFTED
    assert one(back).passed == ()
    assert back.reasons(SIGN, by=LEADER) != ()

    again = back.all((a.ReviseNotice(ref="1", content={"claim": "确认违法"}), SUBMIT))

    assert one(again).next_step == "legal"


def test_a_return_without_a_reason_is_refused() -> None:
    blank = (
        (a.ReturnNoticeFromLegal(ref="1", reason=" "), submitted()),
        (
            a.ReturnNotice(ref="1", reason=""),
            submitted("correction"),
        ),
    )
    for act, paper in blank:
        assert paper.reasons(act) == ("Required, but empty: reason",)


def test_what_was_reviewed_cannot_be_redrafted_on_its_way() -> None:
    with pytest.raises(MoveRefused, match="没有处于“拟稿”的文书"):
        submitted().do(PASS).do(a.ReviseNotice(ref="1", content={"claim": "确认违法"}))


# histories from before -------------------------------------------------------------------------


def old_history(*facts: e.Fact) -> Paper:
    """A case whose letter was written down as before letters had routes."""
    paper = logged()
    for fact, by in zip(facts, (HANDLER, HANDLER, LEADER), strict=False):
        made = records.chain(
            paper.case.case_no, [fact], after=paper.history[-1], at=moment(paper.today), by=by
        )
        entries = tuple(entry for _record, entry in made)
        paper = paper._replace(case=fold_on(paper.case, entries), history=(*paper.history, *entries))
    return paper


DRAFTED = e.NoticeDrafted(ref="1", kind="review_answer", content_sha256="c" * 64, supersedes="")
OLD_SUBMISSION = records.read_fact("NoticeSubmitted", '{"ref":"1"}')


def test_a_letter_submitted_before_there_were_routes_waits_for_the_head() -> None:
    paper = old_history(DRAFTED, OLD_SUBMISSION)

    assert (one(paper).next_step, one(paper).at_signature) == ("approval", True)
    assert paper.reasons(SIGN, by=APPROVER) == ()


def test_an_old_history_with_the_signature_alone_folds_to_a_signed_letter() -> None:
    signature = e.NoticeSigned(
        ref="1",
        kind="review_answer",
        document_no="示发改公开〔2026〕1号",
        series="appeal",
        number=1,
        content_sha256="d" * 64,
        signed_on=logged().today,
        warnings_accepted="",
    )
    paper = old_history(DRAFTED, OLD_SUBMISSION, signature)

    assert one(paper).status is NoticeStatus.SIGNED
    assert (one(paper).content_sha256, one(paper).document_no) == ("d" * 64, "示发改公开〔2026〕1号")
    assert fold(paper.history) == paper.case


def test_the_route_is_fixed_when_the_letter_is_submitted() -> None:
    paper = submitted()
    here = paper.around(SIGN, by=LEADER)

    later = here._replace(approvals=here.approvals.with_letters("appeal", ("leader",)))

    assert [r.en for r in moves.refusals(paper.case, SIGN, later)] == ["The letter waits for legal review"]
