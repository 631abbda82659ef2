"""PDF/A-3 (ISO 19005-3) clause by clause, on letters of every make: long, with tables, sealed, rare, internal forms."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from notices.catalogue import CONFIG
from notices.render import render
from notices.specimens import specimens

SPECIMENS = specimens(CONFIG)
MAKES = (
    *("reply_disclosed", "reply_disclosed-rare", "reply_partly_disclosed-three-pages", "fee_notice"),
    *("receipt", "consult_third_party", "approval_sheet-long", "evidence_list-long", "sealed"),
)
ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/JavaScript", "/SetOCGState"}
BLENDS = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten"}


def _seal() -> bytes:
    """A red square with a transparent edge, as PNG."""
    rows = b"".join(b"\0" + b"\xe6\0\x12\x80" * 100 for _ in range(100))
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 100, 100, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    made = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@cache
def printed(make: str) -> bytes:
    if make == "sealed":
        return render(*SPECIMENS["reply_disclosed"], seal=_seal())
    return render(*SPECIMENS[make])


@cache
def opened(make: str) -> PdfReader:
    return PdfReader(io.BytesIO(printed(make)))


def objects(make: str) -> Iterator[Any]:
    """Every object of the file, however deep, once."""
    reader, seen = opened(make), set()
    stack: list[Any] = [reader.trailer]
    while stack:
        held = stack.pop()
        if isinstance(held, IndirectObject):
            if (held.idnum, held.generation) in seen:
                continue
            seen.add((held.idnum, held.generation))
            held = held.get_object()
        yield held
        if isinstance(held, dict):
            stack += [held.raw_get(key) for key in held]
        elif isinstance(held, list):
            stack += list(held)


def dictionaries(make: str) -> list[DictionaryObject]:
    return [held for held in objects(make) if isinstance(held, DictionaryObject)]


@pytest.fixture(params=MAKES)
def make(request: pytest.FixtureRequest) -> str:
    """Each make in turn."""
    return str(request.param)


def test_the_header_is_followed_by_bytes_that_say_binary(make: str) -> None:  # 6.1.2
    first, second = printed(make).split(b"\n", 2)[:2]

    assert re.fullmatch(rb"%PDF-1\.[0-7]", first)
    assert second.startswith(b"%")
    assert len(second) >= 5
    assert all(byte > 127 for byte in second[1:5])


def test_nothing_is_encrypted_and_the_file_has_its_identity(make: str) -> None:  # 6.1.3
    trailer = opened(make).trailer

    assert "/Encrypt" not in trailer
    assert len(trailer["/ID"]) == 2
    assert all(len(bytes(part.original_bytes)) > 0 for part in trailer["/ID"])


def test_no_stream_is_external_or_packed_by_a_barred_filter(make: str) -> None:  # 6.1.7
    for held in dictionaries(make):
        if isinstance(held, StreamObject):
            filters = held.get("/Filter", [])
            assert not {"/F", "/FFilter", "/FDecodeParms"} & held.keys()
            assert not {"/LZWDecode", "/Crypt"} & {
                str(f) for f in ([filters] if isinstance(filters, str) else filters)
            }


def test_names_strings_and_pages_keep_within_the_limits(make: str) -> None:  # 6.1.13
    for held in objects(make):
        assert not isinstance(held, NameObject) or len(held.encode()) <= 127
        assert not isinstance(held, str | bytes) or len(held) <= 32767
        assert not isinstance(held, int) or -(2**31) <= held < 2**31
    assert all(3 <= side <= 14400 for page in opened(make).pages for side in page.mediabox[2:])


def test_the_output_intent_holds_an_icc_profile_of_its_colours(make: str) -> None:  # 6.2.3
    [intent] = [i.get_object() for i in opened(make).trailer["/Root"]["/OutputIntents"]]
    profile = intent["/DestOutputProfile"].get_object()
    data = profile.get_data()

    assert intent["/S"] == "/GTS_PDFA1"
    assert data[36:40] == b"acsp"
    assert {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}[data[16:20]] == profile["/N"]
    assert data[8] <= 4


def test_graphics_use_no_barred_state_image_or_form(make: str) -> None:  # 6.2.4 to 6.2.10
    for held in dictionaries(make):
        assert not {"/TR", "/HTP", "/OPI", "/Alternates"} & held.keys()
        assert held.get("/TR2", "/Default") == "/Default"
        assert held.get("/Interpolate", False) in (False, None) or not held["/Interpolate"]
        assert held.get("/Subtype") != "/PS"
        if held.get("/Type") == "/ExtGState":
            assert held.get("/BM", "/Normal") in BLENDS


def test_every_font_is_embedded_with_its_map(make: str) -> None:  # 6.2.11
    fonts = [held for held in dictionaries(make) if held.get("/Type") == "/Font"]

    assert fonts
    for font in fonts:
        if font["/Subtype"] == "/Type0":
            assert font["/Encoding"] in ("/Identity-H", "/Identity-V")
            assert "/ToUnicode" in font
        else:
            described = font["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys()
            assert font["/Subtype"] != "/CIDFontType2" or "/CIDToGIDMap" in font


def test_nothing_in_the_file_acts(make: str) -> None:  # 6.3, 6.4, 6.5, 6.10
    for held in dictionaries(make):
        assert str(held.get("/S", "")) not in ACTIONS
        assert not {"/AA", "/JS", "/OpenAction", "/XFA", "/NeedAppearances", "/OCProperties"} & held.keys()
        assert held.get("/Type") != "/Annot" or held["/Subtype"] in ("/Link", "/FileAttachment")


def test_the_metadata_is_plain_and_says_what_the_file_is(make: str) -> None:  # 6.6.2
    root = opened(make).trailer["/Root"]
    metadata = root["/Metadata"].get_object()
    said = metadata.get_data().decode("utf-8")

    assert (metadata["/Type"], metadata["/Subtype"]) == ("/Metadata", "/XML")
    assert "/Filter" not in metadata
    assert re.search(r"pdfaid:part(?:>|=\")3", said)
    assert re.search(r"pdfaid:conformance(?:>|=\")A", said)
    assert opened(make).metadata is not None
    assert str(opened(make).metadata.title) in said  # type: ignore[union-attr]


def test_the_file_is_tagged_and_names_its_language(make: str) -> None:  # 6.7
    root = opened(make).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("zh")
    assert root["/StructTreeRoot"]["/K"]
    assert all("/StructParents" in page for page in opened(make).pages)


def test_what_is_attached_says_its_type_its_day_and_why(make: str) -> None:  # 6.8
    root = opened(make).trailer["/Root"]
    [attached] = [held.get_object() for held in root["/AF"]]
    stream = attached["/EF"]["/F"].get_object()

    assert {"/F", "/UF", "/EF", "/AFRelationship"} <= attached.keys()
    assert attached["/AFRelationship"] == "/Data"
    assert stream["/Type"] == "/EmbeddedFile"
    assert str(stream["/Subtype"]).replace("#2F", "/").lstrip("/") == "application/json"
    assert "/ModDate" in stream["/Params"]
