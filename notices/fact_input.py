"""Facts as they are typed or sent, and back: dates as 2026-11-20, one line an item, table cells parted by |."""

from __future__ import annotations

from datetime import date
from typing import Any

from notices.facts import Fact, Held
from workflow.errors import BadInput


def from_json(fact: Fact, held: Any) -> Held:
    """A fact from JSON: dates are text, lines a list, tables a list of lists. Raises BadInput naming the fact."""
    if held is None:
        return fact.empty()
    if fact.type == "date":
        return _day(fact, held)
    value = tuple(tuple(i) if isinstance(i, list) else i for i in held) if isinstance(held, list) else held
    fact.check(value)
    known: Held = value
    return known


def from_text(fact: Fact, said: str) -> Held:
    """A fact from a field of a form; blank is empty. Raises BadInput naming the fact."""
    said = said.strip().replace("\r\n", "\n")
    lines = tuple(line.strip() for line in said.split("\n") if line.strip())
    if not said:
        return fact.empty()
    if fact.type == "date":
        return _day(fact, said)
    if fact.type in ("count", "money"):
        return _number(fact, said)
    value: Held = said
    if fact.type == "lines":
        value = lines
    elif fact.type == "table":
        value = tuple(tuple(cell.strip() for cell in line.replace("｜", "|").split("|")) for line in lines)
    fact.check(value)
    return value


def to_text(value: Held) -> str:
    """The field of a form that gives this value back."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(" | ".join(item) if isinstance(item, tuple) else item for item in value)
    return str(value)


def _day(fact: Fact, said: Any) -> date:
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError) as bad:
        raise BadInput(
            f"“{fact.zh}”应当写成2026-11-20 / not a date: {fact.en} ({fact.name}): {said}"
        ) from bad


def _number(fact: Fact, said: str) -> int:
    if not (said.isascii() and said.isdigit()):
        raise BadInput(f"“{fact.zh}”应当是整数 / not a whole number: {fact.en} ({fact.name}): {said}")
    return int(said)
