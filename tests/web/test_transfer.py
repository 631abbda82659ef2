"""Archived files are handed over from the page: chosen, packed, fetched, and proven like the command's package."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import mingfu
from flask import Flask
from pages import Visitor
from rows import run

from workflow import acts as a
from workflow.bundle.checking import check
from workflow.desk import Desk
from workflow.store import Store

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
Visit = Callable[[str], Visitor]


@pytest.fixture
def archived(ana: Visitor, answered: str) -> str:
    """Answered and archived."""
    ana.do(f"/cases/{answered}/archive")
    return answered


def ready(ana: Visitor, app: Flask) -> None:
    """Wait for the work that goes on beside the page."""
    app.extensions["jobs"]._pool.submit(lambda: None).result(timeout=60)


def test_the_files_chosen_become_a_package_that_proves_itself(
    ana: Visitor,
    app: Flask,
    archived: str,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path))  # as an archive checks it, where no store stands
    assert archived in ana.get("/archive/transfer").main()

    ana.do("/archive/transfer", case=archived)
    ready(ana, app)
    page = ana.get("/archive/transfer")
    got = ana.client.get("/archive/transfers/1.zip")

    assert "移交包已做好：1 件" in page.main()
    assert "没有待移交的案卷" in page.main()
    found = check(io.BytesIO(got.data))
    assert (found.faults, got.headers["Content-Disposition"].startswith("attachment")) == ((), True)
    file = tmp_path / "package.zip"
    file.write_bytes(got.data)
    proven = mingfu("verify", str(file), "--json")
    assert (proven.err, proven.json["holds"]) == ("", True)
    assert run(store, "SELECT cases, manifest_sha256 FROM transfers") == [(1, found.manifest_sha256)]
    assert "已移交" in ana.get("/archive").main()


def test_a_package_asked_for_twice_is_made_once(
    ana: Visitor, app: Flask, archived: str, store: Store
) -> None:
    sent = ana.get("/archive/transfer").values() | {"case": archived}

    first = ana.client.post("/archive/transfer", data=sent)
    ready(ana, app)
    second = ana.client.post("/archive/transfer", data=sent)
    ready(ana, app)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert run(store, "SELECT count(*) FROM transfers") == [(1,)]
    assert "移交包已做好" in ana.get("/archive/transfer").main()


def test_only_files_of_the_class_and_year_asked_for_are_offered(ana: Visitor, archived: str) -> None:
    def offers(asked: str) -> bool:
        return archived in ana.get(f"/archive/transfer?{asked}").main()

    assert [offers("retention=10年"), offers("retention=30年")] == [True, False]
    assert [offers("year=2026"), offers("year=2025"), offers("year=2025&retention=10年")] == [
        True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(("asked", "status"), [("year=26", 400), ("year=2099", 400), ("agency=1", 403)])
def test_what_cannot_be_asked_for_is_refused(ana: Visitor, archived: str, asked: str, status: int) -> None:
    assert ana.client.get(f"/archive/transfer?{asked}").status_code == status


def test_nothing_ticked_makes_no_package(ana: Visitor, archived: str, store: Store) -> None:
    values = {name: value for name, value in ana.get("/archive/transfer").values().items() if name != "case"}

    answer = ana.client.post("/archive/transfer", data=values, follow_redirects=True)

    assert "没有选案卷" in answer.get_data(as_text=True)
    assert run(store, "SELECT count(*) FROM transfers") == [(0,)]


def test_a_case_that_is_not_archived_is_refused_and_said_on_the_page(
    ana: Visitor, app: Flask, archived: str, desk: Desk, store: Store
) -> None:
    values = ana.get("/archive/transfer").values() | {"case": archived}
    desk.perform(1, archived, a.RedoAfterAppeal(organ="示例市人民政府", document_no="复议1号"), NOW)

    assert ana.client.post("/archive/transfer", data=values).status_code == 303
    ready(ana, app)

    assert "不是本机关已归档的案卷" in ana.get("/archive/transfer").main()
    assert run(store, "SELECT count(*) FROM transfers") == [(0,)]


def test_a_package_is_fetched_by_nobody_else(ana: Visitor, app: Flask, visit: Visit, archived: str) -> None:
    ana.do("/archive/transfer", case=archived)
    ready(ana, app)

    answers = {who: visit(who).client.get("/archive/transfers/1.zip").status_code for who in ("su", "cy")}

    assert set(answers.values()) <= {403, 404}
    assert ana.client.get("/archive/transfers/2.zip").status_code == 404
