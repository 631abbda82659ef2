"""A list as CSV: with a byte order mark, so that spreadsheets read it as UTF-8; no cell can start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Heads and rows as bytes; None is empty."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
