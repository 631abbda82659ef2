"""The ledger as files: typed cells, the columns chosen, every case of the list, nothing that could run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import mingfu
from databases import Databases
from demonstration import visited
from rows import run

from workflow.ledger_sheets import streaming
from workflow.ledger_sheets.columns import COLUMNS, USUAL
from workflow.ledger_sheets.files import tame
from workflow.store import Store


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def book(folder: Path, *options: str) -> Any:
    """The sheet that a command writes."""
    done = mingfu("ledger", "--as", "sunli", "--xlsx", "-o", str(folder / "l.xlsx"), *options)
    assert done.status == 0, done.err
    return openpyxl.load_workbook(folder / "l.xlsx").active


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_workbook_holds_the_same_cases_in_the_same_order_as_the_list(
    office: Store, tmp_path: Path
) -> None:
    listed = [row["case_no"] for row in mingfu("ledger", "--as", "sunli", "--json").json["rows"]]

    rows = list(book(tmp_path).iter_rows(min_row=2, values_only=True))

    assert [row[0] for row in rows[:-1]] == listed
    assert str(len(listed)) in rows[-1][0]


def test_days_are_days_and_figures_are_figures(office: Store, tmp_path: Path) -> None:
    sheet = book(tmp_path, "--columns", "case_no,received_on,remaining,fee_yuan", "--channel", "counter")
    rows = list(sheet.iter_rows(min_row=2, values_only=True))[:-1]

    assert {type(row[1]) for row in rows if row[1]} == {datetime}
    assert {type(row[2]) for row in rows if row[2] is not None} == {int}
    assert sheet.cell(2, 2).number_format == "yyyy-mm-dd"


def test_the_head_stays_in_sight_and_on_every_printed_page(office: Store, tmp_path: Path) -> None:
    sheet = book(tmp_path)

    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == f"A1:R{sheet.max_row - 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_columns_come_as_chosen_and_fees_add_up(office: Store, tmp_path: Path) -> None:
    rows = list(book(tmp_path, "--columns", "number,fee_yuan,case_no").iter_rows(min_row=2, values_only=True))

    assert [row[0] for row in rows[:-1]] == list(range(1, len(rows)))
    assert rows[-1][1] == sum(row[1] or 0 for row in rows[:-1]) > 0


def test_what_became_of_each_case_stands_in_its_column(office: Store) -> None:
    names = (
        "case_no,consulted,consulted_on,opinion_on,correction_asked_on,extended_on,fee_paid_on,tracking_no"
    )
    rows = cells(mingfu("ledger", "--as", "sunli", "--csv", "--columns", names).out)[1:]
    held = dict(zip(names.split(","), zip(*rows, strict=True), strict=True))

    assert all(any(column) for column in held.values()), {name for name, c in held.items() if not any(c)}
    waiting = run(office, "SELECT case_no FROM cases WHERE status = 'consulting'")
    assert all(held["opinion_on"][held["case_no"].index(no)] == "" for (no,) in waiting)


def test_identity_numbers_and_phones_are_masked(office: Store) -> None:
    rows = cells(mingfu("ledger", "--as", "sunli", "--csv", "--columns", "id_no,phone").out)[1:]

    assert all("****" in cell for row in rows for cell in row if cell)
    assert any(row[0] for row in rows)


def test_long_files_are_read_in_batches_without_loss(office: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mingfu("ledger", "--as", "sunli", "--csv").out
    monkeypatch.setattr(streaming, "BATCH", 7)

    assert mingfu("ledger", "--as", "sunli", "--csv").out == whole
    found = mingfu("ledger", "--as", "sunli", "--csv", "--text", "请求公开").out
    assert len(cells(found)) == len(cells(whole))


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(office: Store, tmp_path: Path) -> None:
    for name in ("=1+1", "http://example.invalid", "123"):
        run(office, "UPDATE cases SET applicant = :name WHERE case_id = :n", name=name, n=1 + len(name))

    sheet = book(tmp_path, "--columns", "applicant")

    kinds = {(c.value, c.data_type) for (c,) in sheet.iter_rows(min_row=2)}
    assert {("=1+1", "s"), ("http://example.invalid", "s"), ("123", "s")} <= {
        (value, "s" if kind in ("s", "inlineStr") else kind) for value, kind in kinds
    }
    assert not any(c.hyperlink for (c,) in sheet.iter_rows())


@pytest.mark.parametrize("cell", ["=1", "+1", "@a", "-1+2", "\t=1", " =1", "-x", "\n=1"])
def test_what_a_spreadsheet_could_run_is_made_text(cell: str) -> None:
    assert tame(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-5", "李样七", "2026-01-01", "1=1"])
def test_what_no_spreadsheet_runs_stays(cell: str) -> None:
    assert tame(cell) == cell


WRONG = [
    ("--columns", "case_no,secret", "--csv"),
    ("--columns", "case_no"),
    ("--xlsx",),
    ("-o", "out"),
    ("--xlsx", "--csv", "-o", "out"),
    ("--xlsx", "-o", "no/such/folder/out.xlsx"),
]


def test_a_file_that_cannot_be_is_refused_and_leaves_nothing(
    office: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert [o for o in WRONG if not mingfu("ledger", "--as", "sunli", *o).refused] == []
    assert not list(tmp_path.glob("out*"))


def test_the_usual_columns_are_columns() -> None:
    assert set(USUAL) <= COLUMNS.keys()
