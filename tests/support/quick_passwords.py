"""Passwords hashed by the least measure, where a test is about something else."""

from __future__ import annotations

from workflow import office

SHIPPED = dict(office.MEASURE)
LEAST = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


def measured(by: dict[str, int]) -> None:
    """Let this process hash so from now on."""
    office.MEASURE.update(by)
    office._hasher.cache_clear()
    office._decoy.cache_clear()
