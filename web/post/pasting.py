"""Tracking numbers pasted in one go: which number goes to which letter, and what speaks against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from workflow.errors import BadInput, Reason
from workflow.postal import is_usual, number_fault, plain
from workflow.store.letters.outgoing_rows import Posted

_PARTS = re.compile(r"[\t,，;；]+|\s{2,}|(?<=\S)\s+(?=\S+$)")


class Matched(NamedTuple):
    """A letter with its number. level: ok, warn (look twice) or stop (not possible)."""

    posted: Posted
    number: str
    level: str = "ok"
    why: Reason | None = None


def matched(text: str, letters: Sequence[Posted]) -> list[Matched]:
    """Line by line in the order of the list (an empty line passes one over), or each line with the letter it names.

    Raises BadInput naming the line that fits no letter.
    """
    lines = [_parts(line.strip()) for line in text.strip("\n").splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    named = [len(parts) > 1 for parts in lines if parts]
    if not named:
        raise BadInput("没有邮件编号，请粘贴后再核对 / no tracking numbers: paste them first")
    if any(named) and not all(named):
        raise BadInput(
            "有的行写了编号，有的没有：请每行都写案件编号或文号，或者都不写 / name the letter on every line or on none"
        )
    pairs = _by_name(lines, letters) if any(named) else _in_order(lines, letters)
    return _judged(pairs)


def _parts(line: str) -> list[str]:
    """What names the letter, then the number; a number written in groups is one."""
    if is_usual(plain(line)):
        return [line]
    return [part for part in _PARTS.split(line) if part]


def _in_order(lines: list[list[str]], letters: Sequence[Posted]) -> list[tuple[Posted, str]]:
    if len(lines) > len(letters):
        n, m = len(lines), len(letters)
        raise BadInput(f"有 {n} 行编号，待寄发只有 {m} 份，请核对 / {n} lines for {m} letters")
    pairs = zip(letters, lines, strict=False)
    return [(posted, plain(parts[0])) for posted, parts in pairs if parts]


def _by_name(lines: list[list[str]], letters: Sequence[Posted]) -> list[tuple[Posted, str]]:
    return [
        (_named(" ".join(parts[:-1]), place, letters), plain(parts[-1]))
        for place, parts in enumerate(lines, start=1)
        if parts
    ]


def _named(name: str, place: int, letters: Sequence[Posted]) -> Posted:
    found = [p for p in letters if name in (p.case_no, p.out.document_no)]
    if not found:
        raise BadInput(f"第 {place} 行的“{name}”不在待寄发之列 / line {place} names no letter that waits")
    if len(found) > 1:
        raise BadInput(
            f"第 {place} 行：{name} 有几份文书，请写文号 / line {place}: several letters, give the number"
        )
    return found[0]


def _judged(pairs: list[tuple[Posted, str]]) -> list[Matched]:
    numbers = Counter(number for _posted, number in pairs)
    letters = Counter((posted.case_no, posted.out.ref) for posted, _number in pairs)
    return [
        _one(posted, number, numbers[number] > 1, letters[posted.case_no, posted.out.ref] > 1)
        for posted, number in pairs
    ]


def _one(posted: Posted, number: str, twice: bool, letter_twice: bool) -> Matched:
    if letter_twice:
        return Matched(posted, number, "stop", Reason("这份文书写了两行", "This letter stands on two lines"))
    fault = number_fault(number)
    if fault is not None:
        return Matched(posted, number, "stop", fault)
    if twice:
        said = Reason(
            "同一编号用于几份文书：装在同一信封的才可以", "One number for several letters: one envelope only"
        )
        return Matched(posted, number, "warn", said)
    if not is_usual(number):
        said = Reason("不像邮政企业的邮件编号，请对照详情单", "Not like a postal number: look at the slip")
        return Matched(posted, number, "warn", said)
    return Matched(posted, number)
