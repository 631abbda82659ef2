"""The tests' own tools keep their promises."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import no_network
import psycopg
import pytest
import scratch
from databases import Databases
from postgres import Cluster

SUPPORT = Path(__file__).parent / "support"
BUILT: list[str] = []


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Run statements in one transaction; answer the rows of the last."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    else:
        connection = psycopg.connect(url.replace("+psycopg", ""))
    try:
        for statement in statements:
            rows = connection.execute(statement)
        answer = rows.fetchall() if rows.description else []
        connection.commit()
        return answer
    finally:
        connection.close()


def build_ledger(url: str) -> None:
    """A table with one row; remembers that it was asked to."""
    BUILT.append(url)
    run(url, "CREATE TABLE ledger (case_no text)", "INSERT INTO ledger VALUES ('1')")


def test_a_fresh_database_is_empty(database_url: str) -> None:
    run(database_url, "CREATE TABLE ledger (case_no text)")

    assert run(database_url, "SELECT count(*) FROM ledger") == [(0,)]


def test_a_built_database_is_built_once_and_copied_whole(databases: Databases) -> None:
    first, second = databases.fresh(build_ledger), databases.fresh(build_ledger)
    run(first, "INSERT INTO ledger VALUES ('2')")

    assert run(first, "SELECT count(*) FROM ledger") == [(2,)]
    assert run(second, "SELECT count(*) FROM ledger") == [(1,)]
    assert len([url for url in BUILT if url.split(":")[0] == first.split(":")[0]]) == 1


def test_the_durable_cluster_waits_for_the_disk(durable_cluster: Cluster) -> None:
    with psycopg.connect(durable_cluster.conninfo()) as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone()
            for name in ("fsync", "synchronous_commit", "full_page_writes")
        ]

    assert shown == [("on",)] * 3


def test_no_cluster_outlives_tests_that_were_killed(tmp_path: Path) -> None:
    script = (
        "import postgres, time\nwith postgres.cluster() as c:\n print(c.folder, flush=True); time.sleep(60)"
    )
    tests = subprocess.Popen(
        [sys.executable, "-c", script], cwd=SUPPORT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert tests.stdout is not None
    folder = Path(tests.stdout.readline().strip())
    server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    tests.send_signal(signal.SIGKILL)
    tests.communicate()

    assert _ends(server)
    subprocess.run(["rm", "-rf", folder], check=True)


def _ends(process: int) -> bool:
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_no_test_may_leave_the_machine(host: str) -> None:
    with pytest.raises(no_network.NetworkUsed):
        socket.create_connection((host, 80), timeout=1)

    tried = no_network.ATTEMPTS.copy()
    no_network.ATTEMPTS.clear()
    assert tried == [host]


def test_a_test_may_talk_to_its_own_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()

    assert no_network.ATTEMPTS == []


def test_the_browser_is_there_and_starts(chromium: str) -> None:
    done = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=False)

    assert done.returncode == 0
    assert "Chrom" in done.stdout


def test_tests_write_to_memory_only_where_there_is_plenty(tmp_path: Path) -> None:
    assert scratch.folder(tmp_path, wanted=1) == tmp_path
    assert scratch.folder(tmp_path, wanted=2**60) == scratch.ON_DISK
    assert scratch.folder(tmp_path / "missing") == scratch.ON_DISK


@pytest.mark.parametrize(("forbidden", "kept"), [("1", True), ("", False)])
def test_compiled_modules_are_kept_where_the_environment_forbids_them(
    tmp_path: Path, forbidden: str, kept: bool
) -> None:
    (tmp_path / "module.py").write_text("")
    told = (
        f"import pathlib, bytecode; bytecode.kept_in(pathlib.Path({str(tmp_path / 'kept')!r})); import module"
    )
    given = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    paths = os.pathsep.join((str(SUPPORT), str(tmp_path)))

    subprocess.run(
        [sys.executable, "-c", told],
        env=given | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": forbidden},
        check=True,
        timeout=60,
    )

    assert bool(list((tmp_path / "kept").rglob("module*.pyc"))) is kept
    assert bool(list((tmp_path / "__pycache__").rglob("module*.pyc"))) is not kept
