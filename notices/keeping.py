"""What must stay together in a letter: numbers with their names, a line with what it announces, last words."""

from __future__ import annotations

import re
from html import unescape

#: a paragraph, which runs over lines of 28 characters, or a cell, whose width is not known
BLOCK = re.compile(r"<(?P<tag>p|td)(?P<kind>[^>]*)>(?P<said>.*?)</(?P=tag)>", re.DOTALL)
#: a tag; 示例-2026-0199, 示例2025-031 (layout would part the number from its name, since each Chinese sign ends a
#: word); 11月10日, 12号: a number and its unit; the last two signs, since 单字不成行
SIGN, MARKS = r"[\u3400-\u9fff\U00020000-\U000323af]", r"[，。；：、”’」』）》？！]*\Z"
PIECE = re.compile(
    r"<[^>]*>"
    rf"|(?P<whole>{SIGN}{{2}}-?(?:19|20)\d{{2}}-\d{{1,8}}(?!\d)号?(?:{SIGN}{MARKS})?)"
    r"|(?P<unit>(?<![\d.])(?:\d{1,2}月\d{1,2}日|\d{1,4}(?:\.\d{1,2})?[年月日时分号件页元份卷个])"
    rf"(?:{SIGN}{MARKS})?)"
    rf"|(?P<last>[^\x00-\x7f]{SIGN}{MARKS})"
)
#: a paragraph ending in a colon, and a table or another paragraph
ANNOUNCES = re.compile(r"<p>((?:(?!</p>).)*：(?:</span>)?</p>)(?=\s*<(?:table|p|h2|h3)\b)", re.DOTALL)
LINE, INDENT = 28, 2
#: characters by which the first line may end early, and each further one
EARLY, EARLIER = 8, 3


def keep_together(page: str) -> str:
    """The same HTML with such pieces in spans of their kind and such paragraphs of class `leads`; its words stay."""
    head, start, body = page.partition("</head>")
    return head + start + ANNOUNCES.sub(r'<p class="leads">\1', BLOCK.sub(_block, body))


def _block(found: re.Match[str]) -> str:
    said = found["said"]
    running = found["tag"] == "p" and "<" not in said
    indent = 0 if 'class="to"' in found["kind"] else INDENT

    def kept(piece: re.Match[str]) -> str:
        kind = piece.lastgroup
        if not kind or (running and kind != "whole" and not _at_an_end(said, piece, indent)):
            return piece[0]
        return f'<span class="{kind}">{piece[0]}</span>'

    return f"<{found['tag']}{found['kind']}>{PIECE.sub(kept, said)}</{found['tag']}>"


def _at_an_end(said: str, piece: re.Match[str], indent: int) -> bool:
    """Whether a line may end inside: marking costs time, and most pieces stand well within their line."""
    left = indent + _wide(said[: piece.start()])
    right = left + _wide(piece[0])
    return any(
        left < LINE * n and right > LINE * n - EARLY - EARLIER * (n - 1)
        for n in range(1, 2 + int(right // LINE))
    )


def _wide(said: str) -> float:
    """In characters of full width."""
    return sum(1.0 if ord(sign) > 0xFF else 0.5 for sign in unescape(said))
