"""Pasted numbers on their own: which line goes to which letter, and what is looked at twice."""

from __future__ import annotations

from datetime import date

import pytest
from posting import EMS, EMS_TOO

from web.post.pasting import matched
from workflow.errors import BadInput
from workflow.outgoing import Out
from workflow.store.letters.outgoing_rows import Posted


def letter(case_no: str, ref: str = "reply", document_no: str = "") -> Posted:
    """A letter of the list."""
    out = Out(
        ref,
        "reply",
        document_no or f"文〔2026〕{case_no}号",
        "c",
        "to_send",
        "post",
        date(2026, 1, 1),
        None,
        None,
        "",
        0,
    )
    return Posted(1, case_no, 2, 1, "", "李", out)


LETTERS = [letter("A-1"), letter("A-2"), letter("A-3")]


def pairs(text: str) -> list[tuple[str, str, str]]:
    """Case, number and level of every line."""
    return [(m.posted.case_no, m.number, m.level) for m in matched(text, LETTERS)]


def test_an_empty_line_passes_a_letter_over() -> None:
    assert pairs(f"{EMS}\n\n{EMS_TOO}\n\n\n") == [("A-1", EMS, "ok"), ("A-3", EMS_TOO, "ok")]


def test_a_number_written_in_groups_is_one_number() -> None:
    assert pairs("EX 12345678 5 CN") == [("A-1", EMS, "ok")]


def test_one_number_for_two_letters_is_looked_at_twice() -> None:
    assert [level for _no, _number, level in pairs(f"{EMS}\n{EMS}")] == ["warn", "warn"]


def test_an_unusual_number_is_looked_at_twice() -> None:
    assert pairs("12345") == [("A-1", "12345", "warn")]


def test_a_letter_on_two_lines_is_refused() -> None:
    assert [level for *_rest, level in pairs(f"A-1 {EMS}\nA-1 {EMS_TOO}")] == ["stop", "stop"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有邮件编号"),
        ("\n \n", "没有邮件编号"),
        (f"{EMS}\n{EMS_TOO}\n{EMS}\n{EMS}", "有 4 行编号，待寄发只有 3 份"),
        (f"A-1 {EMS}\n{EMS_TOO}", "每行都写"),
        (f"B-9 {EMS}", "第 1 行的“B-9”不在待寄发之列"),
    ],
)
def test_what_fits_no_letter_is_said_and_nothing_guessed(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        matched(text, LETTERS)


def test_a_case_with_two_letters_asks_for_the_document_number() -> None:
    two = [letter("A-1"), letter("A-1", "2", "告〔2026〕5号")]

    with pytest.raises(BadInput, match="请写文号"):
        matched(f"A-1 {EMS}", two)
    assert matched(f"告〔2026〕5号 {EMS}", two)[0].posted.out.ref == "2"
