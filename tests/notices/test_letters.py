"""The printed letters: their words, their geometry, their fonts, and that the same values give the same file."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from notices.catalogue import Catalogue
from notices.letter import KINDS, Letter, Organ, Receipt, Reply
from notices.render import TEMPLATES, _document, html, printable, render, text
from notices.specimens import specimens
from workflow.errors import BadInput
from workflow.outcomes import Outcomes

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
SPECIMENS = specimens(ROOT / "config")
REPLY, RECEIPT = SPECIMENS["reply_disclosed"][1], SPECIMENS["receipt"][1]
MM = 72 / 25.4
assert isinstance(REPLY, Reply)
assert isinstance(RECEIPT, Receipt)


@cache
def printed(name: str) -> bytes:
    return render(*SPECIMENS[name])


def pages(pdf: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(pdf)).pages)


def words(pdf: bytes) -> str:
    """What stands on the pages, without spaces, line ends and page numbers."""
    return re.sub(r"\s+|—\s*\d+\s*—", "", "".join(page.extract_text() for page in pages(pdf)))


def runs(page: PageObject) -> Iterator[tuple[str, float, float]]:
    """Each run of text with its place in points from the left and the top edge of the paper."""
    found: list[tuple[str, float, float]] = []

    def visit(said: str, ctm: list[float], tm: list[float], *_: Any) -> None:
        if said.strip():
            x = tm[4] * ctm[0] + tm[5] * ctm[2] + ctm[4]
            y = tm[4] * ctm[1] + tm[5] * ctm[3] + ctm[5]
            found.append((said.strip(), x, float(page.mediabox.height) - y))

    page.extract_text(visitor_text=visit)
    yield from found


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_says_exactly_what_the_golden_file_says(name: str) -> None:
    golden = (GOLDEN / f"{name}.txt").read_text("utf-8")

    assert text(*SPECIMENS[name]) == golden
    assert _compared(words(printed(name)), name) == _compared(golden, name)


def _compared(said: str, name: str) -> str:
    """The red name is drawn after the words of its page, and labels in a table carry no colon: both are left out."""
    bare = re.sub(r"\s+", "", said).replace(SPECIMENS[name][1].organ.name, "")
    for label in ("查询码", "收到日期", "答复期限", "申请内容", "提供方式", "联系方式", "说明"):
        bare = bare.replace(f"{label}：", label)
    return bare


@pytest.mark.parametrize("name", [n for n in SPECIMENS if n.startswith("reply_")])
def test_a_reply_states_the_facts_an_appeal_will_look_for(name: str) -> None:
    reply = SPECIMENS[name][1]
    assert isinstance(reply, Reply)

    said = words(printed(name))

    for fact in (reply.number, reply.case_no, reply.applicant, reply.request, reply.remedy, *reply.supplied):
        assert re.sub(r"\s+", "", fact) in said
    assert "《中华人民共和国政府信息公开条例》第三十六条第二项" in said
    assert "2026年11月20日" in said


def test_a_receipt_carries_number_query_code_dates_and_no_remedy() -> None:
    said = words(printed("receipt"))

    for fact in (
        "示例-2026-0199",
        "7K4M-Q2XD",
        "2026年11月10日",
        "2026年12月8日",
        "《条例》第三十一条第二项",
    ):
        assert fact in said
    assert "复议" not in said
    assert "诉讼" not in said
    assert "暂定" not in said


def test_a_provisional_date_says_that_it_is_provisional() -> None:
    assert "2027年1月4日（暂定，2027年放假安排公布后如有变动另行告知；" in words(
        printed("receipt-provisional")
    )


@pytest.mark.parametrize(
    "name", ["receipt", "receipt-provisional", "reply_disclosed", "reply_disclosed-rare"]
)
def test_a_typical_letter_fits_one_page(name: str) -> None:
    assert len(pages(printed(name))) == 1


def test_the_file_is_tagged_archival_and_has_title_and_language() -> None:
    reader = PdfReader(io.BytesIO(printed("reply_disclosed")))
    root = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == "政府信息公开答复书"
    assert re.search(r"pdfaid:part(?:>|=\")3", xmp)
    assert re.search(r"pdfaid:conformance(?:>|=\")A", xmp)


def test_equal_values_give_equal_bytes_here_and_in_another_process() -> None:
    code = (
        "import sys,hashlib,pathlib;from notices.render import render;from notices.specimens import specimens;"
        "print(hashlib.sha256(render(*specimens(pathlib.Path(sys.argv[1]))['reply_disclosed'])).hexdigest())"
    )
    once = hashlib.sha256(render(*SPECIMENS["reply_disclosed"])).hexdigest()
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "PYTHONPATH": str(ROOT)}

    other = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "config")],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )

    assert once == hashlib.sha256(printed("reply_disclosed")).hexdigest() == other.stdout.strip()


def test_every_character_on_paper_has_a_glyph_in_an_embedded_font() -> None:
    for name in SPECIMENS:
        mapped: set[str] = set()
        for page in pages(printed(name)):
            for font in page["/Resources"]["/Font"].values():
                held = font.get_object()
                descendant = held["/DescendantFonts"][0].get_object()
                assert {"/FontFile2", "/FontFile3"} & descendant["/FontDescriptor"].get_object().keys()
                mapped |= set(_unicode_of(held["/ToUnicode"].get_data().decode()))
        assert not set(words(printed(name))) - mapped


def _unicode_of(cmap: str) -> str:
    pairs = re.findall(r"<([0-9a-f]+)> <([0-9a-f]+)>", cmap, re.IGNORECASE)
    return "".join(
        bytes.fromhex(u).decode("utf-16-be") for glyph, u in pairs if int(glyph, 16) and len(u) % 4 == 0
    )


def test_a_character_no_font_has_stops_the_letter() -> None:
    with pytest.raises(BadInput, match="U\\+F8FE"):
        render("reply_disclosed", replace(REPLY, applicant="\uf8fe某"))


def test_a_full_page_has_22_lines_of_28_characters_in_the_type_area() -> None:
    full = pages(render("reply_disclosed", replace(REPLY, note="政" * 1500)))[1]
    lines = [(said, x, y) for said, x, y in runs(full) if "政" in said]
    baselines = sorted({round(y, 1) for _, _, y in lines})
    steps = [b - a for a, b in pairwise(baselines)]

    assert len(baselines) == 22
    assert max(len(said) for said, _, _ in lines) == 28
    assert all(abs(step - 28.99) < 0.15 for step in steps)
    assert min(x for _, x, _ in lines) == pytest.approx(28 * MM, abs=0.5)
    assert baselines[0] > 37 * MM
    assert baselines[-1] < (297 - 35) * MM


def test_two_red_double_rules_of_170_mm_frame_the_first_page_the_lower_20_mm_from_its_end() -> None:
    reader = PdfReader(io.BytesIO(printed("reply_disclosed")))
    drawn = ContentStream(reader.pages[0].get_contents(), reader).operations
    pixels = 96 / 25.4
    boxes = [[float(n) / pixels for n in numbers] for numbers, operator in drawn if operator == b"re"]
    ends = sorted(
        {(round(x, 1), round(y + h, 1)) for x, y, w, h in boxes if w == pytest.approx(170, abs=0.1)}
    )

    assert {x for x, _ in ends} == {20.0}
    assert ends[-1][1] == pytest.approx(297 - 20, abs=0.2)
    assert max(y + h for _, y, _, h in boxes if y < 100) < 51


def test_page_numbers_start_on_page_two_even_left_and_odd_right() -> None:
    said = [list(runs(page)) for page in pages(render("reply_disclosed", replace(REPLY, note="政" * 1500)))]
    numbers = [[(s, x, y) for s, x, y in page if "—" in s or re.fullmatch(r"\d", s)] for page in said]

    assert len(said) == 4
    assert numbers[0] == []
    assert numbers[1][0][1] == pytest.approx(28 * MM + 14, abs=1)
    assert numbers[2][0][1] > 105 * MM
    assert all(y > 262 * MM for page in numbers[1:] for _, _, y in page)


@pytest.mark.parametrize("length", range(10, 430, 28))
def test_a_signature_never_stands_alone_on_a_page(length: int) -> None:
    last = pages(render("reply_disclosed", replace(REPLY, note="本" * length)))[-1]
    lines = {round(y) for _, _, y in runs(last) if 37 * MM < y < 262 * MM}

    assert "2026年11月20日" in last.extract_text()
    assert len(lines) >= 2 + 1 + 2  # of the body, the enclosures, the signature


def test_the_date_ends_four_characters_from_the_right_with_the_name_centred_on_it() -> None:
    for name in ("reply_disclosed", "reply_disclosed-short-name"):
        page = pages(printed(name))[-1]
        organ = SPECIMENS[name][1].organ.name
        placed = [(said, x, y) for said, x, y in runs(page) if y > 200 * MM]
        date_x = min(x for said, x, _ in placed if said.startswith("2026"))
        name_x = min(x for said, x, _ in placed if said.startswith(organ[:2]))
        right = (210 - 26) * MM - 4 * 16
        date_middle, name_middle = (date_x + right) / 2, name_x + len(organ) * 15.79 / 2

        assert date_middle == pytest.approx(name_middle, abs=3)


def test_a_long_name_stays_between_the_ends_of_the_red_rule() -> None:
    page = html(*SPECIMENS["reply_disclosed-long-name"])
    size, scale = re.findall(r"font-size: ([\d.]+)pt.*?scaleX\(([\d.]+)\)", page)[0]
    name = SPECIMENS["reply_disclosed-long-name"][1].organ.name

    assert len(name) * (float(size) + 2) * float(scale) <= 170 * MM
    assert float(size) >= 24


def test_what_people_wrote_is_printed_and_never_run() -> None:
    hostile = replace(REPLY, request="<img src='file:///etc/hostname'>{{ 7*7 }}<script>x</script>")

    said = text("reply_disclosed", hostile)

    assert "<img src='file:///etc/hostname'>{{ 7*7 }}<script>x</script>" in said
    assert "<script>" not in html("reply_disclosed", hostile)


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "https://example.invalid/a.png", "data:image/png;base64,AA=="]
)
def test_nothing_is_fetched_while_a_letter_is_drawn(url: str) -> None:
    with pytest.raises(BadInput, match="fetches nothing"):
        _document(f'<img src="{url}" alt="">')


def test_what_no_letter_can_show_is_left_out() -> None:
    assert printable("甲\u202e乙\x00丙\t丁\r\n戊\ud800") == "甲乙丙 丁\n戊"


@pytest.mark.parametrize(
    "change",
    [
        {"supplied": ()},
        {"applicant": "  "},
        {"remedy": ""},
        {"dated_on": date(2026, 11, 9)},
        {"received_on": "2026-11-10"},
        {"number": None},
        {"you": "尔"},
        {"supplied": ("甲", "")},
    ],
)
def test_a_reply_with_a_gap_is_refused_before_it_is_drawn(change: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        replace(REPLY, **change)


@pytest.mark.parametrize("change", [{"due_on": date(2026, 11, 9)}, {"reply_days": 0}, {"query_code": ""}])
def test_a_receipt_with_an_impossible_fact_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        replace(RECEIPT, **change)


def test_an_agency_without_review_organ_or_court_is_refused() -> None:
    with pytest.raises(BadInput, match="review_organ"):
        Organ(name="示例县政府", review_organ=" ", court="示例县人民法院")


@pytest.mark.parametrize(("kind", "letter"), [("receipt", REPLY), ("nothing", RECEIPT)])
def test_values_of_another_kind_are_refused(kind: str, letter: Letter) -> None:
    with pytest.raises(BadInput):
        html(kind, letter)


def test_templates_and_catalogue_agree() -> None:
    catalogue = Catalogue.load(ROOT / "config" / "notices.toml")
    outcomes = Outcomes.load(ROOT / "config" / "outcomes.toml")

    assert {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()} == set(KINDS)
    for kind, context in (("receipt", RECEIPT), ("reply_disclosed", REPLY)):
        assert f"<title>{catalogue[kind].title}</title>" in html(kind, context)
    assert all(outcome.letter in catalogue for outcome in outcomes)


def test_a_provision_is_written_out_with_the_full_title_of_its_law() -> None:
    catalogue = Catalogue.load(ROOT / "config" / "notices.toml")

    assert (
        catalogue.full("条例第十四条、第三十六条第三项")
        == "《中华人民共和国政府信息公开条例》第十四条、第三十六条第三项"
    )
    assert (
        catalogue.full("条例（2007）第二十二条")
        == "《中华人民共和国政府信息公开条例》（国务院令第492号）第二十二条"
    )
    assert catalogue.full("《条例》第六条") == "《条例》第六条"
    with pytest.raises(BadInput):
        catalogue.law("本机关规定")


@pytest.mark.parametrize("name", ["receipt", "reply_disclosed"])
def test_a_request_of_many_pages_is_printed_whole(name: str) -> None:
    """Fixed columns keep this linear: with columns measured from the text a few thousand characters take minutes."""
    kind, letter = SPECIMENS[name]

    said = words(render(kind, replace(letter, request="申请公开甲乙丙。" * 1000)))

    assert {said.count(sign) for sign in "甲乙丙"} == {1000}
