"""The table of an appeal: every pair of step and status for every kind is in it, or refused with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from builders import RECEIVED, Paper, at

from workflow import acts as a
from workflow.appeal.lifecycle import STEPS, Step, destination, open_steps
from workflow.appeal.terms import AppealKind, AppealStatus, AppealStep, Procedure
from workflow.errors import MoveRefused
from workflow.terms import Status

REVIEW, SUIT, COMPLAINT = AppealKind
ON = RECEIVED + timedelta(days=30)
TRIPLES = [(step, kind, status) for step in STEPS for kind in AppealKind for status in AppealStatus]
FIELDS: dict[AppealStep, dict[str, Any]] = {
    AppealStep.CHANGE_PROCEDURE: {"procedure": Procedure.SIMPLIFIED},
    AppealStep.FIX_HEARING: {"until": ON, "place": "一庭"},
    AppealStep.EXTEND_DECISION: {"days": 30},
    AppealStep.STAY: {"said": "等待另案"},
    AppealStep.STRIKE: {"said": "登记到了别的案件"},
    AppealStep.TAKE_FURTHER: {"organ": "示例市中级人民法院"},
    AppealStep.TAKE_FURTHER_OURSELVES: {"organ": "示例市中级人民法院"},
}
RESULTS = {REVIEW: "upheld", SUIT: "dismissed", COMPLAINT: "unfounded"}
WRONG = {REVIEW: "revoked", SUIT: "revoked", COMPLAINT: "rectify"}


def registered(kind: AppealKind, case: Status = Status.SERVED, **more: Any) -> Paper:
    """A case with one appeal, thirty days on."""
    act = a.RegisterAppeal(kind=kind, organ="示例市人民政府", appeal_no="1号", appellant="李样七", **more)
    return at(case).on(ON).do(act)


def step(name: AppealStep, **more: Any) -> a.StepAppeal:
    return a.StepAppeal(ref="1", step=name, **(FIELDS.get(name, {}) | more))


def result(kind: AppealKind, **more: Any) -> a.DecideAppeal:
    return a.DecideAppeal(ref="1", **({"result": RESULTS[kind], "document_no": "9号"} | more))


def wrong(kind: AppealKind, **more: Any) -> a.DecideAppeal:
    return result(kind, result=WRONG[kind], reasons=("late",), **more)


#: how an appeal of that kind is brought to each status
WAYS: dict[tuple[AppealKind, AppealStatus], tuple[a.Act, ...]] = {
    **{(kind, AppealStatus.REGISTERED): () for kind in AppealKind},
    **{(kind, AppealStatus.ANSWERED): (step(AppealStep.ANSWER),) for kind in AppealKind},
    **{
        (kind, AppealStatus.STAYED): (step(AppealStep.ANSWER), step(AppealStep.STAY)) for kind in (REVIEW, SUIT)
    },
    (SUIT, AppealStatus.DECIDED): (result(SUIT),),
    (COMPLAINT, AppealStatus.RECTIFYING): (wrong(COMPLAINT, rectify_by=ON + timedelta(days=9)),),
    (REVIEW, AppealStatus.ENDED): (result(REVIEW),),
    (SUIT, AppealStatus.ENDED): (result(SUIT), step(AppealStep.TAKE_EFFECT)),
    (COMPLAINT, AppealStatus.ENDED): (result(COMPLAINT),),
    **{(kind, AppealStatus.STRUCK): (step(AppealStep.STRIKE),) for kind in AppealKind},
}  # fmt: skip


def named(value: object) -> str:
    return value.name.value if isinstance(value, Step) else str(value)


@pytest.mark.parametrize(("row", "kind", "status"), TRIPLES, ids=named)
def test_a_step_is_open_exactly_where_the_table_says(
    row: Step, kind: AppealKind, status: AppealStatus
) -> None:
    inside = kind in row.kinds and status in row.sources

    assert destination(row.name, kind, status) is ((row.dest or status) if inside else None)
    assert (row in open_steps(kind, status)) is inside


@pytest.mark.parametrize(("kind", "status"), WAYS, ids=str)
def test_every_status_is_reached_by_real_acts(kind: AppealKind, status: AppealStatus) -> None:
    assert registered(kind).all(WAYS[kind, status]).case.appeals[0].status is status


@pytest.mark.parametrize("name", AppealStep)
@pytest.mark.parametrize(("kind", "status"), WAYS, ids=str)
def test_a_step_outside_its_statuses_is_refused_with_a_reason_in_both_languages(
    name: AppealStep, kind: AppealKind, status: AppealStatus
) -> None:
    paper = registered(kind).all(WAYS[kind, status])
    row = next(row for row in STEPS if row.name is name)
    act = step(name)

    if destination(name, kind, status) is None or row.decides:
        with pytest.raises(MoveRefused) as refused:
            paper.do(act)
        assert all(reason.zh and reason.en for reason in refused.value.reasons)
    elif name is not AppealStep.HOLD_HEARING:  # that one waits for a hearing
        after = paper.do(act).case.appeals[0]
        assert after.status is destination(name, kind, status)


@pytest.mark.parametrize(
    ("kind", "status"), [k for k in WAYS if k[1] in (AppealStatus.ENDED, AppealStatus.STRUCK)]
)
def test_nothing_more_is_recorded_on_an_appeal_that_is_over(kind: AppealKind, status: AppealStatus) -> None:
    paper = registered(kind).all(WAYS[kind, status])

    with pytest.raises(MoveRefused):
        paper.do(result(kind))
    assert open_steps(kind, status) == ()


def test_a_suit_goes_through_two_instances_and_counts_once() -> None:
    appealed = registered(SUIT).all((wrong(SUIT, redo=True), step(AppealStep.TAKE_FURTHER, appeal_no="2号")))
    second = appealed.case.appeals[0]
    assert (second.instance, second.status, second.appeal_no) == (2, AppealStatus.REGISTERED, "2号")

    ended = appealed.all((step(AppealStep.ANSWER), result(SUIT, document_no="终9号"))).case.appeals
    assert len(ended) == 1
    assert [j.document_no for j in ended[0].judgments] == ["9号", "终9号"]
    assert (ended[0].status, ended[0].ended_on) == (AppealStatus.ENDED, ON)


def test_whoever_takes_it_further_ourselves_owes_no_answer() -> None:
    paper = registered(SUIT).all((wrong(SUIT), step(AppealStep.TAKE_FURTHER_OURSELVES)))

    assert paper.case.appeals[0].status is AppealStatus.ANSWERED


def test_a_hearing_is_fixed_moved_and_held() -> None:
    paper = registered(SUIT).do(step(AppealStep.FIX_HEARING))
    later = ON + timedelta(days=5)
    moved = paper.do(step(AppealStep.FIX_HEARING, until=later, place="二庭"))
    assert [(h.on, h.place) for h in moved.case.appeals[0].hearings] == [(later, "二庭")]

    with pytest.raises(MoveRefused):
        moved.do(step(AppealStep.HOLD_HEARING))
    held = moved.on(later).do(step(AppealStep.HOLD_HEARING)).case.appeals[0]
    assert held.hearings[0].held_on == later
    assert held.next_hearing is None


def test_the_first_judgment_stands_where_the_second_appeal_is_withdrawn() -> None:
    appealed = registered(SUIT).all((wrong(SUIT), step(AppealStep.TAKE_FURTHER)))
    ended = appealed.do(result(SUIT, result="withdrawn", document_no="终裁1号")).case.appeals[0]

    assert ended.status is AppealStatus.ENDED
    assert [j.result for j in ended.judgments] == ["revoked"]


def test_dates_before_the_papers_came_are_refused() -> None:
    paper = registered(REVIEW)

    with pytest.raises(MoveRefused) as refused:
        paper.do(step(AppealStep.ANSWER, on=ON - timedelta(days=1)))
    assert "is before" in refused.value.reasons[0].en


def test_the_day_taken_up_is_kept_apart_from_the_day_the_papers_came() -> None:
    appeal = registered(REVIEW, filed_on=ON - timedelta(days=3)).case.appeals[0]

    assert (appeal.filed_on, appeal.received_on) == (date(2026, 7, 28), date(2026, 7, 31))
