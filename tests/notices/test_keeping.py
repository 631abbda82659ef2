"""What stays together on paper, seen in the PDF: a number with the name before it, a line with what it announces."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pdf_lines import lines, pages

from notices.keeping import keep_together
from notices.render import render, text
from notices.specimens import specimens

SPECIMENS = specimens(Path(__file__).parents[2] / "config")


def drawn(name: str) -> list[list[str]]:
    """The lines of every page as words."""
    return [[line.text for line in lines(page)] for page in pages(render(*SPECIMENS[name]))]


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
    [page] = [page for page in drawn(name) if any(line.endswith(announced) for line in page)]

    assert not page[-1].endswith(announced)


def test_the_words_of_a_letter_stay_as_they_are() -> None:
    page = "<html><head><title>示例-2026-1</title></head><body><p>编号：示例-2026-1。</p><p>如下：</p>\n<table></table>"

    assert keep_together(page) == (
        "<html><head><title>示例-2026-1</title></head><body>"
        '<p>编号：<span class="whole">示例-2026-1</span>。</p><p class="leads">如下：</p>\n<table></table>'
    )
