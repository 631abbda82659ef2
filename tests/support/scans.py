"""Files as a scanner makes them, and what their pages say."""

from __future__ import annotations

import io

from PIL import Image
from pypdf import PdfReader, PdfWriter


def png(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> bytes:
    """A small picture."""
    made = io.BytesIO()
    Image.new(mode, size).save(made, "PNG")
    return made.getvalue()


def pdf(pages: int = 1, turned: int = 0) -> bytes:
    """A file as a scanner makes it: blank pages, perhaps turned."""
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842).rotate(turned)
    writer.write(made)
    return made.getvalue()


def words(content: bytes) -> list[str]:
    """What each page says, spaces left out."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
