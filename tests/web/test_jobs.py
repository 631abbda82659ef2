"""Long work started from the settings: any process of the server says how it stands."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from web.admin import jobs
from web.admin.jobs import Jobs
from workflow.errors import BadInput

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_another_process_sees_what_came_of_it(tmp_path: Path) -> None:
    Jobs(tmp_path).start("verify", "verify", 4, AT, lambda: {"faults": 2})

    seen = Jobs(tmp_path).latest("verify")

    assert seen == jobs.Job("verify", 4, AT, running=False, result={"faults": 2})


def test_another_process_sees_that_it_goes_on_and_begins_no_second_one(tmp_path: Path) -> None:
    done = threading.Event()
    first = Jobs(tmp_path)
    begun = threading.Thread(target=first.start, args=("backup", "mine", 4, AT, done.wait))
    begun.start()
    try:
        for _ in range(200):
            if first.latest("backup"):
                break
            threading.Event().wait(0.02)
        other = Jobs(tmp_path).start("backup", "theirs", 5, AT, lambda: 1 / 0)
    finally:
        done.set()
        begun.join()

    assert other.running
    assert other.key == "mine"
    assert Jobs(tmp_path).latest("backup") == jobs.Job("mine", 4, AT, running=False, result=True)


def test_work_whose_process_ended_says_so(tmp_path: Path) -> None:
    left = Jobs(tmp_path)
    left._put("verify", jobs.Job("verify", 4, AT))  # as a killed process leaves it: begun, and nobody at it

    seen = left.latest("verify")

    assert seen is not None
    assert not seen.running
    assert "do it again" in seen.failed


def test_a_refusal_is_told_in_its_own_words(tmp_path: Path) -> None:
    def refuse() -> None:
        raise BadInput("不行 / no")

    assert Jobs(tmp_path).start("backup", "b", 4, AT, refuse).failed == "不行 / no"


def test_a_fault_is_told_by_its_reference_alone(tmp_path: Path) -> None:
    told = Jobs(tmp_path).start("backup", "b", 4, AT, lambda: 1 / 0)

    assert "参考号" in told.failed
    assert "division" not in told.failed
