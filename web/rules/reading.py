"""The rules arranged for reading; nothing is stated here that the desk does not decide by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from web.rules.naming import LAPSING, SECTIONS, UNITS, VALUES
from web.words import said, t
from workflow.approvals import Approvals
from workflow.clock.regime import Regime, Rule
from workflow.lifecycle import MOVES, Move
from workflow.outcomes import Outcome
from workflow.wording import Words


class Line(NamedTuple):
    """A dated value of one rule, in words. `now` is whether it is in force."""

    name: Words
    value: str
    rule: Rule
    now: bool


class Part(NamedTuple):
    """Lines under one heading."""

    heading: Words
    lines: tuple[Line, ...]


class Way(NamedTuple):
    """An outcome with the steps of its route, the provision and remedy class that hold, and whether on the spot."""

    outcome: Outcome
    provision: str
    steps: tuple[str, ...]
    remedy: str
    on_the_spot: bool


def parts(regime: Regime, today: date) -> tuple[Part, ...]:
    """Every rule of the regime; what has no place of its own stands last under its code."""
    placed = {name for section in SECTIONS for name in section.rules}
    rest = {name: Words(name, name) for name in regime.names if name not in placed}
    found = [(s.heading, s.rules) for s in SECTIONS] + [(Words("其他", "Other"), rest)]
    made = (Part(heading, tuple(_lines(regime, names, today))) for heading, names in found)
    return tuple(part for part in made if part.lines)


def _lines(regime: Regime, names: Mapping[str, Words], today: date) -> list[Line]:
    return [
        Line(words, value(name, rule), rule, rule.holds(max(today, regime.received_from)))
        for name, words in names.items()
        for rule in reversed(regime.values(name))
    ]


def value(name: str, rule: Rule) -> str:
    """A value as people say it."""
    if rule.unit in UNITS:
        if rule.value == 0:
            return t("当日", "the same day")
        return f"{rule.value} {said(UNITS[rule.unit])}"
    word = LAPSING.get(name) if rule.value == "lapses" else None
    return said(word or VALUES.get(rule.value, rule.value))


def ways(outcomes: tuple[Outcome, ...], approvals: Approvals, on: date) -> list[Way]:
    """The outcomes of one regime; on its last day where it has ended."""
    return [
        Way(o, o.provision(on), approvals.steps(o.code), o.remedy_class(on), approvals.on_the_spot(o.code))
        for o in outcomes
    ]


def moves_from() -> tuple[Move, ...]:
    """Every row of the lifecycle."""
    return MOVES


def provisions(regime: Regime, under: str, on: date) -> tuple[str, ...]:
    """What governs a move: the rule of that name, or those that share it as a family."""
    if under in regime.names:
        names = [under]
    else:
        names = [n for n in regime.names if under and (n.startswith(f"{under}.") or n.endswith(f"_{under}"))]
    held = [regime.rule(name, on).provision for name in names if regime.holds(name, on)]
    return tuple(dict.fromkeys(held))
