"""Reading one batch ahead of the writing changes neither order nor errors nor what is left open."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from workflow.errors import BadInput
from workflow.importing.ahead import ahead


class Sheet:
    """Numbers up to `last`, then an error if told; knows how far it was read and that it was closed."""

    def __init__(self, last: int, fails: bool = False) -> None:
        self.last, self.fails = last, fails
        self.read, self.closed = 0, False

    def rows(self) -> Generator[int]:
        """One by one."""
        try:
            while self.read < self.last:
                self.read += 1
                yield self.read
            if self.fails:
                raise BadInput("坏了 / broken")
        finally:
            self.closed = True


def test_everything_comes_once_and_in_order() -> None:
    sheet = Sheet(1000)

    assert list(ahead(sheet.rows())) == list(range(1, 1001))
    assert sheet.closed


def test_nothing_is_read_further_than_one_ahead() -> None:
    sheet = Sheet(1000)

    for number in ahead(sheet.rows()):
        assert sheet.read <= number + 1


def test_an_error_comes_after_what_was_read_before_it() -> None:
    reading = ahead(Sheet(3, fails=True).rows())

    assert [next(reading) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(BadInput):
        next(reading)


def test_whoever_leaves_early_leaves_the_file_closed() -> None:
    sheet = Sheet(1000)
    reading = ahead(sheet.rows())
    next(reading)

    reading.close()

    assert sheet.closed
    assert sheet.read <= 2
