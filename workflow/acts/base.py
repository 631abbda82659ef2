"""What every act shares, and the acts by the name of their move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, dataclass_transform


@dataclass(frozen=True, kw_only=True)
class Act:
    """Base of every act; `move` is its row in the lifecycle table."""

    move: ClassVar[str]
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


A = TypeVar("A", bound=Act)


ACTS: dict[str, type[Act]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def act(cls: type[A]) -> type[A]:
    """Make a class an act, known by its move's name."""
    made = dataclass(frozen=True, kw_only=True)(cls)
    ACTS[made.move] = made
    return made
