"""A table of moves as a machine of the library `transitions`: from a status, by a move, to a status."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from transitions import Machine


class _Place:
    """Holds a status while the machine answers; thrown away at once."""

    __slots__ = ("state",)

    def __init__(self, status: Enum) -> None:
        self.state = status


def machine(states: Iterable[Enum], rows: Iterable[tuple[str, tuple[Enum, ...], Enum | None]]) -> Machine:
    """One machine without models, built once: its rows take milliseconds, a move microseconds."""
    made = Machine(model=None, states=list(states), initial=None, auto_transitions=False, send_event=False)
    for name, sources, dest in rows:
        if sources:
            made.add_transition(name, list(sources), dest)
    return made


def arrival(of: Machine, name: str, status: Enum) -> Any:
    """The status the machine leads to from `status`, or None where it has no such row."""
    event = of.events.get(name)
    if event is None or status.name not in event.transitions:  # states are keyed by name
        return None
    place = _Place(status)
    event.trigger(place)
    return place.state
