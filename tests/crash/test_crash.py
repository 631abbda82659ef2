"""A process killed at any moment: what it had acknowledged is there, and nothing is there by halves."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import rows
from builders import RULES
from databases import Databases, PostgresDatabases, SqliteDatabases
from people import build_office
from postgres import Cluster
from soak import rounds

from workflow import verifying
from workflow.store import Store

HERE = Path(__file__).parent
KILLS = rounds(20, 200)
LONGEST = 0.4  # seconds of work before the kill


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


def test_whatever_was_acknowledged_survives_a_kill_and_nothing_is_half_there(
    lasting: Databases, tmp_path: Path
) -> None:
    home, url = tmp_path / "home", lasting.fresh(build_office)
    store = Store.open(home, url=url, key=home / "key")
    chance = random.Random(f"{url}{time.time_ns()}")
    acknowledged: set[tuple[str, ...]] = set()
    for run in range(KILLS):
        acknowledged |= _killed(home, url, run, chance.uniform(0, LONGEST))
        _wait_until_nobody_works(store)

        assert acknowledged <= _kept(store)
        assert verifying.verify(store, RULES) == []
        assert _incomplete_cases(store) == 0
    assert len(acknowledged) > KILLS  # the kills came in the middle of work
    store.close()


def _killed(home: Path, url: str, run: int, after: float) -> set[tuple[str, ...]]:
    """The acts acknowledged by a process that was killed that many seconds after its first."""
    path = os.pathsep.join((str(HERE.parent / "support"), str(HERE.parent.parent)))
    working = subprocess.Popen(
        [sys.executable, HERE / "stream.py", home, url, str(run)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )
    assert working.stdout is not None
    first = working.stdout.readline()
    time.sleep(after)
    working.kill()
    rest = working.communicate()[0]
    assert working.returncode == -9, "the stream ended by itself"
    whole = (first + rest).decode().rpartition("\n")[0]  # a line cut short acknowledges nothing
    return {tuple(line.split()) for line in whole.splitlines()}


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
