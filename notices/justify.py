"""A straight right edge: the space that a line leaves is shared out between its characters.

WeasyPrint widens spaces only, and Chinese has none. The lines are laid out and broken by WeasyPrint; here each
wrapped line of a justified paragraph gets the letter spacing that ends it at the edge of the type area.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

#: more than this share of a character between any two would tear the line, and read as a space
LOOSEST = 0.2


def straighten(document: Any) -> Any:
    """The same weasyprint Document, its wrapped lines ending at the right edge."""
    boxes = import_module("weasyprint.formatting_structure.boxes")
    for page in document.pages:
        for block in page._page_box.descendants():  # noqa: SLF001  there is no public way in
            if isinstance(block, boxes.BlockContainerBox) and block.style["text_align_all"] == "justify":
                for line in _wrapped(block, boxes):
                    _stretch(line, block.content_box_x() + block.width, boxes)
    return document


def _wrapped(block: Any, boxes: Any) -> Iterator[Any]:
    """Lines that go on below: neither the last of a paragraph nor one that was ended on purpose."""
    for line in block.children:
        goes_on = isinstance(line, boxes.LineBox) and line.resume_at is not None
        if goes_on and line.style["white_space"] in ("normal", "nowrap"):
            yield line


def _stretch(line: Any, edge: float, boxes: Any) -> None:
    """CSS puts letter spacing after every character, so that the last one has it outside the text."""
    texts = list(_texts(line, boxes))
    if not texts or texts[-1].element_tag.startswith("br"):
        return
    last, signs = texts[-1], sum(len(text.text) for text in texts)
    gap = edge - (last.position_x + last.width - _spacing(last))
    if signs > 1 and 0 < gap <= LOOSEST * (signs - 1) * line.style["font_size"]:
        _spread(line, gap / (signs - 1), 0.0, boxes)


def _texts(box: Any, boxes: Any) -> Iterator[Any]:
    """The texts of the line itself, not of a block set into it, which keeps its width."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child, boxes)


def _spread(box: Any, extra: float, shift: float, boxes: Any) -> float:
    """Widen every text in the box and move what follows; the width gained so far."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            child.style, child.position_x = _spaced(child, extra), child.position_x + shift
            child.width += extra * len(child.text)
            shift += extra * len(child.text)
        elif isinstance(child, boxes.InlineBox):
            child.position_x += shift
            before, shift = shift, _spread(child, extra, shift, boxes)
            child.width += shift - before
        else:
            child.translate(shift, 0)
    return shift


def _spaced(text: Any, extra: float) -> Any:
    """The style of one piece of text alone: pieces of a paragraph share theirs."""
    style = text.style.copy()
    style["letter_spacing"] = _spacing(text) + extra
    return style


def _spacing(text: Any) -> float:
    held = text.style["letter_spacing"]
    return 0.0 if held == "normal" else float(held)
