"""A letter in a list to choose from, and the fields its rows are typed in, as a narrow screen needs them."""

from __future__ import annotations

import re

from pages import Visitor

from web.acts.stated import named
from workflow.case import Notice
from workflow.terms import NoticeStatus


def test_a_letter_is_listed_by_its_number_before_its_kind() -> None:
    sent = Notice("1", "correction", NoticeStatus.SENT, "0" * 64, 1, document_no="示府公开〔2026〕3号")
    draft = Notice("2", "correction", NoticeStatus.DRAFTED, "0" * 64, 1)

    assert named(sent).zh == "示府公开〔2026〕3号 补正告知书"
    assert named(draft).zh == "#2 补正告知书"
    assert named(sent).en.startswith("示府公开〔2026〕3号 ")


def test_the_rows_of_a_table_are_typed_in_a_tall_field(ana: Visitor, case_no: str) -> None:
    page = ana.client.get(f"/cases/{case_no}/letter-draft?kind=evidence_list").get_data(as_text=True)

    rows = dict(re.findall(r'<textarea id="[^"]+" name="(fact_\w+)"[^>]* rows="(\d+)"', page))
    assert (rows["fact_proofs"], rows["fact_laws_cited"]) == ("10", "4")
