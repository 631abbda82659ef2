"""A file read by a process of its own gives the same rows, the same errors, and leaves nothing running."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
from builders import around
from old_ledgers import HEAD, TODAY, line, write

from workflow.errors import BadInput
from workflow.guards import Around
from workflow.importing import reading, settings
from workflow.importing.judged import Judged

KNOWN = settings.load()
SMALL = KNOWN._replace(sizes=KNOWN.sizes._replace(batch=40))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register of a hundred rows, one of them refused."""
    rows = [line(登记编号=f"{n}", 申请内容=f"第{n}件") for n in range(99)]
    return write(tmp_path, [HEAD, *rows, line(登记编号="99", 收到日期="不详")])


def read(file: Path, large: int = 0) -> Iterator[list[Judged]]:
    """In batches of forty; by another process unless `large` is more than the file."""
    return reading.read(file, around(TODAY), SMALL, large)


def test_another_process_judges_every_row_alike(file: Path) -> None:
    aside, here = list(read(file)), list(read(file, large=10**9))

    assert [len(batch) for batch in aside] == [40, 40, 20]
    assert aside == here
    assert active_children() == []


def test_an_error_comes_from_there_in_the_same_words(tmp_path: Path) -> None:
    file = write(tmp_path, [["没有", "表头"], ["甲", "乙"]])

    with pytest.raises(BadInput, match="没有找到台账"):
        list(read(file))
    assert active_children() == []


def test_whoever_leaves_early_leaves_no_process(file: Path) -> None:
    rows = read(file)
    next(rows)

    rows.close()  # type: ignore[attr-defined]

    assert active_children() == []


def test_a_reader_that_was_killed_is_no_end_of_the_file(tmp_path: Path) -> None:
    many = [line(登记编号=f"{n}", 申请内容=f"第{n}件") for n in range(3000)]  # more than a pipe holds
    rows = read(write(tmp_path, [HEAD, *many]))
    next(rows)
    [reader] = active_children()
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGKILL)

    with pytest.raises(RuntimeError, match="意外结束"):
        list(rows)


def test_the_law_and_the_calendar_travel_unchanged() -> None:
    here = around(TODAY)

    sent: Around = pickle.loads(pickle.dumps(here))

    assert (sent.today, sent.days.digest) == (here.today, here.days.digest)
    law, law_there = (one.regimes["prc-2019"].rule("reply", TODAY) for one in (here, sent))
    assert law == law_there
