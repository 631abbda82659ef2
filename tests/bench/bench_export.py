"""A hundred thousand rows of the ledger of a city as files: seconds and memory, on both databases.

By hand: one statement, its rows sent to the same writer as they come, without names, words or working days.
"""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import many_cases
import xlsxwriter
from builders import RULES, moment
from made_cases import CITY, TODAY
from table import Row, seconds

from workflow.desk import Desk
from workflow.ledger_sheets import files, streaming, workbooks
from workflow.ledger_sheets.columns import USUAL, chosen
from workflow.store import Store
from workflow.store.lists.queries import Filter

MANY, ROWS = 1_000_000, 100_000
MOST_SECONDS, MOST_MEMORY = 30.0, 300 * 1024  # kB
COLUMNS = (*USUAL, "id_no", "phone", "correction_asked_on", "consulted", "extended_on", "fee_yuan", "timely")
_BY_HAND = f"""
SELECT case_no, agency_id, applicant, applicant_type, channel, received_on, summary, unit, handler_id, status, due_on,
       days_left, timely, outcome, document_no, decided_on, dispatched_on, served_on, consulted, fee_yuan
FROM cases ORDER BY case_id DESC LIMIT {ROWS}
"""
Work = Callable[[Desk, Path], int]


def measure() -> Iterable[Row]:
    """SQLite, then PostgreSQL."""
    for name, opened in (("SQLite", many_cases.on_sqlite), ("PostgreSQL", many_cases.on_postgres)):
        with opened(MANY) as desk:
            place = desk.store.home, desk.store.database.url
        with opened(MANY):
            yield from _rows(name, place)


def _rows(name: str, place: tuple[Path, str]) -> Iterator[Row]:
    rival, _ = _apart(_by_hand, place)
    for kind, work in (("XLSX", _xlsx), ("CSV", _csv)):
        taken, memory = _apart(work, place)
        yield Row(
            f"{name}: ledger export, {ROWS:,} of {MANY:,} cases, {len(COLUMNS)} columns, {kind}",
            seconds(taken),
            f"{seconds(rival)} by hand, XLSX",
            f"{taken / rival:.1f} x",
            "<= 30 s",
            holds=taken <= MOST_SECONDS,
        )
        yield Row(
            f"{name}: memory of that",
            f"{memory / 1024:.0f} MB",
            "-",
            "-",
            "<= 300 MB",
            holds=memory <= MOST_MEMORY,
        )


def _apart(work: Work, place: tuple[Path, str]) -> tuple[float, int]:
    """Seconds and highest resident kB in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        answer: tuple[float, int] = pool.apply(_timed, (work, place))
        return answer


def _timed(work: Work, place: tuple[Path, str]) -> tuple[float, int]:
    home, url = place
    with (
        closing(Store.open(home, url=url, key=home / "key")) as store,
        tempfile.TemporaryDirectory() as folder,
    ):
        desk, file = Desk(store, RULES), Path(folder) / "ledger"
        started = perf_counter()
        assert work(desk, file) == ROWS
        taken = perf_counter() - started
        assert file.stat().st_size > ROWS
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _lines(desk: Desk) -> Any:
    found = streaming.lines(desk, CITY, moment(TODAY, 15), Filter(), chosen(COLUMNS))
    return islice(found, ROWS)


def _xlsx(desk: Desk, file: Path) -> int:
    return workbooks.workbook(file, chosen(COLUMNS), _lines(desk), files.Printed("", "", files.both))


def _csv(desk: Desk, file: Path) -> int:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(files.csv_text(chosen(COLUMNS), _lines(desk), files.both))
    with file.open(encoding="utf-8") as lines:
        return sum(1 for _line in lines) - 1


def _by_hand(desk: Desk, file: Path) -> int:
    many = 0
    with (
        xlsxwriter.Workbook(file, {"constant_memory": True}) as book,
        desk.store.database.reading() as connection,
    ):
        sheet = book.add_worksheet()
        found = connection.execution_options(stream_results=True).exec_driver_sql(_BY_HAND)
        for many, row in enumerate(found, start=1):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write_string(many, place, str(value))
    return many
