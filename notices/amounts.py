"""Sums of money as bills write them: 4300 yuan is 人民币肆仟叁佰元整."""

from __future__ import annotations

from workflow.errors import BadInput

NUMERALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")


def capitals(yuan: object) -> str:
    """Whole yuan in capital numerals. Raises BadInput below zero or from a thousand milliards on."""
    if type(yuan) is not int or not 0 <= yuan < 10**12:
        raise BadInput("金额应当是不小于零的整数元 / the sum must be whole yuan")
    said, gap = "", False
    for group in reversed(range(3)):
        part = yuan // 10 ** (4 * group) % 10**4
        if part == 0:
            gap = bool(said)
            continue
        said += ("零" if said and (gap or part < 1000) else "") + _group(part) + GROUPS[group]
        gap = False
    return f"人民币{said or '零'}元整"


def _group(part: int) -> str:
    """Four places; a gap of noughts is said once, those at the end not at all."""
    said = ""
    for place in reversed(range(4)):
        digit = part // 10**place % 10
        if digit:
            said += NUMERALS[digit] + PLACES[place]
        elif said and not said.endswith("零"):
            said += "零"
    return said.rstrip("零")
