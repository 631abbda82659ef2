"""The ledger narrowed by column, counted beside each condition, and kept as views, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import RECEIVED, SAMPLES, drive, enter, moment
from people import FRONT, HANDLER, OWN, SECOND_HANDLER, SISTER

from workflow import acts as a
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.ledger_sheets import counting, views
from workflow.store.lists import tallying
from workflow.store.lists.narrowing import Between, Narrowing
from workflow.viewing import Filter, LedgerPage

NOW = moment(RECEIVED, 15)


@pytest.fixture
def cases(desk: Desk) -> list[str]:
    """Five, the first two in hand in different units."""
    made = [enter(desk, f"k{number}") for number in range(5)]
    for case_no, unit in zip(made, ("规划科", "综合科"), strict=False):
        desk.perform(FRONT, case_no, a.TakeInHand(handler=HANDLER, unit=unit), NOW)
    return made


def page(desk: Desk, **more: object) -> LedgerPage:
    return desk.ledger(FRONT, NOW, Filter(more=Narrowing(**more)))  # type: ignore[arg-type]


def numbers(found: LedgerPage) -> list[str]:
    return [row.case_no for row in found.rows]


def test_each_kind_of_condition_narrows(desk: Desk, cases: list[str]) -> None:
    tomorrow = RECEIVED + timedelta(days=1)

    assert numbers(page(desk, equal=(("unit", "规划科"),))) == cases[:1]
    assert numbers(page(desk, equal=(("handler_id", HANDLER),))) == cases[:2]
    assert numbers(page(desk, between=(Between("received_on", RECEIVED, RECEIVED),))) == cases
    assert numbers(page(desk, between=(Between("received_on", tomorrow, None),))) == []
    assert numbers(page(desk, between=(Between("received_on", None, RECEIVED),))) == cases
    assert numbers(page(desk, has=(("extended", True),))) == []
    assert numbers(page(desk, has=(("extended", False),))) == cases


def test_an_extension_shows_in_its_columns(desk: Desk, cases: list[str]) -> None:
    steps = [SAMPLES[name] for name in ("propose_extension", "approve_extension", "notify_extension")]
    drive(desk, cases[0], steps, NOW)

    asked = Filter(more=Narrowing(has=(("extended", True),)), reads=("extension_days", "extended_on"))
    [row] = desk.ledger(FRONT, NOW, asked).lines

    assert (row.case_no, row.extension_days, row.extended_on) == (cases[0], 20, RECEIVED)


@pytest.mark.parametrize(
    "more",
    [
        {"equal": (("digest", "x"),)},
        {"between": (Between("version", date.min, None),)},
        {"has": (("is_open", True),)},
    ],
)
def test_only_columns_of_the_register_can_be_asked_for(desk: Desk, more: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        page(desk, **more)


def test_figures_count_what_fits_under_every_value(desk: Desk, cases: list[str]) -> None:
    tally = counting.figures(desk, FRONT, NOW, Filter())

    assert tally.counts["unit"] == {"规划科": 1, "综合科": 1, "": 3}
    assert tally.counts["status"] == {"in_hand": 2, "received": 3}
    assert tally.counts["extended"] == {False: 5}
    assert not tally.at_least


def test_figures_follow_the_conditions_and_the_search(desk: Desk, cases: list[str]) -> None:
    narrowed = counting.figures(desk, FRONT, NOW, Filter(more=Narrowing(equal=(("unit", "规划科"),))))
    found = counting.figures(desk, FRONT, NOW, Filter(text=cases[4]))

    assert narrowed.counts["status"]["in_hand"] == 1
    assert narrowed.counts["status"]["received"] == 0
    assert found.counts["status"] == {"received": 1}


def test_what_no_index_leads_to_is_counted_among_the_first_cases_only(
    desk: Desk, cases: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page(desk, has=(("extended", False),))
    monkeypatch.setattr(tallying, "SCANNED", 3)

    some = page(desk, has=(("extended", False),))

    assert (whole.total, whole.at_least) == (5, False)
    assert (some.total, some.at_least) == (3, True)
    assert len(some.rows) == 5


def test_nobody_counts_what_they_do_not_see(desk: Desk, cases: list[str]) -> None:
    other = next(person for person in range(1, 60) if _works_in(desk, person, SISTER))

    assert not counting.figures(desk, other, NOW, Filter()).counts["status"]


def _works_in(desk: Desk, person: int, agency: int) -> bool:
    return desk.officer(person, NOW).agency == agency


def test_views_belong_to_one_person_and_are_replaced_by_name(desk: Desk) -> None:
    views.keep(desk, HANDLER, OWN, " 本月  收到 ", "stand=open")
    views.keep(desk, HANDLER, OWN, "本月 收到", "stand=closed")
    views.like(desk, HANDLER, OWN, "case_no,due_on")

    assert [tuple(view) for view in views.mine(desk, HANDLER)] == [("本月 收到", "stand=closed")]
    assert views.own_columns(desk, HANDLER) == "case_no,due_on"
    assert (views.mine(desk, SECOND_HANDLER), views.own_columns(desk, SECOND_HANDLER)) == ([], "")


def test_columns_and_views_are_forgotten(desk: Desk) -> None:
    views.keep(desk, HANDLER, OWN, "甲", "")
    views.like(desk, HANDLER, OWN, "case_no")

    views.forget(desk, HANDLER, "甲")
    views.like(desk, HANDLER, OWN, "")

    assert (views.mine(desk, HANDLER), views.own_columns(desk, HANDLER)) == ([], "")


@pytest.mark.parametrize("name", ["", "   ", "长" * 41, "a\x00b"])
def test_a_view_needs_a_fit_name(desk: Desk, name: str) -> None:
    with pytest.raises(BadInput):
        views.keep(desk, HANDLER, OWN, name, "")


def test_there_are_only_so_many_views(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST", 1)
    views.keep(desk, HANDLER, OWN, "甲", "")

    with pytest.raises(BadInput):
        views.keep(desk, HANDLER, OWN, "乙", "")
    views.keep(desk, HANDLER, OWN, "甲", "stand=open")
