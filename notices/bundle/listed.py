"""What may stand in a file and what each piece proves, from config/bundle.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from notices.catalogue import CONFIG
from workflow.errors import BadInput
from workflow.outcomes import read_toml
from workflow.wording import Words


class Listed(NamedTuple):
    """One line of the index: its name, who made it, what it proves, and its rank in the file."""

    code: str
    said: Words
    source: str
    proves: Words
    rank: int


class Listing(NamedTuple):
    """Every line by code, and the line each kind of letter belongs to."""

    items: Mapping[str, Listed]
    letters: Mapping[str, str]

    def of_letter(self, kind: str) -> Listed:
        """The line of a kind of letter."""
        return self.items[self.letters.get(kind, "other_letter")]


@cache
def load(path: Path = CONFIG / "bundle.toml") -> Listing:
    """Read and check. Raises BadInput naming the file and the fault."""
    data = read_toml(path)
    try:
        items = {row["code"]: _item(row, n) for n, row in enumerate(data["items"])}
        letters: dict[str, str] = dict(data["letters"])
    except (KeyError, TypeError, AttributeError) as bad:
        raise BadInput(f"{path.name}：内容有误 / the content is wrong: {bad}") from None
    if len(items) != len(data["items"]) or set(letters.values()) - items.keys():
        raise BadInput(f"{path.name}：代码重复或者不存在 / a code stands twice or nowhere")
    return Listing(items, letters)


def _item(row: Mapping[str, Any], rank: int) -> Listed:
    proves = row["proves"]
    return Listed(
        row["code"], Words(row["zh"], row["en"]), row["source"], Words(proves["zh"], proves["en"]), rank
    )
