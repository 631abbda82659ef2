"""A value of a fact as a sentence says it: terms by name, dates as documents write them. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

from workflow.terms import Term


def day_zh(on: date) -> str:
    """2026年8月1日, as official documents write it."""
    return f"{on.year}年{on.month}月{on.day}日"


def in_chinese(value: Any) -> str:
    """The value in a Chinese sentence."""
    if isinstance(value, Term):
        return value.zh
    if isinstance(value, date):
        return day_zh(value)
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return "未定" if value is None else str(value)


def in_english(value: Any) -> str:
    """The value in an English sentence."""
    if isinstance(value, Term):
        return value.en
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "open" if value is None else str(value)
