"""The warning levels are one file: my work, the marks of the lists and the review queue all follow it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from pages import Page, Visitor
from reviews import another

from workflow.desk import Desk
from workflow.rules import ROOT, Rules


def with_levels(desk: Desk, tmp_path: Path, **within: int) -> None:
    """The desk of an office whose file names other days for these levels."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    path = tmp_path / "config" / "levels.toml"
    text = path.read_text("utf-8")
    for code, days in within.items():
        shipped = Rules.load().levels.within(code)
        text = text.replace(f'code = "{code}"\nwithin = {shipped}', f'code = "{code}"\nwithin = {days}')
    path.write_text(text, "utf-8")
    desk.rules = replace(desk.rules, levels=Rules.load(tmp_path).levels)


def headings(page: Page) -> list[str]:
    """The groups of my work."""
    return [str(tr[0].text).strip() for tr in page.all("tr") if tr.get("class") == "group"]


@pytest.fixture
def three(app: Flask, desk: Desk) -> list[str]:
    """Cases of Ana's with 2, 5 and 10 working days left."""
    made = [another(desk, str(day), date(2026, 11, day)) for day in (4, 9, 16)]
    app.config["NOW"] = lambda: datetime(2026, 11, 30, 3, tzinfo=UTC)
    return made


def test_the_groups_of_my_work_are_the_levels_of_the_file(
    ana: Visitor, desk: Desk, three: list[str], tmp_path: Path
) -> None:
    shipped = headings(ana.get("/"))

    with_levels(desk, tmp_path, orange=1, yellow=3, blue=20)

    assert shipped == ["2 个工作日内", "5 个工作日内", "10 个工作日内"]
    assert headings(ana.get("/")) == ["3 个工作日内", "20 个工作日内"]


def test_the_marks_of_the_ledger_follow_the_yellow_level(
    ana: Visitor, desk: Desk, three: list[str], tmp_path: Path
) -> None:
    shipped = len(soon(ana.get("/ledger")))

    with_levels(desk, tmp_path, yellow=9, blue=10)
    some = len(soon(ana.get("/ledger")))

    with_levels(desk, tmp_path / "more", yellow=10, blue=11)
    assert (shipped, some, len(soon(ana.get("/ledger")))) == (2, 2, 3)


def soon(page: Page) -> list[str]:
    """The marks of what is near."""
    return ["".join(e.itertext()) for e in page.all("span") if "soon" in (e.get("class") or "").split()]


def test_the_queue_of_who_signs_follows_the_orange_level(
    app: Flask,
    visit: Callable[[str], Visitor],
    desk: Desk,
    awaiting_approval: str,
    tmp_path: Path,
) -> None:
    due = desk.view(1, awaiting_approval, app.config["NOW"]()).clock
    assert due is not None
    left = due.remaining_working_days
    shipped = visit("qian").get("/approval").main()

    with_levels(desk, tmp_path, orange=left, yellow=left + 1, blue=left + 2)
    app.extensions.pop("review_lines", None)

    assert f"只剩 {left} 个工作日" not in shipped
    assert f"只剩 {left} 个工作日" in visit("qian").get("/approval").main()
