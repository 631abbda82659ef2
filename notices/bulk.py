"""Many letters at once, on several cores: the same files as one by one, in the order they were given."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

from notices.letter import Letter
from notices.render import render
from workflow.errors import BadInput

#: letters a worker takes at a time, and portions waiting for each worker
PORTION, AHEAD = 8, 3


def render_many(items: Iterable[tuple[str, Letter]], workers: int) -> Iterator[bytes]:
    """The files of (kind, letter) pairs; no more than a few portions are held in memory.

    Raises what `render` raises, at the first letter that fails; those before it were given out.
    """
    if workers < 1:
        raise BadInput("至少需要一个进程 / at least one worker is needed")
    if workers == 1:
        yield from (render(kind, letter) for kind, letter in items)
        return
    waiting: deque[Future[list[bytes]]] = deque()
    source = iter(items)
    with ProcessPoolExecutor(workers, mp_context=_context()) as pool:
        while portion := list(islice(source, PORTION)):
            waiting.append(pool.submit(_portion, portion))
            if len(waiting) > workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _context() -> ForkServerContext:
    """Workers fork from a clean process that has the libraries loaded: one of the web has locks and threads."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["notices.render", "weasyprint"])
    return context


def _portion(items: list[tuple[str, Letter]]) -> list[bytes]:
    return [render(kind, letter) for kind, letter in items]
