"""What a text can be found by: its pairs of neighbouring characters and its whole Latin words and numbers.

Chinese is written without spaces; a dictionary would miss names and places, pairs miss nothing of two characters
or more. Longer words are found where every pair of theirs stands in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from zlib import crc32

_RUNS = re.compile(r"[a-z0-9]+|[^\W\da-z_]+")
_LATIN = re.compile(r"[a-z0-9]+")
#: of the phrases every application uses; they tell nothing about what is asked for
_COMMON: Final = re.compile(
    "政府信息公开条例|中华人民共和国|政府信息|信息公开|申请公开|请求公开|依法公开|根据|依据|依照|有关|相关|关于|贵单位|贵局|贵委|本人|申请人"
    "|请求|申请|公开|提供|获取|复印件|以及|全部|所有|材料|文件|内容|情况|[的和与及在为是我请]"
)


def plain(text: str) -> str:
    """Full-width and half-width, capital and small letters are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def pieces(text: str) -> Iterator[str]:
    """Pairs and whole Latin words, in order, repeated where they repeat."""
    for run in _RUNS.findall(plain(text)):
        if _LATIN.fullmatch(run):
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


@lru_cache(1 << 15)
def code(piece: str) -> int:
    """A piece as a number of 31 bits, as both databases index it; two pieces seldom share one."""
    return crc32(piece.encode()) & 0x7FFF_FFFF


def codes(texts: Iterable[str]) -> frozenset[int]:
    """The numbers of every piece of these texts."""
    return frozenset(map(code, {piece for text in texts for piece in pieces(text)}))


def terms(asked: str) -> tuple[str, ...]:
    """What a search box was given, split at spaces; every term must be found."""
    return tuple(plain(asked).split())


def is_searchable(term: str) -> bool:
    """Whether a term holds two neighbouring characters, a Latin word or a number."""
    return next(pieces(term), None) is not None


#: fewer pairs than these say too little to compare two texts by
TELLING: Final = 4


def telling(text: str) -> frozenset[str]:
    """The pieces of a text without the phrases every application uses."""
    return frozenset(pieces(_COMMON.sub(" ", plain(text))))


def phrases(text: str, longest: int = 5, most: int = 8) -> tuple[str, ...]:
    """What an application is about: its first distinct runs without the phrases every application uses, in windows
    of at most `longest` characters from both ends of a run, so that another wording of the same is met too."""
    found: dict[str, None] = {}
    for run in _RUNS.findall(_COMMON.sub(" ", plain(text))):
        if len(run) >= 3:
            found |= dict.fromkeys((run[:longest], run[-longest:]))
    return tuple(sorted(found, key=len, reverse=True)[:most])
