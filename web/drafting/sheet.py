"""A letter inside a frame of the editor: the sheet made as wide as the frame, and nothing on it runs or loads."""

from __future__ import annotations

from flask import Response
from markupsafe import escape

from web.security import LETTER_POLICY

#: px of a sheet at full size, and the widths of a frame it is made to fit, widest first
FULL, STEPS = 830, (780, 720, 660, 600, 560, 520, 480, 440, 400, 360, 320, 280)
_FIT = "".join(f"@media screen and (max-width:{w}px){{html{{zoom:{w / FULL * 0.93:.2f}}}}}" for w in STEPS)
STYLE = (
    "<style>@media screen{html{background:#e9edf1}body{position:relative;box-sizing:border-box;width:210mm;"
    "min-height:297mm;margin:16px auto;padding:37mm 26mm 35mm 28mm;background:#fff;box-shadow:0 1px 8px #0003}"
    ".head{left:20mm;top:29.3mm}.foot{display:none}}" + _FIT + "</style></head>"
)


def sheet(page: str) -> Response:
    """The page of a letter, fitted."""
    return _framed(page.replace("</head>", STYLE, 1))


def blank(words: str) -> Response:
    """An empty sheet that says why it is empty."""
    page = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>–</title></head>'
        f'<body><p style="color:#566173;text-align:center;padding-top:90mm">{escape(words)}</p></body></html>'
    )
    return sheet(page)


def _framed(page: str) -> Response:
    return Response(page, headers={"Content-Security-Policy": LETTER_POLICY, "Cache-Control": "no-store"})
