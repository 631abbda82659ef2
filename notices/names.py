"""How an agency's name is set: above the red rule as large as it fits, and in lines that break between its parts."""

from __future__ import annotations

import re
from itertools import pairwise
from math import ceil
from typing import NamedTuple

# points; the red rules are 170 mm = 481.9 pt; a name that would fall under LEAST, a little above the 22 of the title,
# takes more lines
WIDTH, SIZE, LEAST, SPACING = 478.0, 30.0, 23.1, 2.0
#: characters of a line above the rule, and of one under the letter
ABOVE, UNDER = int(WIDTH / (LEAST + SPACING)), 26
PART = re.compile(
    r"自治[区州县旗]|[省市县区州旗盟镇]|(?<!城)乡|街道|政府|委员会|办公[厅室]|[局厅]|领导小组|中心|公司"
)
#: words that a long part may break behind
WORD = re.compile(r"公开|审批|改革|服务|信息|管理|监督|资源|规划|建设|保障|事务|工作")
#: what a break inside a part costs, in squared characters of unevenness, and one behind such a word
TORN, WORN = 40, 20


class Head(NamedTuple):
    """The lines of a name and their size in points."""

    lines: tuple[str, ...]
    size: float


def head(name: str) -> Head:
    """The name above the red rule."""
    lines = broken(name, ABOVE)
    return Head(lines, round(min(SIZE, WIDTH / max(map(len, lines)) - SPACING), 2))


def under(name: str) -> tuple[str, ...]:
    """The name under the letter."""
    return broken(name, UNDER)


def broken(name: str, most: int) -> tuple[str, ...]:
    """As few lines of at most `most` characters as hold the name, as even as its parts allow."""
    count = max(1, ceil(len(name) / most))
    ends = {match.end(): WORN for match in WORD.finditer(name)} | {m.end(): 0 for m in PART.finditer(name)}
    ends[len(name)] = 0
    # cost and breaks of the best way to set the first n characters
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        best = _one_more(best, len(name), len(name) / count, most, ends)
    edges = (0, *best[len(name)][1])
    return tuple(name[start:end] for start, end in pairwise(edges))


def _one_more(
    best: dict[int, tuple[float, tuple[int, ...]]], length: int, even: float, most: int, ends: dict[int, int]
) -> dict[int, tuple[float, tuple[int, ...]]]:
    longer: dict[int, tuple[float, tuple[int, ...]]] = {}
    for start, (cost, breaks) in best.items():
        for end in range(start + 1, min(start + most, length) + 1):
            torn = ends.get(end, TORN)
            made = (cost + (end - start - even) ** 2 + torn, (*breaks, end))
            longer[end] = min(longer.get(end, made), made)
    return longer
