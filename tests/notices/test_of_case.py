"""`mingfu letter KIND --case REF`: a form filled from the file, a letter as it was signed, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Ran, mingfu
from databases import Databases
from demonstration import case_in, visited
from pypdf import PdfReader

from notices.catalogue import shipped
from workflow.store import Store


@pytest.fixture
def store(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database in turn."""
    with visited(databases, tmp_path, monkeypatch) as made:
        (tmp_path / "home").mkdir(exist_ok=True)
        yield made


def drawn(kind: str, case_no: str, out: Path, *more: str) -> Ran:
    return mingfu("letter", kind, "--case", case_no, "--as", "wangmin", "-o", str(out), "--json", *more)


def words(pdf: Path) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def test_forms_are_filled_from_the_file_and_letters_come_as_signed(store: Store, tmp_path: Path) -> None:
    case_no, out = case_in(store, "served"), tmp_path / "out.pdf"

    for kind, ref in (("registration_form", ""), ("approval_sheet", "reply"), ("proof_of_service", "reply")):
        assert drawn(kind, case_no, out, "--ref", ref).status == 0
        assert shipped()[kind].title in words(out)
        assert case_no in words(out)
    first = drawn("receipt", case_no, out)
    again = drawn("receipt", case_no, tmp_path / "again.pdf")

    assert first.json["sha256"] == again.json["sha256"]
    assert case_no in words(out)


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("no_such_kind", (), "no such letter"),
        ("search_record", (), "No search is on record"),
        ("fee_notice", (), "no signed letter of that kind"),
        ("approval_sheet", ("--ref", "77"), "no such form"),
        ("registration_form", ("{data}",), "one of them"),
    ],
)
def test_what_the_file_does_not_hold_is_refused_and_nothing_is_written(
    store: Store, tmp_path: Path, kind: str, more: tuple[str, ...], why: str
) -> None:
    out, data = tmp_path / "out.pdf", tmp_path / "data.json"
    data.write_text("{}", "utf-8")

    ran = drawn(kind, case_in(store, "in_hand"), out, *(part.format(data=data) for part in more))

    assert ran.refused
    assert why in ran.err
    assert not out.exists()


def test_a_person_without_sight_of_the_case_gets_nothing(store: Store, tmp_path: Path) -> None:
    out, case_no = tmp_path / "out.pdf", case_in(store, "served")

    for account in ("heping2", "nobody"):
        ran = mingfu("letter", "receipt", "--case", case_no, "--as", account, "-o", str(out))
        assert ran.refused
    assert mingfu("letter", "receipt", "-o", str(out)).refused
    assert not out.exists()
