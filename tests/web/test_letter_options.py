"""A letter in a list to choose from: two of one kind must differ where a narrow screen cuts the line."""

from __future__ import annotations

from web.acts.stated import named
from workflow.case import Notice
from workflow.terms import NoticeStatus


def test_a_letter_is_listed_by_its_number_before_its_kind() -> None:
    sent = Notice("1", "correction", NoticeStatus.SENT, "0" * 64, 1, document_no="示府公开〔2026〕3号")
    draft = Notice("2", "correction", NoticeStatus.DRAFTED, "0" * 64, 1)

    assert named(sent).zh == "示府公开〔2026〕3号 补正告知书"
    assert named(draft).zh == "#2 补正告知书"
    assert named(sent).en.startswith("示府公开〔2026〕3号 ")
