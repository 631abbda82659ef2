"""Several workers at once: exactly one acts, and when it dies another takes over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from time import monotonic

from soak import rounds

from workflow.desk import Desk
from workflow.store.lease import Lease

PROCESSES, TURNS = 4, rounds(15, 200)
#: takes the lease when it can, says from when to when it acted by the clock all processes share, and lets it go
PROGRAM = """
import sys
from time import monotonic, sleep
from workflow.store.lease import Lease
from workflow.store.database import Database
lease = Lease(Database(sys.argv[1]), "test", float(sys.argv[2]))
for _ in range(int(sys.argv[3])):
    while not lease.take():
        sleep(0.005)
    print(monotonic(), end=" ", flush=True)
    sleep(float(sys.argv[4]))
    print(monotonic(), flush=True)
    lease.give_back()
    sleep(0.005)
"""


@contextmanager
def process(url: str, turns: int, seconds: float, acts: float) -> Iterator[subprocess.Popen[str]]:
    """One process that asks for the lease so often and acts for so long, gone with the block."""
    program = [sys.executable, "-c", PROGRAM, url, str(seconds), str(turns), str(acts)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def test_of_four_processes_that_want_to_act_one_acts_at_a_time(desk: Desk) -> None:
    with ExitStack() as stack:
        running = [
            stack.enter_context(process(desk.store.database.url, TURNS, 2.0, 0.01)) for _ in range(PROCESSES)
        ]
        said = [one.communicate(timeout=120)[0].splitlines() for one in running]

    acted = sorted(tuple(map(float, line.split())) for lines in said for line in lines)
    assert len(acted) == PROCESSES * TURNS
    assert all(before[1] <= after[0] for before, after in pairwise(acted))


def test_when_the_holder_is_killed_another_takes_over_once_the_lease_runs_out(desk: Desk) -> None:
    url, seconds = desk.store.database.url, 1.0
    waiting = Lease(desk.store.database, "test", seconds)
    with process(url, turns=1, seconds=seconds, acts=600) as holder:
        assert holder.stdout is not None
        holder.stdout.read(1)  # it acts
        refused = waiting.take()
        os.kill(holder.pid, signal.SIGKILL)

    killed, took_over = monotonic(), False
    while not took_over and monotonic() - killed < 30 * seconds:
        took_over = waiting.take()

    assert (refused, took_over, waiting.is_mine()) == (False, True, True)


def test_a_lease_is_kept_by_renewing_it_and_goes_at_once_when_given_back(desk: Desk) -> None:
    mine, other = (Lease(desk.store.database, "test", 60) for _ in range(2))

    began = mine.take(), other.take(), mine.take()
    mine.give_back()

    assert began == (True, False, True)
    assert (mine.is_mine(), other.take(), mine.take()) == (False, True, False)


def test_whoever_lost_the_lease_takes_nothing_back_by_giving_it_back(desk: Desk) -> None:
    late, other = Lease(desk.store.database, "test", 0.0), Lease(desk.store.database, "test", 60)
    late.take()

    took_over = other.take()
    late.give_back()

    assert took_over
    assert not Lease(desk.store.database, "test", 60).take()
