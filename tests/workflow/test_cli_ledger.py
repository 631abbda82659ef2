"""`mingfu ledger` and `mingfu overdue`: what a person may see, narrowed, as table, JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import mingfu
from databases import Databases
from demonstration import everything, visited
from rows import run

from workflow.cli import ledger as pages
from workflow.cli.calendar_pages import width
from workflow.ledger_sheets.columns import COLUMNS, USUAL
from workflow.ledger_sheets.files import both
from workflow.lifecycle import OPEN
from workflow.store import Store


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def listed(*options: str, by: str = "sunli") -> list[dict[str, Any]]:
    """The rows of a ledger."""
    answer = mingfu("ledger", "--as", by, "--json", *options).json
    assert answer["total"] == len(answer["rows"])
    return list(answer["rows"])


def test_a_supervisor_sees_the_subtree_and_others_their_own_agency(office: Store) -> None:
    total = run(office, "SELECT count(*) FROM cases")[0][0]

    assert len(listed()) == total
    assert {row["agency_name"] for row in listed(by="heping2")} == {"示例市和平区人民政府办公室"}


def test_open_cases_stand_first_and_among_them_the_soonest_deadline(office: Store) -> None:
    is_open = [row["status"] in OPEN for row in listed()]
    due = [row["due_on"] for row in listed("--open") if row["due_on"]]

    assert is_open == sorted(is_open, reverse=True)
    assert due == sorted(due)


def test_overdue_lists_running_cases_past_their_day_with_days_below_zero(office: Store) -> None:
    rows = mingfu("overdue", "--as", "sunli", "--json").json["rows"]

    assert rows == listed("--overdue")
    assert len(rows) >= 2
    assert all(row["remaining"] < 0 for row in rows)


FILTERS = [
    (("--status", "in_hand"), "status", "in_hand"),
    (("--channel", "fax"), "channel", "fax"),
    (("--outcome", "disclosed"), "outcome", "disclosed"),
    (("--agency", "示公安"), "agency_name", "示例市公安局"),
    (("--handler", "wangmin"), "handler_name", "王敏"),
    (("--text", "袁青"), "applicant", "袁青"),
    (("--text", "11010518930208492X"), "applicant", "杜若"),
]


def test_a_filter_keeps_just_the_cases_that_fit(office: Store) -> None:
    every = listed()

    for options, column, value in FILTERS:
        kept = listed(*options)
        assert kept, options
        assert kept == [row for row in every if row[column] == value], options


def test_due_within_counts_working_days_and_leaves_out_what_is_overdue(office: Store) -> None:
    kept = listed("--due-within", "10")

    assert kept
    assert all(0 <= row["remaining"] <= 10 for row in kept if row["clock_status"] == "running")
    assert {row["status"] for row in listed("--open")}.isdisjoint(
        {"served", "archived", "lapsed", "withdrawn"}
    )


def test_long_ledgers_are_read_page_by_page_without_loss(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = listed()
    monkeypatch.setattr(pages, "PAGE", 7)

    assert listed() == whole


def test_csv_holds_every_column_and_opens_as_utf8(office: Store) -> None:
    done = mingfu("ledger", "--as", "sunli", "--csv")

    assert done.out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(done.out.removeprefix("\ufeff"))))
    assert rows[0] == [both(COLUMNS[name].words) for name in USUAL]
    assert [row[0] for row in rows[1:]] == [row["case_no"] for row in listed()]
    assert {len(row) for row in rows} == {len(USUAL)}


def test_no_cell_of_a_csv_can_start_a_formula(office: Store) -> None:
    names = ["=1+1", "+86", "@x", "-2+3"]
    numbers = [row["case_no"] for row in listed()]
    for name, case_no in zip(names, numbers, strict=False):
        run(office, "UPDATE cases SET applicant = :name WHERE case_no = :n", name=name, n=case_no)

    cells = {
        cell
        for row in csv.reader(io.StringIO(mingfu("ledger", "--as", "sunli", "--csv").out))
        for cell in row
    }

    assert {f"'{name}" for name in names} <= cells
    assert cells.isdisjoint(names)
    assert any(cell.startswith("-") and cell[1:].isdigit() for cell in cells)


def test_the_table_stands_straight_though_characters_are_wide(office: Store) -> None:
    lines = mingfu("ledger", "--as", "sunli").out.splitlines()
    place = width(lines[0][: lines[0].index("状态")])

    starts = [next(i for i in range(len(line)) if width(line[:i]) == place) for line in lines[1:-1]]

    assert all(
        line[start - 2 : start] == "  " and line[start] != " "
        for line, start in zip(lines[1:-1], starts, strict=True)
    )


NO_FILTERS = [
    ("--status", "asleep"),
    ("--channel", "pigeon"),
    ("--outcome", "nothing"),
    ("--agency", "无此机关"),
    ("--handler", "nobody"),
    ("--due-within", "-1"),
    ("--json", "--csv"),
    ("--as", "nobody"),
    ("--text", "\udcff"),
]


def test_a_filter_that_cannot_be_is_refused(office: Store) -> None:
    before = everything(office)

    assert [
        options for options in NO_FILTERS if not mingfu("ledger", "--as", "sunli", *options).refused
    ] == []
    assert everything(office) == before
