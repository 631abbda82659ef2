"""The court file and the package for the archives on the command line: written, proven, refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import mingfu
from databases import Databases
from demonstration import case_in, visited
from pypdf import PdfReader

from workflow.store import Store


@pytest.fixture
def store(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database in turn."""
    with visited(databases, tmp_path, monkeypatch) as made:
        (tmp_path / "home").mkdir(exist_ok=True)
        yield made


def test_a_file_is_written_and_known_to_its_store(store: Store, tmp_path: Path) -> None:
    case_no, out = case_in(store, "served"), tmp_path / "case.zip"

    made = mingfu("bundle", case_no, "--as", "wangmin", "-o", str(out), "--json")
    proven = mingfu("verify", str(out), "--json")

    assert (made.status, made.json["case_no"], made.json["pdf_a"]) == (0, case_no, True)
    assert (proven.json["holds"], proven.json["made_here"]) == (True, True)
    assert proven.json["manifest_sha256"] == made.json["manifest_sha256"]


def test_the_document_alone_is_a_pdf_of_as_many_pages(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "case.pdf"

    made = mingfu("bundle", case_in(store, "served"), "--as", "wangmin", "-o", str(out), "--json")

    assert len(PdfReader(out).pages) == made.json["pages"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("{case}", "--as", "wangmin", "-o", "{tmp}/case.docx"),
        ("{case}", "--as", "lihua", "-o", "{tmp}/case.zip"),
        ("{case}", "-o", "{tmp}/case.zip"),
        ("no-such-case", "--as", "wangmin", "-o", "{tmp}/case.zip"),
        ("{case}", "--as", "wangmin", "--decision", "1", "-o", "{tmp}/case.zip"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    store: Store, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    case_no = case_in(store, "served")

    ran = mingfu("bundle", *(one.format(case=case_no, tmp=tmp_path) for one in arguments))

    assert ran.refused
    assert not list(tmp_path.glob("case.*"))


def test_archived_files_are_handed_over_once(store: Store, tmp_path: Path) -> None:
    first, again = tmp_path / "first.zip", tmp_path / "again.zip"
    office = ("--agency", "示府办", "--as", "wangmin")

    made = mingfu("transfer", *office, "-o", str(first), "--json")
    proven = mingfu("verify", str(first), "--json")
    second = mingfu("transfer", *office, "-o", str(again))
    named = mingfu("transfer", case_in(store, "archived"), *office, "-o", str(again))
    open_ = mingfu("transfer", case_in(store, "served"), *office, "-o", str(again))

    assert (made.status, made.json["cases"]) == (0, 1)
    assert (proven.json["holds"], proven.json["made_here"]) == (True, True)
    assert [ran.status for ran in (second, named, open_)] == [2, 2, 2]
    assert "已经移交过" in named.err
    assert "不是本机关已归档的案卷" in open_.err
    assert not again.exists()
