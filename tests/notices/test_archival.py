"""PDF/A-3a (ISO 19005-3): every specimen keeps every rule, and each rule finds the file that breaks it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pdf_a import breaches, dictionaries
from printing import SPECIMENS, printed
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)
from seals import png

from notices.render import render

Break = Callable[[PdfWriter], object]


@pytest.mark.parametrize("name", SPECIMENS)
def test_every_letter_and_form_is_archival(name: str) -> None:
    assert breaches(printed(name)) == []


def test_a_sealed_letter_is_archival_and_says_what_the_picture_is() -> None:
    sealed = render(*SPECIMENS["reply_disclosed"], seal=png())

    assert breaches(sealed) == []
    figures = [held for held in dictionaries(PdfReader(io.BytesIO(sealed))) if held.get("/S") == "/Figure"]
    assert [held["/Alt"] for held in figures] == ["印章"]


def _root(file: PdfWriter) -> Any:
    return file._root_object


def _held(file: PdfWriter, key: str, value: str) -> Iterator[Any]:
    for one in file._objects:
        if isinstance(one, DictionaryObject) and one.get(key) == value:
            yield one


def _append(file: PdfWriter, said: bytes) -> None:
    more = DecodedStreamObject()
    more.set_data(said)
    page = file.pages[0]
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), file._add_object(more)])


def _described(file: PdfWriter) -> Any:
    return next(_held(file, "/Subtype", "/CIDFontType0"))["/FontDescriptor"].get_object()


def _note(file: PdfWriter) -> None:
    note = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text")}
    )
    file.pages[0][NameObject("/Annots")] = ArrayObject([file._add_object(note)])


def _widen(file: PdfWriter) -> None:
    next(_held(file, "/Subtype", "/CIDFontType0"))["/W"][1][0] = FloatObject(1)


def _rename(file: PdfWriter) -> None:
    next(_held(file, "/S", "/P"))[NameObject("/S")] = NameObject("/Absatz")


def _unrelate(file: PdfWriter) -> None:
    next(one for one in file._objects if isinstance(one, DictionaryObject) and "/AFRelationship" in one).pop(
        "/AFRelationship"
    )


SCRIPT = DictionaryObject(
    {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
)
FAULTS: dict[str, tuple[str, Break]] = {
    "no output intent": ("6.2.3", lambda file: _root(file).pop("/OutputIntents")),
    "a script": ("6.5", lambda file: _root(file).update({NameObject("/OpenAction"): SCRIPT})),
    "an act at opening": ("6.4, 6.5", lambda file: _root(file).update({NameObject("/OpenAction"): SCRIPT})),
    "no characters": ("6.2.11.7", lambda file: next(_held(file, "/Subtype", "/Type0")).pop("/ToUnicode")),
    "no font": ("6.2.11.4", lambda file: _described(file).pop("/FontFile3")),
    "widths of its own": ("6.2.11.5", _widen),
    "CMYK": ("6.2.4", lambda file: _append(file, b" 0 0 0 1 k ")),
    "an unknown operator": ("6.2.2", lambda file: _append(file, b" 1 xyz ")),
    "drawn outside the structure": ("6.7.2", lambda file: _append(file, b" 0 0 9 9 re f ")),
    "not marked": ("6.7.2", lambda file: _root(file).pop("/MarkInfo")),
    "no language": ("6.7.4", lambda file: _root(file).pop("/Lang")),
    "an unknown type": ("6.7.3", _rename),
    "no metadata": ("6.6.2", lambda file: _root(file).pop("/Metadata")),
    "another title": ("6.6.3", lambda file: file.add_metadata({"/Title": TextStringObject("另一份文书")})),
    "an annotation": ("6.3", _note),
    "attachments not associated": ("6.8", lambda file: _root(file).pop("/AF")),
    "an attachment without relation": ("6.8", _unrelate),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_breaks_a_rule_is_found(fault: str) -> None:
    clause, damage = FAULTS[fault]
    file = PdfWriter(clone_from=io.BytesIO(printed("receipt")))
    whole = io.BytesIO()
    file.write(whole)
    assert not [said for said in breaches(whole.getvalue()) if said.startswith(clause)]

    damage(file)
    broken = io.BytesIO()
    file.write(broken)

    assert [said for said in breaches(broken.getvalue()) if said.startswith(clause)]


@pytest.mark.parametrize(
    ("old", "new", "clause"),
    [(b"%PDF-1.7", b"%PDF-2.0", "6.1.2"), (b"%%EOF", b"%%EOF and more", "6.1.3")],
)
def test_a_wrong_frame_is_found(old: bytes, new: bytes, clause: str) -> None:
    assert [said for said in breaches(printed("receipt").replace(old, new)) if said.startswith(clause)]
