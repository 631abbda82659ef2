"""A form sent twice, by a double click or a lost answer: the act is done once, whichever act it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import pytest
from builders import SAMPLES
from pages import Visitor, read

from web.acts.table import BY_NOUN
from workflow.desk import Desk

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PEOPLE = ("ana", "rui", "fa", "qian")
#: what the samples of another office cannot say here
HERE = {
    "handler": {"handler": "2"},
    "search": {"hits": "0"},
    "draft": {"supplied": "批文"},
    "revision": {"supplied": "批文两份"},
}
#: acts one after another on one case
WAYS = (
    ("note", "handler", "search", "unit-request", "unit-reminder", "unit-answer"),
    (
        *("draft", "revision", "submission", "secrecy-return", "submission", "secrecy-pass", "return"),
        *("submission", "secrecy-pass", "approval", "dispatch", "failed-service", "dispatch-again"),
        *("service", "archive", "redo"),
    ),
    ("fee", "fee-service", "withdrawal"),
    ("extension", "extension-refusal", "reasons-request", "reasons", "parts"),
)


def typed(noun: str) -> dict[str, str]:
    """What somebody types into that form; days and choices stay as the form begins."""
    held = asdict(SAMPLES[BY_NOUN[noun].act.move])
    said = {name: _text(value) for name, value in held.items() if value and name not in ("content", "until")}
    return {name: value for name, value in said.items() if value} | HERE.get(noun, {})


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def twice(people: list[Visitor], address: str, noun: str) -> list[int]:
    """The answers to one form sent twice, by the first who may send it."""
    for someone in people:
        answer = someone.client.get(address)
        if answer.status_code != 403:
            values = read(answer).values()
            known = {name: value for name, value in typed(noun).items() if name in values}
            return [someone.client.post(address, data=values | known).status_code for _ in range(2)]
    raise AssertionError(f"nobody may open {address}")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
def test_an_act_sent_twice_is_done_once(
    visit: Callable[[str], Visitor], desk: Desk, case_no: str, way: tuple[str, ...]
) -> None:
    people = [visit(account) for account in PEOPLE]

    for noun in way:
        done = len(desk.view(1, case_no, NOW).history)
        first, second = twice(people, f"/cases/{case_no}/{noun}", noun)
        assert (first, second in (400, 409)) == (303, True), noun  # 400: what it named is no longer offered
        facts = [type(e.fact).__name__ for e in desk.view(1, case_no, NOW).history[done:]]
        assert facts, noun
        assert len(facts) == len(set(facts)), noun
