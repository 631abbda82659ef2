"""Published reports are held to the rules of their form: JSON and workbooks, blanks, faults with both sides."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from builders import RULES
from command_line import mingfu
from openpyxl import Workbook, load_workbook

from workflow.errors import BadInput
from workflow.reporting.checking import faults
from workflow.reporting.forms import Form
from workflow.reporting.known_forms import forms_of
from workflow.reporting.published import from_json, read_bytes
from workflow.reporting.table import Table

FORMS = forms_of(RULES.outcomes)


def published(form: str = "2021") -> dict[str, Any]:
    """A report of one row of each kind: 14069 + 560 = 13810 + 819, the sums of a published one."""
    shape = FORMS[form]
    leaves = [row.id for row in shape.rows if row.part and row.id != "processed_total"]
    share = dict.fromkeys(leaves, 100) | {"granted": 13810 - 100 * (len(leaves) - 1)}
    totals = share | {"new_received": 14069, "carried_in": 560, "processed_total": 13810, "carried_out": 819}
    rows = [
        {
            "id": row.id,
            "label": row.words.zh,
            "values": {"natural_person": totals[row.id], "total": totals[row.id]},
        }
        for row in shape.rows
    ]
    groups = [
        {"id": group.id, "values": {"upheld": 3, "corrected": 1, "other": None, "pending": 2, "total": 6}}
        for group in shape.groups
    ]
    return {"agency": "示例市", "year": 2021, "format": form, "table3": rows, "table4": {"groups": groups}}


def values(report: dict[str, Any], row: str) -> dict[str, Any]:
    return next(item["values"] for item in report["table3"] if item["id"] == row)


def found(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [fault.as_json() for fault in faults(from_json(report, FORMS))]


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_report_that_adds_up_has_no_fault(form: str) -> None:
    assert found(published(form)) == []


def test_each_side_of_a_rule_is_told() -> None:
    report = published()
    values(report, "carried_out")["natural_person"] = 820

    assert found(report) == [
        {
            "rule": "new+carried_in=processed+carried_out",
            "column": "natural_person",
            "left": 14629,
            "right": 14630,
        },
        {"rule": "columns=total", "row": "carried_out", "left": 820, "right": 819},
    ]


def test_results_are_held_to_their_total_in_each_column() -> None:
    report = published()
    values(report, "partial").update({"natural_person": 99, "business": 1})

    assert [(f["rule"], f.get("column"), f["left"], f["right"]) for f in found(report)] == [
        ("results=processed_total", "natural_person", 13809, 13810),
        ("results=processed_total", "business", 1, 0),
    ]


def test_appeals_are_held_to_their_total() -> None:
    report = published()
    report["table4"]["groups"][1]["values"]["total"] = 7

    assert found(report) == [{"rule": "appeals=total", "group": "litigation_direct", "left": 6, "right": 7}]


def test_blank_cells_count_as_nothing() -> None:
    report = published()
    for row in report["table3"]:
        row["values"] |= {"business": None, "research": None}

    assert found(report) == []


def test_the_form_follows_from_the_rows_not_from_the_year_or_what_is_said() -> None:
    report = published("2019") | {"year": 2023, "format": "2021"}

    assert from_json(report, FORMS).form.id == "2019"


@pytest.mark.parametrize(
    "broken",
    [
        {"table3": None},
        {"table3": [{"id": "new_received"}]},
        {"table3": [{"id": "no_such_row", "values": {}}]},
        {"table3": published()["table3"][:5]},
        {"table3": published()["table3"] + published()["table3"][:1]},
        {"table3": [*published()["table3"], {"id": "other_single", "values": {"total": 1}}]},
        {"table4": {"groups": [{"id": "review", "values": {"lost": 1}}]}},
    ],
)
def test_what_is_no_report_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        from_json(published() | broken, FORMS)


@pytest.mark.parametrize("cell", [-1, 1.5, "12", True, 10**13])
def test_a_figure_that_is_none_is_refused_by_its_place(cell: Any) -> None:
    report = published()
    values(report, "granted")["business"] = cell

    with pytest.raises(BadInput, match=r"granted\.business"):
        from_json(report, FORMS)


# as a workbook ----------------------------------------------------------------------------------


def sheet_of(table: Table) -> Workbook:
    """The table as offices publish it: merged cells, blanks for zero, full-width figures, a title above."""
    book = Workbook()
    sheet = book.active
    form: Form = table.form
    sheet.append(["××市政府信息公开工作年度报告"])
    sheet.append(
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", None, None, "申请人情况"]
    )
    sheet.append([None, None, None, "自然人", "法人或其他组织", None, None, None, None, "总计"])
    sheet.append(
        [None, None, None, None, "商业\n企业", "科研\n机构", "社会公益组织", "法律服务机构", "其他", None]
    )
    for row in form.rows:
        figures = [table.rows[row.id].get(column) or None for column in form.column_ids]
        figures[0] = "".join(chr(ord(d) + 0xFEE0) for d in str(figures[0]))  # type: ignore[call-overload]
        words = row.words.zh.replace("“", '"').replace(".", "．")
        sheet.append([None, None, words, *figures])
    sheet.append([])
    results = [words.zh for _id, words in form.results]
    sheet.append(["行政复议", *[None] * 4, "行政诉讼"])
    sheet.append(results * 3)
    sheet.append([table.groups[g.id].get(r) for g in form.groups for r, _words in form.results])
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_published_workbook_is_read_by_the_words_of_its_rows(form: str) -> None:
    table = from_json(published(form), FORMS)

    read = read_bytes(saved(sheet_of(table)), FORMS)

    assert read.form.id == form
    assert {k: {c: n for c, n in v.items() if n} for k, v in read.rows.items()} == table.rows
    assert {k: dict(v) for k, v in read.groups.items()} == {k: dict(v) for k, v in table.groups.items()}
    assert faults(read) == []


def test_a_cell_changed_in_a_workbook_is_found() -> None:
    book = load_workbook(io.BytesIO(saved(sheet_of(from_json(published(), FORMS)))))
    book.active["J5"] = 14070

    read = read_bytes(saved(book), FORMS)

    assert [fault.rule.name for fault in faults(read)] == [
        "new+carried_in=processed+carried_out",
        "columns=total",
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"[1, 2]", b"\xff\xfe"])
def test_a_file_that_holds_no_report_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_bytes(content, FORMS)


def test_a_workbook_without_table_three_is_refused() -> None:
    with pytest.raises(BadInput, match="table three"):
        read_bytes(saved(Workbook()), FORMS)


# at the command line ----------------------------------------------------------------------------


@pytest.mark.parametrize(("carried_out", "status"), [(819, 0), (820, 1)])
def test_the_command_exits_with_one_on_a_fault(tmp_path: Path, carried_out: int, status: int) -> None:
    report = published()
    values(report, "carried_out").update(natural_person=carried_out, total=carried_out)
    (tmp_path / "report.json").write_text(json.dumps(report))

    done = mingfu("report", "check", str(tmp_path / "report.json"), "--json")

    assert done.status == status
    answer = done.json
    assert answer["format"] == "2021"
    assert [fault["rule"] for fault in answer["faults"]] == [
        "new+carried_in=processed+carried_out"
    ] * 2 * status


def test_the_command_exits_with_two_on_bad_input(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("{}")

    done = mingfu("report", "check", str(tmp_path / "report.json"))

    assert done.refused
    assert "table3" in done.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "请另存为 .xlsx"),
        (b"PK\x03\x04" + b"xx" * 200, "工作簿已损坏，打不开"),
    ],
    ids=["empty", "old or locked", "broken"],
)
def test_a_file_that_cannot_be_opened_is_refused_in_words_of_the_office(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_bytes(content, FORMS)


def test_a_missing_row_is_named_as_the_form_names_it() -> None:
    report = published()
    report["table3"] = [row for row in report["table3"] if row["id"] != "carried_out"]

    with pytest.raises(BadInput, match="缺少行：四、结转下年度继续办理（carried_out）"):
        from_json(report, FORMS)
