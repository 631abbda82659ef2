"""`mingfu lifecycle` and docs/lifecycle.md: the rows the program runs by, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from command_line import mingfu

from workflow.cli.lifecycle import provisions
from workflow.lifecycle import MOVES, OPEN
from workflow.rules import Rules
from workflow.terms import Status

DOCS = Path(__file__).parents[2] / "docs"


def test_the_document_is_what_the_command_prints() -> None:
    assert (DOCS / "lifecycle.md").read_text("utf-8") == mingfu("lifecycle").out


def test_every_move_has_its_row_with_both_names_and_a_doer() -> None:
    rows = [
        line for line in mingfu("lifecycle").out.splitlines() if line.startswith("| `") and "<br>" in line
    ]

    assert [re.findall(r"`(\w+)`", row)[0] for row in rows] == [move.name for move in MOVES]
    assert all(row.count(" | ") == 5 for row in rows)


def test_every_rule_a_move_stands_under_leads_to_a_provision() -> None:
    regime = Rules.load().regimes["prc-2019"]

    assert [move.name for move in MOVES if move.under and not provisions(regime, move.under)] == []


def test_the_picture_leads_from_the_start_to_every_status() -> None:
    lines = mingfu("lifecycle", "--mermaid").out.splitlines()
    arrows = [match.groups() for line in lines if (match := re.match(r"    (\S+) --> (\S+): ", line))]

    reached, size = {"[*]"}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {dest for source, dest in arrows if source in reached}
    assert lines[0] == "stateDiagram-v2"
    assert reached - {"[*]"} == {status.value for status in Status}
    assert {source for source, _dest in arrows} >= {status.value for status in OPEN}


def test_json_holds_the_same_rows() -> None:
    moves = mingfu("lifecycle", "--json").json["moves"]

    assert [(m["move"], m["to"]) for m in moves] == [
        (move.name, move.dest.value if move.dest else None) for move in MOVES
    ]
