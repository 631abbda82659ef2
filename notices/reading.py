"""Letter values from JSON, for the command line and the specimens: every field named, nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from notices.fact_input import from_json
from notices.letter import KINDS, Letter, Notice, Organ
from notices.wording import Wording
from workflow.errors import BadInput


def read_letter(kind: str, source: str, config: Path) -> Letter:
    """A letter of that kind from JSON: the fields of `Notice`, its facts under "facts".

    Absent `provision` and `remedy` are worded by kind, dates and `outcome`. Receipt and reply_disclosed may
    also name their facts beside the other fields. Raises BadInput naming what is missing, unknown or wrong.
    """
    try:
        values = json.loads(source)
    except (json.JSONDecodeError, RecursionError) as bad:
        raise BadInput(f"不是有效的JSON：{bad} / not JSON") from bad
    return letter_of(kind, _mapping(values, "文书"), _wording(config))


def letter_of(kind: str, values: Mapping[str, Any], wording: Wording) -> Letter:
    """The same from a mapping of plain values. Raises BadInput."""
    declared = wording.catalogue[kind]
    held = dict(values)
    organ: Organ = _build(Organ, _mapping(held.pop("organ", None), "organ"), "organ.")
    _word(kind, held, organ, wording)
    if kind in KINDS and "facts" not in held:
        letter: Letter = _build(KINDS[kind], held | {"organ": organ}, "")
        return letter
    given = _mapping(held.pop("facts", {}), "facts")
    old = "条例（2007）" in str(held.get("provision", ""))
    known = {fact.name: fact for fact in declared.declared(old)}
    facts = {name: from_json(known[name], v) if name in known else v for name, v in given.items()}
    notice: Notice = _build(Notice, held | {"kind": kind, "organ": organ, "facts": facts}, "")
    return notice


@cache
def _wording(config: Path) -> Wording:
    return Wording.load(config)


def _word(kind: str, values: dict[str, Any], organ: Organ, wording: Wording) -> None:
    """Fill provision and remedy where the file leaves them out."""
    declared, code = wording.catalogue[kind], str(values.pop("outcome", ""))
    if kind == "receipt" and "facts" not in values:
        return
    on = _date(values.get("dated_on"), "dated_on")
    received = values.get("received_on")
    received_on = _date(received, "received_on") if received is not None else None
    outcome = None
    if declared.remedy == "outcome" or code:
        outcome = wording.outcome(kind, _date(received, "received_on"), code)
    if "provision" not in values:
        values["provision"] = wording.provision(declared, received_on, on, outcome)
    if "remedy" not in values:
        values["remedy"] = wording.remedy(declared, on, organ, outcome)


def _build(shape: type[Any], values: Mapping[str, Any], at: str) -> Any:
    known = {f.name: f for f in fields(shape)}
    if unknown := sorted(values.keys() - known.keys()):
        raise BadInput(f"未知字段 / unknown field: {', '.join(at + n for n in unknown)}")
    needed = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    if missing := sorted(needed - values.keys()):
        raise BadInput(f"缺少字段 / missing field: {', '.join(at + n for n in missing)}")
    return shape(**{name: _value(name, held) for name, held in values.items()})


def _value(name: str, held: Any) -> Any:
    if name.endswith(("_on", "_from")) and held is not None:
        return _date(held, name)
    return tuple(held) if isinstance(held, list) else held


def _date(held: Any, name: str) -> date:
    try:
        return date.fromisoformat(held)
    except (TypeError, ValueError) as bad:
        raise BadInput(f"{name}：日期应当写成2026-11-20 / not a date: {held}") from bad


def _mapping(held: Any, what: str) -> dict[str, Any]:
    if not isinstance(held, dict):
        raise BadInput(f"{what}应当是JSON对象 / must be a JSON object")
    return dict(held)
