"""`mingfu serve`: it says where it is, stays small, ends cleanly, and refuses a store that is not ready."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
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
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The running program and what it said at its start."""
    environment = os.environ | {"MINGFU_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen([*COMMAND, "0"], env=environment, stdout=subprocess.PIPE, text=True)
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


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_it_stays_small_after_its_start(home: Path) -> None:
    with serving(home) as (running, said):
        found = re.search(r"http://[\d.:]+", said[0])
        assert found
        urllib.request.urlopen(f"{found[0]}/sign-in", timeout=20).close()
        status = Path(f"/proc/{running.pid}/status").read_text("ascii")

    resident = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert resident
    assert int(resident[1]) / 1024 <= MOST


def test_a_store_that_was_never_set_up_is_refused_in_one_line(tmp_path: Path) -> None:
    environment = os.environ | {"MINGFU_HOME": str(tmp_path)}

    ended = subprocess.run(
        [*COMMAND, "0"], env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == 2
    assert "mingfu init" in ended.stderr
    assert ended.stderr.count("\n") == 1
