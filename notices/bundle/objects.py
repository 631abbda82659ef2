"""Objects of a PDF beside its pages, which several pages may share."""

from __future__ import annotations

from pypdf import PdfWriter
from pypdf.generic import IndirectObject, PdfObject


def add(writer: PdfWriter, made: PdfObject) -> IndirectObject:
    """Put it into the file and answer the reference to it."""
    return writer._add_object(made)  # noqa: SLF001  there is no public way in
