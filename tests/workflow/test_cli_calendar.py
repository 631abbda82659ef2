"""`mingfu calendar`: a notice re-dates the open cases, old and new side by side; closed cases stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, mingfu
from databases import Databases
from demonstration import everything, visited
from rows import run

from workflow.days.office_time import today_of
from workflow.days.working_days import WorkingDays
from workflow.rules import Rules
from workflow.store import Store
from workflow.terms import Status

RULES = Rules.load()
TODAY = today_of(datetime.now(UTC))
YEAR = TODAY.year


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def notice(folder: Path, off: list[date], **changes: Any) -> str:
    """The notice of this year with more days off, as if it had been amended."""
    shipped = RULES.holidays / f"{YEAR}.json"
    days = json.loads(shipped.read_text("utf-8"))["days"] if shipped.exists() else []
    days += [{"name": "临时调休", "date": day.isoformat(), "isOffDay": True} for day in off]
    path = folder / "notice.json"
    file = {"year": YEAR, "papers": ["https://www.gov.cn/x"], "days": days}
    path.write_text(json.dumps(file | changes, ensure_ascii=False), "utf-8")
    return str(path)


def next_working_days(count: int) -> list[date]:
    """The working days that come next."""
    days = WorkingDays.load(RULES.holidays)
    return [days.add_working_days(TODAY, n + 1) for n in range(count)]


def due_dates(office: Store) -> dict[str, Any]:
    """Case number -> what the ledger says is due."""
    return dict(run(office, "SELECT case_no, due_on FROM cases"))


def test_a_dry_run_lists_what_would_move_and_changes_nothing(office: Store, tmp_path: Path) -> None:
    before = everything(office)

    told = mingfu("calendar", "import", notice(tmp_path, next_working_days(3)), "--dry-run", "--json").json

    assert told["imported"] is False
    assert len([m for m in told["moved"] if m["old_due_on"] < m["new_due_on"]]) >= 10
    assert everything(office) == before


def test_an_import_moves_what_the_dry_run_said_and_puts_it_on_record(office: Store, tmp_path: Path) -> None:
    file = notice(tmp_path, next_working_days(3))
    told = mingfu("calendar", "import", file, "--dry-run", "--json").json["moved"]

    done = mingfu("calendar", "import", file, "--as", "admin", "--json").json

    case_no = told[0]["case_no"]
    last = mingfu("case", "show", case_no, "--as", "sunli", "--json").json["history"][-1]
    assert (done["imported"], done["moved"]) == (True, told)
    assert (last["kind"], last["fact"]["old_due_on"]) == ("DeadlineMoved", told[0]["old_due_on"])
    assert str(due_dates(office)[case_no]) == told[0]["new_due_on"]
    assert mingfu("verify").status == 0


def test_closed_cases_stay_and_the_same_notice_again_moves_nothing(office: Store, tmp_path: Path) -> None:
    closed = (Status.REPLIED, Status.SERVED, Status.LAPSED, Status.WITHDRAWN, Status.ARCHIVED)
    names = ", ".join(f"'{status}'" for status in closed)
    before = run(
        office, f"SELECT case_no, version, due_on FROM cases WHERE status IN ({names}) ORDER BY case_id"
    )
    file = notice(tmp_path, next_working_days(3))

    mingfu("calendar", "import", file)
    again = mingfu("calendar", "import", file, "--json").json

    assert again["moved"] == []
    assert (
        run(office, f"SELECT case_no, version, due_on FROM cases WHERE status IN ({names}) ORDER BY case_id")
        == before
    )


def test_show_answers_by_the_calendar_of_the_store(office: Store, tmp_path: Path) -> None:
    off = next_working_days(3)
    mingfu("calendar", "import", notice(tmp_path, off))

    year = mingfu("calendar", "show", str(YEAR), "--json").json

    rest = {row["date"] for row in year["days"] if not row["working"]}
    assert year["published"]
    assert {day.isoformat() for day in off} <= rest


def test_show_answers_by_the_folder_where_there_is_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path / "none"))

    assert mingfu("calendar", "show", "2026", "--json").json["published"] is True
    assert "元旦" in mingfu("calendar", "show", "2026").out
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("year", ["1999", "20260", "next", "-1"])
def test_a_year_outside_every_calendar_is_refused(
    year: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path / "none"))

    assert mingfu("calendar", "show", "--", year).refused


def days_of(*named: tuple[str, bool]) -> dict[str, Any]:
    """A notice that names just these days."""
    return {"days": [{"name": "元旦", "date": day, "isOffDay": off} for day, off in named]}


BAD: dict[str, dict[str, Any]] = {
    "days of another year": {"year": YEAR + 2},
    "a year in words": {"year": str(YEAR)},
    "no days": {"days": []},
    "days that are no list": {"days": "none"},
    "an unknown key": {"colour": "red"},
    "a paper without address": {"papers": ["not an address"]},
    "a local overlay": {"area": "临山", "source": "县政府通知"},
    "a day twice": days_of((f"{YEAR}-01-01", True), (f"{YEAR}-01-01", True)),
    "a day both off and worked": days_of((f"{YEAR}-01-01", True), (f"{YEAR}-01-01", False)),
    "a day that does not exist": days_of((f"{YEAR}-02-30", True)),
    "a make-up day on a working day": days_of((next_working_days(1)[0].isoformat(), False)),
}


def test_a_file_that_is_no_notice_is_refused_and_changes_nothing(office: Store, tmp_path: Path) -> None:
    before = everything(office)

    taken = [
        name
        for name, changes in BAD.items()
        if not mingfu("calendar", "import", notice(tmp_path, [], **changes)).refused
    ]

    assert taken == []
    assert everything(office) == before


def test_broken_json_a_missing_file_and_an_unknown_account_are_refused(office: Store, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", "utf-8")
    good, before = notice(tmp_path, next_working_days(1)), everything(office)

    refused: list[Ran] = [
        mingfu("calendar", "import", str(tmp_path / "broken.json")),
        mingfu("calendar", "import", str(tmp_path / "none.json")),
        mingfu("calendar", "import", good, "--as", "nobody"),
    ]

    assert all(done.refused for done in refused)
    assert everything(office) == before
