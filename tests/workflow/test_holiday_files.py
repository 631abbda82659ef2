"""A holiday file is believed only when every entry of it can be true."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workflow.days.holiday_files import DayEntry, english_name, load_folder, load_local, read_year_file
from workflow.errors import BadInput

FOLDER = Path(__file__).parents[2] / "holidays"


def a_day(on: str, off: bool = True, name: str = "元旦") -> dict[str, Any]:
    return {"name": name, "date": on, "isOffDay": off}


def a_file(*days: dict[str, Any], **changes: Any) -> str:
    plain = {
        "year": 2027,
        "papers": ["https://www.gov.cn/x.htm"],
        "days": list(days) or [a_day("2027-01-01")],
    }
    return json.dumps({**plain, **changes}, ensure_ascii=False)


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        read_year_file(text, name="2027.json")
    said = str(caught.value)
    assert said.startswith("2027.json")
    assert " / " in said
    assert "\n" not in said
    return said


def test_a_file_is_read_into_its_days_in_order() -> None:
    file = read_year_file(a_file(a_day("2027-01-03", off=False), a_day("2026-12-31"), a_day("2027-01-01")))

    assert file.year == 2027
    assert not file.is_local
    assert file.papers == ("https://www.gov.cn/x.htm",)
    assert [entry.on.isoformat() for entry in file.days] == ["2026-12-31", "2027-01-01", "2027-01-03"]
    assert file.days[0] == DayEntry(date(2026, 12, 31), "元旦", True)


def test_the_keys_public_files_carry_for_their_schema_are_known() -> None:
    assert (
        read_year_file(a_file(**{"$schema": "https://x/schema.json", "$id": "https://x/2027.json"})).year
        == 2027
    )


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_year_file("\ufeff" + a_file()).year == 2027


def test_the_digest_looks_at_the_content_and_not_at_the_layout() -> None:
    days = [a_day("2027-01-01"), a_day("2027-01-02")]
    one, other = read_year_file(a_file(*days)), read_year_file(a_file(*reversed(days)).replace(",", " ,\n"))

    assert one.digest == other.digest
    assert re.fullmatch("[0-9a-f]{64}", one.digest)
    assert one.digest != read_year_file(a_file(days[0])).digest
    assert one.digest != read_year_file(a_file(*days, papers=[])).digest


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ([a_day("2027-01-01"), a_day("2027-01-01")], "2027-01-01 stands twice"),
        (
            [a_day("2027-01-01"), a_day("2027-01-01", off=False)],
            "2027-01-01 is declared both off and working",
        ),
        ([a_day("2027-01-09", name="春节"), a_day("2027-01-09", off=False)], "both off and working"),
        ([a_day("2026-10-01")], "2026-10-01 does not belong to 2027"),
        ([a_day("2026-12-24")], "2026-12-24 does not belong to 2027"),
        ([a_day("2028-01-08")], "2028-01-08 does not belong to 2027"),
        ([a_day("2027-03-03", off=False)], "2027-03-03 is a working weekday anyway"),
        ([a_day("2027-02-29")], "days[0]：'2027-02-29'"),
        ([a_day("20270101")], "is not a date"),
        ([a_day("2027-W01-1")], "is not a date"),
        ([a_day("2027-1-1")], "is not a date"),
        ([a_day("２０２７-01-01")], "is not a date"),
        ([{**a_day("x"), "date": 20270101}], "is not a date"),
        ([{**a_day("2027-01-01"), "isOffDay": "true"}], "isOffDay is not true or false"),
        ([{**a_day("2027-01-01"), "isOffDay": 1}], "isOffDay is not true or false"),
        ([a_day("2027-01-01", name="")], "name is not one line of text"),
        ([a_day("2027-01-01", name="元\n旦")], "name is not one line of text"),
        ([{**a_day("2027-01-01"), "name": None}], "name is not one line of text"),
        ([a_day("2027-01-01"), {"name": "元旦", "date": "2027-01-02"}], "days[1]：缺少 isOffDay"),
        ([{**a_day("2027-01-01"), "isOffday": True}], "unknown key 'isOffday'"),
        (["2027-01-01"], "not an object"),
    ],
)
def test_an_entry_that_cannot_be_true_is_refused_by_name(days: list[Any], reason: str) -> None:
    assert reason in refusal(a_file(*days))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"year": "2027"}, "not a whole number"),
        ({"year": True}, "not a whole number"),
        ({"year": 2006}, "not a whole number in 2007-2100"),
        ({"year": 2101}, "not a whole number in 2007-2100"),
        ({"papers": "https://www.gov.cn"}, "papers is not a list"),
        ({"papers": ["javascript:alert(1)"]}, "papers is not a list of web addresses"),
        ({"days": {}}, "days is not a list"),
        ({"days": []}, "2027 is not announced"),
        ({"holidays": []}, "unknown key 'holidays'"),
        ({"area": "某州"}, "an overlay needs source"),
        ({"source": "某通知"}, "an overlay needs source"),
        ({"area": "", "source": "某通知"}, "area is not one line of text"),
    ],
)
def test_a_file_out_of_its_schema_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert reason in refusal(a_file(**changes))


@pytest.mark.parametrize("key", ["year", "papers", "days"])
def test_a_missing_key_is_named(key: str) -> None:
    data = json.loads(a_file())
    del data[key]

    assert f"{key} is missing" in refusal(json.dumps(data))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "2027", '{"year": 2027,}', "[" * 100_000])
def test_what_is_not_a_json_object_is_refused(text: str) -> None:
    assert refusal(text)


def test_a_key_that_stands_twice_is_refused_because_one_would_be_lost() -> None:
    assert "'year' stands twice" in refusal(a_file().replace('"year": 2027', '"year": 2027, "year": 2026'))


def test_a_broken_line_is_named() -> None:
    assert "line 2" in refusal('{"year": 2027,\n"papers": [],, "days": []}')


def test_a_file_that_is_missing_or_not_utf8_is_refused(tmp_path: Path) -> None:
    gbk = tmp_path / "2027.json"
    gbk.write_bytes(a_file().encode("gbk"))

    with pytest.raises(BadInput, match=r"2027\.json.*UTF-8"):
        read_year_file(gbk)
    with pytest.raises(BadInput, match=r"2028\.json"):
        read_year_file(tmp_path / "2028.json")


def test_a_notice_may_name_the_weekday_on_which_work_resumes() -> None:
    days = [a_day("2027-01-03"), a_day("2027-01-04", off=False)]

    assert len(read_year_file(a_file(*days)).days) == 2
    assert "working weekday anyway" in refusal(a_file(days[0], a_day("2027-01-04", off=False, name="春节")))


def test_a_rest_day_on_a_weekend_is_normal() -> None:
    assert read_year_file(a_file(a_day("2027-01-02"))).days[0].off


def test_the_folder_holds_every_year_since_2007_with_the_notices_named() -> None:
    files = load_folder(FOLDER)

    assert list(files) == list(range(2007, 2027))
    assert all(file.papers and not file.is_local for file in files.values())
    assert len(files[2019].papers) == len(files[2020].papers) == len(files[2015].papers) == 2


def test_a_year_with_no_days_yet_counts_as_not_announced_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_text(a_file(), encoding="utf-8")
    (tmp_path / "2028.json").write_text(a_file(year=2028, days=[]), encoding="utf-8")

    assert list(load_folder(tmp_path)) == [2027]


def test_a_file_name_and_its_year_agree(tmp_path: Path) -> None:
    (tmp_path / "2026.json").write_text(a_file(), encoding="utf-8")

    with pytest.raises(BadInput, match="2026.json.*2027"):
        load_folder(tmp_path)


def test_a_local_file_among_the_national_ones_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_text(a_file(area="某州", source="某通知"), encoding="utf-8")

    with pytest.raises(BadInput, match="overlay"):
        load_folder(tmp_path)


def test_an_overlay_may_work_a_weekday_the_nation_has_off() -> None:
    file = read_year_file(a_file(a_day("2027-05-03", off=False, name="本地"), agency="某局", source="某通知"))

    assert file.is_local
    assert file.agency == "某局"


@pytest.mark.parametrize("code", ["../2026", "GX", "", "a/b", "nowhere"])
def test_a_local_code_that_leads_nowhere_is_refused(code: str) -> None:
    with pytest.raises(BadInput):
        load_local(FOLDER, code)


def test_the_example_overlay_names_its_area_and_source() -> None:
    file = load_local(FOLDER, "example-guangxi-2017")

    assert file.is_local
    assert "示例" in file.area
    assert "98号" in file.source


def test_a_national_file_does_not_pass_for_an_overlay(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "x.json").write_text(a_file(), encoding="utf-8")

    with pytest.raises(BadInput, match="area"):
        load_local(tmp_path, "x")


def test_joint_and_compensated_holidays_have_english_names_and_a_local_one_keeps_its_own() -> None:
    assert english_name("中秋节、国庆节") == "Mid-Autumn Festival and National Day"
    assert english_name("春节（补假）") == "Spring Festival (observed)"
    assert english_name("壮族三月三") == "壮族三月三"
