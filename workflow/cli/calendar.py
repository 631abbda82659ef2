"""`mingfu calendar`: show a year, and load a holiday notice that re-dates the open cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from workflow import redating
from workflow.cli import put
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, at_desk, exists, moment, person
from workflow.cli.calendar_pages import year_as_json, year_as_text
from workflow.clock.limits import name_of
from workflow.days.holiday_files import YearFile, read_year_file
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput
from workflow.redating import Moved
from workflow.rules import Rules


@click.group()
def calendar() -> None:
    """工作日历：放假通知与调休。 / The working calendar."""


@calendar.command()
@click.argument("year", type=int)
@AS_JSON
def show(year: int, as_json: bool) -> None:
    """显示一年的放假、调休安排。 / Show a year's rest days, make-up workdays and names."""
    days = _days()
    put(year_as_json(days, year) if as_json else None, as_json, "" if as_json else year_as_text(days, year))


def _days() -> WorkingDays:
    """The calendar the office counts by; before there is a store, the one shipped."""
    if not exists():
        return WorkingDays.load(Rules.load().holidays)
    with at_desk() as desk, desk.store.database.reading() as connection:
        return desk.calendars.at_version(connection, desk.calendars.newest(connection))


@calendar.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只列出会变动的期限 / only list what would move")
@AS_ACCOUNT
@AS_JSON
def import_(file: Path, dry_run: bool, account: str | None, as_json: bool) -> None:
    """载入放假通知并重算未结案件的期限。 / Load a holiday notice and re-date the open cases."""
    notice = read_year_file(file)
    if notice.is_local:
        raise BadInput("地方安排请放入 holidays/local / a local overlay belongs in holidays/local")
    with at_desk() as desk:
        by = person(desk, account) if account else 0
        if dry_run:
            moved = redating.preview(desk, notice, moment())
        else:
            moved = redating.import_notice(desk, notice, file.name, moment(), by)
    put(_answer(notice, moved, dry_run), as_json, _page(notice, moved, dry_run))


def _answer(notice: YearFile, moved: list[Moved], dry_run: bool) -> dict[str, Any]:
    return {"year": notice.year, "imported": not dry_run, "moved": [m._asdict() for m in moved]}


def _page(notice: YearFile, moved: list[Moved], dry_run: bool) -> str:
    done = "试算，未载入 / not imported" if dry_run else "已载入 / imported"
    lines = [f"{notice.year} 年放假安排 {done}；期限变动 {len(moved)} 件 / {len(moved)} deadlines move"]
    return "\n".join([*lines, *(f"  {m.case_no}  {_sides(m)}" for m in moved)])


def _sides(m: Moved) -> str:
    old, new = m.old_due_on or "—", m.new_due_on or "—"
    marks = [" 暂定 / provisional" if flag else "" for flag in (m.was_provisional, m.is_provisional)]
    named = " / ".join(name_of(m.limit)) + "  " if m.limit else ""
    return f"{named}{old}{marks[0]} → {new}{marks[1]}"
