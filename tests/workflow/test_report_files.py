"""`mingfu report annual` as files: the same figures in the document, the workbook and the print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pypdf
import pytest
from command_line import mingfu
from databases import Databases
from demonstration import visited

from workflow.store import Store

ASKED = ("report", "annual", "--year", "2026", "--subtree")


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def test_the_document_holds_both_tables_with_the_figures_of_the_report(office: Store, tmp_path: Path) -> None:
    figures = mingfu(*ASKED, "--json").json["table3"]
    assert mingfu(*ASKED, "--docx", "-o", str(tmp_path / "r.docx")).status == 0

    made = docx.Document(str(tmp_path / "r.docx"))

    assert len(made.tables) == 2
    head, rows = made.tables[0].rows[:3], made.tables[0].rows[3:]
    assert [row.cells[-1].text for row in rows] == [str(row["values"]["total"]) for row in figures]
    assert "勾稽关系" in head[0].cells[0].text
    assert any(told.text.startswith("2026年，新收政府信息公开申请") for told in made.paragraphs)
    assert all(row._tr.trPr is not None for row in head)


def test_the_document_prints_on_landscape_pages_with_its_head_on_each(office: Store, tmp_path: Path) -> None:
    mingfu(*ASKED, "--docx", "-o", str(tmp_path / "r.docx"))

    made = docx.Document(str(tmp_path / "r.docx"))

    assert made.sections[0].page_width > made.sections[0].page_height
    assert made.tables[0]._tbl.xml.count("w:tblHeader") == 3
    assert 'w:eastAsia="宋体"' in made.styles["Normal"].element.xml


def test_the_command_line_prints_the_report_as_pdf(office: Store, tmp_path: Path) -> None:
    assert mingfu(*ASKED, "--pdf", "-o", str(tmp_path / "r.pdf")).status == 0

    text = pypdf.PdfReader(tmp_path / "r.pdf").pages[0].extract_text()

    assert "年度报告" in text


def test_a_file_without_a_kind_is_refused(office: Store, tmp_path: Path) -> None:
    assert mingfu(*ASKED, "-o", str(tmp_path / "r.docx")).refused
    assert not (tmp_path / "r.docx").exists()


def test_the_sentences_say_one_of_a_thing_in_words_that_fit(office: Store) -> None:
    told = mingfu(*ASKED).out

    assert "Appeals: reconsideration 2, suits 1." in told
    assert "1 times" not in told
