"""From a script's JSON to an act: exact fields, strict types, people and agencies by name as well as by id."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, BinaryIO, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from workflow import acts as a
from workflow.errors import BadInput

A = TypeVar("A", bound=a.Act)
#: rows of the lifecycle table that share an act with another row
SAME_ACT = {"submit_for_approval": "submit", "close_last_consultation": "close_consultation",
            "step_appeal_redo": "step_appeal", "decide_appeal_redo": "decide_appeal"}  # fmt: skip
#: what is wrong with a field, in Chinese; pydantic says it in English
_ZH = {
    "missing": "缺少这一项",
    "unexpected_keyword_argument": "不认识的字段",
    "date_parsing": "不是日期（年-月-日）",
    "date_from_datetime_parsing": "不是日期（年-月-日）",
    "date_type": "不是日期（年-月-日）",
    "enum": "不在可选之列",
    "int_type": "应为整数",
    "string_type": "应为文字",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为列表",
    "dataclass_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
}


def read_json(file: BinaryIO) -> dict[str, Any]:
    """One JSON object. BadInput for anything else, a key that stands twice, or characters no database holds."""
    try:
        data = json.loads(file.read().decode("utf-8-sig"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as bad:
        raise BadInput(f"不是有效的 JSON / not JSON: {bad}") from bad
    if not isinstance(data, dict):
        raise BadInput("应为一个 JSON 对象 / one JSON object is expected")
    return data


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    if any("\0" in text for pair in pairs for text in _texts(pair)):
        raise ValueError("a text holds a NUL character")
    return made


def _texts(value: object) -> list[str]:
    """The texts of a pair, lists included; inner objects were looked at before."""
    if isinstance(value, str):
        return [value]
    return [text for item in value for text in _texts(item)] if isinstance(value, list | tuple) else []


def act_class(move: str) -> type[a.Act]:
    """The act of a move of the table. BadInput for an unknown move."""
    kind = a.ACTS.get(SAME_ACT.get(move, move))
    if kind is None:
        raise BadInput(f"没有这一步：{move}（见 mingfu lifecycle） / no such move, see `mingfu lifecycle`")
    return kind


def read_act(kind: type[A], data: Mapping[str, Any], look_up: Mapping[str, Callable[[str], int]]) -> A:
    """The act the JSON says; `look_up` turns the name in a field into its id. BadInput names the first bad field."""
    named = {name: look_up[name](value) if name in look_up and isinstance(value, str) else value
             for name, value in data.items()}  # fmt: skip
    try:
        made: A = TypeAdapter(kind).validate_json(json.dumps(named), strict=True)
    except ValidationError as bad:
        raise BadInput(_fault(bad.errors(include_url=False)[0])) from bad
    return made


def _fault(error: ErrorDetails) -> str:
    where = ".".join(map(str, error["loc"])) or "JSON"
    zh = _ZH.get(error["type"], "内容不对")
    return f"{where}：{zh} / {error['msg']}"


def fields_of(move: str) -> list[dict[str, Any]]:
    """What a script may say for a move: field names, and whether each is required."""
    known = fields(act_class(move))
    return [
        {"name": f.name, "required": f.default is MISSING and f.default_factory is MISSING} for f in known
    ]
