"""A process killed at any moment: what it had acknowledged is there, and nothing is there by halves."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
import rows
from builders import RULES
from databases import Databases, PostgresDatabases, SqliteDatabases
from people import build_office
from postgres import Cluster
from scratch import ON_DISK
from soak import rounds

from workflow import verifying
from workflow.store import Store

HERE = Path(__file__).parent
KILLS = rounds(20, 200)
LONGEST = 0.4  # seconds of work before the kill
PATIENCE = 60  # seconds for one child, start and end included
Stream = subprocess.Popen[str]


@pytest.fixture(params=["sqlite", "postgresql"])
def lasting(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Databases that wait for the disk, as an office runs them."""
    if request.param == "sqlite":
        with tempfile.TemporaryDirectory(dir=ON_DISK) as folder:
            yield SqliteDatabases(Path(folder), Path(folder), {})
        return
    cluster: Cluster = request.getfixturevalue("durable_cluster")
    given = PostgresDatabases(cluster, {})
    yield given
    given.drop_all()


def test_whatever_was_acknowledged_survives_a_kill_and_nothing_is_half_there(
    lasting: Databases, tmp_path: Path
) -> None:
    home, url = tmp_path / "home", lasting.fresh(build_office)
    store = Store.open(home, url=url, key=home / "key")
    chance = random.Random(f"{url}{time.time_ns()}")
    acknowledged: set[tuple[str, ...]] = set()
    with _streaming(home, url) as stream:
        for run in range(KILLS):
            acknowledged |= _killed(stream, run, chance.uniform(0, LONGEST))
            _wait_until_nobody_works(store)

            assert acknowledged <= _kept(store)
            assert verifying.verify(store, RULES) == []
            assert _incomplete_cases(store) == 0
    assert len(acknowledged) > KILLS  # the kills came in the middle of work
    store.close()


@contextmanager
def _streaming(home: Path, url: str) -> Iterator[Stream]:
    """The process whose children are killed; it goes whatever happens."""
    path = os.pathsep.join((str(HERE.parent / "support"), str(HERE.parent.parent)))
    stream = subprocess.Popen(
        [sys.executable, HERE / "stream.py", home, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )
    try:
        yield stream
    finally:
        stream.kill()
        stream.communicate()


def _killed(stream: Stream, run: int, after: float) -> set[tuple[str, ...]]:
    """The acts acknowledged by a child that was killed that many seconds after its first."""
    assert stream.stdin is not None
    assert stream.stdout is not None
    overdue = Timer(PATIENCE, stream.kill)
    overdue.daemon = True
    overdue.start()
    print(run, file=stream.stdin, flush=True)
    child, said = int(stream.stdout.readline()), [stream.stdout.readline()]
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    while not said[-1].startswith("ended"):
        said.append(stream.stdout.readline())
        assert said[-1], "the stream is gone"
    overdue.cancel()
    assert said.pop() == "ended -9\n", "the child ended by itself"
    return {
        tuple(line.split()) for line in said if line.strip()
    }  # a pipe takes a line as a whole or not at all


def _kept(store: Store) -> set[tuple[str, ...]]:
    """Every case and every act on it as an acknowledgement would say it."""
    entries = rows.run(
        store, "SELECT c.case_no, e.seq, e.digest FROM cases c JOIN entries e ON e.case_id = c.case_id"
    )
    cases = rows.run(store, "SELECT case_no FROM cases")
    return {(no, str(seq), digest) for no, seq, digest in entries} | {(no, "-", "-") for (no,) in cases}


def _incomplete_cases(store: Store) -> int:
    """Cases of which a part is missing: their applicant, their application, the text of a note."""
    [(broken,)] = rows.run(
        store,
        """
        SELECT count(*) FROM cases c
        WHERE NOT EXISTS (SELECT 1 FROM applicants a WHERE a.case_id = c.case_id)
           OR (SELECT count(*) FROM texts t WHERE t.case_id = c.case_id)
            < 1 + (SELECT count(DISTINCT e.kind) FROM entries e
                   WHERE e.case_id = c.case_id AND e.kind IN ('NoteAdded', 'ReplyDrafted', 'ReplyApproved'))
        """,
    )
    return int(broken)


def _wait_until_nobody_works(store: Store) -> None:
    """The server may still be finishing what the dead process had asked for."""
    if store.database.is_sqlite:
        return
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _ in range(600):
        if not rows.run(store, others):
            return
        time.sleep(0.05)
    raise AssertionError("the killed process still holds a connection")
