"""A process killed while it signs and renders: every signed letter has its file in the end, once, as it was signed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import rows
from builders import RECEIVED, RULES, moment
from databases import Databases, PostgresDatabases, SqliteDatabases
from people import HANDLER, build_office
from postgres import Cluster
from soak import rounds

from notices.issuing import freeze_pending, freeze_reply
from workflow import verifying
from workflow.desk import Desk
from workflow.entries import LetterFrozen
from workflow.examining import examiner
from workflow.store import Store

HERE = Path(__file__).parent
NOW = moment(RECEIVED)
KILLS = rounds(2, 60)
LONGEST = 1.2  # seconds of work before the kill: a signature and a rendering take about a fifth of it
PATIENCE = 90  # seconds until a process that says nothing is given up


def build(url: str) -> None:
    """An office whose letters can be drawn."""
    build_office(url)
    store = Store.open(url=url, key=Path(tempfile.mkdtemp()) / "key")
    rows.run(store, "UPDATE agencies SET review_organ = '示例市人民政府', court = '示例市人民法院'")
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Databases that wait for the disk, as an office runs them."""
    if request.param == "sqlite":
        yield SqliteDatabases(tmp_path, tmp_path, {})
        return
    cluster: Cluster = request.getfixturevalue("durable_cluster")
    given = PostgresDatabases(cluster, {})
    yield given
    given.drop_all()


def test_what_was_signed_has_its_file_once_whenever_the_process_was_killed(
    lasting: Databases, tmp_path: Path
) -> None:
    home, url = tmp_path / "home", lasting.fresh(build)
    desk = Desk(Store.open(home, url=url, key=home / "key"), RULES, examine=examiner())
    chance, signed = random.Random(time.time_ns()), dict[str, str]()
    for run in range(KILLS):
        signed |= _killed(home, url, run, chance.uniform(0, LONGEST))

        freeze_pending(desk, NOW)

        assert freeze_pending(desk, NOW) == []
        for case_no, words in signed.items():
            assert _frozen(desk, case_no) == Counter({words: 1})
            assert freeze_reply(desk, HANDLER, case_no, NOW).startswith(b"%PDF")
        assert verifying.verify(desk.store, RULES) == []
    assert len(signed) >= KILLS
    desk.store.close()


def _frozen(desk: Desk, case_no: str) -> Counter[str]:
    """How often each content became a file."""
    history = desk.view(HANDLER, case_no, NOW).history
    return Counter(e.fact.content_sha256 for e in history if isinstance(e.fact, LetterFrozen))


def _killed(home: Path, url: str, run: int, after: float) -> dict[str, str]:
    """The signatures acknowledged by a process that was killed that many seconds after its first."""
    path = os.pathsep.join((str(HERE.parent / "support"), str(HERE.parent.parent)))
    working = subprocess.Popen(
        [sys.executable, HERE / "signing.py", home, url, str(run)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )
    stopper = threading.Timer(PATIENCE, working.kill)
    stopper.start()
    try:
        assert working.stdout is not None
        first = working.stdout.readline()
        assert first, "no letter was signed"
        time.sleep(after)
        working.kill()
        rest = working.communicate(timeout=PATIENCE)[0]
    finally:
        stopper.cancel()
        working.kill()
    assert working.returncode == -9, "the stream ended by itself"
    whole = (first + rest).decode().rpartition("\n")[0]  # a line cut short acknowledges nothing
    return dict(line.split() for line in whole.splitlines())
