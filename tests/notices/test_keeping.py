"""What stays together on paper, seen in the PDF: a number with the name before it, a line with what it announces."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from pdf_lines import lines, pages
from printing import SPECIMENS, paper

from notices.keeping import keep_together
from notices.render import figures, render, text


def drawn(name: str) -> list[list[str]]:
    """The lines of every page as words."""
    return [[line.text for line in lines(page)] for page in paper(name)]


@pytest.mark.parametrize("name", ["supervision_urge", "supervision_order", "court_defence"])
def test_a_case_number_never_goes_on_in_the_next_line(name: str) -> None:
    kind, letter = SPECIMENS[name]
    said = [line for page in drawn(name) for line in page]

    assert letter.case_no in text(kind, letter)
    assert any(letter.case_no in line for line in said)
    assert not any(line.startswith("例-") for line in said)


def test_a_number_longer_than_any_line_still_breaks() -> None:
    kind, letter = SPECIMENS["extension"]
    whole = "示例-2026-" + "7" * 90

    said = [line.text for page in pages(render(kind, replace(letter, request=whole))) for line in lines(page)]

    assert max(map(len, said)) < 80


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("fee_notice-pages", "计算如下："),
        ("record_corrected", "更正内容如下："),
        ("record_transfer", "理由如下："),
        ("correction-long", "如下："),
    ],
)
def test_what_a_line_announces_stands_under_it(name: str, announced: str) -> None:
    said = [page for page in drawn(name) if any(line.endswith(announced) for line in page)]

    assert said
    assert not any(page[-1].endswith(announced) for page in said)


@pytest.mark.parametrize("name", SPECIMENS)
def test_no_line_of_a_paragraph_or_cell_holds_a_single_character(name: str) -> None:
    """单字不成行; labels of a table are cells of their own."""
    text_size = [line for page in paper(name) for line in lines(page) if 10 < line.glyphs[0].size < 20]

    assert text_size
    assert not [
        line.text for line in text_size if re.fullmatch(r"[\u4e00-\u9fff][，。；：”」）》]*", line.text)
    ]


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_number_never_parts_from_its_unit_over_two_lines(name: str) -> None:
    for page in drawn(name):
        for one, two in pairwise(page):
            assert not (one[-1].isdecimal() and re.match(r"[年月日号件页元]", two)), (one, two)


def test_units_and_last_words_hold_wherever_the_line_ends() -> None:
    kind, letter = SPECIMENS["reply_disclosed"]
    said = "2026年11月20日收到示例〔2026〕12号和3页件，于8月4日10时20分交邮，计4300元，示例-2026-0199也在内并办结。"
    request = "\n".join("本" * length + said for length in range(1, 31))

    found = [
        line.text for page in pages(render(kind, replace(letter, request=request))) for line in lines(page)
    ]

    assert len(found) > 80
    assert not [two for one, two in pairwise(found) if one[-1].isdecimal() and two[0] in "年月日时分号页元"]
    assert not [two for one, two in pairwise(found) if one.endswith("月") and re.match(r"\d+日", two)]
    assert not [line for line in found if len(line.strip("。")) < 2]


def test_a_telephone_number_may_part_from_the_word_before_it() -> None:
    said = keep_together("</head><p>拨打0000-12345678转</p>")

    assert "whole" not in said


def test_letters_between_tags_alone_are_marked() -> None:
    page = '</head><col style="width: 24%"><td title="8月"><p class="a2026年">8月</p></td>'

    assert keep_together(page) == page.replace(">8月<", '><span class="unit">8月</span><')


def test_the_words_of_a_letter_stay_as_they_are() -> None:
    page = "<html><head><title>示例-2026-1</title></head><body><p>编号：示例-2026-1。</p><p>如下：</p>\n<table></table>"

    assert keep_together(page) == (
        "<html><head><title>示例-2026-1</title></head><body>"
        '<p>编号：<span class="whole">示例-2026-1</span>。</p>'
        '<p class="leads">如下：</p>\n<table></table>'
    )


def test_no_more_goes_over_to_the_page_of_the_signature_than_keeps_it_company() -> None:
    first, second = drawn("record_transfer")

    assert any(line.endswith("理由如下：") for line in first)
    assert second[0].startswith("根据")
    assert any(line.startswith("附件：") for line in second)


def test_amounts_of_a_table_stand_under_each_other_by_their_last_digit() -> None:
    [first, _] = pages(render(*SPECIMENS["fee_notice"]))
    rows = [line for line in lines(first) if re.match(r"第\d+(至\d+)?件", line.text)]

    assert len(rows) == 4
    assert max(row.right for row in rows) - min(row.right for row in rows) < 0.5


def test_a_column_of_numbers_and_ranges_is_ranged_right_and_one_with_a_word_is_not() -> None:
    assert figures((("1", "1—3", "4"), ("10", "26", "见附页"))) == [True, True, False]
    assert figures(()) == []
