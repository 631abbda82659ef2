"""What appeals do to their case: registered once, reasons kept, and an order to reply anew begins its clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import CHARGE, CONSULT, RECEIVED, REPLY, Paper, at, later

from workflow import acts as a
from workflow import moves
from workflow.appeal.terms import AppealKind, AppealStatus, AppealStep, PaperKind, Procedure, ResultKind
from workflow.errors import MoveRefused
from workflow.terms import Status

REVIEW, SUIT, COMPLAINT = AppealKind
ON = RECEIVED + timedelta(days=61)  # Monday, 31 August 2026
DEALT_WITH = (Status.REPLIED, Status.SERVED, Status.LAPSED, Status.WITHDRAWN, Status.ARCHIVED)


def register(kind: AppealKind = REVIEW, **more: Any) -> a.RegisterAppeal:
    values = {"kind": kind, "organ": "示例市人民政府", "appeal_no": "1号", "appellant": "李样七"}
    return a.RegisterAppeal(**(values | more))


def revoke(**more: Any) -> a.DecideAppeal:
    values = {"ref": "1", "result": "revoked", "document_no": "复决1号", "reasons": ("late",), "redo": True}
    return a.DecideAppeal(**(values | more))


def due_on(paper: Paper) -> date | None:
    clock = paper.around(register()).clock(paper.case)
    return clock.due_on if clock else None


def english(paper: Paper, act: a.Act) -> str:
    return " ".join(paper.reasons(act))


@pytest.mark.parametrize("status", DEALT_WITH)
def test_a_review_that_orders_a_new_reply_takes_the_case_up_again_in_the_same_act(status: Status) -> None:
    paper = at(status).on(ON).all((register(), revoke()))

    assert paper.case.status is Status.IN_HAND
    assert due_on(paper) == later(ON, 20)
    assert paper.case.appeals[0].status is AppealStatus.ENDED
    assert paper.do(REPLY[0]).case.draft is not None


def test_the_period_the_decision_sets_takes_the_place_of_the_regulations() -> None:
    paper = at(Status.SERVED).on(ON).all((register(), revoke(working_days=10)))

    assert due_on(paper) == later(ON, 10)


def test_the_new_period_begins_on_the_day_the_decision_was_served_not_recorded() -> None:
    served = ON - timedelta(days=3)
    paper = at(Status.SERVED).on(ON).all((register(on=ON - timedelta(days=9)), revoke(on=served)))

    assert due_on(paper) == later(served, 20)


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.IN_HAND, Status.UNDER_REVIEW, Status.APPROVED])
def test_an_order_to_reply_to_an_open_case_begins_its_clock_and_keeps_its_work(status: Status) -> None:
    paper = at(status).on(ON).do(register(SUIT, against=""))
    assert due_on(paper) == later(RECEIVED, 20)

    judged = paper.all((revoke(result="ordered", reasons=("no_reply",), working_days=15),))
    effective = judged.do(a.StepAppeal(ref="1", step=AppealStep.TAKE_EFFECT))

    assert due_on(judged) == later(RECEIVED, 20)  # not before the judgment takes effect
    assert due_on(effective) == later(ON, 15)
    assert effective.case.status is status
    assert effective.case.draft == paper.case.draft


@pytest.mark.parametrize("waits", [CONSULT, CHARGE])
def test_an_order_waits_until_what_holds_the_clock_is_over(waits: a.Act) -> None:
    paper = at(Status.IN_HAND).do(waits).on(ON).do(register())

    assert "end that first" in english(paper, revoke())
    assert paper.reasons(revoke(redo=False)) == ()


def test_a_first_judgment_orders_nothing_until_it_takes_effect() -> None:
    judged = at(Status.SERVED).on(ON).all((register(SUIT), revoke()))
    assert judged.case.status is Status.SERVED
    assert judged.case.appeals[0].status is AppealStatus.DECIDED

    effect = a.StepAppeal(ref="1", step=AppealStep.TAKE_EFFECT, on=ON + timedelta(days=15))
    effective = judged.on(ON + timedelta(days=15)).do(effect)
    assert effective.case.status is Status.IN_HAND
    assert due_on(effective) == later(ON + timedelta(days=15), 20)


def test_a_first_judgment_that_is_overturned_orders_nothing() -> None:
    further = a.StepAppeal(ref="1", step=AppealStep.TAKE_FURTHER_OURSELVES, organ="示例市中级人民法院")
    final = a.DecideAppeal(ref="1", result="dismissed", document_no="终1号")
    paper = at(Status.SERVED).on(ON).all((register(SUIT), revoke(), further, final))

    assert paper.case.status is Status.SERVED
    assert paper.case.appeals[0].judgments[-1].counts is ResultKind.UPHELD


def test_a_withdrawn_second_appeal_lets_the_first_order_take_effect() -> None:
    further = a.StepAppeal(ref="1", step=AppealStep.TAKE_FURTHER, organ="示例市中级人民法院")
    back = a.DecideAppeal(ref="1", result="withdrawn", document_no="终裁1号")
    paper = at(Status.SERVED).on(ON).all((register(SUIT), revoke(), further, back))

    assert paper.case.status is Status.IN_HAND
    assert due_on(paper) == later(ON, 20)


def test_a_result_that_upholds_leaves_the_case_alone() -> None:
    before = at(Status.ARCHIVED).on(ON)
    after = before.all((register(), a.DecideAppeal(ref="1", result="upheld", document_no="复决1号")))

    assert (after.case.status, due_on(after)) == (Status.ARCHIVED, due_on(before))


def test_why_it_was_corrected_is_said_and_of_what_stood_nothing_is() -> None:
    paper = at(Status.SERVED).on(ON).do(register())

    assert "Choose why" in english(paper, revoke(reasons=()))
    assert "choose no reason" in english(
        paper, a.DecideAppeal(ref="1", result="upheld", document_no="1号", reasons=("late",))
    )
    assert "No such reason" in english(paper, revoke(reasons=("weather",)))
    assert paper.do(revoke(reasons=("late", "no_remedy"))).case.appeals[0].judgments[0].reasons == (
        "late",
        "no_remedy",
    )


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (revoke(result="dismissed"), "No such result"),
        (revoke(document_no=" "), "number of the decision"),
        (a.DecideAppeal(ref="1", result="upheld", document_no="1号", redo=True), "orders no new reply"),
        (revoke(working_days=0), "a day or more"),
        (revoke(redo=False, working_days=5), "a day or more"),
        (revoke(ref="7"), "No appeal 7"),
        (revoke(rectify_by=ON), "founded complaint"),
    ],
)
def test_a_result_that_cannot_be_is_refused(act: a.Act, said: str) -> None:
    assert said in english(at(Status.SERVED).on(ON).do(register()), act)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (register(appeal_no="1号"), "registered already"),
        (register(appeal_no="2号", filed_on=ON + timedelta(days=1)), "after the papers came"),
        (register(appeal_no="2号", filed_on=RECEIVED - timedelta(days=1)), "before the application came"),
        (register(appeal_no="2号", answer_by=ON - timedelta(days=1)), "before the papers came"),
        (register(COMPLAINT, procedure=Procedure.SIMPLIFIED), "no simplified procedure"),
        (register(appeal_no="2号", after_review=True), "Only a suit"),
        (register(appeal_no="2号", appellant=" "), "Required"),
        (
            register(SUIT, procedure=Procedure.SIMPLIFIED, answer_by=ON + timedelta(days=16)),
            "At most fifteen days",
        ),
    ],
)
def test_a_registration_that_cannot_be_is_refused(act: a.Act, said: str) -> None:
    assert said in english(at(Status.SERVED).on(ON).do(register()), act)


def test_the_same_number_before_another_organ_is_another_appeal_and_a_struck_one_is_none() -> None:
    paper = at(Status.SERVED).on(ON).do(register())

    assert paper.reasons(register(SUIT)) == ()
    struck = paper.do(a.StepAppeal(ref="1", step=AppealStep.STRIKE, said="登记有误"))
    assert [held.ref for held in struck.do(register()).case.appeals] == ["1", "2"]


def test_a_review_is_extended_by_thirty_days_in_all() -> None:
    paper = at(Status.SERVED).on(ON).do(register())
    extend = a.StepAppeal(ref="1", step=AppealStep.EXTEND_DECISION, days=20)

    once = paper.do(extend)
    assert "30 days at most" in english(once, extend)
    assert once.reasons(a.StepAppeal(ref="1", step=AppealStep.EXTEND_DECISION, days=10)) == ()


def test_a_stay_says_why_and_the_organs_period_stands_still() -> None:
    paper = at(Status.SERVED).on(ON).all((register(), a.StepAppeal(ref="1", step=AppealStep.ANSWER)))
    assert "Say why" in english(paper, a.StepAppeal(ref="1", step=AppealStep.STAY))

    stayed = paper.do(a.StepAppeal(ref="1", step=AppealStep.STAY, said="等待另案"))
    resumed = stayed.on(ON + timedelta(days=12)).do(a.StepAppeal(ref="1", step=AppealStep.RESUME))
    assert resumed.case.appeals[0].stayed_days() == 12


def test_a_founded_complaint_is_rectified_by_a_day() -> None:
    by = ON + timedelta(days=7)
    found = a.DecideAppeal(ref="1", result="rectify", reasons=("no_grounds",), rectify_by=by)
    paper = at(Status.SERVED).on(ON).all((register(COMPLAINT, appeal_no=""), found))
    assert paper.case.appeals[0].status is AppealStatus.RECTIFYING

    done = paper.on(by).do(a.StepAppeal(ref="1", step=AppealStep.RECTIFY)).case.appeals[0]
    assert (done.status, done.rectified_on) == (AppealStatus.ENDED, by)


def test_a_third_party_appeals_as_the_applicant_does() -> None:
    paper = at(Status.SERVED).on(ON).do(register(by_third_party=True, appellant="样品公司"))

    held = paper.case.appeals[0]
    assert held.by_third_party
    assert paper.texts[held.appellant_sha256] == "样品公司"
    assert held.against == paper.case.document_no


def test_the_history_names_nobody_who_appealed() -> None:
    paper = at(Status.SERVED).on(ON).do(register(appellant="样品公司", claim="请求撤销"))

    assert not any("样品公司" in record.data or "请求撤销" in record.data for record in paper.records)


def test_papers_are_kept_with_the_appeal_and_with_the_case() -> None:
    paper = at(Status.ARCHIVED).on(ON).do(register())
    act = a.AddAppealPaper(
        ref="1",
        what=PaperKind.DECISION,
        name="决定书.pdf",
        sha256="a" * 64,
        media_type="application/pdf",
        size=9,
    )

    kept = paper.do(act).case
    assert [(p.what, p.sha256) for p in kept.appeals[0].papers] == [(PaperKind.DECISION, "a" * 64)]
    assert "a" * 64 in kept.documents


def test_several_appeals_run_side_by_side_on_one_case() -> None:
    paper = (
        at(Status.SERVED).on(ON).all((register(), register(SUIT, by_third_party=True), register(COMPLAINT)))
    )
    ended = paper.do(a.DecideAppeal(ref="2", result="dismissed", document_no="1号")).case

    assert [held.status for held in ended.appeals] == [
        AppealStatus.REGISTERED,
        AppealStatus.DECIDED,
        AppealStatus.REGISTERED,
    ]


def test_a_refused_result_leaves_no_facts() -> None:
    paper = at(Status.SERVED).on(ON).do(register())

    with pytest.raises(MoveRefused):
        moves.decide(paper.case, revoke(reasons=()), paper.around(revoke()))
