"""The calendar: held against the public record day by day, and against worked limits of the Regulation."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

import holidays as public_holidays
from workflow.days.holiday_files import DayEntry, YearFile, load_folder
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput, CalendarUnknown

FOLDER = Path(__file__).parents[2] / "holidays"
DAYS = WorkingDays.load(FOLDER)
VICTORY = "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"
ONE = timedelta(days=1)
D = date.fromisoformat

announced = st.dates(date(2006, 12, 25), date(2026, 12, 31))
inside = st.dates(date(2008, 1, 1), date(2026, 6, 30))
counts = st.integers(min_value=-60, max_value=120)


def every_day(first: date, last: date) -> list[date]:
    return [first + ONE * place for place in range((last - first).days + 1)]


def test_every_day_from_2008_to_2026_agrees_with_the_public_calendar() -> None:
    days = every_day(date(2008, 1, 1), date(2026, 12, 31))

    differing = [day for day in days if DAYS.is_working_day(day) != chinese_calendar.is_workday(day)]

    assert len(days) == 6940
    assert differing == []


def test_2007_agrees_too_with_the_spring_festival_weekend_worked() -> None:
    days = every_day(date(2007, 1, 1), date(2007, 12, 31))

    assert [day for day in days if DAYS.is_working_day(day) != chinese_calendar.is_workday(day)] == []
    assert DAYS.is_working_day(D("2007-02-17"))
    assert DAYS.is_working_day(D("2007-02-25"))


def test_every_weekday_off_is_a_holiday_of_the_second_public_calendar_as_well() -> None:
    known = public_holidays.country_holidays("CN", years=range(2008, 2027))
    days = every_day(date(2008, 1, 1), date(2026, 12, 31))

    ours = {day for day in days if day.weekday() < 5 and not DAYS.is_working_day(day)}

    assert {day for day in known if day.weekday() < 5} ^ ours == set()


VECTORS = [
    ("guiding case 26: asked on 1 June 2011 under the old text, due 23 June", "2011-06-01", 15, "2011-06-23"),
    ("two worked Sundays count: case 1782 of 2019", "2019-04-23", 15, "2019-05-15"),
    ("and its extension by 15 more", "2019-05-15", 15, "2019-06-05"),
    ("received on the last day of the old text", "2019-05-14", 15, "2019-06-04"),
    ("received on the first day of the new text", "2019-05-15", 20, "2019-06-13"),
    ("signed on a Saturday: counted from the Monday, which is day one", "2024-03-16", 20, "2024-04-15"),
    ("received on a worked Sunday", "2025-09-28", 20, "2025-10-31"),
    ("received on a worked Sunday, extended", "2025-09-28", 40, "2025-11-28"),
    ("received the day before an eight-day holiday", "2025-09-30", 20, "2025-11-04"),
    ("received the day before an eight-day holiday, extended", "2025-09-30", 40, "2025-12-02"),
    ("received on a worked Saturday before the Spring Festival", "2026-02-14", 20, "2026-03-20"),
    ("received inside the Spring Festival: the same day", "2026-02-18", 20, "2026-03-20"),
    ("correction notice within seven working days of receipt", "2026-02-13", 7, "2026-03-02"),
    ("third party served on 10 March has fifteen", "2026-03-10", 15, "2026-03-31"),
    ("fee notice of 25 September is payable within twenty", "2025-09-25", 20, "2025-10-29"),
    ("Saturday 2018-12-29 is worked and stands in the file of 2019", "2018-12-28", 15, "2019-01-21"),
]


@pytest.mark.parametrize(("sentence", "start", "count", "due"), VECTORS, ids=[row[0] for row in VECTORS])
def test_worked_limits_of_the_regulation(sentence: str, start: str, count: int, due: str) -> None:
    assert DAYS.add_working_days(D(start), count) == D(due), sentence
    assert DAYS.days_between(D(start), D(due)) == count
    assert DAYS.provisional_from(D(due)) is None


def test_a_limit_that_runs_past_the_last_notice_says_from_which_day_it_is_provisional() -> None:
    due = DAYS.add_working_days(D("2026-12-04"), 20)

    assert due == D("2027-01-04")
    assert DAYS.provisional_from(due) == D("2027-01-01")
    assert DAYS.provisional_from(D("2026-12-31")) is None
    assert DAYS.published_through == D("2026-12-31")
    assert DAYS.is_published(2026)
    assert not DAYS.is_published(2027)


def test_zero_working_days_is_the_day_itself_even_a_rest_day() -> None:
    assert DAYS.add_working_days(D("2026-02-18"), 0) == D("2026-02-18")


def test_counting_back_stops_strictly_before_the_day() -> None:
    assert DAYS.add_working_days(D("2026-02-24"), -1) == D("2026-02-14")
    assert DAYS.add_working_days(D("2026-02-18"), -1) == D("2026-02-14")
    assert DAYS.add_working_days(D("2026-02-14"), -1) == D("2026-02-13")


def test_the_first_working_day_from_a_day_is_the_day_itself_when_worked() -> None:
    assert DAYS.first_working_day_from(D("2026-02-14")) == D("2026-02-14")
    assert DAYS.first_working_day_from(D("2026-02-15")) == D("2026-02-24")


def test_the_days_of_a_span_are_listed_without_its_first_and_with_its_last() -> None:
    listed = list(DAYS.working_days_after(D("2026-02-13"), D("2026-02-25")))

    assert listed == [D("2026-02-14"), D("2026-02-24"), D("2026-02-25")]
    assert list(DAYS.working_days_after(D("2026-02-25"), D("2026-02-13"))) == []


@pytest.mark.parametrize(
    ("day", "kind", "name_zh", "name_en"),
    [
        ("2026-11-20", "working", "", ""),
        ("2026-11-21", "weekend", "", ""),
        ("2026-10-01", "holiday", "国庆节", "National Day"),
        ("2018-12-29", "make_up", "元旦", "New Year's Day"),
        ("2025-10-06", "holiday", "国庆节、中秋节", "National Day and Mid-Autumn Festival"),
        ("2015-09-04", "holiday", VICTORY, "70th Anniversary of Victory Day"),
        ("2019-05-05", "make_up", "劳动节", "Labour Day"),
        ("2020-01-31", "holiday", "春节", "Spring Festival"),
    ],
)
def test_a_day_is_explained_with_its_kind_and_name(day: str, kind: str, name_zh: str, name_en: str) -> None:
    told = DAYS.explain(D(day))

    assert (told.kind, told.name_zh, told.name_en, told.published) == (kind, name_zh, name_en, True)
    assert told.source
    assert told.source_en


def test_the_source_of_a_day_is_the_notice_that_names_it() -> None:
    assert DAYS.explain(D("2018-12-29")).source == "国务院办公厅2019年部分节假日安排的通知"


def test_an_unannounced_year_is_projected_without_make_up_days_and_says_so() -> None:
    told = DAYS.explain(D("2027-05-03"))
    year = [DAYS.explain(day) for day in every_day(date(2027, 1, 1), date(2027, 12, 31))]

    assert (told.kind, told.name_zh, told.published) == ("holiday", "劳动节（补假）", False)
    assert told.name_en == "Labour Day (observed)"
    assert not any(day.published for day in year)
    assert {day.kind for day in year} == {"working", "weekend", "holiday"}


def test_a_projection_takes_no_day_moved_by_a_notice_that_is_not_loaded() -> None:
    years = load_folder(FOLDER)

    days = WorkingDays.from_years({year: file for year, file in years.items() if year != 2024})

    assert days.published_through == D("2023-12-31")
    assert days.is_working_day(D("2024-02-15"))
    assert not days.is_working_day(D("2024-02-04"))
    assert days.explain(D("2025-10-01")).published
    assert days.provisional_from(D("2025-10-01")) == D("2024-01-01")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: DAYS.is_working_day(D("2006-12-24")),
        lambda: DAYS.is_working_day(D("2030-01-01")),
        lambda: DAYS.explain(D("2030-01-01")),
        lambda: DAYS.add_working_days(D("2029-12-01"), 60),
        lambda: DAYS.add_working_days(D("2030-06-01"), 1),
        lambda: DAYS.add_working_days(D("2030-06-01"), 0),
        lambda: DAYS.add_working_days(D("2007-01-04"), -60),
        lambda: DAYS.add_working_days(D("2006-12-25"), -1),
        lambda: DAYS.days_between(D("2026-01-01"), D("2030-01-01")),
        lambda: DAYS.days_between(D("2000-01-01"), D("2026-01-01")),
        lambda: WorkingDays.from_years({}),
    ],
)
def test_outside_the_calendar_nothing_is_guessed(ask: object) -> None:
    with pytest.raises(CalendarUnknown):
        ask()  # type: ignore[operator]


def test_the_calendar_begins_on_christmas_day_before_its_first_year() -> None:
    assert DAYS.first_day == D("2006-12-25")
    assert DAYS.last_day == D("2029-12-31")
    assert DAYS.add_working_days(D("2006-12-26"), -1) == D("2006-12-25")
    assert DAYS.is_working_day(D("2029-12-31"))


def test_a_moment_is_refused_because_its_date_depends_on_the_place() -> None:
    moment = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)

    for ask in (DAYS.is_working_day, DAYS.explain, DAYS.first_working_day_from):
        with pytest.raises(BadInput):
            ask(moment)
    with pytest.raises(BadInput):
        DAYS.add_working_days(moment, 20)


def test_the_library_that_projects_is_loaded_only_when_a_projection_is_needed() -> None:
    code = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from workflow.days.working_days import WorkingDays; days = WorkingDays.load(Path(sys.argv[1]));"
        "days.add_working_days(date(2026, 3, 2), 40); before = 'holidays' in sys.modules;"
        "days.add_working_days(date(2026, 12, 4), 40); print(before, 'holidays' in sys.modules)"
    )

    said = subprocess.run(
        [sys.executable, "-c", code, str(FOLDER)], capture_output=True, text=True, check=True
    )

    assert said.stdout.split() == ["False", "True"]


def test_a_local_overlay_is_not_in_use_unless_named_and_wins_for_its_dates() -> None:
    local = WorkingDays.load(FOLDER, local=["example-guangxi-2017"])

    assert DAYS.is_working_day(D("2017-04-01"))
    assert not local.is_working_day(D("2017-04-01"))
    assert not DAYS.is_working_day(D("2017-04-08"))
    assert local.is_working_day(D("2017-04-08"))
    assert local.explain(D("2017-03-30")).kind == local.explain(D("2017-04-08")).kind == "local"
    assert local.explain(D("2017-04-03")).name_zh == "清明节"
    assert local.add_working_days(D("2017-03-29"), 2) == D("2017-04-06")
    assert local.digest != DAYS.digest


def test_a_new_notice_makes_a_new_calendar_and_leaves_the_old_one_as_it_was() -> None:
    notice = YearFile(
        2027, (), (DayEntry(D("2027-01-01"), "元旦", True), DayEntry(D("2027-01-02"), "元旦", False))
    )

    newer = DAYS.with_year(notice)

    assert newer.add_working_days(D("2026-12-31"), 1) == D("2027-01-02")
    assert newer.provisional_from(D("2027-01-04")) is None
    assert newer.published_through == D("2027-12-31")
    assert DAYS.add_working_days(D("2026-12-31"), 1) == D("2027-01-04")
    assert newer.digest != DAYS.digest == WorkingDays.load(FOLDER).digest


def test_a_calendar_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        DAYS.years = {}
    with pytest.raises(TypeError):
        DAYS.years[2027] = DAYS.years[2026]  # type: ignore[index]


def test_two_notices_that_contradict_each_other_are_refused() -> None:
    years = load_folder(FOLDER)
    wrong = YearFile(2018, (), (*years[2018].days, DayEntry(D("2018-12-29"), "元旦", True)))

    with pytest.raises(BadInput, match="2018-12-29"):
        WorkingDays.from_years({**years, 2018: wrong})


def test_a_local_file_cannot_pose_as_the_national_notice_nor_the_other_way() -> None:
    years = load_folder(FOLDER)
    local = YearFile(2026, (), (DayEntry(D("2026-03-02"), "本地节日", True),), area="某州", source="某州通知")

    with pytest.raises(BadInput):
        DAYS.with_year(local)
    with pytest.raises(BadInput):
        WorkingDays.from_years(years, overlays=[years[2026]])


@given(start=inside, count=counts)
def test_adding_days_and_counting_them_back_agree(start: date, count: int) -> None:
    end = DAYS.add_working_days(start, count)

    between = DAYS.days_between(start, end)

    back_from_rest = count < 0 and not DAYS.is_working_day(start)
    assert between == (count + 1 if back_from_rest else count)
    assert count == 0 or DAYS.is_working_day(end)


@given(start=announced, end=announced)
def test_a_span_is_the_number_of_worked_days_in_it_and_its_mirror_is_negative(start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)

    worked = sum(DAYS.is_working_day(day) for day in every_day(first + ONE, last))

    assert DAYS.days_between(first, last) == worked == len(list(DAYS.working_days_after(first, last)))
    assert DAYS.days_between(last, first) == -worked


@given(start=inside, extra=inside, count=st.integers(min_value=1, max_value=60))
def test_an_extra_holiday_never_brings_a_date_forward(start: date, extra: date, count: int) -> None:
    overlay = YearFile(extra.year, (), (DayEntry(extra, "本地节日", True),), area="某州", source="某州通知")

    more = WorkingDays.from_years(DAYS.years, overlays=[overlay])

    assert more.add_working_days(start, count) >= DAYS.add_working_days(start, count)


@given(day=st.dates(date(2006, 12, 25), date(2029, 12, 31)))
def test_the_explanation_of_a_day_agrees_with_the_count(day: date) -> None:
    told = DAYS.explain(day)

    assert told.on == day
    assert told.working == DAYS.is_working_day(day)
    assert told.working == (told.kind in ("working", "make_up"))
    assert told.published == (day <= DAYS.published_through)


def test_a_date_filed_in_two_years_alike_is_one_day() -> None:
    years = load_folder(FOLDER)
    both = YearFile(2018, (), (*years[2018].days, DayEntry(D("2018-12-29"), "元旦", False)))

    days = WorkingDays.from_years({**years, 2018: both})

    assert days.add_working_days(D("2018-12-28"), 15) == D("2019-01-21")


def test_the_files_written_here_are_sorted_and_named_in_plain_chinese() -> None:
    for path in sorted(FOLDER.glob("*.json")):
        days = json.loads(path.read_text(encoding="utf-8"))["days"]
        dates = [day["date"] for day in days]
        assert dates == sorted(dates), path.name
        assert not any(mark in day["name"] for day in days for mark in '“”" '), path.name
