"""An old register read and judged row by row; a large one by a process of its own, so that two cores work on it."""

from __future__ import annotations

import copyreg
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from workflow.errors import BadInput, DeskError
from workflow.guards import Around
from workflow.importing import duplicates, settings, workbooks
from workflow.importing.judged import Judged
from workflow.importing.judging import Judge
from workflow.importing.layout import Heads, heads, lines
from workflow.importing.settings import Settings
from workflow.papers import limits

#: bytes; below this the rows are judged before another process has started
LARGE: Final = 1_000_000


def judged(path: Path, around: Around, words_: Settings | None = None) -> Iterator[Judged]:
    """Every line of a file with its judgement, repeats within the file found. Raises BadInput for no such file."""
    known = words_ or settings.load()
    judge, in_file, read_ = Judge(known, around, limits.load()), duplicates.InFile(), 0
    with workbooks.opened(path, known.sizes) as sheets:
        for sheet in sheets:
            for line in lines(sheet, known):
                read_ += 1
                if read_ > known.sizes.rows:
                    raise BadInput(f"超过 {known.sizes.rows} 行，请分开 / too many rows: split the file")
                yield in_file.checked(judge.judge(line))
    if not read_:
        raise BadInput(
            "没有找到台账：看不出表头，或者表头下没有内容 / no ledger found: no header, or nothing below it"
        )


def columns(path: Path, words_: Settings | None = None) -> tuple[Heads, ...]:
    """What the columns of each sheet with a header were taken for, and those not read. Raises BadInput."""
    known = words_ or settings.load()
    with workbooks.opened(path, known.sizes) as sheets:
        found = [heads(sheet, known) for sheet in sheets]
    return tuple(one for one in found if one.known)


def batches(found: Iterable[Judged], size: int) -> Generator[list[Judged]]:
    """As many rows at a time."""
    source = iter(found)
    while batch := list(islice(source, size)):
        yield batch


def read(path: Path, around: Around, known: Settings, large: int = LARGE) -> Generator[list[Judged]]:
    """The judged lines of a file, a batch at a time; from `large` bytes on read by another process, some way ahead.

    Raises what `judged` raises, after the batches before it. Left early, it ends that process.
    """
    if not path.is_file() or path.stat().st_size < large:
        yield from batches(judged(path, around, known), known.sizes.batch)
        return
    context = get_context("spawn")  # a copy of a process with threads may hold their locks for ever
    ours, theirs = context.Pipe(duplex=False)
    reader = context.Process(target=_send, args=(theirs, path, around, known), name="reading")
    reader.start()
    theirs.close()
    try:
        yield from _received(ours)
    finally:
        ours.close()  # its next word to us ends it
        reader.join()


def _send(pipe: Connection, path: Path, around: Around, known: Settings) -> None:
    try:
        for batch in batches(judged(path, around, known), known.sizes.batch):
            pipe.send(batch)
        pipe.send(None)
    except DeskError as refused:
        pipe.send(refused)
    except BrokenPipeError:
        return  # nobody reads on


def _received(pipe: Connection) -> Iterator[list[Judged]]:
    """Raises RuntimeError where the process ended without a word."""
    while True:
        try:
            got: list[Judged] | DeskError | None = pipe.recv()
        except EOFError as silent:
            raise RuntimeError("读取表格的进程意外结束 / the process that reads the file ended") from silent
        if got is None:
            return
        if isinstance(got, DeskError):
            raise got
        yield got


def _unfrozen(values: MappingProxyType[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    return _frozen, (dict(values),)


def _frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, _unfrozen)  # the law and the calendars travel to the other process
