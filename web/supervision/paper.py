"""The page of the meeting on paper: the same tables and pictures as on screen, laid out as PDF."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import escape

from web.press import press
from web.words import language

_STYLE: Final = """
@page { size: A4; margin: 18mm 15mm;
  @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; color: #566173 } }
body { font: 10pt/1.5 "FandolSong", "Noto Serif CJK SC", serif; color: #1a2230 }
h1 { font-size: 17pt; text-align: center; margin: 0 0 2mm }
.sub { text-align: center; color: #566173; margin: 0 0 6mm }
h2 { font-size: 11pt; margin: 5mm 0 2mm } small { color: #566173; font-weight: 400; font-size: 9pt }
table { border-collapse: collapse; width: 100%; margin: 0 0 5mm; font-size: 9pt }
caption { text-align: left; font-weight: 600; font-size: 11pt; padding: 0 0 1.5mm } caption.over { display: none }
th, td { border: .5pt solid #8a95a3; padding: 1mm 1.5mm; text-align: left; vertical-align: top; font-weight: 400 }
thead th { background: #eef1f4 } tr { break-inside: avoid } .n { text-align: right; white-space: nowrap }
.pair { display: flex; gap: 6mm } .pair > div { flex: 1 }
svg.chart { width: 85mm; height: 30mm } .near { color: #8a4f00 } .no, .on { white-space: nowrap }
.key { list-style: none; margin: 0 0 4mm; padding: 0; font-size: 9pt }
.key li { display: inline-block; margin-right: 5mm }
.swatch { width: 3mm; height: 3mm; margin-right: 1.5mm }
"""
#: a picture in a document to be printed carries its own colours
_OF_PICTURES: Final = """
.grid { stroke: #dde2e8 } .axis { font: 16px sans-serif; fill: #566173 } .col-first { fill: #9fb6cc }
.col-second { fill: #1c4f7c } .line-share { fill: none; stroke: #1b6340; stroke-width: 3 } .dot-share { fill: #1b6340 }
"""
_PICTURE: Final = re.compile(r'<svg class="(?:chart|swatch)"[^>]*>')


def meeting(title: str, body: str) -> bytes:
    """The bytes of the PDF."""
    drawn = _PICTURE.sub(lambda found: f"{found[0]}<style>{_OF_PICTURES}</style>", body)
    return press(
        f'<!doctype html><html lang="{"en" if language() == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{drawn}</body></html>"
    )
