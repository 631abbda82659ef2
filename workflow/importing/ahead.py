"""The next rows read while the last are written: a database of its own works meanwhile."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


def ahead(source: Generator[Made]) -> Generator[Made]:
    """The same, in the same order, one ahead; what `source` raises comes in its turn. Closes it when left early."""
    with ThreadPoolExecutor(1) as aside:
        try:
            coming = aside.submit(_next, source)
            while (got := coming.result()) is not None:
                coming = aside.submit(_next, source)
                yield got[0]
        finally:
            aside.submit(source.close).result()


def _next(source: Generator[Made]) -> tuple[Made] | None:
    for made in source:
        return (made,)
    return None
