"""An old ledger of a hundred thousand rows taken over: seconds and memory, on both databases."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

import openpyxl
import postgres
import xlsxwriter
from builders import RULES
from people import FRONT, OWN, build_office
from table import Row, seconds

from workflow.desk import Desk
from workflow.importing import running
from workflow.importing.running import Asked, Figures
from workflow.store import Store

ROWS = 100_000
MOST_SECONDS, MOST_MEMORY = 120.0, 400 * 1024  # kB, of both processes
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
HEAD = (
    "编号",
    "申请人",
    "类型",
    "证件号码",
    "电话",
    "收到日期",
    "申请方式",
    "申请内容",
    "答复日期",
    "答复结果",
    "文号",
)
RESULTS = (
    "予以公开",
    "部分公开",
    "政府信息不存在",
    "不属于本机关负责公开",
    "不予公开（过程性信息）",
    "撤回",
    "重复申请",
)
WAYS = ("当面", "邮寄", "网上", "传真", "电子邮件")


def measure() -> Iterable[Row]:
    """From the file to the last case kept; the rival only reads the cells with openpyxl."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.xlsx"
        _write(file, ROWS)
        reading = _apart(_read, file)[0]
        for name, place in (("SQLite", _on_sqlite), ("PostgreSQL", _on_postgres)):
            with place(Path(folder)) as url:
                taken, memory = _apart(_imported, file, url, Path(folder) / name)
            yield Row(
                f"import of {ROWS:,} rows, {name}",
                seconds(taken),
                f"openpyxl reading {seconds(reading)}",
                f"{taken / reading:.1f} x",
                "<= 120 s",
                holds=taken <= MOST_SECONDS,
            )
            yield Row(
                f"memory of that, both processes, {name}",
                f"{memory / 1024:.0f} MB",
                "-",
                "-",
                "<= 400 MB",
                holds=memory <= MOST_MEMORY,
            )


def _write(file: Path, rows: int) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("台账")
        for number, row in enumerate(_rows(rows)):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime.combine(cell, time()), day)
                else:
                    sheet.write(number, column, cell)


def _rows(rows: int) -> Iterator[tuple[Any, ...]]:
    yield HEAD
    first = date(2019, 6, 3)
    for n in range(rows):
        received = first + timedelta(days=n * 2600 // rows)
        ended = n % 20 != 0
        yield (
            f"{received.year}-{n:06d}",
            ("张样", "李例", "王示")[n % 3] + "甲乙丙丁戊己庚辛"[n % 8],
            "公民",
            "11010519491231002X",
            13_900_000_000 + n,
            received if n % 2 else f"{received.year}年{received.month}月{received.day}日",
            WAYS[n % 5],
            f"请求公开示例大道第{n}号地块的征收决定、补偿方案和环境影响评价批复",
            received + timedelta(days=14 + n % 10) if ended else "",
            RESULTS[n % 7] if ended else "",
            f"示发改公开〔{received.year}〕{n}号" if ended else "",
        )


def _apart(work: Any, *given: Any) -> tuple[float, int]:
    """Seconds and highest resident kB of work done in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        answer: tuple[float, int] = apart.submit(work, *given).result()
        return answer


def _read(file: Path) -> tuple[float, int]:
    started = perf_counter()
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    for _row in book.active.iter_rows(values_only=True):
        pass
    return perf_counter() - started, _memory()


def _imported(file: Path, url: str, home: Path) -> tuple[float, int]:
    store = Store.open(home, url=url, key=home / "key")
    asked, figures = Asked(file, file.name, OWN, FRONT), Figures()
    started = perf_counter()
    for batch in running.perform(Desk(store, RULES), asked, lambda: NOW):
        figures = figures.plus(batch)
    taken = perf_counter() - started
    store.close()
    assert figures == Figures(ROWS, clean=ROWS)
    return taken, _memory()


def _memory() -> int:
    """Of this process and of the one that read for it."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[str]:
    url = f"sqlite:///{folder / 'mingfu.db'}"
    build_office(url)
    yield url


@contextmanager
def _on_postgres(folder: Path) -> Iterator[str]:
    folder.chmod(0o711)  # the account of the server passes through
    with postgres.kept(folder / "cluster", postgres.DURABLE) as cluster:
        cluster.create_named("mingfu")
        build_office(cluster.url("mingfu"))
        yield cluster.url("mingfu")
