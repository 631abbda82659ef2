"""What must stay together in a letter: a number with the name before it, a line with what it announces."""

from __future__ import annotations

import re

#: 示例-2026-0199, 示例2025-031: layout would part the number from its name, since each Chinese sign ends a word
NUMBER = re.compile(r"[\u4e00-\u9fff]{2}-?\d{4}-\d{1,8}(?!\d)(?=[^<>]*<)")
#: a paragraph ending in a colon, and a table or another paragraph
ANNOUNCES = re.compile(r"<p>((?:(?!</p>).)*：</p>)(?=\s*<(?:table|p)\b)", re.DOTALL)


def keep_together(page: str) -> str:
    """The same HTML with such numbers in spans `whole` and such paragraphs of class `leads`; its words stay."""
    head, start, body = page.partition("</head>")
    body = NUMBER.sub(r'<span class="whole">\g<0></span>', body)
    return head + start + ANNOUNCES.sub(r'<p class="leads">\1', body)
