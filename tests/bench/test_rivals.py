"""Each rival does the work it is measured by."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import psycopg
import rivals
from postgres import Cluster
from SpiffWorkflow import TaskState

SCHEMA = "CREATE TABLE entry (number integer PRIMARY KEY, body text NOT NULL)"


def test_bare_sqlite_writes_each_operation_in_wal_and_in_full(tmp_path: Path) -> None:
    def statements(number: int) -> Sequence[tuple[str, Sequence[object]]]:
        return [("INSERT INTO entry VALUES (?, ?)", (number, "received"))]

    write = rivals.bare_sqlite(tmp_path / "bare.db", SCHEMA, statements)
    write()
    write()

    connection = sqlite3.connect(tmp_path / "bare.db")
    assert connection.execute("SELECT number FROM entry").fetchall() == [(1,), (2,)]
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_bare_psycopg_writes_each_operation(durable_cluster: Cluster) -> None:
    def statements(number: int) -> Sequence[tuple[str, Sequence[object]]]:
        return [("INSERT INTO entry VALUES (%s, %s)", (number, "received"))]

    conninfo = durable_cluster.conninfo(durable_cluster.create())
    write = rivals.bare_psycopg(conninfo, SCHEMA, statements)
    write()
    write()

    with psycopg.connect(conninfo) as connection:
        assert connection.execute("SELECT number FROM entry").fetchall() == [(1,), (2,)]


def test_a_django_case_is_moved_and_saved(tmp_path: Path) -> None:
    move = rivals.django_fsm(tmp_path / "django.db")
    move()
    first = _status(tmp_path)
    move()

    assert (first, _status(tmp_path)) == ("under_review", "in_hand")


def _status(folder: Path) -> str:
    [(status,)] = sqlite3.connect(folder / "django.db").execute("SELECT status FROM bench_case").fetchall()
    return str(status)


def test_a_spiffworkflow_case_goes_one_task_on() -> None:
    written: list[str] = []

    rivals.spiffworkflow(written.append)()

    [case] = written
    states = {task["task_spec"]: task["state"] for task in json.loads(case)["tasks"].values()}
    assert (states["take_in_hand"], states["draft_reply"]) == (TaskState.COMPLETED, TaskState.READY)
