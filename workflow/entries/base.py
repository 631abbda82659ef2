"""What every entry shares: its place in the history and its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NamedTuple, TypeVar, dataclass_transform


class Fact:
    """Base of every entry kind; its class name is its name in the history."""

    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid"}  # the codec accepts exact fields, nothing more


F = TypeVar("F", bound=Fact)


class Entry(NamedTuple):
    """One fact with its place in the history: who, when (aware UTC), and the digests that chain it."""

    seq: int
    at: datetime
    by: int  # person id; 0 is the worker
    fact: Fact
    digest: str  # SHA-256 of this entry and the digest before it
    acting_for: int | None = None  # the person stood in for


KINDS: dict[str, type[Fact]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def entry_kind(cls: type[F]) -> type[F]:
    """Make a class an entry kind, frozen and keyword-only, known by its name."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    KINDS[made.__name__] = made
    return made
