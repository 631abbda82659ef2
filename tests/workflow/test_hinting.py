"""What the desk is told while an application is typed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import LI, RECEIVED, REPLY, TAKE, drive, enter, moment
from people import APPROVER, FRONT, HANDLER, OWN, SISTER

from workflow import acts as a
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed, NotFound
from workflow.hinting import Hints, HintsAsked, hints, likeness
from workflow.publications import NewPublication, add_publication, close_publication, publications
from workflow.terms import Status

NOW = moment(RECEIVED)
WANG = a.Applicant(name="王伟", phone="13811112222")
SISTER_FRONT = 19
TEXT = "请求公开示例大道拓宽工程的环境影响评价批复和公众意见。"


def told(desk: Desk, **asked: str) -> Hints:
    return hints(desk, FRONT, NOW, HintsAsked(OWN, **asked))


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        ({"id_no": "11010519491231002x"}, ("id_no",)),
        ({"phone": "139 0000 1234"}, ("phone",)),
        ({"name": "李样七"}, ("name",)),
        ({"name": "李样七", "phone": "13900001234"}, ("phone", "name")),
    ],
)
def test_the_same_applicant_is_known_again(desk: Desk, asked: dict[str, str], by: tuple[str, ...]) -> None:
    case_no = enter(desk)
    enter(desk, "b", applicants=(WANG,))

    same = told(desk, **asked).same_applicant

    assert [(hint.case_no, hint.by) for hint in same] == [(case_no, by)]


def test_a_form_still_empty_tells_nothing(desk: Desk) -> None:
    enter(desk)

    assert told(desk) == Hints()


def test_a_similar_application_is_shown_with_how_it_was_answered(desk: Desk) -> None:
    case_no = enter(desk, applicants=(WANG,))
    drive(desk, case_no, (TAKE, *REPLY))
    enter(desk, "b", application="请求公开样板河水质检测报告。", applicants=(WANG,))

    similar = told(desk, text=TEXT).similar

    assert [hint.case_no for hint in similar] == [case_no]
    assert (similar[0].status, similar[0].outcome) == (Status.APPROVED, "disclosed")
    assert similar[0].document_no
    assert similar[0].alike > 0.5


def test_phrases_that_every_application_uses_make_none_alike() -> None:
    one = "根据政府信息公开条例，本人申请公开有关样板河水质检测的全部材料"
    other = "根据政府信息公开条例，本人申请公开有关学校划片方案的全部材料"

    assert likeness(one, other) == 0
    assert likeness(one, one) == 1


def test_the_months_count_is_of_one_applicant_one_agency_and_one_calendar_month(desk: Desk) -> None:
    for day in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2)):
        enter(desk, f"f{day}", now=moment(day), arrived_on=day)
    enter(desk, "wang", applicants=(WANG,))
    asked = HintsAsked(OWN, phone=LI.phone)

    on_first, on_second = (hints(desk, FRONT, moment(date(2026, 7, day)), asked).month for day in (1, 2))

    assert on_first is not None
    assert on_second is not None
    assert (on_first.received, on_first.nth, on_first.yuan, on_first.sure) == (1, 2, 0, True)
    assert on_second.received == 2


def test_the_eleventh_application_of_a_month_costs_a_hundred_yuan(desk: Desk) -> None:
    for number in range(10):
        enter(desk, f"f{number}")

    month = told(desk, phone=LI.phone).month

    assert month is not None
    assert (month.nth, month.yuan) == (11, 100)


def test_a_name_alone_is_said_to_be_unsure(desk: Desk) -> None:
    enter(desk)
    month = told(desk, name=LI.name).month

    assert month is not None
    assert (month.received, month.sure) == (1, False)


def test_another_agency_is_told_nothing_and_may_not_ask(desk: Desk) -> None:
    enter(desk)

    other = hints(desk, SISTER_FRONT, NOW, HintsAsked(SISTER, name=LI.name, phone=LI.phone, text=TEXT))

    assert (other.same_applicant, other.similar) == ((), ())
    assert other.month is not None
    assert other.month.received == 0
    with pytest.raises(NotAllowed):
        hints(desk, SISTER_FRONT, NOW, HintsAsked(OWN, name=LI.name))


def test_the_case_on_the_desk_is_not_its_own_forerunner(desk: Desk) -> None:
    case_no = enter(desk)

    asked = told(desk, phone=LI.phone, text=TEXT, besides=case_no)

    assert (asked.same_applicant, asked.similar) == ((), ())


def test_more_earlier_cases_than_are_shown_are_said(desk: Desk) -> None:
    for number in range(9):
        enter(desk, f"f{number}")

    asked = told(desk, phone=LI.phone)

    assert len(asked.same_applicant) == 8
    assert asked.more


PLAN = NewPublication(OWN, "示例大道拓宽工程环境影响评价公示", "https://example.org/a", published_on=RECEIVED)


def test_what_is_public_is_shown_until_it_is_closed(desk: Desk) -> None:
    made = add_publication(desk, HANDLER, PLAN, NOW)
    add_publication(desk, HANDLER, PLAN._replace(title="年度预算"), NOW)

    assert [p.title for p in told(desk, text=TEXT).published] == [PLAN.title]
    assert len(publications(desk, HANDLER, NOW)) == 2

    close_publication(desk, APPROVER, made, NOW)

    assert told(desk, text=TEXT).published == ()
    assert publications(desk, HANDLER, NOW)[-1].closed_on == RECEIVED


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"where_found": ""}, {"title": "字" * 201}, {"published_on": date(2026, 7, 2)}]
)
def test_a_publication_that_cannot_be_is_refused(desk: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        add_publication(desk, HANDLER, replace_in(PLAN, wrong), NOW)


def replace_in(new: NewPublication, values: dict[str, object]) -> NewPublication:
    return new._replace(**values)  # type: ignore[arg-type]


def test_only_the_agencys_own_people_keep_its_register(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        add_publication(desk, SISTER_FRONT, PLAN, NOW)
    with pytest.raises(NotAllowed):
        add_publication(desk, FRONT, PLAN, NOW)
    with pytest.raises(NotFound):
        close_publication(desk, HANDLER, 99, NOW)


def test_a_household_name_is_no_other_ones_name(desk: Desk) -> None:
    enter(desk, applicants=(replace(LI, name="李样七之子"),))

    assert told(desk, name="李样七").same_applicant == ()
