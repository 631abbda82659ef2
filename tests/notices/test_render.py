"""The file of a letter: archival, tagged, in reading order, its data inside, the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pdf_lines import MM, lines, pages
from printing import SPECIMENS, paper, printed
from pypdf import PdfReader
from seals import png

from notices.bulk import render_many
from notices.catalogue import shipped
from notices.press import lay_out
from notices.render import html, mark_rare, printable, render, text
from workflow.errors import BadInput

ROOT = Path(__file__).parents[2]
REPLY, RECEIPT = SPECIMENS["reply_disclosed"], SPECIMENS["receipt"]


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def seal(width: int = 120) -> bytes:
    """A red ring on nothing, as a PNG with transparency."""
    rows = b""
    for y in range(width):
        on = [(x - width / 2) ** 2 + (y - width / 2) ** 2 for x in range(width)]
        ring = (b"\xe6\x00\x12\xff" if 0.3 < 2 * d**0.5 / width / 3 < 0.34 else bytes(4) for d in on)
        rows += b"\x00" + b"".join(ring)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 6, 0, 0, 0)), (b"IDAT", zlib.compress(rows))]
    chunks = b"".join(_chunk(kind, data) for kind, data in [*parts, (b"IEND", b"")])
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_file_is_archival_tagged_and_has_title_language_and_date(name: str) -> None:
    made, letter = reader(printed(name)), SPECIMENS[name][1]
    root: Any = made.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()

    assert re.search(r"pdfaid:part(?:>|=\")3", xmp)
    assert re.search(r"pdfaid:conformance(?:>|=\")A", xmp)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert made.metadata is not None
    assert made.metadata.title == shipped()[SPECIMENS[name][0]].title
    assert letter.dated_on.isoformat() in xmp
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert len(made.trailer["/ID"]) == 2
    assert not made.is_encrypted


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_font_is_embedded_and_every_glyph_says_its_character(name: str) -> None:
    for page in reader(printed(name)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & below["/FontDescriptor"].get_object().keys()
            assert "/ToUnicode" in font.get_object()


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_words_are_tagged_with_their_kind(name: str) -> None:
    root: Any = reader(printed(name)).trailer["/Root"]

    kinds = set(_kinds(root["/StructTreeRoot"]))

    assert {"/Document", "/H1"} <= kinds
    assert {"/P", "/Table"} & kinds


@pytest.mark.parametrize("name", ["reply_disclosed-rare", "receipt", "search_record"])
def test_a_reader_finds_in_each_font_the_widths_the_page_was_set_with(name: str) -> None:
    """PDF/A asks for it: a reader that trusts the font must not set the line otherwise."""
    for font in reader(printed(name)).pages[0]["/Resources"]["/Font"].values():  # type: ignore[index]
        below = font.get_object()["/DescendantFonts"][0].get_object()
        held = TTFont(io.BytesIO(below["/FontDescriptor"]["/FontFile3"].get_object().get_data()))
        real = [held["hmtx"][glyph][0] * 1000 / held["head"].unitsPerEm for glyph in held.getGlyphOrder()]
        stated = [item.get_object() for item in below["/W"]]
        for first, row in zip(stated[::2], stated[1::2], strict=True):
            assert [float(wide) for wide in row] == pytest.approx(real[first : first + len(row)], abs=1)


def _kinds(node: Any) -> Iterator[str]:
    held = node.get_object()
    if isinstance(held, dict):
        if "/S" in held:
            yield str(held["/S"])
        below = held.get("/K", [])
        for child in below if isinstance(below, list) else [below]:
            yield from _kinds(child) if hasattr(child, "get_object") else ()


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_data_of_the_letter_travels_inside_it(name: str) -> None:
    kind, letter = SPECIMENS[name]
    made = reader(printed(name))
    root: Any = made.trailer["/Root"]

    (held,) = made.attachments["letter.json"]
    values = json.loads(held)

    assert values["kind"] == kind
    assert values["organ"]["name"] == letter.organ.name
    assert values["dated_on"] == letter.dated_on.isoformat()
    assert [item.get_object()["/AFRelationship"] for item in root["/AF"]] == ["/Data"]


@pytest.mark.parametrize("name", SPECIMENS)
def test_the_text_comes_out_in_reading_order(name: str) -> None:
    """As the golden text has it, less the colons and bars that stand for the lines of a table."""
    foot = (262 if not shipped()[SPECIMENS[name][0]].form else 273) * MM
    drawn = "".join(g.sign for page in paper(name) for g in page if g.y < foot)

    assert _bare(drawn) == _bare(text(*SPECIMENS[name]))


def _bare(said: str) -> str:
    return re.sub(r"[\s：|]+", "", said)


def test_equal_values_give_equal_bytes_here_and_in_another_process() -> None:
    code = (
        "import sys,hashlib,pathlib;from notices.render import render;from notices.specimens import specimens;"
        "s=specimens(pathlib.Path(sys.argv[1]));"
        "[print(hashlib.sha256(render(*s[n])).hexdigest()) for n in sys.argv[2:]]"
    )
    names = ["receipt", "reply_disclosed", "reply_disclosed-rare", "approval_sheet"]
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "PYTHONPATH": str(ROOT)}

    other = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "config"), *reversed(names)],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()

    here = [hashlib.sha256(render(*SPECIMENS[name])).hexdigest() for name in names]
    assert here == [hashlib.sha256(printed(name)).hexdigest() for name in names]
    assert here == other[::-1]


def test_many_letters_on_two_cores_are_the_same_files_in_the_same_order() -> None:
    kind, letter = REPLY
    items = [(kind, replace(letter, number=f"示例公开〔2026〕{n}号")) for n in range(1, 30)]

    once = list(render_many(items, 1))

    assert list(render_many(iter(items), 2)) == once
    assert len(set(once)) == 29


def test_a_letter_that_fails_among_many_is_named() -> None:
    kind, letter = REPLY
    items = [(kind, letter)] * 10 + [(kind, replace(letter, applicant="\uf8fe某"))] * 20

    with pytest.raises(BadInput, match=r"U\+F8FE"):
        list(render_many(items, 2))
    with pytest.raises(BadInput):
        list(render_many(items, 0))


def test_a_character_no_font_has_stops_the_letter() -> None:
    with pytest.raises(BadInput, match=r"U\+F8FE"):
        render(REPLY[0], replace(REPLY[1], applicant="\uf8fe某"))


def test_a_rare_name_comes_from_the_next_font_that_has_it() -> None:
    glyphs = pages(render(REPLY[0], replace(REPLY[1], applicant="王喆堃䶮龑𠮷𫖯𬀩")))[0]
    fonts = {glyph.sign: glyph.font for glyph in glyphs if glyph.size < 20}

    assert {"喆", "堃", "䶮", "龑", "𠮷", "𫖯", "𬀩"} <= fonts.keys()
    assert fonts["䶮"] != fonts["王"]
    assert all(glyph.gid for glyph in glyphs)


def test_a_rare_name_does_not_push_its_line_down() -> None:
    kind, letter = REPLY
    plain, rare = (
        [line.y for line in lines(pages(render(kind, replace(letter, request=said)))[0])]
        for said in ("龙镇龙村龙龙地块", "䶮镇龑村喆堃地块")
    )

    assert rare == pytest.approx(plain, abs=0.05)


def test_only_characters_outside_the_office_set_are_marked() -> None:
    page = '<head><title>喆</title></head><p title="喆">王喆堃，〔2026〕a</p>'

    marked = mark_rare(page)

    assert marked == page.replace("王喆堃", '王<span class="rare">喆堃</span>')


def test_a_seal_presses_name_and_date_a_little_below_its_centre() -> None:
    kind, letter = REPLY
    pdf = render(kind, letter, seal=seal())
    page = reader(pdf).pages[0]
    found = [line for line in lines(pages(pdf)[0]) if line.y < 262 * MM]
    name, date, above = found[-2], found[-1], found[-3]

    left, top, wide, high = _image(page)

    assert (wide, high) == pytest.approx((42 * MM, 42 * MM), abs=1)
    assert left + wide / 2 == pytest.approx((name.left + name.right) / 2, abs=2)
    assert top < name.y - 16 < date.y < top + high
    assert 0 < (name.y - 13 + date.y + 3) / 2 - (top + high / 2) < 4 * MM
    assert -0.5 * MM < top - (above.y + 6) < 29


def _image(page: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height in points of the only image."""
    places: list[tuple[float, float, float, float]] = []

    def visit(operator: bytes, operands: Any, ctm: list[float], _: Any) -> None:
        if operator == b"Do":
            high = float(page.mediabox.height)
            places.append((ctm[4], high - ctm[5] - ctm[3], ctm[0], ctm[3]))

    page.extract_text(visitor_operand_before=visit)
    (place,) = places
    return place


def test_a_seal_that_is_no_png_is_refused() -> None:
    with pytest.raises(BadInput, match="PNG"):
        render(*REPLY, seal=b"GIF89a")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (seal()[:200], "已损坏"),
        (seal()[:200] + b"\0" + seal()[201:], "已损坏"),
        (png(5000, 100), "像素"),
        (png(20, 20), "像素"),
        (png(colour=2), "透明"),
    ],
    ids=["cut off", "a byte changed on the disk", "too large", "too small", "opaque"],
)
def test_a_seal_that_cannot_be_printed_stops_the_letter(broken: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        render(*REPLY, seal=broken)


@pytest.mark.parametrize("size", [(300, 300), (400, 200), (200, 400)])
def test_a_seal_of_any_shape_takes_the_same_room_and_lets_the_words_show(size: tuple[int, int]) -> None:
    page = reader(render(*REPLY, seal=png(*size))).pages[0]

    wide, high = _image(page)[2:]

    assert max(wide, high) == pytest.approx(42 * MM, abs=1)
    assert wide / high == pytest.approx(size[0] / size[1], rel=0.01)
    [image] = [held.get_object() for held in page["/Resources"]["/XObject"].values()]  # type: ignore[index]
    assert "/SMask" in image


def test_a_letter_without_a_seal_has_no_image() -> None:
    assert not reader(printed("reply_disclosed")).pages[0].images


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hostname", "https://example.invalid/a.png", "data:image/png;base64,AA==", "seal:agency"],
)
def test_nothing_is_fetched_while_a_letter_is_drawn(url: str) -> None:
    with pytest.raises(BadInput, match="fetches nothing"):
        lay_out(f'<img src="{url}" alt="">', "letter.css")


def test_what_people_wrote_is_printed_and_never_run() -> None:
    kind, letter = REPLY
    hostile = replace(letter, request="<img src='file:///etc/hostname'>{{ 7*7 }}<script>x</script>")

    assert "<img src='file:///etc/hostname'>{{ 7*7 }}<script>x</script>" in text(kind, hostile)
    assert "<script>" not in html(kind, hostile)


def test_what_no_letter_can_show_is_left_out() -> None:
    assert printable("甲\u202e乙\x00丙\t丁\r\n戊\ud800") == "甲乙丙 丁\n戊"


@pytest.mark.parametrize("name", ["receipt", "reply_disclosed"])
def test_a_request_of_many_pages_is_printed_whole(name: str) -> None:
    """Fixed columns keep this linear: with columns measured from the text a few thousand characters take minutes."""
    kind, letter = SPECIMENS[name]

    drawn = pages(render(kind, replace(letter, request="申请公开甲乙丙。" * 1000)))

    said = "".join(glyph.sign for page in drawn for glyph in page)
    assert {said.count(sign) for sign in "甲乙丙"} == {1000}


@pytest.mark.parametrize("name", ["receipt", "reply_disclosed", "reply_disclosed-rare"])
def test_a_typical_letter_fits_one_page(name: str) -> None:
    assert len(reader(printed(name)).pages) == 1


def test_the_cells_of_a_table_are_told_apart_where_a_letter_is_read_as_words() -> None:
    words = text(*SPECIMENS["search_record"]).splitlines()

    assert "载体 | 起止时间 | 关键词 | 检索人和时间 | 结果" in words
    assert any(line.startswith("申请人：") for line in words)
