"""The worker: what time causes happens by itself, nothing stops it, and it stops when told."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import Databases
from demonstration import everything, visited
from rows import run as ask

from workflow import worker
from workflow.desk import Desk
from workflow.rules import Rules
from workflow.store import Store
from workflow.store.lease import Lease
from workflow.store.letters.scratch_rows import put_scratch

RULES = Rules.load()


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def consulting(office: Store) -> int:
    """How many cases wait for an opinion."""
    return int(ask(office, "SELECT count(*) FROM cases WHERE status = 'consulting'")[0][0])


def until(fact: Callable[[], bool]) -> bool:
    """Whether it becomes true within the time a slow machine may need."""
    for _ in range(600):
        if fact():
            return True
        time.sleep(0.05)
    return False


def test_a_sweep_ends_the_consultations_of_parties_that_stayed_silent(office: Store) -> None:
    desk, now = Desk(office, RULES), datetime.now(UTC)
    waiting = consulting(office)

    worker.run(desk, now)
    early = consulting(office)
    worker.run(desk, now + timedelta(days=60))

    assert (waiting, early, consulting(office)) == (2, 2, 0)


def test_a_second_sweep_changes_nothing(office: Store) -> None:
    desk, later = Desk(office, RULES), datetime.now(UTC) + timedelta(days=60)
    worker.run(desk, later)
    before = everything(office)

    worker.run(desk, later + timedelta(minutes=5))

    assert everything(office) == before


def test_unsaved_drafts_go_when_their_case_has_ended_or_nobody_came_back(office: Store) -> None:
    desk, now = Desk(office, RULES), datetime.now(UTC)
    [[ended]] = ask(office, "SELECT case_no FROM cases WHERE status = 'archived' LIMIT 1")
    [[running]] = ask(office, "SELECT case_no FROM cases WHERE status = 'in_hand' LIMIT 1")
    with office.database.writing() as connection:
        for case_no in (ended, running):
            put_scratch(connection, office.vault, 1, case_no, 1, (("supplied", "批复"),), 3, now)

    left = []
    for days in (0, 2, 91):
        worker.run(desk, now + timedelta(days=days))
        left.append({row[0] for row in ask(office, "SELECT case_no FROM scratches")})

    assert left == [{ended, running}, {running}, set()]


def test_a_sweep_that_fails_is_logged_and_not_raised(
    office: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "2026.json").write_text("{", "utf-8")
    broken = Desk(office, replace(RULES, holidays=tmp_path))

    with caplog.at_level(logging.ERROR):
        worker.run(broken, datetime.now(UTC))

    assert "2026.json" in caplog.text


def test_the_worker_sweeps_as_soon_as_it_starts(office: Store, tmp_path: Path) -> None:
    """A holiday file dropped in while nobody ran is taken in at the start."""
    known = ask(office, "SELECT count(*) FROM calendars")[0][0]
    text = (RULES.holidays / "2026.json").read_text("utf-8").replace("元旦", "新年")
    (tmp_path / "2026.json").write_text(text, "utf-8")

    stop = worker.start(Desk(office, replace(RULES, holidays=tmp_path)))

    try:
        assert until(lambda: ask(office, "SELECT count(*) FROM calendars")[0][0] == known + 1)
    finally:
        stop()


def test_while_another_process_holds_the_lease_a_worker_waits_and_then_takes_over(
    office: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "RENEW_SECONDS", 1)
    known = ask(office, "SELECT count(*) FROM calendars")[0][0]
    text = (RULES.holidays / "2026.json").read_text("utf-8").replace("元旦", "新年")
    (tmp_path / "2026.json").write_text(text, "utf-8")
    other = Lease(office.database, worker.LEASE, 60)
    assert other.take()

    stop = worker.start(Desk(office, replace(RULES, holidays=tmp_path)))
    try:
        time.sleep(2.5)  # it asked at least twice
        waited = ask(office, "SELECT count(*) FROM calendars")[0][0] == known
        other.give_back()
        took_over = until(lambda: ask(office, "SELECT count(*) FROM calendars")[0][0] == known + 1)
    finally:
        stop()

    assert (waited, took_over) == (True, True)
    assert ask(office, "SELECT count(*) FROM leases") == [(0,)]  # given back at the end


def test_a_worker_that_lost_the_lease_begins_no_further_task(office: Store) -> None:
    before = everything(office)

    worker.run(Desk(office, RULES), datetime.now(UTC) + timedelta(days=60), still=lambda: False)

    assert everything(office) == before


def test_the_worker_alone_runs_until_it_is_told_to_stop(office: Store) -> None:
    program = [sys.executable, "-u", "-c", "from workflow.cli import main; main()", "worker"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            assert running.stdout is not None
            begun = running.stdout.readline()
            running.send_signal(signal.SIGTERM)
            rest, _ = running.communicate(timeout=60)
        finally:
            running.kill()

    assert "已启动" in begun
    assert "已停止" in rest
    assert running.returncode == 0
