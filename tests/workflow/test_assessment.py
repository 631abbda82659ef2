"""The assessment sheet against a direct count over the histories, on both databases; each figure opens its cases."""

from __future__ import annotations

import random
from datetime import date

import pytest
from builders import (
    ARCHIVE,
    DISPATCH,
    DRAFT,
    PASS,
    RECEIVED,
    SERVE,
    SUBMIT,
    TAKE,
    drive,
    enter,
    later,
    moment,
)
from people import APPROVER, HANDLER, OFFICERS, OWN, PARENT, SISTER

from workflow import acts as a
from workflow import entries as e
from workflow.days.office_time import today_of
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed
from workflow.levels import Levels
from workflow.supervision.assessing import LISTED, Asked, Assessed, assess, behind
from workflow.supervision.assessment import Item, Scheme, mark
from workflow.terms import Role, UrgingKind
from workflow.wording import Words

CITY = OFFICERS[PARENT, Role.SUPERVISOR]
NOW = moment(date(2026, 10, 15))
SCHEME, LEVELS = Scheme.load(), Levels.load()
YEAR = Asked(date(2026, 1, 1), date(2026, 12, 31))
RETURN = a.ReturnDraft(reason="依据不全")
APPROVE, WARNED = a.Approve(), a.Approve(warnings_accepted="已经核对")
RECALL, MARK = a.RecallReply(reason="附件有误"), a.MarkForPublication(reason="多人申请")
#: what may befall a case once it is in hand
STORIES: tuple[tuple[a.Act, ...], ...] = (
    (DRAFT, SUBMIT, PASS, APPROVE, DISPATCH),
    (DRAFT, SUBMIT, a.ReturnFromSecrecy(reason="第二页须遮盖"), SUBMIT, PASS, RETURN, SUBMIT, PASS, APPROVE),
    (DRAFT, SUBMIT, PASS, WARNED, RECALL),
    (DRAFT, SUBMIT, PASS, WARNED, DISPATCH, SERVE, MARK, ARCHIVE),
    (DRAFT, SUBMIT, PASS, RETURN),
    (
        a.DraftNotice(kind="extension", content={"reason": "档案多"}),
        a.SubmitNotice(ref="1"),
        a.ReturnNotice(ref="1", reason="写明日期"),
        a.SubmitNotice(ref="1"),
        a.SignNotice(ref="1", warnings_accepted="已经核对"),
        a.VoidNotice(ref="1", reason="日期有误"),
    ),
)
#: measure -> the facts that count
FACTS: dict[str, tuple[type[e.Fact], ...]] = {
    "returned": (
        e.DraftReturned,
        e.SecrecyReturned,
        e.LegalReturned,
        e.NoticeReturned,
        e.NoticeLegalReturned,
    ),
    "recalled": (e.ReplyRecalled, e.NoticeVoided),
    "warned": (e.ReplyApproved, e.RepliedOnSpot, e.NoticeSigned),
    "published": (e.MarkedForPublication,),
}


def assessed(desk: Desk, asked: Asked = YEAR, person: int = CITY) -> Assessed:
    return assess(desk, person, NOW, asked, SCHEME, LEVELS)


def told(page: Assessed, measure: str) -> int:
    """What the sheets say of a measure, over all agencies."""
    at = [item.measure for item in SCHEME.items].index(measure)
    return sum(sheet.marks[at].part for sheet in page.sheets)


def directly(desk: Desk, numbers: list[str], measure: str, asked: Asked) -> set[str]:
    """The cases with such a fact on those days, read from their histories."""

    def counts(entry: e.Entry) -> bool:
        over = getattr(entry.fact, "warnings_accepted", "") if measure == "warned" else "counts"
        days = asked.first <= today_of(entry.at) <= asked.last
        return isinstance(entry.fact, FACTS[measure]) and bool(over) and days

    return {no for no in numbers if any(map(counts, desk.view(CITY, no, NOW).history))}


@pytest.mark.parametrize("seed", [1, 2])
def test_faults_and_gains_are_those_of_a_direct_count_and_each_opens_its_cases(desk: Desk, seed: int) -> None:
    by = random.Random(seed)
    numbers = []
    for n in range(14):
        numbers.append(enter(desk, f"form-{n}"))
        drive(desk, numbers[-1], (TAKE, *by.choice(STORIES)), moment(later(RECEIVED, by.randrange(1, 40))))

    some = dict.fromkeys(LISTED, 0)
    for asked in (YEAR, Asked(date(2026, 7, 1), date(2026, 7, 31)), Asked(RECEIVED, later(RECEIVED, 9))):
        page = assessed(desk, asked)
        for measure in LISTED:
            wanted = directly(desk, numbers, measure, asked)
            some[measure] += len(wanted)
            assert told(page, measure) == len(wanted)
            assert {row.case_no for row in behind(desk, CITY, NOW, asked, measure).rows} == wanted
    assert all(some.values())


def test_a_day_ends_at_midnight_in_china(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, DRAFT, SUBMIT, PASS))
    desk.perform(APPROVER, case_no, RETURN, moment(date(2026, 7, 1), 0, 30))

    assert told(assessed(desk, Asked(date(2026, 6, 1), date(2026, 6, 30))), "returned") == 0
    assert told(assessed(desk, Asked(date(2026, 7, 1), date(2026, 7, 1))), "returned") == 1


def test_a_letter_of_the_agency_above_is_no_fault_below(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE,))
    content = {"letter": "supervision_urge", "facts": {}}
    urge = a.Urge(
        kind=UrgingKind.URGE, demands="尽快", answer_by=later(RECEIVED, 5), content=content, issuer=PARENT
    )
    desk.perform(CITY, case_no, urge, moment(later(RECEIVED, 1)))
    head = OFFICERS[PARENT, Role.APPROVER]
    desk.perform(head, case_no, a.ReturnNotice(ref="1", reason="写明日期"), moment(later(RECEIVED, 1)))

    assert told(assessed(desk), "returned") == 0


def test_an_agency_with_nothing_but_a_fault_has_its_sheet(desk: Desk) -> None:
    case_no = enter(desk)
    drive(desk, case_no, (TAKE, DRAFT, SUBMIT, PASS, RETURN), moment(later(RECEIVED, 30)))

    [sheet] = assessed(desk, Asked(later(RECEIVED, 30), later(RECEIVED, 30))).sheets

    assert (sheet.agency_id, sheet.score) == (OWN, SCHEME.full - 1)


def test_what_is_overdue_counts_only_where_the_period_reaches_today(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE,))

    assert told(assessed(desk), "overdue") == 1
    assert told(assessed(desk, Asked(date(2026, 6, 1), date(2026, 6, 30))), "overdue") == 0


def test_a_gain_stands_beyond_the_full_score_and_no_higher_than_its_points() -> None:
    gain = Item("published", Words("", ""), 5, 2)

    assert [mark(gain, n, None).points for n in (0, 1, 2, 3, 9)] == [0, 2, 4, 5, 5]
    assert SCHEME.full == 100 == sum(item.points for item in SCHEME.items if item.measure != "published")


def test_pages_of_the_cases_behind_a_figure_follow_each_other(desk: Desk) -> None:
    for n in range(3):
        drive(desk, enter(desk, f"form-{n}"), (TAKE, DRAFT, SUBMIT, PASS, RETURN))
    whole = behind(desk, CITY, NOW, YEAR, "returned").rows
    first = desk.view(CITY, whole[0].case_no, NOW).case.case_no
    with desk.store.database.reading() as connection:
        place = connection.exec_driver_sql(
            f"SELECT case_id FROM cases WHERE case_no = '{first}'"
        ).scalar_one()

    assert behind(desk, CITY, NOW, YEAR, "returned", before=place).rows == whole[1:]


def test_only_those_who_watch_read_it_and_only_their_own(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE, DRAFT, SUBMIT, PASS, RETURN))
    sister = OFFICERS[SISTER, Role.SUPERVISOR]

    assert assessed(desk, person=sister).sheets == ()
    assert behind(desk, sister, NOW, YEAR, "returned").rows == ()
    with pytest.raises(NotAllowed):
        assessed(desk, YEAR._replace(agency=OWN), sister)
    with pytest.raises(NotAllowed):
        behind(desk, HANDLER, NOW, YEAR, "returned")
    with pytest.raises(BadInput):
        behind(desk, CITY, NOW, YEAR, "luck")
