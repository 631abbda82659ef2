"""Whole numbers below 100 and years as Chinese numerals: 五, 十二, 二十, 廿一, 二〇二三."""

from __future__ import annotations

from typing import Final

_VALUES: Final = dict(zip("〇零o一二两三四五六七八九", (0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS: Final = {"十": 1, "廿": 2, "卅": 3}
DIGITS: Final = "".join((*_VALUES, *_TENS))  #: every character a numeral may hold


def number(text: str) -> int:
    """Its value: Arabic, tens and ones (二十五), or digit by digit (二〇二三). -1 for what is no numeral (五十五十)."""
    if text.isascii() and text.isdigit():
        return int(text)
    tens = next((mark for mark in text if mark in _TENS), None)
    if tens is None:
        return int("".join(str(_VALUES[digit]) for digit in text)) if set(text) <= set(_VALUES) else -1
    before, _, after = text.partition(tens)
    if any(len(part) > 1 or (part and part not in _VALUES) for part in (before, after)):
        return -1
    if before and (tens != "十" or _VALUES[before] == 0):
        return -1
    return (_VALUES[before] if before else _TENS[tens]) * 10 + (_VALUES[after] if after else 0)
