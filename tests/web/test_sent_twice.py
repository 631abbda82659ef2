"""A form sent twice, by a double click or a lost answer: the act is done once, whichever act it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pages import Visitor
from sending import twice

from workflow.desk import Desk

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PEOPLE = ("ana", "rui", "fa", "qian")
#: acts one after another on one case
WAYS = (
    ("note", "handler", "search", "unit-request", "unit-reminder", "unit-answer"),
    (
        *("draft", "revision", "submission", "secrecy-return", "submission", "secrecy-pass", "return"),
        *("submission", "secrecy-pass", "approval", "dispatch", "failed-service", "dispatch-again"),
        *("service", "archive", "redo"),
    ),
    ("fee", "fee-service", "withdrawal"),
    ("appeal", "appeal-step", "appeal-result"),
    ("extension", "extension-refusal", "reasons-request", "reasons", "parts"),
)


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
