"""A laid-out letter as an archival file: PDF/A-3a, tagged, its data beside it; equal values give equal bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from importlib import import_module
from typing import Any

from notices.press import LOCK
from workflow.errors import BadInput

VARIANT = "pdf/a-3a"
ATTACHED = "letter.json"


def archive(document: Any, kind: str, letter: Any, made_from: bytes) -> bytes:
    """The file of a laid-out letter, its values attached as JSON; made_from: all that the look depends on.

    Raises BadInput where no installed font has a character, rather than print a box.
    """
    with LOCK:
        pdf: bytes = document.write_pdf(
            pdf_variant=VARIANT,
            pdf_identifier=sha256(made_from).hexdigest().encode()[:32],
            attachments=[_attachment(kind, letter)],
            finisher=_tidy,
        )
    if missing := {point for font in document.fonts.values() for point in font.missing}:
        signs = "、".join(f"{chr(p)}（U+{p:04X}）" for p in sorted(missing))
        raise BadInput(
            f"已安装的字体没有这些字，请安装后再生成：{signs} / no installed font has these characters"
        )
    return pdf


def values(kind: str, letter: Any) -> str:
    """The letter's values as JSON: every field by its name, dates as 2026-11-20."""
    return json.dumps({"kind": kind} | _plain(letter), ensure_ascii=False, indent=1)


def _attachment(kind: str, letter: Any) -> Any:
    """Dated like the letter: the moment of rendering would give other bytes each time."""
    made = datetime.combine(letter.dated_on, time(), UTC)
    return import_module("weasyprint").Attachment(
        string=values(kind, letter),
        name=ATTACHED,
        description="文书数据 / the letter's data",
        relationship="Data",
        created=made,
        modified=made,
    )


def _tidy(_: object, pdf: Any) -> None:
    """WeasyPrint names an attachment twice among the associated files, and packs its streams the slow way."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    stream = import_module("pydyf").Stream
    for held in pdf.objects:
        if isinstance(held, stream) and held.extra.get("Type") == "/Metadata":
            held.compress = False  # an archive reads it without unpacking anything
        elif isinstance(held, stream) and held.compress:
            _pack(held)


def _pack(stream: Any) -> None:
    """Half the time of the highest level, for half a percent more bytes."""
    plain = import_module("pydyf").Stream(stream.stream).data
    raw = plain.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    stream.stream, stream.compress = [zlib.compress(raw, 6)], False
    stream.extra["Filter"] = "/FlateDecode"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(held) for name, held in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(held) for held in value]
    return value.isoformat() if isinstance(value, date) else value
