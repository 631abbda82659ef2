"""Letter values from a JSON file, for the command line: every field named, nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from notices.letter import KINDS, Letter, Organ
from notices.remedies import Remedies
from workflow.errors import BadInput
from workflow.outcomes import Outcomes


def read_letter(kind: str, source: str, config: Path) -> Letter:
    """A letter of that kind from JSON; an absent `remedy` is worded by `outcome` and date from `config`.

    Raises BadInput naming the field that is missing, unknown or of the wrong type.
    """
    if kind not in KINDS:
        raise BadInput(f"没有这种文书模板：{kind}（可用：{'、'.join(KINDS)}） / no such letter template")
    try:
        values = json.loads(source)
    except (json.JSONDecodeError, RecursionError) as bad:
        raise BadInput(f"不是有效的JSON：{bad} / not JSON") from bad
    values = _mapping(values, "文书")
    organ: Organ = _build(Organ, _mapping(values.pop("organ", None), "organ"), "organ.")
    if kind == "reply_disclosed":
        _word(values, organ, config)
    letter: Letter = _build(KINDS[kind], values | {"organ": organ}, "")
    return letter


def _word(values: dict[str, Any], organ: Organ, config: Path) -> None:
    """Fill provision and remedy from the outcome where the file leaves them out."""
    outcome = Outcomes.load(config / "outcomes.toml")[str(values.pop("outcome", "disclosed"))]
    if not outcome.discloses or outcome.letter != "reply_disclosed":
        raise BadInput(f"{outcome.zh}不用这种答复书 / outcome {outcome.code} needs another letter")
    on = _date(values.get("dated_on"), "dated_on")
    values.setdefault("provision", outcome.provision(on))
    if "remedy" not in values:
        remedies = Remedies.load(config / "remedies.toml")
        values["remedy"] = remedies.paragraph(outcome.remedy_class(on), on, organ)


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
