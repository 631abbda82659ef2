"""The ledger of appeals in the store, on both databases: written with the act, proven, rebuilt, re-dated, counted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from builders import ARCHIVE, REPLY, RULES, SAMPLES, TAKE, drive, enter, moment
from people import FRONT, HANDLER, NO_ROLE, OFFICERS, OWN, PARENT, SISTER, SUPERVISOR

from workflow import acts as a
from workflow import redating, verifying
from workflow.appeal.terms import AppealKind, AppealStatus, AppealStep, ResultKind
from workflow.appeal_ledger import AppealFilter, AppealPage, ledger, organs, owed
from workflow.days.holiday_files import read_year_file
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed
from workflow.reporting.annual import Asked, annual
from workflow.store.appeals import appeal_queries, appeal_rows
from workflow.store.reports import report_queries
from workflow.terms import Role, Status

ON = date(2026, 9, 1)
NOW = moment(ON)
SERVED = (TAKE, *REPLY, SAMPLES["dispatch"], SAMPLES["record_service"])
REVIEW, SUIT, COMPLAINT = AppealKind


def register(kind: AppealKind = REVIEW, number: str = "1号", **more: Any) -> a.RegisterAppeal:
    values = {"kind": kind, "organ": "示例市人民政府", "appeal_no": number, "appellant": "李样七"}
    return a.RegisterAppeal(**(values | more))


def decide(result: str, ref: str = "1", **more: Any) -> a.DecideAppeal:
    return a.DecideAppeal(ref=ref, **({"result": result, "document_no": f"{result}号"} | more))


def served(desk: Desk, key: str = "k1") -> str:
    case_no = enter(desk, key)
    drive(desk, case_no, SERVED)
    return case_no


def seen(desk: Desk, asked: AppealFilter | None = None, **more: Any) -> AppealPage:
    return ledger(desk, SUPERVISOR, NOW, asked or AppealFilter(), **more)


def rows(desk: Desk) -> dict[int, list[dict[str, Any]]]:
    with desk.store.database.reading() as connection:
        return appeal_rows.stored(connection)


def test_an_appeal_stands_in_the_ledger_from_the_moment_of_its_act(desk: Desk) -> None:
    case_no = served(desk)
    drive(desk, case_no, (register(claim="请求撤销"),), NOW)

    [line] = seen(desk).rows
    assert (line.case_no, line.kind, line.appellant, line.against) == (
        case_no, REVIEW, "李样七", "示发改公开〔2026〕1号",
    )  # fmt: skip
    assert (line.limit_on, line.limit_words.en, line.limit_ours) == (
        date(2026, 9, 15),
        "Answer with evidence",
        True,
    )
    assert line.remaining == 10
    assert seen(desk).figures.pending == 1


def test_the_store_proves_itself_with_appeals_and_a_rebuild_gives_the_same_rows(desk: Desk) -> None:
    case_no = served(desk)
    drive(
        desk,
        case_no,
        (
            register(),
            register(SUIT, "2号", by_third_party=True),
            a.StepAppeal(ref="2", step=AppealStep.ANSWER),
            decide("revoked", reasons=("late", "no_remedy"), redo=True),
        ),
        NOW,
    )
    before = rows(desk)
    assert verifying.verify(desk.store, RULES) == []

    verifying.rebuild(desk.store, RULES)

    assert rows(desk) == before
    assert verifying.verify(desk.store, RULES) == []


@pytest.mark.parametrize("change", ["UPDATE appeals SET result_kind = 'upheld'", "DELETE FROM appeals"])
def test_a_changed_row_is_found(desk: Desk, change: str) -> None:
    case_no = served(desk)
    drive(desk, case_no, (register(), decide("revoked", reasons=("late",))), NOW)
    with desk.store.database.writing() as connection:
        connection.exec_driver_sql(change)

    assert [(f.case_no, f.en) for f in verifying.verify(desk.store, RULES)] == [
        (case_no, "the ledger of appeals differs from the history")
    ]


def test_a_mistaken_registration_stands_in_the_history_and_in_no_list(desk: Desk) -> None:
    case_no = served(desk)
    drive(desk, case_no, (register(), a.StepAppeal(ref="1", step=AppealStep.STRIKE, said="登记有误")), NOW)

    assert seen(desk).total == 0
    assert desk.view(HANDLER, case_no, NOW).case.appeals[0].status is AppealStatus.STRUCK
    assert verifying.verify(desk.store, RULES) == []


def test_a_holiday_notice_dates_the_limits_of_appeals_anew(desk: Desk) -> None:
    redating.sync_folder(desk, NOW)
    case_no = served(desk)
    late = moment(date(2026, 12, 25))
    drive(desk, case_no, (ARCHIVE, register()), late)
    assert [line.limit_on for line in ledger(desk, SUPERVISOR, late, AppealFilter()).rows] == [
        date(2027, 1, 11)
    ]

    notice = {"year": 2027, "papers": [], "days": [
        {"name": "元旦", "date": f"2027-01-0{day}", "isOffDay": True} for day in (1, 2, 3, 4, 5)
    ]}  # fmt: skip
    redating.import_notice(desk, read_year_file(json.dumps(notice)), "通知", late)

    [line] = ledger(desk, SUPERVISOR, late, AppealFilter()).rows
    assert (line.limit_on, line.provisional) == (date(2027, 1, 13), False)
    assert verifying.verify(desk.store, RULES) == []


def test_a_case_shows_its_appeals_as_they_stood_on_a_past_day(desk: Desk) -> None:
    case_no = served(desk)
    drive(desk, case_no, (register(),), NOW)
    drive(desk, case_no, (decide("upheld"),), moment(ON + timedelta(days=20)))
    later = moment(ON + timedelta(days=30))

    def then(day: date) -> list[AppealStatus]:
        return [held.status for held in desk.view(HANDLER, case_no, later, day).case.appeals]

    assert then(ON - timedelta(days=1)) == []
    assert then(ON) == [AppealStatus.REGISTERED]
    assert then(ON + timedelta(days=20)) == [AppealStatus.ENDED]


# table four ------------------------------------------------------------------------------------


def test_table_four_counts_reviews_suits_and_what_is_pending(desk: Desk) -> None:
    case_no = served(desk)
    third = a.StepAppeal(ref="3", step=AppealStep.TAKE_EFFECT)
    drive(
        desk,
        case_no,
        (
            register(),
            register(REVIEW, "2号"),
            register(SUIT, "3号", after_review=True),
            register(SUIT, "4号"),
            register(COMPLAINT, "5号"),
            decide("upheld"),
            decide("illegal", "2", reasons=("late",)),
            decide("dismissed", "3"),
            third,
            decide("revoked", "4", reasons=("procedure",)),  # may still be taken further
            decide("unfounded", "5"),
        ),
        NOW,
    )

    groups = annual(desk, SUPERVISOR, moment(date(2026, 11, 20)), Asked(year=2026)).table.groups

    assert groups["review"] == {"upheld": 1, "corrected": 1, "other": 0, "pending": 0, "total": 2}
    assert groups["litigation_after_review"] == {
        "upheld": 1, "corrected": 0, "other": 0, "pending": 0, "total": 1,
    }  # fmt: skip
    assert groups["litigation_direct"] == {"upheld": 0, "corrected": 0, "other": 0, "pending": 1, "total": 1}


def test_what_ends_in_the_next_year_was_pending_in_this_one_and_counts_there(desk: Desk) -> None:
    case_no = served(desk)
    drive(desk, case_no, (register(),), moment(date(2026, 12, 1)))
    drive(desk, case_no, (decide("upheld"),), moment(date(2027, 2, 1)))

    with desk.store.database.reading() as connection:
        counts = {year: report_queries.appeal_counts(connection, (OWN,), year) for year in (2026, 2027, 2028)}

    assert counts == {
        2026: {("review", False, "pending"): 1},
        2027: {("review", False, "upheld"): 1},
        2028: {},
    }


# the ledger ------------------------------------------------------------------------------------


def many(desk: Desk) -> None:
    """Seven appeals on two cases: pending by their limits, then what is over."""
    first, second = served(desk, "k1"), served(desk, "k2")
    for n, day in enumerate((5, 1, 4)):
        act = register(number=f"复{n}号", appellant=f"样品{n}", on=date(2026, 8, 20 + day))
        drive(desk, first, (act,), NOW)
    drive(desk, second, (register(SUIT, "诉1号", organ="示例区人民法院", by_third_party=True),), NOW)
    drive(desk, second, (register(COMPLAINT, "", answer_by=date(2026, 9, 2)),), NOW)
    drive(desk, second, (register(number="复9号"), decide("revoked", "3", reasons=("late",))), NOW)
    drive(desk, second, (register(number="复10号"), decide("upheld", "4")), NOW)


def test_pages_follow_one_another_without_gap_or_repeat(desk: Desk) -> None:
    many(desk)
    found: list[tuple[str, str]] = []
    after = None
    for _page in range(4):
        page = seen(desk, AppealFilter(limit=2, after=after))
        found += [(line.case_no, line.ref) for line in page.rows]
        after = page.next_after
        if after is None:
            break

    assert len(found) == len(set(found)) == seen(desk).total == 7
    whole = seen(desk).rows
    assert found == [(line.case_no, line.ref) for line in whole]
    assert [line.is_pending for line in whole] == [True] * 5 + [False] * 2
    dates = [line.limit_on for line in whole if line.is_pending]
    assert dates == sorted(dates)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (AppealFilter(kind="litigation"), {"诉1号"}),
        (AppealFilter(kind="complaint"), {""}),
        (AppealFilter(pending=False), {"复9号", "复10号"}),
        (AppealFilter(status="ended", result_kind="corrected"), {"复9号"}),
        (AppealFilter(reason="late"), {"复9号"}),
        (AppealFilter(reason="lat_"), set()),
        (AppealFilter(organ="示例区人民法院"), {"诉1号"}),
        (AppealFilter(third_party=True), {"诉1号"}),
        (AppealFilter(text="样品1"), {"复1号"}),
        (AppealFilter(text="李样七 revoked号"), {"复9号"}),
        (AppealFilter(text="100%"), set()),
        (AppealFilter(due_by=date(2026, 9, 2)), {""}),
        (AppealFilter(filed_in=2025), set()),
        (AppealFilter(agency=OWN, kind="litigation"), {"诉1号"}),
        (AppealFilter(agency=SISTER), set()),
    ],
    ids=lambda value: "、".join(sorted(value)) if isinstance(value, set) else str(value),
)
def test_the_ledger_is_narrowed_by_everything_that_is_asked(
    desk: Desk, asked: AppealFilter, numbers: set[str]
) -> None:
    many(desk)

    page = seen(desk, asked)

    assert {line.appeal_no for line in page.rows} == numbers
    assert page.total == len(numbers)


def test_what_was_let_pass_is_overdue_and_only_what_the_agency_owes(desk: Desk) -> None:
    many(desk)
    later = moment(date(2026, 9, 20))

    page = ledger(desk, SUPERVISOR, later, AppealFilter(overdue=True))

    assert {line.appeal_no for line in page.rows} == {"复0号", "复1号", "复2号", "诉1号", ""}
    assert page.figures.overdue == 5
    assert all((line.remaining or 0) < 0 for line in page.rows)


def test_the_days_ahead_are_working_days(desk: Desk) -> None:
    many(desk)

    assert {line.appeal_no for line in seen(desk, within=1).rows} == {""}
    with pytest.raises(BadInput):
        seen(desk, within=999)


def test_reasons_and_results_of_the_year_are_counted(desk: Desk) -> None:
    many(desk)
    page = seen(desk)

    assert [(code, n) for code, _words, n in page.reasons] == [("late", 1)]
    assert page.results == {("review", ResultKind.CORRECTED.value): 1, ("review", ResultKind.UPHELD.value): 1}
    assert organs(desk, SUPERVISOR, NOW) == ("示例区人民法院", "示例市人民政府")


def test_another_agency_sees_none_of_it_and_the_one_above_all(desk: Desk) -> None:
    many(desk)

    assert ledger(desk, OFFICERS[SISTER, Role.SUPERVISOR], NOW, AppealFilter()).total == 0
    assert ledger(desk, OFFICERS[PARENT, Role.SUPERVISOR], NOW, AppealFilter()).total == 7
    assert ledger(desk, NO_ROLE, NOW, AppealFilter()).total == 0


def test_what_is_owed_stands_before_those_who_act_on_appeals(desk: Desk) -> None:
    many(desk)

    assert [line.appeal_no for line in owed(desk, HANDLER, NOW)][:2] == ["", "复1号"]
    assert owed(desk, FRONT, NOW) == ()
    assert owed(desk, OFFICERS[SISTER, Role.HANDLER], NOW) == ()


def test_what_is_owed_reaches_as_far_as_the_levels_of_the_office(desk: Desk) -> None:
    many(desk)
    far = [line.remaining for line in owed(desk, HANDLER, NOW) if line.remaining is not None]
    near = replace(RULES.levels, levels=RULES.levels.levels[:2])

    shown = owed(Desk(desk.store, replace(RULES, levels=near)), HANDLER, NOW)

    assert max(far) > near.farthest
    assert [line.remaining for line in shown] == [left for left in far if left <= near.farthest]


# who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (Role.HANDLER, {"register", "step", "decide"}),
        (Role.LEGAL_REVIEWER, {"register", "step", "decide"}),
        (Role.APPROVER, {"register", "step", "decide"}),
        (Role.FRONT_DESK, {"register", "step"}),
        (Role.SECRECY_REVIEWER, set()),
        (Role.SUPERVISOR, set()),
        (Role.AUDITOR, set()),
    ],
)
def test_each_act_on_an_appeal_is_open_to_the_roles_of_its_row(
    desk: Desk, role: Role, acts: set[str]
) -> None:
    case_no = served(desk)
    drive(desk, case_no, (register(),), NOW)
    tried = {
        "register": register(SUIT, "2号"),
        "step": a.StepAppeal(ref="1", step=AppealStep.ANSWER),
        "decide": decide("upheld"),
    }
    done = set()
    for name, act in tried.items():
        try:
            desk.perform(OFFICERS[OWN, role], case_no, act, NOW)
            done.add(name)
        except NotAllowed:
            continue

    assert done == acts


def test_an_order_to_redo_stands_in_the_case_and_its_row_at_once(desk: Desk) -> None:
    case_no = served(desk)
    drive(desk, case_no, (register(), decide("revoked", reasons=("late",), redo=True)), NOW)

    row = next(row for row in desk.ledger(SUPERVISOR, NOW, _open()).rows if row.case_no == case_no)
    assert (row.status, row.due_on) == (
        Status.IN_HAND,
        date(2026, 9, 29),
    )  # Sunday 20 September was worked, Friday 25 not


def _open() -> Any:
    from workflow.viewing import Filter

    return Filter(open_only=True)


def test_due_is_read_along_the_index_of_what_is_pending(desk: Desk) -> None:
    many(desk)
    with desk.store.database.reading() as connection:
        found = appeal_queries.due(connection, (OWN,), date(2026, 9, 30), 3)

    assert [row.appeal_no for row in found] == ["", "复1号", "复2号"]
