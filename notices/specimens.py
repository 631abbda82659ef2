"""Invented letters, one or more of each kind: they show the wording and test the hard cases of setting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from notices.catalogue import CONFIG
from notices.letter import KINDS, Letter, Organ
from notices.reading import letter_of
from notices.wording import Wording
from workflow.errors import BadInput
from workflow.outcomes import read_toml

APART = ("long", "organ", "numbers", "base")


@cache
def specimens(config: Path) -> Mapping[str, tuple[str, Letter]]:
    """Name -> (kind, letter), in the order of the file. Raises BadInput naming the specimen and its fault."""
    data, wording = read_toml(config / "specimens.toml"), Wording.load(config)
    return {name: _specimen(name, row, data, wording) for name, row in data.items() if name not in APART}


def _specimen(name: str, row: dict[str, Any], data: dict[str, Any], wording: Wording) -> tuple[str, Letter]:
    """Frame fields this kind lacks stay out."""
    try:
        kind = wording.catalogue[row.get("of", name)]
        frame = {k: v for k, v in data["base"].items() if k not in kind.without}
        frame |= {"number": data["numbers"][kind.series]} if kind.numbered else {}
        frame |= {k: v for k, v in row.items() if k not in ("of", "organ", "facts")}
        values = frame | _beside(kind.code, row["facts"]) | {"organ": data["organ"] | row.get("organ", {})}
        return kind.code, letter_of(kind.code, _plain(values, data["long"]), wording)
    except (BadInput, KeyError) as bad:
        raise BadInput(f"specimens.toml {name}：{bad}") from bad


def _beside(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Kinds with a shape of their own name their facts beside the frame."""
    return facts if kind in KINDS else {"facts": facts}


def _plain(value: Any, long: str) -> Any:
    """As JSON would hold it: dates as text, the long text put in its place."""
    if isinstance(value, dict):
        return {k: _plain(v, long) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v, long) for v in value]
    if isinstance(value, str):
        return value.replace("{long}", long)
    return value.isoformat() if isinstance(value, date) else value


ORGAN = Organ(**read_toml(CONFIG / "specimens.toml")["organ"])
