"""`mingfu deadline` and `mingfu fee`: the stable formats, batches, bad input, and text people can follow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DESIGN: dict[str, Any] = {
    "received_on": "2024-03-16",
    "regime": "auto",
    "events": [
        {"type": "correction_requested", "on": "2024-03-20", "answer_by": "2024-04-10"},
        {"type": "correction_received", "on": "2024-03-28"},
        {
            "type": "consultation_opened",
            "on": "2024-04-01",
            "ref": "a",
            "party": "third_party",
            "served_on": "2024-04-03",
        },
        {"type": "consultation_closed", "on": "2024-04-12", "ref": "a"},
        {"type": "extension_notified", "on": "2024-04-15", "working_days": 20},
        {"type": "fee_notified", "on": "2024-04-16"},
        {"type": "fee_paid", "on": "2024-04-18"},
        {"type": "replied", "on": "2024-05-06"},
    ],
}


def mingfu(*arguments: str, given: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    """Run the command as an office would, from a folder that is not the program's."""
    sent = given.encode() if isinstance(given, str) else given
    program = [sys.executable, "-c", "from workflow.cli import main; main()", *arguments]
    return subprocess.run(program, input=sent, capture_output=True, check=False, cwd="/")


def test_the_timeline_of_the_design_is_answered_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "timeline.json"
    file.write_text(json.dumps(DESIGN), encoding="utf-8")

    done = mingfu("deadline", str(file), "--json")

    answer = json.loads(done.stdout)
    assert (done.returncode, answer["due_on"], answer["status"], answer["timely"]) == (
        0,
        "2024-05-17",
        "replied",
        True,
    )
    assert [step["kind"] for step in answer["steps"]] == [
        "count", "stopped", "restart", "count", "suspended", "count", "stopped", "restart", "count",
    ]  # fmt: skip


def test_the_same_timeline_as_it_stood_on_an_earlier_day() -> None:
    done = mingfu("deadline", "-", "--json", "--as-of", "2024-04-08", given=json.dumps(DESIGN))

    answer = json.loads(done.stdout)
    assert (answer["status"], answer["remaining_working_days"], answer["timely"]) == ("suspended", 18, None)


def test_a_timeline_counts_every_fact_and_says_what_is_left_as_of_its_day() -> None:
    whole = mingfu("deadline", "--json", given=json.dumps(DESIGN | {"as_of": "2024-04-01"}))
    extended = {"type": "extension_notified", "on": "2024-04-10", "working_days": 20}
    ahead = {"received_on": "2024-03-18", "as_of": "2024-04-01", "events": [extended]}
    running = json.loads(mingfu("deadline", "--json", given=json.dumps(ahead)).stdout)

    answer = json.loads(whole.stdout)
    assert (answer["due_on"], answer["status"], answer["timely"]) == ("2024-05-17", "replied", True)
    assert (running["due_on"], running["status"]) == ("2024-05-15", "running")
    assert running["remaining_working_days"] == 30


def test_people_read_dates_reasons_holidays_and_provisions() -> None:
    text = mingfu("deadline", given='{"received_on": "2025-09-30", "as_of": "2025-10-20"}').stdout.decode()

    assert "答复期限 / due：2025年11月4日 周二" in text
    assert "条例第三十三条第二款" in text
    assert "2025年10月1日 周三 至 2025年10月8日 周三：国庆节、中秋节放假，不计" in text
    assert "2025年10月11日 周六：国庆节、中秋节调休上班，计入" in text
    assert "剩余 / left：11 个工作日" in text


def test_an_unannounced_year_is_said_to_be_unannounced() -> None:
    text = mingfu("deadline", given='{"received_on": "2026-12-31"}').stdout.decode()

    assert "暂定 / provisional：2027年1月1日 周五起的放假安排尚未公布" in text


def test_a_batch_answers_each_line_in_place_and_ends_with_status_2() -> None:
    lines = [
        '{"received_on": "2026-03-02"}',
        "nonsense",
        "",
        '{"received_on": "2019-05-14"}',
        '{"received_on": 1}',
    ]

    done = mingfu("deadline", "--jsonl", given="\n".join(lines))

    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 2
    assert [answer.get("due_on") for answer in answers] == ["2026-03-30", None, "2019-06-04", None]
    assert [list(answer) for answer in answers if "error" in answer] == [["error"], ["error"]]
    assert "JSON" in answers[1]["error"]


def test_a_batch_without_fault_ends_with_status_0() -> None:
    assert mingfu("deadline", "--jsonl", given='{"received_on": "2026-03-02"}\n' * 3).returncode == 0


@pytest.mark.parametrize(
    "given",
    [
        "",
        "{",
        "[" * 100_000,
        b"\xff\xfe",
        '{"received_on": "2026-13-02"}',
        '{"received_on": "2007-01-02"}',
        '{"received_on": "2150-01-02"}',
        '{"received_on": "2024-03-18", "regime": "prc-2007"}',
        '{"received_on": "2024-03-18", "regime": "prc-1999"}',
        '{"received_on": "2024-03-18", "as_of": "2024-03-15"}',
        '{"received_on": "2024-03-18", "events": [{"type": "replied", "on": "2024-03-15"}]}',
    ],
)
def test_bad_input_gives_one_line_on_stderr_and_status_2(given: str | bytes) -> None:
    done = mingfu("deadline", "--json", given=given)

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("mingfu: ")
    assert done.stderr.decode().count("\n") == 1


def test_a_missing_file_is_refused() -> None:
    done = mingfu("deadline", "/nowhere/timeline.json")

    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("arguments", "yuan"), [(("per-case", "--count", "51"), 7400), (("per-page", "--pages", "250"), 4700)]
)
def test_the_fee_is_answered_with_its_steps(arguments: tuple[str, ...], yuan: int) -> None:
    answer = json.loads(mingfu("fee", *arguments, "--json").stdout)

    assert list(answer) == ["yuan", "steps"]
    assert answer["yuan"] == yuan == sum(step["yuan"] for step in answer["steps"])
    assert f"{yuan} 元" in mingfu("fee", *arguments).stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("per-case", "--count", "-1"),
        ("per-case",),
        ("per-page", "--pages", "many"),
        ("per-page", "--pages", "99999999"),
    ],
)
def test_a_faulty_fee_question_ends_with_status_2(arguments: tuple[str, ...]) -> None:
    done = mingfu("fee", *arguments, "--json")

    assert (done.returncode, done.stdout) == (2, b"")
