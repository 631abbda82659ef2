"""Months counted once they are over say what a direct count says, whatever is written afterwards and by whom."""

from __future__ import annotations

import json
from datetime import date

import pytest
import random_office
from builders import CORRECT, DAYS, DISPATCH, RECEIVED, REPLY, RULES, TAKE, drive, enter, later, moment
from people import OFFICERS, PARENT
from rows import run
from sqlalchemy import text

from workflow import redating, verifying
from workflow.days.holiday_files import read_year_file
from workflow.desk import Desk
from workflow.rules import ROOT
from workflow.supervision import keeping
from workflow.supervision.figures import Figures, figures
from workflow.supervision.tallies import calendar
from workflow.terms import Channel, Role

CITY = OFFICERS[PARENT, Role.SUPERVISOR]
NOW = moment(date(2026, 12, 1))
ASKED = """
    SELECT c.case_id, c.agency_id, c.received_on, CASE WHEN a.id_no_digest <> '' THEN a.id_no_digest
           WHEN a.phone_digest <> '' THEN a.phone_digest ELSE a.name END AS who
    FROM cases c JOIN applicants a ON a.case_id = c.case_id AND a.position = 1
    WHERE c.kind = 'application' AND c.received_on IS NOT NULL
"""


def counted(desk: Desk, first: date = date(2026, 1, 1)) -> Figures:
    return figures(desk, CITY, NOW, first, date(2026, 12, 31))


def kept(desk: Desk) -> int:
    """Months that stand as counted."""
    stale = "SELECT 1 FROM figure_stale s WHERE s.agency_id = m.agency_id AND s.month = m.month"
    return int(run(desk.store, f"SELECT COUNT(*) FROM figure_months m WHERE NOT EXISTS ({stale})")[0][0])


def directly(desk: Desk) -> Figures:
    """The figures where nothing is kept."""
    run(desk.store, "DELETE FROM figure_months")
    return counted(desk)


@pytest.mark.parametrize("seed", [7, 8])
def test_kept_months_say_what_a_direct_count_says(desk: Desk, seed: int) -> None:
    random_office.fill(desk, seed, 24)
    direct = counted(desk)

    made = keeping.sweep(desk, NOW)

    assert made == kept(desk) > 0
    assert counted(desk) == direct
    assert direct.total.answered > 0
    assert keeping.sweep(desk, NOW) == 0


def test_a_period_that_begins_within_a_month_counts_that_month_by_its_days(desk: Desk) -> None:
    random_office.fill(desk, 9, 16)
    direct = counted(desk, date(2026, 7, 11))

    keeping.sweep(desk, NOW)

    assert counted(desk, date(2026, 7, 11)) == direct


def test_what_is_written_into_a_month_that_was_counted_is_seen_at_once(desk: Desk) -> None:
    first, open_one = enter(desk), enter(desk, "form-2")
    drive(desk, first, (TAKE, *REPLY, DISPATCH), moment(later(RECEIVED, 3)))
    keeping.sweep(desk, NOW)
    before = counted(desk)

    drive(desk, open_one, (TAKE, CORRECT), moment(later(RECEIVED, 4)))
    drive(desk, enter(desk, "form-3"), (TAKE, *REPLY, DISPATCH), moment(later(RECEIVED, 9)))

    after = counted(desk)
    assert (before.total.received, before.total.answered) == (2, 1)
    assert (after.total.received, after.total.answered) == (3, 2)
    assert after.median == (3 + 9) / 2
    assert keeping.sweep(desk, NOW) == 1
    assert counted(desk) == after == directly(desk)


def test_an_act_that_counts_nowhere_leaves_the_month_as_counted(desk: Desk) -> None:
    case_no = enter(desk)
    keeping.sweep(desk, NOW)
    before = kept(desk)

    drive(desk, case_no, (TAKE,), moment(later(RECEIVED, 1)))

    assert kept(desk) == before


def test_this_month_is_never_kept(desk: Desk) -> None:
    enter(desk)

    assert keeping.sweep(desk, moment(date(2026, 7, 31))) == 0
    assert keeping.sweep(desk, moment(date(2026, 8, 1))) == 1


def test_a_rebuild_leaves_the_figures_and_who_asked_as_they_were(desk: Desk) -> None:
    random_office.fill(desk, 10, 16)
    keeping.sweep(desk, NOW)
    before, asked = counted(desk), run(desk.store, "SELECT * FROM askers ORDER BY case_id")

    verifying.rebuild(desk.store, RULES)

    assert counted(desk) == before
    assert run(desk.store, "SELECT * FROM askers ORDER BY case_id") == asked


def test_who_asked_is_written_down_for_every_application_received(desk: Desk) -> None:
    random_office.fill(desk, 11, 16)
    enter(desk, "unconfirmed", channel=Channel.WEB)

    said = run(desk.store, "SELECT case_id, agency_id, received_on, who FROM askers")

    assert sorted(said) == sorted(run(desk.store, ASKED)) != []


def test_a_receipt_moved_to_another_year_is_asked_in_that_year(desk: Desk) -> None:
    enter(desk)

    run(desk.store, "UPDATE cases SET received_on = '2025-12-31'")

    assert run(desk.store, "SELECT year FROM askers") == [(2025,)]
    run(desk.store, "UPDATE cases SET kind = 'record_correction'")
    assert run(desk.store, "SELECT year FROM askers") == []


def test_a_notice_that_moves_working_days_counts_the_lengths_anew(desk: Desk) -> None:
    drive(desk, enter(desk), (TAKE, *REPLY, DISPATCH), moment(later(RECEIVED, 12)))
    keeping.sweep(desk, NOW)
    shipped = json.loads((ROOT / "holidays" / "2026.json").read_text(encoding="utf-8"))
    shipped["days"].append({"name": "示例节", "date": "2026-07-15", "isOffDay": True})

    redating.import_notice(desk, read_year_file(json.dumps(shipped, ensure_ascii=False)), "2026.json", NOW)

    assert counted(desk).median == 11
    assert keeping.sweep(desk, NOW) > 0
    assert counted(desk).median == 11


def test_the_calendar_of_a_year_ends_with_the_notice_of_the_next() -> None:
    years = dict(DAYS.years)
    before = type(DAYS).from_years({year: file for year, file in years.items() if year < 2026})

    assert calendar(before, 2024) == calendar(DAYS, 2024)
    assert calendar(before, 2025) != calendar(DAYS, 2025)


def test_while_a_case_is_being_written_nothing_is_kept(desk: Desk) -> None:
    enter(desk)
    database = desk.store.database
    if database.is_sqlite:
        pytest.skip("on SQLite whoever writes is alone")
    with database.engine.begin() as other:
        other.execute(text("UPDATE cases SET received_on = '2026-06-30'"))

        assert keeping.sweep(desk, NOW) == 0

    assert keeping.sweep(desk, NOW) == 6
