"""The table of the benchmarks can be trusted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import table
from table import Row

RUN = Path(__file__).parent / "run.py"


def test_columns_stand_under_each_other_though_chinese_is_wide() -> None:
    printed = table.table(
        [Row("一天", "1 us", "2 us", "2 x", "2 x", True), Row("a day", "1", "2", "2 x", "2 x", True)]
    )

    _, first, second = printed.splitlines()
    assert table.width(first) == table.width(second)


def test_a_row_that_does_not_hold_is_marked() -> None:
    printed = table.table([Row("a", "1", "2", "3", "4", True), Row("b", "1", "2", "3", "4", False)])

    _, holds, misses = printed.splitlines()
    assert "NOT REACHED" in misses
    assert "NOT REACHED" not in holds


@pytest.mark.parametrize(
    ("value", "text"), [(2.5, "2.5 s"), (0.0125, "12.5 ms"), (6e-6, "6 us"), (5e-8, "50 ns")]
)
def test_a_duration_reads_in_its_own_unit(value: float, text: str) -> None:
    assert table.seconds(value) == text


def test_calls_are_taken_in_turns() -> None:
    order: list[str] = []

    table.interleaved([lambda: order.append("ours"), lambda: order.append("rival")], times=1, rounds=2)

    assert order == ["ours", "rival", "ours", "rival"]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of run.py among the benchmarks of this folder."""
    for name in ("run.py", "table.py"):
        (folder / name).write_text(RUN.with_name(name).read_text("utf-8"), "utf-8")
    command = [sys.executable, str(folder / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def bench(folder: Path, name: str, body: str) -> None:
    """Write a benchmark into the folder."""
    (folder / f"bench_{name}.py").write_text(f"from table import Row\n{body}\n", "utf-8")


def test_benchmarks_run_in_their_order_and_a_missed_target_is_no_failure(tmp_path: Path) -> None:
    row = "def measure(): yield Row(__name__, '1', '2', '2 x', '3 x', False)"
    bench(tmp_path, "clock", row)
    bench(tmp_path, "desk", f"ORDER = 1\n{row}")

    done = run(tmp_path, "--json")

    assert done.returncode == 0
    assert [row["what"] for row in json.loads(done.stdout)["rows"]] == ["bench_desk", "bench_clock"]


def test_a_benchmark_that_crashes_fails_the_run_but_not_the_others(tmp_path: Path) -> None:
    bench(tmp_path, "clock", "def measure(): yield Row('kept', '1', '2', '2 x', '3 x', True)")
    bench(tmp_path, "desk", "import nothing_of_this_name")

    done = run(tmp_path)

    assert done.returncode == 1
    assert "kept" in done.stdout
    assert "nothing_of_this_name" in done.stderr


def test_an_unknown_benchmark_is_said_to_be_unknown(tmp_path: Path) -> None:
    done = run(tmp_path, "cloak")

    assert done.returncode == 1
    assert "cloak" in done.stderr
