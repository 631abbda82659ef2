"""A holiday notice moves deadlines: every change stands in the history of its case, the others stay untouched."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

import pytest
import random_office
from builders import (
    CHARGE,
    CONSULT,
    DAYS,
    DRAFT,
    DUE,
    RECEIVED,
    RULES,
    SUBMIT,
    TAKE,
    drive,
    enter,
    later,
    moment,
)
from guard_rules import PAY_BY
from people import FRONT, HANDLER
from rows import run, snapshot

from workflow import acts as a
from workflow import records, redating, verifying
from workflow.days.holiday_files import YearFile, read_year_file
from workflow.desk import Desk
from workflow.entry_wording import sentence
from workflow.errors import CaseChanged
from workflow.folding import fold
from workflow.projection import nearest_limit
from workflow.redating import first_difference
from workflow.store import Store, redated_rows, repository
from workflow.store.redated_rows import Redated
from workflow.store.repository import WORKER

NOW = moment(date(2026, 7, 6))


def notice(*off: date, year: int = 2026) -> YearFile:
    """The notice of that year with more days off."""
    known = json.loads((RULES.holidays / f"{year}.json").read_text("utf-8"))
    known["days"] += [{"name": "抗灾", "date": str(day), "isOffDay": True} for day in off]
    return read_year_file(json.dumps(known, ensure_ascii=False))


def entries(store: Store) -> list[tuple[str, str]]:
    """The case and kind of every entry."""
    found = run(
        store, "SELECT case_no, entries.kind FROM entries JOIN cases USING (case_id) ORDER BY case_id, seq"
    )
    return [(case_no, kind) for case_no, kind in found]


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A store that knows the notices of the folder."""
    redating.sync_folder(desk, moment(RECEIVED))
    return desk


def test_each_open_case_moves_by_an_entry_of_its_own_and_closed_ones_stay(office: Desk, store: Store) -> None:
    steps: tuple[tuple[a.Act, ...], ...] = ((), (TAKE,), (TAKE, CONSULT), (TAKE, DRAFT, SUBMIT))
    numbers = [enter(office, f"form-{n}") for n in range(len(steps))]
    for case_no, acts in zip(numbers, steps, strict=True):
        drive(office, case_no, acts)
    closed = enter(office, "form-closed")
    office.perform(FRONT, closed, a.Withdraw(reason="申请人书面撤回"), moment(RECEIVED))

    moved = redating.import_notice(office, notice(date(2026, 7, 15)), "2026.json", NOW)

    assert [m.case_no for m in moved] == numbers
    assert moved[1][3:7] == (DUE, later(DUE, 1), False, False)
    said = [case_no for case_no, kind in entries(store) if kind == "DeadlineMoved"]
    assert said == numbers
    assert verifying.verify(store, RULES) == []


def test_a_notice_that_moves_a_limit_alone_says_so(office: Desk, store: Store) -> None:
    """The clock stands while the applicant is to pay; the period for paying runs, and lists and reminders show it."""
    drive(office, number := enter(office), (TAKE, CHARGE))

    moved = redating.import_notice(office, notice(date(2026, 7, 15)), "2026.json", NOW)

    assert [m[3:] for m in moved] == [(PAY_BY, later(PAY_BY, 1), False, False, "fee_payment")]
    assert entries(store)[-1] == (number, "LimitMoved")
    assert [str(day) for (day,) in run(store, "SELECT limit_on FROM cases")] == [str(later(PAY_BY, 1))]
    assert verifying.verify(store, RULES) == []
    told = sentence(office.view(HANDLER, number, NOW).history[-1].fact)
    assert told.zh.startswith("放假安排变动，申请人缴费的期限由")


def test_the_rows_are_those_a_rebuild_gives(office: Desk, store: Store) -> None:
    drive(office, enter(office), (TAKE, DRAFT, SUBMIT))
    redating.import_notice(office, notice(date(2026, 7, 15)), "2026.json", NOW)
    tables = ("cases", "letters_waiting")
    before = {table: run(store, f"SELECT * FROM {table}") for table in tables}

    verifying.rebuild(store, RULES)

    assert {table: run(store, f"SELECT * FROM {table}") for table in tables} == before
    [(due_on,)] = run(store, "SELECT due_on FROM letters_waiting")
    assert str(due_on) == str(later(DUE, 1))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_notices_come_every_row_is_what_the_histories_give(
    office: Desk, store: Store, seed: int
) -> None:
    by = random.Random(seed)
    random_office.fill(office, seed, 24)
    on, moved = date(2026, 11, 2), 0
    for n in range(3):
        off = {RECEIVED + timedelta(by.randrange(75)) for _ in range(12)}
        on = date(2026, 11, 2 + n)
        moved += len(redating.import_notice(office, notice(*sorted(off)), f"notice {n}", moment(on)))
    assert moved > 3
    before = snapshot(store), run(store, "SELECT * FROM letters_waiting ORDER BY 1, 2, 3")

    verifying.rebuild(store, RULES)

    assert (snapshot(store), run(store, "SELECT * FROM letters_waiting ORDER BY 1, 2, 3")) == before
    assert verifying.verify(store, RULES) == []
    assert due_days(store) == due_today(office, on)


def due_days(store: Store) -> dict[str, tuple[str, bool, str]]:
    """Deadline of every open case, whether it is provisional, and the limit beside it, as its row says."""
    found = run(store, "SELECT case_no, due_on, provisional, limit_on, is_open FROM cases")
    return {case_no: (str(due), bool(p), str(limit)) for case_no, due, p, limit, is_open in found if is_open}


def due_today(office: Desk, on: date) -> dict[str, tuple[str, bool, str]]:
    """The same, counted from the histories under the newest calendar."""
    found = {}
    with office.store.database.reading() as connection:
        around = office.around(connection, None, moment(on))
        for case_no in due_days(office.store):
            history = records.read(repository.history(connection, case_no).records)
            case = fold(history)
            clock, limit = around.clock(case), str(nearest_limit(case, around.clock(case))[1])
            found[case_no] = (
                (str(clock.due_on), clock.provisional, limit) if clock else ("None", False, limit)
            )
    return found


def test_whoever_acted_meanwhile_is_not_written_over(office: Desk, store: Store) -> None:
    enter(office)
    before = snapshot(store)

    with store.database.reading() as connection:
        [[read]] = redated_rows.open_cases(connection, RECEIVED)
    old = read.records[0]
    made = records.follow(old, read.case_no, "NoteAdded", "{}", records.moment_text(NOW), WORKER)
    with store.database.writing() as connection, pytest.raises(CaseChanged):
        redated_rows.save(connection, [Redated(read, made, read.clock, waits=False)])

    assert snapshot(store) == before


def test_a_notice_known_already_waits_for_no_writer(office: Desk, store: Store) -> None:
    """SQLite has room for one writer; a sweep that finds no new file leaves it to others."""
    with store.database.engine.execution_options(mingfu_write=True).begin():
        assert redating.import_notice(office, notice(), "2026.json", NOW) == []
        assert redating.sync_folder(office, NOW) == []


def test_a_case_whose_days_all_lie_before_the_change_is_left_alone(office: Desk, store: Store) -> None:
    enter(office)
    before = entries(store)

    moved = redating.import_notice(office, notice(later(DUE, 1)), "2026.json", NOW)

    assert moved == []
    assert entries(store) == before


def test_what_is_foreseen_is_what_happens(office: Desk) -> None:
    for n in range(3):
        enter(office, f"form-{n}")
    file = notice(date(2026, 7, 15), date(2026, 7, 16))

    foreseen = redating.preview(office, file, NOW)

    assert redating.import_notice(office, file, "2026.json", NOW) == foreseen != []


def test_more_cases_than_one_batch_holds_all_move(
    office: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redated_rows, "_BATCH", 2)
    numbers = [enter(office, f"form-{n}") for n in range(5)]

    moved = redating.import_notice(office, notice(date(2026, 7, 15)), "2026.json", NOW)

    assert [m.case_no for m in moved] == numbers
    assert verifying.verify(store, RULES) == []


def test_the_first_difference_is_the_first_day_that_changes() -> None:
    off = date(2026, 7, 15)

    assert first_difference(DAYS, DAYS.with_year(notice(off))) == off


def test_a_year_that_is_announced_changes_what_is_provisional_from_its_first_day() -> None:
    last = DAYS.published_through.year
    shorter = type(DAYS).from_years({y: f for y, f in DAYS.years.items() if y < last}, DAYS.overlays)

    assert first_difference(shorter, DAYS) <= date(last, 1, 1)
    assert first_difference(DAYS, DAYS) == DAYS.last_day
