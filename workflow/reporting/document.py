"""The report as a document to go on writing in: tables three and four on landscape pages, then the text figures."""

from __future__ import annotations

import io
from typing import Any, Final

from workflow.reporting.annual import Report
from workflow.reporting.layout import Lines, body_four, body_three, head_four, head_three
from workflow.reporting.text import paragraphs

_LATIN, _CHINESE = "Times New Roman", "宋体"
_WIDTHS: Final = (1.8, 1.8, 6.0)  # cm, of the three columns of labels; the figures share the rest
_PAPER: Final = (29.7, 21.0, 1.2)  # A4 landscape with its margins


def document(report: Report) -> bytes:
    """The bytes of a DOCX file; equal reports give equal texts and tables."""
    import docx

    made: Any = docx.Document()
    _set_up(made)
    table = report.table
    title = f"{report.year}年政府信息公开工作年度报告（依申请公开部分）"
    made.core_properties.title, made.core_properties.author = title, table.agency
    _centred(made.add_heading(title, 0))
    as_of = f"，按{report.as_of.isoformat()}所知" if report.as_of else ""
    under = f"{table.agency}　{table.form.words.zh}（{table.form.provision}）{as_of}"
    _centred(made.add_paragraph(under))
    made.add_heading("三、收到和处理政府信息公开申请情况", 1)
    _table(made, head_three(table.form), body_three(table), _widths(len(table.form.columns)))
    made.add_page_break()
    made.add_heading("四、政府信息公开行政复议、行政诉讼情况", 1)
    _table(made, head_four(table.form), body_four(table))
    made.add_heading("文字部分的数字", 1)
    for words in paragraphs(report):
        made.add_paragraph(words.zh)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(_PAPER[0]), Cm(_PAPER[1])
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_PAPER[2])
    for name, size in (("Normal", 8.5), ("Title", 16), ("Heading 1", 12)):
        _type(made.styles[name], size)
    made.styles["Normal"].paragraph_format.space_after = 0


def _type(style: Any, size: float) -> None:
    """A Chinese face has to be named apart, or the reader's program picks one; black, as printed."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.color.rgb = _LATIN, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for themed in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{themed}"), None)
    for script, face in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", _CHINESE)):
        fonts.set(qn(f"w:{script}"), face)


def _widths(figures: int) -> tuple[float, ...]:
    rest = _PAPER[0] - 2 * _PAPER[2] - sum(_WIDTHS)
    return (*_WIDTHS, *(rest / figures for _ in range(figures)))


def _table(made: Any, head: Lines, body: Lines, widths: tuple[float, ...] = ()) -> None:
    """Each cell at the first place that none above or before it covers; the head stands on every page."""
    lines = head + body
    wide = sum(cell.across for cell in lines[0])
    table = made.add_table(rows=len(lines), cols=wide, style="Table Grid")
    table.autofit = not widths
    for column, width in zip(table.columns, widths, strict=False):
        _of_width(column, width)
    grid = [list(row.cells) for row in table.rows]
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(lines):
        place = 0
        for cell in line:
            while (at, place) in taken:
                place += 1
            covered = [(at + d, place + a) for d in range(cell.down) for a in range(cell.across)]
            taken |= set(covered)
            held = grid[at][place]
            if len(covered) > 1:
                held = held.merge(grid[covered[-1][0]][covered[-1][1]])
            _write(held, cell, centred=at < len(head))
            place += cell.across
    for row in table.rows[: len(head)]:
        _repeated(row)
    for row in table.rows:
        _whole(row)


def _of_width(column: Any, width: float) -> None:
    from docx.shared import Cm

    column.width = Cm(width)
    for cell in column.cells:
        cell.width = Cm(width)


def _write(held: Any, cell: Any, *, centred: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    told = held.paragraphs[0]
    told.text = cell.words.zh if cell.words else "" if cell.figure is None else str(cell.figure)
    told.alignment = ALIGN.CENTER if centred else ALIGN.LEFT if cell.is_head else ALIGN.RIGHT
    held.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  the library has no other way


def _repeated(row: Any) -> None:
    _mark(row, "w:tblHeader")


def _whole(row: Any) -> None:
    """A row is not torn apart between pages."""
    _mark(row, "w:cantSplit")


def _centred(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
