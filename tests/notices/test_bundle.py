"""The court file: what there was at the decision and nothing later, numbered through, archival where it may say so."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import Databases
from demonstration import case_in, visited
from pypdf import PdfReader
from scans import pdf, png, words

from notices.bundle import listed
from notices.bundle.contents import PaperPart, SheetPart
from notices.bundle.making import Bundle, contents_of, make
from notices.bundle.sheets import sheet
from notices.catalogue import shipped
from notices.composing import short
from notices.forms.arrival import registration_form
from notices.receipts import receipt
from workflow import acts as a
from workflow.bundle.checking import check
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed, NotFound
from workflow.examining import examiner
from workflow.importing.running import Asked, perform
from workflow.rules import Rules
from workflow.store import Store, repository
from workflow.store.archive import bundle_rows
from workflow.store.offices import office_rows
from workflow.terms import Way

NOW = datetime.now(UTC) + timedelta(minutes=1)  # the demonstration ends today


@pytest.fixture
def store(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database in turn."""
    with visited(databases, tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk on it, with every rule."""
    return Desk(store, Rules.load(), examine=examiner())


def person(desk: Desk, account: str) -> int:
    """The id of that account."""
    with desk.store.database.reading() as connection:
        found = office_rows.account(connection, account)
    assert found is not None
    return found.person_id


def add(desk: Desk, case_no: str, name: str, media: str, content: bytes) -> None:
    """Put a paper into the case."""
    digest = desk.store.documents.put(content)
    act = a.AddDocument(name=name, sha256=digest, media_type=media, size=len(content))
    desk.perform(person(desk, "wangmin"), case_no, act, NOW)


def bookmarks(content: bytes) -> dict[str, int]:
    """Title -> page, counted from one."""
    reader, found = PdfReader(io.BytesIO(content)), {}
    stack = list(reader.outline)
    while stack:
        item = stack.pop(0)
        if isinstance(item, list):
            stack = item + stack
        else:
            number = reader.get_destination_page_number(item)
            assert number is not None
            found[str(item.title)] = number + 1
    return found


def made_of(desk: Desk, case_no: str, account: str = "wangmin") -> Bundle:
    """The file of that case."""
    return make(desk, person(desk, account), case_no, NOW)


def test_each_line_of_the_index_leads_to_the_page_its_bookmark_names(desk: Desk, store: Store) -> None:
    made = made_of(desk, case_in(store, "served"))

    said, marks = words(made.pdf), bookmarks(made.pdf)
    index = "".join(said[marks["卷内目录"] - 1 : marks["期限计算表"] - 1])
    numbered = {title: page for title, page in marks.items() if re.match(r"\d+\. ", title)}
    assert len(numbered) > 5
    for title, page in numbered.items():
        name = "".join(title.partition(". ")[2].split())
        found = re.search(re.escape(name) + r".*?(\d+)(?:－\d+)?", index.replace("〔2026〕", "〔〕"))
        assert found or "〔" in name, title
        assert page <= made.pages


def test_every_page_bears_its_number_in_the_whole(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "served")
    made = made_of(desk, case_no)

    said = words(made.pdf)
    assert len(said) == made.pages
    for number, page in enumerate(said, start=1):
        assert f"第{number}页，共{made.pages}页" in page, f"page {number}"


def test_a_case_taken_over_says_what_its_register_left_open(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "旧台账.csv"
    file.write_text(
        "编号,申请人,收到日期,申请方式,申请内容,获取方式\n1,张样,2023-01-05,当面,甲,\n2,李样,2023-01-05,当面,乙,邮寄\n"
    )
    front = person(desk, "lihua")
    with desk.store.database.reading() as connection:
        agency = repository.officer(connection, front, NOW.date()).agency
    done = [
        one for batch in perform(desk, Asked(file, file.name, agency, front), lambda: NOW) for one in batch
    ]
    assert [one.action.value for one in done] == ["import", "import"]

    views = [desk.view(front, f"示府办-旧-{number}", NOW) for number in (1, 2)]

    pages = [sheet(SheetPart("application", view), "申请") for view in views]
    with desk.store.database.reading() as connection:
        around = desk.around(connection, None, NOW)
    left_open = ["原台账没有记载", short(Way.POST.zh)]
    assert [dict(page["rows"])["提供方式"] for page in pages] == left_open
    assert [receipt(view, around).supply for view in views] == left_open
    assert [registration_form(view)[0].facts["supply"] for view in views] == left_open
    assert {page["note"] for page in pages} == {"本件由原台账导入，原始材料存于原卷。"}


def test_the_reply_stands_before_and_its_service_behind_the_decision(desk: Desk, store: Store) -> None:
    held = contents_of(desk, person(desk, "wangmin"), case_in(store, "served"), NOW)

    first, second = ([piece.listed.code for piece in part_] for part_ in (held.first, held.second))
    assert {"application", "registration_form", "approval_sheet", "reply", "legal_basis"} <= {*first}
    assert first == sorted(first, key=lambda code: listed.load().items[code].rank)
    assert "proof_of_service" in second
    assert "proof_of_service" not in first
    assert second[-1] == "later_history"


def test_a_paper_added_after_the_decision_stands_apart(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "served")
    add(desk, case_no, "后到的材料.png", "image/png", png())

    held = contents_of(desk, person(desk, "wangmin"), case_no, NOW)

    late = [p for p in held.second if isinstance(p.body, PaperPart)]
    assert [(p.title, p.listed.code) for p in late] == [("后到的材料.png", "later_paper")]
    assert not [p for p in held.first if isinstance(p.body, PaperPart)]


def test_papers_become_pages_and_what_cannot_is_said_and_handed_over(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "in_hand")
    add(desk, case_no, "信封.png", "image/png", png())
    add(desk, case_no, "来函.pdf", "application/pdf", pdf(3, turned=90))
    add(desk, case_no, "说明.txt", "text/plain; charset=utf-8", "附言：请尽快答复。".encode())
    add(desk, case_no, "坏的.pdf", "application/pdf", b"%PDF-1.7 broken")
    add(desk, case_no, "表.xlsx", "application/vnd.ms-excel", b"PK rows")

    made = made_of(desk, case_no)

    assert made.decision is None
    assert made.slips == ("坏的.pdf", "表.xlsx")
    said = "".join(words(made.pdf))
    assert "附言：请尽快答复。" in said
    assert "文件损坏，不能成页" in said
    with zipfile.ZipFile(io.BytesIO(made.package.content)) as archive:
        assert {"originals/001-信封.png", "originals/005-表.xlsx"} <= {*archive.namelist()}
        assert archive.read("originals/005-表.xlsx") == b"PK rows"


def test_only_a_file_of_our_own_pages_says_that_it_is_archival(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "in_hand")
    add(desk, case_no, "信封.png", "image/png", png("RGBA"))
    own = made_of(desk, case_no)
    add(desk, case_no, "来函.pdf", "application/pdf", pdf())
    copied = made_of(desk, case_no)

    assert (own.archival, copied.archival) == (True, False)
    root = PdfReader(io.BytesIO(own.pdf)).trailer["/Root"]
    said = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B" in said
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"
    assert "/Metadata" not in PdfReader(io.BytesIO(copied.pdf)).trailer["/Root"]
    assert "不标为PDF/A" in words(copied.pdf)[0]


def test_every_font_of_an_archival_file_is_embedded(desk: Desk, store: Store) -> None:
    made = made_of(desk, case_in(store, "served"))

    fonts = 0
    for page in PdfReader(io.BytesIO(made.pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            held = font.get_object()
            inner = held["/DescendantFonts"][0].get_object() if "/DescendantFonts" in held else held
            described = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys()
            fonts += 1
    assert fonts > 10


def test_the_package_holds_history_and_texts_and_proves_itself(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "served")
    made = made_of(desk, case_no)

    found = check(io.BytesIO(made.package.content))

    assert found.faults == ()
    assert found.manifest_sha256 == made.package.manifest_sha256
    with zipfile.ZipFile(io.BytesIO(made.package.content)) as archive:
        history = [json.loads(line) for line in archive.read("history.jsonl").splitlines()]
        assert archive.read("案卷.pdf") == made.pdf
    view = desk.view(person(desk, "wangmin"), case_no, NOW)
    assert [row["digest"] for row in history] == [entry.digest for entry in view.history]


def test_drafts_and_notes_of_the_house_are_not_handed_over(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "served")
    desk.perform(person(desk, "wangmin"), case_no, a.Note(note="内部商量的话"), NOW)

    made = made_of(desk, case_no)

    with zipfile.ZipFile(io.BytesIO(made.package.content)) as archive:
        assert "内部商量的话" not in archive.read("texts.jsonl").decode()
    assert "内部商量的话" not in "".join(words(made.pdf))


def test_who_made_it_is_on_record(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "served")
    made = made_of(desk, case_no, "sunli")

    with store.database.reading() as connection:
        [one] = bundle_rows.of_case(connection, case_no)
        known = bundle_rows.of_manifest(connection, made.package.manifest_sha256)
    assert one == known
    assert (one.person, one.pages) == ("孙立", made.pages)


def test_an_earlier_decision_is_shown_as_it_stood(desk: Desk, store: Store) -> None:
    case_no, handler = case_in(store, "served"), person(desk, "wangmin")
    before = contents_of(desk, handler, case_no, NOW)
    assert before.decision is not None
    redo = a.RedoAfterAppeal(organ="示例市人民政府", document_no="示政复〔2026〕3号")
    desk.perform(handler, case_no, redo, NOW)

    after = contents_of(desk, handler, case_no, NOW, before.decision.seq)

    assert [p.listed.code for p in after.first] == [p.listed.code for p in before.first]
    assert after.then.case == before.then.case
    with pytest.raises(NotFound):
        contents_of(desk, handler, case_no, NOW, 1)


def test_the_front_desk_and_other_agencies_make_no_file(desk: Desk, store: Store) -> None:
    case_no = case_in(store, "served")

    for account in ("lihua", "audit", "jiaoyu2"):
        with pytest.raises(NotAllowed):
            made_of(desk, case_no, account)


def test_every_kind_of_letter_named_in_the_list_is_a_kind(tmp_path: Path) -> None:
    assert {*listed.load().letters} <= {kind.code for kind in shipped()}
    broken = tmp_path / "bundle.toml"
    broken.write_text('items = [{ code = "a" }]\nletters = {}', "utf-8")
    with pytest.raises(BadInput):
        listed.load(broken)
