"""`mingfu serve`: it says where it is, stays small, ends cleanly, and refuses a store that is not ready."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workflow.store import Store, schema

MOST = 200  # MB after start
COMMAND = [sys.executable, "-c", "from workflow.cli import main; main()", "serve", "--port"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store with tables and the list of demonstration accounts."""
    store = Store.open(tmp_path)
    schema.upgrade(store.database)
    store.close()
    (tmp_path / "demo-accounts.txt").write_text("wang  secret-of-the-day\n", "utf-8")
    return tmp_path


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The running program and what it said at its start."""
    environment = os.environ | {"MINGFU_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen([*COMMAND, "0", *options], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        yield running, [running.stdout.readline() for _ in range(3)]
    finally:
        running.kill()
        running.wait()


def test_it_says_where_it_is_and_who_may_sign_in(home: Path) -> None:
    with serving(home) as (_running, said):
        found = re.search(r"http://127\.0\.0\.1:\d+", said[0])
        assert found
        with urllib.request.urlopen(f"{found[0]}/sign-in", timeout=20) as page:
            assert "登录" in page.read().decode()
        assert "secret-of-the-day" in said[2]


def test_it_ends_cleanly_when_asked_to(home: Path) -> None:
    with serving(home) as (running, _said):
        running.send_signal(signal.SIGTERM)

        assert running.wait(timeout=20) == 0


PROC = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="read from /proc")


@PROC
@pytest.mark.parametrize("processes", ["1", "2"])
def test_it_stays_small_after_its_start(home: Path, processes: str) -> None:
    with serving(home, "--processes", processes) as (running, said):
        _open(said)
        family = [running.pid, *_children(running.pid)]
        taken = sum(_own(process) for process in family)

    assert len(family) == (3 if processes == "2" else 1)
    assert taken / 1024 <= MOST


@PROC
def test_who_dies_is_replaced(home: Path) -> None:
    with serving(home, "--processes", "2") as (running, said):
        before = _until(lambda: _children(running.pid), 2)
        os.kill(before[0], signal.SIGKILL)
        after = _until(lambda: [c for c in _children(running.pid) if c != before[0]], 2)

        assert set(before) - set(after) == {before[0]}
        _open(said)


@PROC
def test_nobody_outlives_the_first_process(home: Path) -> None:
    with serving(home, "--processes", "2") as (running, _said):
        children = _until(lambda: _children(running.pid), 2)
        running.kill()
        running.wait()

        assert _until(lambda: [c for c in children if not _alive(c)], 2)


def test_several_processes_end_cleanly_when_asked_to(home: Path) -> None:
    with serving(home, "--processes", "3") as (running, said):
        _open(said)
        running.send_signal(signal.SIGTERM)

        assert running.wait(timeout=40) == 0


def _open(said: list[str]) -> None:
    found = re.search(r"http://[\d.:]+", said[0])
    assert found
    urllib.request.urlopen(f"{found[0]}/sign-in", timeout=20).close()


def _children(process: int) -> list[int]:
    return [int(c) for c in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]


def _own(process: int) -> int:
    """kB, shared pages divided among those who share them."""
    found = re.search(
        r"^Pss:\s+(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text("ascii"), re.MULTILINE
    )
    assert found
    return int(found[1])


def _alive(process: int) -> bool:
    """Neither gone nor waiting to be reaped."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _until(look: Callable[[], list[int]], many: int) -> list[int]:
    """What it answers once there are so many."""
    for _ in range(400):
        found = look()
        if len(found) == many:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{found} after 20 s")


def test_a_store_that_was_never_set_up_is_refused_in_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"MINGFU_HOME": str(tmp_path)}

    ended = subprocess.run(
        [*COMMAND, "0"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 2
    assert "mingfu init" in ended.stderr
    assert ended.stderr.count("\n") == 1
