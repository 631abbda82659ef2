"""Old ledgers in hostile shapes: what becomes of each row, and why."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from builders import RULES, around
from old_ledgers import HEAD, ID, TODAY, actions, judged, line, one, said
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from workflow.errors import BadInput
from workflow.importing import reading, settings


def test_a_row_that_says_enough_is_imported_as_it_stands(tmp_path: Path) -> None:
    found = one(tmp_path)

    assert (found.action, found.reasons) == ("import", ())
    assert found.values == (
        *("1", "张样", "natural_person", ID, "13900001234"),
        *(date(2023, 1, 5), "counter", "请求公开甲项目", date(2023, 1, 20), "disclosed"),
    )


def test_titles_repeated_headers_totals_notes_and_blanks_are_no_rows(tmp_path: Path) -> None:
    rows = [
        ("示例市依申请公开台账",),
        HEAD,
        line(),
        (None,) * 10,
        ("小计", None, None, None, None, 1),
        HEAD,
        line(登记编号="2", 申请内容="乙"),
        ("合 计", 2),
        ("注：本表由办公室填写",),
        ("制表人：张样", None, None, "审核人：李样"),
    ]

    assert actions(judged(tmp_path, rows)) == [(3, "import"), (7, "import")]


def test_a_header_stands_over_two_merged_rows(tmp_path: Path) -> None:
    upper = ("登记编号", "申请人信息", None, None, None, "收到申请", None, "申请内容", "办理情况", None)
    lower = (None, "姓名", "类型", "证件号码", "联系电话", "日期", "方式", None, "答复日期", "答复结果")

    [found] = judged(tmp_path, [upper, lower, line()], "A1:A2 B1:E1 F1:G1 H1:H2 I1:J1")

    assert found.action == "import"
    assert found.values.received == date(2023, 1, 5)
    assert found.values.channel == "counter"


def test_a_data_row_before_a_repeated_header_is_no_part_of_it(tmp_path: Path) -> None:
    found = judged(tmp_path, [HEAD, line(), HEAD, line(登记编号="2", 申请内容="乙")])

    assert actions(found) == [(2, "import"), (4, "import")]


def test_each_sheet_has_a_header_of_its_own_and_hidden_rows_count(tmp_path: Path) -> None:
    other = [tuple(reversed(HEAD)), tuple(reversed(line(登记编号="2", 申请内容="乙")))]

    found = judged(tmp_path, [HEAD, line()], hidden=(2,), sheets={"二": other, "说明": [("没有台账",)]})

    assert [(j.sheet, j.excel_row, j.action.value) for j in found] == [
        ("台账", 2, "import"),
        ("二", 2, "import"),
    ]


def test_a_file_without_a_header_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no ledger found"):
        judged(tmp_path, [("一", "二", "三")])


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2023-01-05",
            "2023.1.5",
            "2023/1/5",
            "2023年1月5日",
            "２０２３年１月５日",
            "二〇二三年一月五日",
            "20230105",
        ),
        *(
            20230105,
            44931,
            44931.5,
            datetime.combine(date(2023, 1, 5), time()),
            datetime.combine(date(2023, 1, 5), time(14, 30)),
            "2023-01-05 14:30:00",
        ),
        *("2023年1月5日下午3:20", "2023年1月5日（星期四）", "5 March 2023".replace("March", "January")),
    ],
)
def test_dates_in_every_usual_form_mean_the_same_day(tmp_path: Path, typed: Any) -> None:
    found = one(tmp_path, 收到日期=typed)

    assert (found.action, found.values.received) == ("import", date(2023, 1, 5))


@pytest.mark.parametrize(
    "typed",
    [
        *("01/02/2023", "1.5", 1.5, "23.1.5", "2023-02-30", "2023年1月", "2023", "昨天", "#N/A", 12),
        *("2023-01-05、2023-01-06", "2023年1月5日（星期五）", "2027-01-01", "1999-01-05", "收到", True),
    ],
)
def test_an_ambiguous_or_impossible_date_is_refused_with_the_reason(tmp_path: Path, typed: Any) -> None:
    found = one(tmp_path, 收到日期=typed)

    assert found.action == "refuse"
    assert found.reasons


@pytest.mark.parametrize("typed", ["25/12/2022", "05/01/2023".replace("01", "05"), "44931"])
def test_a_date_with_one_reading_only_is_taken_with_a_warning(tmp_path: Path, typed: str) -> None:
    assert one(tmp_path, 收到日期=typed, 答复日期="2023-06-01").action == "import_warn"


def test_the_year_of_the_title_is_taken_with_a_warning(tmp_path: Path) -> None:
    [found] = judged(tmp_path, [("2023年度台账",), HEAD, line(收到日期="1.5", 答复日期="1月20日")])

    assert (found.action, found.values.received) == ("import_warn", date(2023, 1, 5))


def test_titles_of_two_years_give_no_year(tmp_path: Path) -> None:
    [found] = judged(tmp_path, [("2022年至2023年台账",), HEAD, line(收到日期="1.5")])

    assert found.action == "refuse"


def test_serials_are_counted_from_the_day_the_workbook_names(tmp_path: Path) -> None:
    serial = 44931 - 1462

    [found] = judged(tmp_path, [HEAD, line(收到日期=serial)], epoch=CALENDAR_MAC_1904)

    assert found.values.received == date(2023, 1, 5)


def test_an_open_row_is_imported_as_an_open_case(tmp_path: Path) -> None:
    found = one(tmp_path, 答复日期="/", 答复结果="办理中")

    assert (found.action, found.values.result) == ("import", "")


def test_the_same_row_twice_and_the_same_number_twice_are_refused(tmp_path: Path) -> None:
    found = judged(tmp_path, [HEAD, line(), line(), line(申请内容="另一件")])

    assert actions(found) == [(2, "import"), (3, "refuse"), (4, "refuse")]


def test_the_same_application_under_another_number_is_a_warning(tmp_path: Path) -> None:
    found = judged(tmp_path, [HEAD, line(), line(登记编号="2")])

    assert actions(found) == [(2, "import"), (3, "import_warn")]


def test_a_merged_applicant_counts_for_every_row_and_a_merged_number_does_not(tmp_path: Path) -> None:
    rows = [HEAD, line(), line(登记编号=None, 申请人=None, 申请内容="乙")]

    assert actions(judged(tmp_path, rows, "A2:A3 B2:B3")) == [(2, "import"), (3, "refuse")]
    rows[2] = line(登记编号="2", 申请人=None, 申请内容="乙")
    assert actions(judged(tmp_path, rows, "B2:B3")) == [(2, "import"), (3, "import_warn")]


def test_a_formula_without_a_stored_value_is_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    found = one(tmp_path, 答复日期="=F2+15")

    assert found.action == "refuse"
    assert "formula" in said(found)


def test_an_applicant_that_is_a_formula_is_not_said_to_be_missing_besides(tmp_path: Path) -> None:
    found = one(tmp_path, 申请人="=A1", 申请内容="=A2")

    assert found.action == "refuse"
    assert "No applicant" not in said(found)
    assert "what is asked for" not in said(found)


def test_a_number_that_became_a_date_is_left_out_with_a_warning(tmp_path: Path) -> None:
    assert one(tmp_path, 登记编号=datetime.combine(date(2023, 1, 1), time())).action == "import_warn"


def test_csv_in_the_encodings_of_offices_is_read_too(tmp_path: Path) -> None:
    text = "\r\n".join(",".join(row) for row in (HEAD, line()))
    for encoding in ("utf-8-sig", "gb18030"):
        file = tmp_path / f"{encoding}.csv"
        file.write_bytes(text.encode(encoding))

        assert [j.action for j in reading.judged(file, around(TODAY))] == ["import"]


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 broken", b"\x00\x01\x02"])
def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)

    with pytest.raises(BadInput):
        list(reading.judged(file, around(TODAY)))


def test_every_result_word_stands_for_an_outcome_of_its_regime() -> None:
    for regime, words in settings.load().results.items():
        known = {o.code for o in RULES.outcomes.for_regime(regime)} | {settings.OPEN, settings.UNCLEAR}

        assert set(words.values()) <= known
