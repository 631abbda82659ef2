"""The overdue ledger against a direct count over histories, on random offices and both databases; the subtree only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
import random_office
from builders import (
    CONSULT,
    DAYS,
    DISPATCH,
    RECEIVED,
    REPLY,
    SERVE,
    TAKE,
    drive,
    enter,
    later,
    moment,
)
from people import APPROVER, HANDLER, NO_ROLE, OFFICERS, OWN, PARENT, SISTER, SUPERVISOR

from workflow import acts as a
from workflow.appeal.terms import AppealKind
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed
from workflow.levels import Levels
from workflow.lifecycle import OPEN
from workflow.supervision.watching import Asked, Behind, Found, Rate, Watch, behind, watch
from workflow.terms import Channel, Role

LEVELS = Levels.load()
WITHIN = tuple(level.within for level in LEVELS.levels)
CITY = OFFICERS[PARENT, Role.SUPERVISOR]
TODAY = date(2026, 8, 14)


def seen(desk: Desk, person: int = CITY, today: date = TODAY, **asked: object) -> Watch:
    return watch(desk, person, moment(today), Asked(**asked), LEVELS)  # type: ignore[arg-type]


def listed(desk: Desk, person: int = CITY, today: date = TODAY, **asked: object) -> Iterator[Found]:
    """Every case behind a figure, page by page."""
    after = None
    while True:
        page = behind(desk, person, moment(today), Behind(after=after, most=4, **asked), LEVELS)  # type: ignore[arg-type]
        yield from page.found
        if page.next_after is None:
            return
        after = page.next_after


@pytest.mark.parametrize("seed", [1, 2])
def test_the_figures_are_those_of_a_direct_count_over_the_histories(desk: Desk, seed: int) -> None:
    told = [
        one for one in random_office.told(desk, random_office.fill(desk, seed, 24)) if one.case.status in OPEN
    ]
    bands = {one.case.case_no: random_office.band(one, TODAY, WITHIN, DAYS.days_between) for one in told}

    for by, key in (
        ("agency", lambda case: (case.agency,)),
        ("unit", lambda case: (case.agency, case.unit)),
        ("person", lambda case: (case.agency, case.handler)),
    ):
        counted = Counter((key(one.case), bands[one.case.case_no]) for one in told)
        page = seen(desk, by=by)
        shown = {
            ((line.agency_id,) if by == "agency" else (line.agency_id, line.unit if by == "unit" else line.handler),
             band): n
            for line in page.lines
            for band, n in line.counts.items()
            if n
        }  # fmt: skip
        assert shown == dict(counted)
    assert {band: n for band, n in page.totals.items() if n} == dict(Counter(bands.values()))


@pytest.mark.parametrize("seed", [3])
def test_each_figure_opens_just_its_cases(desk: Desk, seed: int) -> None:
    told = [
        one for one in random_office.told(desk, random_office.fill(desk, seed, 24)) if one.case.status in OPEN
    ]
    bands = {one.case.case_no: random_office.band(one, TODAY, WITHIN, DAYS.days_between) for one in told}

    for band in seen(desk).bands:
        found = [one.row.case_no for one in listed(desk, band=band.code)]
        assert len(found) == len(set(found))
        assert set(found) == {no for no, at in bands.items() if at == band.code}
    mine = [one.row.case_no for one in listed(desk, agency=OWN, alone=True, handler=HANDLER)]
    assert set(mine) == {one.case.case_no for one in told if one.case.handler == HANDLER}
    nobody = [one.row.case_no for one in listed(desk, agency=SISTER, alone=True, unassigned=True)]
    assert set(nobody) == {one.case.case_no for one in told if one.case.agency == SISTER}


def test_overdue_cases_come_longest_overdue_first_with_where_their_days_went(desk: Desk) -> None:
    early, late = (
        enter(desk, "a"),
        enter(desk, "b", now=moment(later(RECEIVED, 2)), arrived_on=later(RECEIVED, 2)),
    )
    today = later(RECEIVED, 25)

    found = list(listed(desk, today=today, band="overdue"))

    assert [one.row.case_no for one in found] == [early, late]
    assert [one.remaining for one in found] == [-5, -3]
    assert [one.level.code for one in found if one.level] == ["red", "red"]
    assert [(share.holder.value, share.working_days) for share in found[0].account.shares] == [
        ("front_desk", 25)
    ]


def test_a_case_is_due_today_on_its_last_day_and_overdue_the_day_after(desk: Desk) -> None:
    enter(desk)

    assert seen(desk, today=later(RECEIVED, 20)).totals["in_0"] == 1
    assert seen(desk, today=later(RECEIVED, 21)).totals["overdue"] == 1
    assert seen(desk, today=later(RECEIVED, 18)).totals["in_2"] == 1


def test_limits_other_than_the_reply_stand_beside_it(desk: Desk) -> None:
    drive(desk, enter(desk, "a"), (TAKE, CONSULT))
    enter(desk, "b")
    enter(desk, "c", channel=Channel.WEB)
    today = later(RECEIVED, 7)

    limits = {line.act: line.counts for line in seen(desk, today=today).limits}

    assert limits["confirmation"]["overdue"] == 1
    assert limits["correction_notice"]["in_0"] == 1
    assert [one.due_on for one in listed(desk, today=today, act="correction_notice")] == [today]
    assert [one.row.case_no for one in listed(desk, today=today, act="confirmation", band="overdue")]


def test_a_window_for_a_correction_notice_that_has_closed_is_no_fault(desk: Desk) -> None:
    enter(desk)
    today = later(RECEIVED, 8)

    assert "correction_notice" not in {line.act for line in seen(desk, today=today).limits}
    assert not list(listed(desk, today=today, act="correction_notice"))


def test_what_the_agency_owes_in_an_appeal_stands_among_the_limits(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, *REPLY, DISPATCH, SERVE))
    papers = a.RegisterAppeal(
        kind=AppealKind.REVIEW, organ="示例市人民政府", appeal_no="1号", appellant="李样七"
    )
    drive(desk, case_no, (papers,), moment(date(2026, 9, 1)))
    last = date(2026, 9, 15)  # ten working days (行政复议法第四十八条)

    limits = {line.act: line.counts for line in seen(desk, today=last).limits}

    assert limits["appeal"]["in_0"] == 1
    [one] = listed(desk, today=last, act="appeal", band="in_0")
    assert (one.row.case_no, one.due_on) == (case_no, last)
    assert one.level is not None
    assert one.level.code == "red"


def test_a_supervisor_watches_the_subtree_and_nobody_else_s(desk: Desk) -> None:
    enter(desk)
    sister = OFFICERS[SISTER, Role.SUPERVISOR]

    assert [line.agency_id for line in seen(desk).lines] == [OWN]
    assert [line.agency_id for line in seen(desk, SUPERVISOR).lines] == [OWN]
    assert seen(desk, sister).lines == ()
    assert not list(listed(desk, sister, band="later"))
    with pytest.raises(NotAllowed):
        seen(desk, sister, agency=OWN)
    with pytest.raises(NotAllowed):
        list(listed(desk, sister, agency=OWN, band="later"))


def test_an_approver_watches_the_own_agency_and_not_what_lies_below(desk: Desk) -> None:
    enter(desk)
    above = OFFICERS[PARENT, Role.APPROVER]

    assert [line.agency_id for line in seen(desk, APPROVER).lines] == [OWN]
    assert seen(desk, above).lines == ()


@pytest.mark.parametrize("person", [HANDLER, NO_ROLE])
def test_who_does_not_watch_is_refused(desk: Desk, person: int) -> None:
    with pytest.raises(NotAllowed):
        seen(desk, person)


@pytest.mark.parametrize("asked", [{"band": "in_3"}, {"act": "lunch"}])
def test_a_figure_there_is_not_is_refused(desk: Desk, asked: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        list(listed(desk, **asked))
    with pytest.raises(BadInput):
        seen(desk, by="colour")


@pytest.mark.parametrize(
    ("part", "of", "said"),
    [(0, 0, "–"), (1, 3, "33.3%"), (1999, 2000, "99.9%"), (9999, 10000, "99.9%"), (5, 5, "100%")],
)
def test_a_rate_is_never_rounded_up_to_the_whole(part: int, of: int, said: str) -> None:
    assert Rate(part, of).percent == said
