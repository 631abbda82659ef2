"""Pictures set on A4, each on a page of its own: the picture's bytes go into the file as they are."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final, NamedTuple

from pypdf import PdfWriter
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from notices.bundle.objects import add

#: A4 in points; the margin leaves room for the page number
WIDE, HIGH, MARGIN = 595.28, 841.89, 40.0
#: a picture is never drawn larger than at this many dots an inch
LEAST_DOTS: Final = 72.0


class Picture(NamedTuple):
    """A picture in grey or RGB: a whole JPEG (`packed`), or its bare bytes row by row."""

    width: int
    height: int
    grey: bool
    content: bytes
    packed: bool


def on_paper(pictures: Iterable[Picture]) -> bytes:
    """A PDF with one page for each, as large as the page allows, centred; landscape pictures lie across."""
    writer, made = PdfWriter(), BytesIO()
    for picture in pictures:
        across = picture.width > picture.height
        page = writer.add_blank_page(HIGH if across else WIDE, WIDE if across else HIGH)
        image = add(writer, _image(picture))
        named = DictionaryObject({NameObject("/Picture"): image})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
        drawn = DecodedStreamObject()
        drawn.set_data(_placed(picture, across).encode())
        page[NameObject("/Contents")] = add(writer, drawn)
    writer.write(made)
    return made.getvalue()


def _placed(picture: Picture, across: bool) -> str:
    wide, high = (HIGH, WIDE) if across else (WIDE, HIGH)
    room = (wide - 2 * MARGIN) / picture.width, (high - 2 * MARGIN) / picture.height
    scale = min(*room, 72 / LEAST_DOTS)
    width, height = picture.width * scale, picture.height * scale
    x, y = (wide - width) / 2, (high - height) / 2
    return f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /Picture Do Q"


def _image(picture: Picture) -> StreamObject:
    image: StreamObject
    if picture.packed:
        image = EncodedStreamObject()
        image._data = picture.content  # noqa: SLF001  pypdf packs nothing as JPEG itself
        image[NameObject("/Filter")] = NameObject("/DCTDecode")
    else:
        plain = DecodedStreamObject()
        plain.set_data(picture.content)
        image = plain.flate_encode(3)
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(picture.width),
            NameObject("/Height"): NumberObject(picture.height),
            NameObject("/ColorSpace"): NameObject("/DeviceGray" if picture.grey else "/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
        }
    )
    return image
