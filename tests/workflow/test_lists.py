"""The pages of a list, forth and back, on both databases: every case once, in order, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from builders import CONSULT, DISPATCH, RECEIVED, REPLY, TAKE, WITHDRAW, drive, enter, form, moment
from people import FRONT, HANDLER, SISTER, SUPERVISOR
from sqlalchemy import select

from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.store.lists import paging, queries
from workflow.store.repository import CASES
from workflow.terms import Channel
from workflow.viewing import Filter, LedgerPage

NOW = moment(RECEIVED + timedelta(days=3))
SISTER_FRONT, CITY = 19, 7
LITERAL = {"literal_binds": True}
PLAN = {True: "QUERY PLAN", False: ""}


@pytest.fixture
def made(desk: Desk) -> list[str]:
    """Eleven cases of two agencies: running, suspended, unconfirmed and ended ones."""
    numbers = []
    for day in range(6):
        arrived = RECEIVED - timedelta(days=6 - day)
        numbers.append(enter(desk, f"own{day}", now=moment(arrived), arrived_on=arrived))
    for day in range(3):
        sister = form(f"sister{day}", agency=SISTER)
        numbers.append(desk.log(SISTER_FRONT, sister, moment(RECEIVED)).case_no)
    numbers.append(enter(desk, "web", channel=Channel.WEB))
    drive(desk, numbers[1], (TAKE, CONSULT))
    drive(desk, numbers[2], (TAKE, WITHDRAW))
    drive(desk, numbers[4], (TAKE, *REPLY, DISPATCH))
    return numbers


def forth(desk: Desk, person: int, **asked: object) -> Iterator[LedgerPage]:
    """Every page from the first on."""
    page = desk.ledger(person, NOW, Filter(limit=2, **asked))  # type: ignore[arg-type]
    yield page
    while page.next_after:
        page = desk.ledger(person, NOW, Filter(limit=2, after=page.next_after, **asked))  # type: ignore[arg-type]
        yield page


def whole(desk: Desk, person: int, **asked: object) -> list[str]:
    page = desk.ledger(person, NOW, Filter(limit=100, **asked))  # type: ignore[arg-type]
    return [row.case_no for row in page.rows]


ASKED: list[dict[str, object]] = [
    {},
    {"order": "newest"},
    {"open_only": True},
    {"closed_only": True},
    {"channel": "counter"},
    {"channel": "counter", "order": "newest"},
    {"outcome": "withdrawn"},
]


@pytest.mark.parametrize("person", [FRONT, CITY, SUPERVISOR])
@pytest.mark.parametrize("asked", ASKED)
def test_pages_forth_and_back_hold_every_case_once_in_order(
    desk: Desk, made: list[str], person: int, asked: dict[str, object]
) -> None:
    pages = list(forth(desk, person, **asked))
    every = [row.case_no for page in pages for row in page.rows]

    assert every == whole(desk, person, **asked)
    assert len(every) == len(set(every)) == pages[0].total
    for before, page in pairwise(pages):
        back = desk.ledger(person, NOW, Filter(limit=2, before=page.previous_before, **asked))  # type: ignore[arg-type]
        assert back.rows == before.rows


def test_open_cases_stand_by_deadline_then_those_without_one_then_ended_ones(
    desk: Desk, made: list[str]
) -> None:
    rows = desk.ledger(FRONT, NOW, Filter()).rows
    stretch = [
        0 if row.due_on and row.remaining is not None else 1 for row in rows if row.outcome != "withdrawn"
    ]

    assert stretch == sorted(stretch)
    assert rows[-1].outcome == "withdrawn"


@pytest.mark.parametrize("merged", [0, 1, 60])
def test_a_supervisor_sees_the_same_list_however_the_agencies_are_asked(
    desk: Desk, made: list[str], monkeypatch: pytest.MonkeyPatch, merged: int
) -> None:
    monkeypatch.setattr(paging, "MERGED", merged)

    assert set(whole(desk, CITY)) == set(made)
    assert whole(desk, CITY, agency=SISTER) == made[6:9]
    assert set(whole(desk, FRONT)) == set(made) - set(made[6:9])


def test_beyond_the_bound_a_total_says_more(
    desk: Desk, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (paging, queries):
        monkeypatch.setattr(module, "MOST_COUNTED", 4)

    assert desk.ledger(CITY, NOW, Filter()).total == 5
    assert desk.ledger(CITY, NOW, Filter(agency=SISTER)).total == 3


def test_the_navigation_counts_what_is_late_in_sight(desk: Desk, made: list[str]) -> None:
    late = moment(date(2026, 9, 1))

    assert desk.counts(FRONT, late)["overdue"] == len(desk.ledger(FRONT, late, Filter(overdue=True)).rows)
    assert desk.counts(CITY, late)["overdue"] == desk.counts(FRONT, late)["overdue"] + 3
    assert desk.counts(FRONT, late)["to_confirm"] == 1
    assert desk.counts(HANDLER, late)["my_work"] >= 1


@pytest.mark.parametrize("wrong", [{"order": "sideways"}, {"after": ("2026-02-30", 1)}, {"before": ("x", 1)}])
def test_a_place_or_order_there_is_not_is_refused(desk: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        desk.ledger(FRONT, NOW, Filter(**wrong))  # type: ignore[arg-type]


def test_a_case_that_was_handled_between_two_pages_is_not_shown_twice(desk: Desk, made: list[str]) -> None:
    first = desk.ledger(FRONT, NOW, Filter(limit=2))
    drive(desk, first.rows[0].case_no, (TAKE, WITHDRAW))
    second = desk.ledger(FRONT, NOW, Filter(limit=2, after=first.next_after))

    assert not {row.case_no for row in first.rows} & {row.case_no for row in second.rows}


def test_an_index_that_is_asked_for_is_walked(desk: Desk) -> None:
    database = desk.store.database
    asked = select(CASES.c.case_no).with_hint(CASES, "INDEXED BY cases_channel", "sqlite")
    told = str(asked.where(CASES.c.agency_id == 2).compile(database.engine, compile_kwargs=LITERAL))

    with database.reading() as connection:
        plan = " ".join(map(str, connection.exec_driver_sql(f"EXPLAIN {PLAN[database.is_sqlite]} {told}")))

    assert ("USING INDEX cases_channel" in plan) is database.is_sqlite
