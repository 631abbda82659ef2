"""Papers as pages of the court file: pictures of any make, turned pages, what is locked, broken or acts by itself."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject
from scans import pdf, png, words

from notices.bundle.binding import bind, part
from notices.bundle.pages import Original, pages_of
from notices.bundle.press import press

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
FRAME = {"agency": "示例市人民政府办公室", "case_no": "示府办-2026-0001"}


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_is_upright_on_a_page_that_is_turned(turned: int) -> None:
    bound = bind([part("附件", "", pdf(1, turned), True)], "甲-1", "案卷", "示例", NOW)

    [page] = PdfReader(io.BytesIO(bound)).pages
    assert "第1页，共1页" in "".join(page.extract_text().split())
    assert page.rotation == turned


def test_what_acts_in_a_copied_page_is_left_behind() -> None:
    writer, made = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(200, 200)
    writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url="https://example.org"))
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript")}
    )
    writer.write(made)
    assert page is not None

    bound = bind([part("附件", "", made.getvalue(), True)], "甲-1", "案卷", "示例", NOW)

    reader = PdfReader(io.BytesIO(bound))
    assert "/Annots" not in reader.pages[0]
    assert not {"/OpenAction", "/AA", "/Names"} & reader.trailer["/Root"].keys()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK"])
def test_a_scan_of_any_colours_becomes_a_page(mode: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (30, 20)).save(made, "TIFF")
    original = Original("扫描.tif", "image/tiff", made.getvalue(), "0" * 64, "originals/001-扫描.tif")

    pages = pages_of(original, FRAME)

    assert not pages.slip
    assert len(PdfReader(io.BytesIO(pages.pdf)).pages) == 1


def test_a_scan_of_several_pages_becomes_as_many() -> None:
    made = io.BytesIO()
    frames = [Image.new("1", (30, 20)) for _ in range(3)]
    frames[0].save(made, "TIFF", save_all=True, append_images=frames[1:])

    pages = pages_of(Original("传真.tif", "image/tiff", made.getvalue(), "0" * 64, "x"), FRAME)

    assert len(PdfReader(io.BytesIO(pages.pdf)).pages) == 3


def test_a_picture_cut_short_and_a_locked_file_are_said_to_be_so() -> None:
    writer, locked = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    writer.write(locked)

    cut = pages_of(Original("半.png", "image/png", png("RGB", (600, 400))[:60], "0" * 64, "x"), FRAME)
    shut = pages_of(Original("锁.pdf", "application/pdf", locked.getvalue(), "0" * 64, "x"), FRAME)

    assert (cut.slip, shut.slip) == (True, True)
    assert "加密" in words(shut.pdf)[0]


def test_a_character_no_font_has_leaves_a_mark_and_does_not_stop_the_file() -> None:
    values = {"heading": "说明", "rows": (), "said": "甲\U0010fffd乙", "lines": (), "facts": (), "note": ""}

    assert "甲〓乙" in words(press("words", {**FRAME, **values}))[0]


def test_a_picture_is_as_upright_as_the_camera_was_held() -> None:
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # held on its side
    Image.new("RGB", (40, 20)).save(made, "JPEG", exif=exif)

    pages = pages_of(Original("照片.jpg", "image/jpeg", made.getvalue(), "0" * 64, "x"), FRAME)

    [page] = PdfReader(io.BytesIO(pages.pdf)).pages
    assert page.mediabox.height > page.mediabox.width


def test_a_scan_goes_in_byte_for_byte() -> None:
    made = io.BytesIO()
    Image.effect_noise((60, 90), 40).save(made, "JPEG")

    pages = pages_of(Original("扫描.jpg", "image/jpeg", made.getvalue(), "0" * 64, "x"), FRAME)

    assert made.getvalue() in pages.pdf
