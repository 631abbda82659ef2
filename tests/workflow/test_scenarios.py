"""Every scenario of tests/scenarios: facts, expected dates, provision; a lawyer can read and check them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workflow.clock.deadline import Deadline, deadline
from workflow.clock.limits import period_end
from workflow.clock.regime import Regimes
from workflow.clock.timeline import read_timeline
from workflow.clock.timeline_check import check
from workflow.days.working_days import WorkingDays
from workflow.errors import DeskError, RuleMissing

ROOT = Path(__file__).parents[2]
REGIMES = Regimes.load(ROOT / "config" / "regimes")
DAYS = WorkingDays.load(ROOT / "holidays")


def scenarios(kind: str) -> list[Any]:
    """The scenarios of one kind, from every file."""
    return list(_scenarios(kind))


def _scenarios(kind: str) -> Iterator[Any]:
    for path in sorted((ROOT / "tests" / "scenarios").glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get(kind, []):
            yield pytest.param(entry, id=f"{path.stem}: {entry['says']}")


def as_json(facts: Any) -> Any:
    """The facts as `mingfu deadline` would read them: every date as text."""
    if isinstance(facts, dict):
        return {key: as_json(value) for key, value in facts.items()}
    if isinstance(facts, list):
        return [as_json(value) for value in facts]
    return facts.isoformat() if isinstance(facts, date) else facts


def answer(facts: dict[str, Any]) -> Deadline:
    timeline = read_timeline(as_json({k: v for k, v in facts.items() if k not in ("says", "expect")}))
    regime = REGIMES.for_timeline(timeline.regime, timeline.received_on)
    check(timeline, regime, DAYS)
    return deadline(timeline, regime, DAYS)


def provisions(told: Deadline) -> set[str]:
    return {step.provision for step in told.steps} | {limit.provision for limit in told.limits}


def seen(told: Deadline, expect: dict[str, Any]) -> dict[str, Any]:
    """What the answer says about each thing the scenario expects."""
    limits = {limit.act: limit.due_on for limit in told.limits}
    facts: dict[str, Any] = {
        "regime": told.regime,
        "due_on": told.due_on,
        "due": told.due_on is not None,
        "status": told.status,
        "timely": told.timely,
        "remaining": told.remaining_working_days,
        "provisional_from": told.provisional_from,
        "first_day": told.steps[0].from_on if told.steps else None,
        "suspended_days": sum(step.working_days for step in told.steps if step.kind == "suspended"),
        "limits": {act: limits.get(act) for act in expect.get("limits", {})},
        "provision": expect.get("provision")
        if expect.get("provision") in provisions(told)
        else provisions(told),
        "note": expect.get("note") if any(expect.get("note", "") in s.note_zh for s in told.steps) else None,
    }
    return {key: facts[key] for key in expect}


@pytest.mark.parametrize("scenario", scenarios("scenario"))
def test_scenario(scenario: dict[str, Any]) -> None:
    expect = scenario["expect"]
    if "refused" in expect:
        with pytest.raises(DeskError, match=expect["refused"]) as refusal:
            answer(scenario)

        assert expect.get("provision", "") in str(refusal.value)
        return

    told = answer(scenario)

    assert expect == seen(told, expect)


@pytest.mark.parametrize("scenario", scenarios("receipt"))
def test_the_channel_decides_the_day_of_receipt(scenario: dict[str, Any]) -> None:
    days, expect = scenario["days"], scenario["expect"]
    regime = REGIMES.for_receipt(days["submitted"])
    rule = regime.rule(f"receipt.{scenario['channel']}", days["submitted"])

    told = answer({"received_on": days[rule.value]})

    assert expect == {"received_on": days[rule.value], "due_on": told.due_on, "provision": rule.provision}


@pytest.mark.parametrize("scenario", scenarios("period"))
def test_a_period_follows_the_law_of_its_day(scenario: dict[str, Any]) -> None:
    regime, expect = REGIMES[scenario["regime"]], scenario["expect"]
    if expect.get("missing"):
        with pytest.raises(RuleMissing):
            regime.rule(scenario["rule"], scenario["law_of"])
        return

    rule = regime.rule(scenario["rule"], scenario["law_of"])

    assert expect == {"due_on": period_end(rule, scenario["from_on"], DAYS), "provision": rule.provision}
