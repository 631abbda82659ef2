"""Runs the benchmarks and prints one table: `run.py [SUBJECT...] [--json]`.

A benchmark is tests/bench/bench_<subject>.py with `measure() -> Iterable[Row]`, and `ORDER: int` where its place
in the table matters. Exit status 1 when one crashes or none of that name exists; a missed target is only marked.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
import traceback
from importlib import import_module
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from table import Row, table  # noqa: E402  the folder must be on the path first


def main(arguments: list[str]) -> int:
    """Run the named subjects, or all."""
    names = [argument for argument in arguments if argument != "--json"]
    unknown = [name for name in names if not (HERE / f"bench_{name}.py").is_file()]
    if unknown:
        print(f"没有这项 / no such benchmark: {', '.join(unknown)}", file=sys.stderr)
        return 1
    rows, crashed = run(names or subjects())
    if "--json" in arguments:
        print(json.dumps({"machine": machine(), "rows": [row._asdict() for row in rows]}, ensure_ascii=False))
    else:
        print(machine(), table(rows), sep="\n\n")
    return 1 if crashed else 0


def subjects() -> list[str]:
    """The names of all benchmarks."""
    return sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def run(names: list[str]) -> tuple[list[Row], list[str]]:
    """The rows of the benchmarks in their order, and the names of those that crashed."""
    rows: list[Row] = []
    crashed: list[str] = []
    for name, module in sorted(_loaded(names, crashed).items(), key=lambda item: _place(*item)):
        print(f"... {name}", file=sys.stderr, flush=True)
        try:
            rows.extend(module.measure())
        except Exception:
            traceback.print_exc()
            crashed.append(name)
    return rows, crashed


def _loaded(names: list[str], crashed: list[str]) -> dict[str, ModuleType]:
    modules = {}
    for name in names:
        try:
            modules[name] = import_module(f"bench_{name}")
        except Exception:
            traceback.print_exc()
            crashed.append(name)
    return modules


def _place(name: str, module: ModuleType) -> tuple[int, str]:
    return getattr(module, "ORDER", 100), name


def machine() -> str:
    """What was measured on, in one line."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    return (
        f"{model}, {os.cpu_count()} 核 / cores; {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()}; SQLite {sqlite3.sqlite_version}"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
