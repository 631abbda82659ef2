"""The report as one page of HTML by itself: for the printer, the press and the archive; nothing is fetched."""

from __future__ import annotations

from html import escape

from workflow.reporting.annual import Report
from workflow.reporting.layout import Cell, Lines, body_four, body_three, head_four, head_three
from workflow.reporting.text import paragraphs

_STYLE = """
@page { size: A4 landscape; margin: 10mm 12mm; @bottom-right { content: counter(page) " / " counter(pages);
font-size: 8pt; } }
body { font: 8.5pt/1.3 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #000; }
h1 { font-size: 15pt; text-align: center; margin: 0 0 2mm; } h2 { font-size: 11pt; margin: 3mm 0 1mm; }
p { margin: 1mm 0; } .under { text-align: center; margin: 0 0 2mm; }
table { border-collapse: collapse; width: 100%; } thead { display: table-header-group; }
th, td { border: 0.5pt solid #000; padding: 0.6mm 1.2mm; font-weight: normal; } tr { break-inside: avoid; }
thead th { text-align: center; background: #f2f2f2; } tbody th { text-align: left; }
td { text-align: right; font-variant-numeric: tabular-nums; }
.four { break-before: page; }
"""


def page(report: Report) -> str:
    """The whole document, in Chinese as it is published."""
    table = report.table
    title = f"{report.year}年政府信息公开工作年度报告（依申请公开部分）"
    as_of = f"，按{report.as_of.isoformat()}所知" if report.as_of else ""
    text = "".join(f"<p>{escape(words.zh)}</p>" for words in paragraphs(report))
    three = _table(head_three(table.form), body_three(table))
    four = _table(head_four(table.form), body_four(table))
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f'<p class="under">{escape(table.agency)}　{escape(table.form.words.zh)}（{table.form.provision}）{as_of}</p>'
        f"<h2>三、收到和处理政府信息公开申请情况</h2>{three}"
        f'<div class="four"><h2>四、政府信息公开行政复议、行政诉讼情况</h2>{four}<h2>文字部分</h2>{text}</div>'
        "</body></html>\n"
    )


def _table(head: Lines, body: Lines) -> str:
    return f"<table><thead>{_rows(head)}</thead><tbody>{_rows(body)}</tbody></table>"


def _rows(lines: Lines) -> str:
    return "".join(f"<tr>{''.join(map(_cell, line))}</tr>" for line in lines)


def _cell(cell: Cell) -> str:
    spans = f' rowspan="{cell.down}"' * (cell.down > 1) + f' colspan="{cell.across}"' * (cell.across > 1)
    if cell.words is not None:
        return f"<th{spans}>{escape(cell.words.zh)}</th>"
    return f"<td{spans}>{'' if cell.figure is None else cell.figure}</td>"
