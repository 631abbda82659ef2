"""The figures of a period against a direct count over histories, on random offices and both databases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median as by_the_library
from typing import Any

import pytest
import random_office
from builders import CORRECT, DISPATCH, LI, RECEIVED, REPLY, SERVE, TAKE, drive, enter, later, moment
from people import HANDLER, OFFICERS, OWN, PARENT, SISTER

from workflow import acts as a
from workflow.appeal.terms import AppealKind, AppealStep
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed
from workflow.rules import ROOT
from workflow.store.figures.figure_queries import Counted
from workflow.supervision.assessment import Item, Scheme, mark, sheets
from workflow.supervision.explaining import Period, late_replies
from workflow.supervision.figures import Figures, figures, median
from workflow.supervision.opening import Behind, behind
from workflow.terms import CaseKind, Role
from workflow.wording import Words

CITY = OFFICERS[PARENT, Role.SUPERVISOR]
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
NOW = moment(date(2026, 10, 15))


def counted(
    desk: Desk, person: int = CITY, agency: int | None = None, first: date = FIRST, last: date = LAST
) -> Figures:
    return figures(desk, person, NOW, first, last, agency)


@pytest.mark.parametrize("seed", [4, 5])
def test_the_figures_of_a_year_are_those_of_a_direct_count_over_the_histories(desk: Desk, seed: int) -> None:
    told = random_office.told(desk, random_office.fill(desk, seed, 24))

    made = counted(desk)

    received = [one.case for one in told if one.case.received_on]
    answered = [(one.case, one.clock) for one in told if one.case.dispatched_on and one.clock]
    total = made.total
    assert total.received == len(received)
    assert total.answered == len(answered)
    assert total.timely == sum(clock.timely is True for _case, clock in answered)
    assert total.judged == len(answered)
    assert total.extended == sum(bool(case.extension and case.extension.notified_on) for case, _ in answered)
    assert total.corrected == sum(case.correction_asked_on is not None for case, _ in answered)
    months = Counter(case.received_on.month for case in received if case.received_on)
    assert {month: sums.received for month, sums in made.by_month.items() if sums.received} == dict(months)
    channels = Counter(case.channel.value for case in received)
    assert {name: sums.received for name, sums in made.by_channel.items() if sums.received} == dict(channels)
    outcomes = Counter(case.outcome for case, _ in answered)
    assert {name: sums.answered for name, sums in made.by_outcome.items()} == dict(outcomes)
    agencies = Counter(case.agency for case in received)
    assert {agency: sums.received for agency, sums in made.by_agency.items()} == dict(agencies)


def test_the_median_leaves_out_the_days_that_waited_for_the_applicant(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    drive(desk, case_no, (CORRECT,), moment(later(RECEIVED, 3)))
    corrected = a.ReceiveCorrection(application="二〇二五年的批复")
    drive(desk, case_no, (corrected,), moment(later(RECEIVED, 8)))
    drive(desk, case_no, (*REPLY, DISPATCH), moment(later(RECEIVED, 12)))

    assert counted(desk).median == 7  # three before the notice, four after the correction


@pytest.mark.parametrize("values", [[3], [1, 2], [5, 1, 9], [2, 2, 2, 7], [0, 0, 10, 20, 20, 31]])
def test_the_median_of_counted_values_is_that_of_the_values_themselves(values: list[int]) -> None:
    assert median(Counter(values)) == by_the_library(values)


def test_of_nothing_there_is_no_median() -> None:
    assert median({}) is None


@pytest.mark.parametrize("seed", [6])
def test_each_figure_of_a_period_opens_its_cases(desk: Desk, seed: int) -> None:
    random_office.fill(desk, seed, 24)
    made = counted(desk)

    def opened(**asked: Any) -> int:
        return len(behind(desk, CITY, NOW, Behind(FIRST, LAST, wanted=Counted(**asked))).rows)

    assert opened(what="received") == made.total.received
    assert opened() == made.total.answered
    assert opened(flag="late") == made.total.judged - made.total.timely
    assert opened(flag="extended") == made.total.extended
    assert opened(flag="corrected") == made.total.corrected
    for channel, sums in made.by_channel.items():
        assert opened(what="received", channel=channel) == sums.received
    for outcome, sums in made.by_outcome.items():
        assert opened(outcome=outcome) == sums.answered


def test_late_replies_say_how_late_where_the_days_went_and_why(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    drive(desk, case_no, (*REPLY, DISPATCH), moment(later(RECEIVED, 23)))
    desk.perform(
        HANDLER, case_no, a.ExplainLateness(reason="人手不足", unit="综合科"), moment(later(RECEIVED, 24))
    )

    page = late_replies(desk, CITY, NOW, Period(FIRST, LAST))

    [one] = page.late
    assert (page.total, one.row.case_no, one.days_late) == (1, case_no, 3)
    assert one.account.explained == ("人手不足", "综合科")
    assert [(share.holder.value, share.working_days) for share in one.account.shares] == [("handler", 23)]
    assert late_replies(desk, CITY, NOW, Period(FIRST, date(2026, 7, 1))).total == 0


def test_appeals_and_how_many_corrected_the_decision_are_counted_by_the_day_they_were_filed(
    desk: Desk,
) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, *REPLY, DISPATCH, SERVE))
    for kind, number in ((AppealKind.REVIEW, "1号"), (AppealKind.COMPLAINT, "2号")):
        papers = a.RegisterAppeal(kind=kind, organ="示例市人民政府", appeal_no=number, appellant="李样七")
        drive(desk, case_no, (papers,), moment(date(2026, 9, 1)))
    before = counted(desk).disputed
    answer = a.StepAppeal(ref="1", step=AppealStep.ANSWER)
    drive(desk, case_no, (answer,), moment(date(2026, 9, 3)))
    decided = a.DecideAppeal(ref="1", result="revoked", document_no="复议1号", reasons=("late",))
    drive(desk, case_no, (decided,), moment(date(2026, 10, 9)))

    after = counted(desk).disputed

    assert (before.review, before.complaint, before.filed, before.decided) == (1, 1, 1, 0)
    assert (after.decided, after.corrected, after.correction.percent) == (1, 1, "100%")
    assert counted(desk, last=date(2026, 8, 31)).disputed.filed == 0


def test_applicants_who_ask_often_are_told_by_their_identity_number(desk: Desk) -> None:
    for key in "abc":
        enter(desk, key)
    enter(desk, "other", applicants=(a.Applicant(name="别人"),))

    [often] = counted(desk).repeated.most

    assert (often.name, often.n) == (LI.name, 3)
    same = behind(
        desk, CITY, NOW, Behind(FIRST, LAST, wanted=Counted("received"), applicant_of=often.case_no)
    )
    assert len(same.rows) == 3


def test_a_correction_of_a_record_is_no_application(desk: Desk) -> None:
    enter(desk, kind=CaseKind.RECORD_CORRECTION)

    assert counted(desk).total.received == 0


def test_nobody_counts_another_agency_s_cases(desk: Desk) -> None:
    enter(desk)
    sister = OFFICERS[SISTER, Role.SUPERVISOR]

    assert counted(desk, sister).total.received == 0
    with pytest.raises(NotAllowed):
        counted(desk, sister, OWN)
    with pytest.raises(NotAllowed):
        behind(desk, sister, NOW, Behind(FIRST, LAST, OWN))
    with pytest.raises(NotAllowed):
        late_replies(desk, HANDLER, NOW, Period(FIRST, LAST))


def test_late_replies_and_overdue_cases_cost_points(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    drive(desk, case_no, (*REPLY, DISPATCH), moment(later(RECEIVED, 23)))
    scheme = Scheme.load()

    [sheet] = sheets(scheme, counted(desk), {OWN: 1})

    points = dict(
        zip((item.measure for item in scheme.items), (one.points for one in sheet.marks), strict=True)
    )
    taken = {"on_time": 40, "late": 6, "overdue": 6, "published": 5}
    assert points == {item.measure: item.points - taken.get(item.measure, 0) for item in scheme.items}
    assert sheet.score == scheme.full - 52
    assert sheet.grade.words.en == "Unsatisfactory"


def test_points_never_fall_below_nought_and_a_rate_earns_its_share() -> None:
    words = Words("", "")

    assert mark(Item("late", words, 10, 6), 2, None).points == 0
    assert mark(Item("on_time", words, 40, None), 2, 3).points == Fraction(80, 3)
    assert mark(Item("on_time", words, 40, None), 0, 0).points == 40


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('measure = "late"', 'measure = "luck"'),
        ("each = 6", ""),
        ("points = 40", "points = 0"),
        ("at_least = 90", "at_least = 60"),
        ("at_least = 0", "at_least = 10"),
        ("[[grades]]", "[[marks]]"),
        ('measure = "on_time"', 'measure = "on_time"\neach = 1'),
    ],
)
def test_a_wrong_assessment_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (ROOT / "config" / "assessment.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "assessment.toml").write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(BadInput, match=r"assessment\.toml"):
        Scheme.load(tmp_path / "assessment.toml")
