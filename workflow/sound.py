"""What any input must be before it is looked at: text a database can hold, numbers and dates of this world."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.clock.timeline import FIRST_YEAR, LAST_YEAR
from workflow.errors import BadInput

_LARGEST = 2**31 - 1  # of an integer column
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def require_sound(value: Any) -> None:
    """Raises BadInput for text with NUL or half a character pair, and for numbers and dates out of bounds.

    Looks into acts, tuples and mappings; a PostgreSQL text column refuses what is refused here.
    """
    if value is None:
        return
    if isinstance(value, str):
        _require_text(value)
    elif isinstance(value, int):
        if abs(value) > _LARGEST:
            raise BadInput("数字过大 / the number is too large")
    elif isinstance(value, date):
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise BadInput(f"日期 {value} 不合情理 / no plausible date")
    else:
        for part in _parts(value):
            require_sound(part)


def is_sound_text(text: str) -> bool:
    """Whether a database can hold the text."""
    return _UNWRITABLE.search(text) is None


def _require_text(text: str) -> None:
    if not is_sound_text(text):
        raise BadInput("文字中有不能保存的字符 / the text holds a character that cannot be kept")


def _parts(value: Any) -> list[Any]:
    names = getattr(value, "__dataclass_fields__", None)
    if names is not None:
        return [getattr(value, name) for name in names]
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    return list(value) if isinstance(value, tuple | list) else []
