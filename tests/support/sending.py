"""A form of an act sent twice, filled as the sample of the act says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import Enum
from typing import Any

from builders import SAMPLES
from once import Form, sent_again
from pages import Visitor, read

from web.acts.table import BY_NOUN

#: what the samples of another office cannot say here
HERE = {
    "handler": {"handler": "2"},
    "search": {"hits": "0"},
    "draft": {"supplied": "批文"},
    "revision": {"supplied": "批文两份"},
}


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


def twice(
    people: list[Visitor],
    address: str,
    noun: str,
    says: Mapping[str, Any] | None = None,
    between: Callable[[], None] = lambda: None,
) -> tuple[Any, Any]:
    """The answers to one form sent twice, by the first who may send it; `between` runs between them."""
    for someone in people:
        answer = someone.client.get(address)
        if answer.status_code == 200:
            values = read(answer).values()
            known = {name: value for name, value in typed(noun).items() if name in values} | dict(says or {})
            to = address.partition("?")[0]
            return sent_again(Form(someone, to, values | known), between)
    raise AssertionError(f"nobody may open {address}")
