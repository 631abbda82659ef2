"""Letters of every kind with words of any length: the page of the signature, the type area, the ends of lines."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from pdf_lines import MM, Line, lines, pages
from printing import SPECIMENS
from soak import rounds

from notices.catalogue import shipped
from notices.letter import Notice
from notices.names import under
from notices.render import day, render

LETTERS = [
    letter for kind, letter in SPECIMENS.values() if not shipped()[kind].form and isinstance(letter, Notice)
]
LEFT, RIGHT, BOTTOM = 28 * MM, 184 * MM, 262 * MM
WORDS = (
    *(
        "本机关",
        "经审查",
        "该信息",
        "，属于",
        "、政府信息",
        "2025年3月4日起",
        "示例-2026-0199号",
        "〔2025〕31号文",
    ),
    *(
        "（附件）",
        "“人民路”",
        "共12页、",
        "计4300元，",
        "公开条例",
        "第三十六条",
        "EMS寄出",
        "喆堃䶮龑",
        "。又",
        "《条例》",
    ),
)
NAMES = ("欧阳喆堃", "示例市赖王村三产综合楼业主权益维护委员会筹备组", "李四")


def said(dice: random.Random, least: int, most: int) -> str:
    """A paragraph of about so many characters."""
    words = "经"
    for _ in range(dice.randint(least, most) // 4):
        words += dice.choice(WORDS)
    return words.rstrip("，、。") + "。"


def written(dice: random.Random) -> Notice:
    """A specimen with other words in all that people write, and other attachments and addressees."""
    letter = dice.choice(LETTERS)
    declared = shipped()[letter.kind].declared(letter.old)
    long = {
        fact.name: "\n".join(said(dice, 4, 160) for _ in range(dice.randint(1, 3)))
        for fact in declared
        if fact.type == "long_text" and letter.facts[fact.name]
    }
    facts: Mapping[str, object] = {**letter.facts, **long}
    attached = tuple(said(dice, 4, 60).rstrip("。") for _ in range(dice.randint(0, 12)))
    return replace(
        letter,
        request=said(dice, 4, 300).rstrip("。") if letter.request else "",
        applicant="、".join(NAMES[: dice.randint(1, 3)]),
        facts=facts,
        attachments=attached if letter.attachments else (),
    )


def drawn(letter: Notice) -> list[list[Line]]:
    """The lines of every page, without the red name and the page number."""
    printed = pages(render(letter.kind, letter))
    return [lines([g for g in page if g.y < BOTTOM and g.size < 23]) for page in printed]


@pytest.mark.parametrize("seed", range(rounds(short=16, long=400)))
def test_a_letter_of_any_length_is_well_set(seed: int) -> None:
    letter = written(random.Random(seed))

    paper = drawn(letter)

    for page in paper:
        assert all(line.left > LEFT - 1 and line.right < RIGHT + 1 for line in page)
        assert not [line.text for line in page if line.text[0] in "，。、；：？！）》〉”’"]
        assert not [line.text for line in page if re.fullmatch(r"\w[，。；：”」）》]*", line.text)]
        assert not [two.text for one, two in pairwise(page) if _torn(one.text, two.text)]
    date = day(letter.dated_on)
    signed = [line.text.strip() for line in next(p for p in reversed(paper) if _dated(p, date))]
    last = max(place for place, line in enumerate(signed) if line == date)
    assert last - len(under(letter.organ.name)) >= 2


def _dated(page: list[Line], date: str) -> bool:
    return any(line.text.strip() == date for line in page)


def _torn(one: str, two: str) -> bool:
    return bool(re.search(r"\d$", one) and re.match(r"[年月日号件页元]", two)) or bool(
        one.endswith("月") and re.match(r"\d+日", two)
    )
