"""`mingfu report annual` and `mingfu report check`: the annual report, and holding any published one to its rules."""

from __future__ import annotations

from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from workflow.cli import put
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, agency, at_desk, day, moment, person, plain
from workflow.cli.calendar_pages import width
from workflow.errors import BadInput
from workflow.reporting import checking, published
from workflow.reporting.annual import Asked, Report, annual
from workflow.reporting.forms import Form
from workflow.reporting.known_forms import forms_of
from workflow.reporting.page import page
from workflow.reporting.table import as_json as table_json
from workflow.reporting.text import paragraphs
from workflow.rules import Rules


@click.group()
def report() -> None:
    """政府信息公开工作年度报告。 / The annual report."""


@report.command("annual")
@click.option("--year", type=int, required=True, help="报告年度 / the year")
@click.option("--agency", "code", callback=plain, metavar="CODE", help="机关代码 / agency by code")
@click.option("--subtree", is_flag=True, help="连同所有下级机关 / with all agencies below")
@click.option("--form", callback=plain, help="2014、2019、2021，缺省按年度 / else the one of the year")
@click.option("--as-of", callback=day, metavar="DAY", help="按那一天所知 / as known on that day")
@click.option("--html", "kind", flag_value="html", help="输出网页 / as a page")
@click.option("--xlsx", "kind", flag_value="xlsx", help="输出工作簿 / as a workbook")
@click.option("--pdf", "kind", flag_value="pdf", help="输出 PDF / as PDF")
@click.option("--docx", "kind", flag_value="docx", help="输出可编辑的文档 / as a document to edit")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="文件 / the file to write"
)
@AS_ACCOUNT
@AS_JSON
def annual_report(
    year: int,
    code: str | None,
    subtree: bool,
    form: str | None,
    as_of: date | None,
    kind: str | None,
    output: Path | None,
    account: str | None,
    as_json: bool,
) -> None:
    """表三、表四；不指明账号时为整个系统。 / Tables three and four; of the whole system where nobody is named."""
    if bool(kind) != bool(output) or (kind and as_json):
        raise click.UsageError(
            "--html、--xlsx、--pdf、--docx 与 -o 须同时使用 / "
            "--html, --xlsx, --pdf and --docx go with -o FILE, without --json"
        )
    with at_desk() as desk:
        asked = Asked(
            year=year,
            agency=agency(desk, code) if code else None,
            subtree=subtree,
            form=form or "",
            as_of=as_of,
        )
        made = annual(desk, person(desk, account) if account else None, moment(), asked)
    if kind and output:
        _write(output, _file(made, kind))
        click.echo(f"已写入 / written: {output}")
        return
    put(table_json(made.table), as_json, _text(made))


def _file(made: Report, kind: str) -> bytes:
    if kind == "html":
        return page(made).encode()
    if kind == "xlsx":
        from workflow.reporting.workbook import workbook

        return workbook(made)
    if kind == "docx":
        from workflow.reporting.document import document

        return document(made)
    press = next(iter(entry_points(group="mingfu.presses", name="page")), None)
    if press is None:
        raise BadInput("没有安装排版部分，不能输出 PDF / the press is not installed: no PDF")
    pdf: bytes = press.load()(page(made))
    return pdf


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as bad:
        raise BadInput(f"{output}：无法写入 / cannot be written: {bad.strerror}") from bad


def _text(made: Report) -> str:
    """The columns side by side, the sentences, and whether the sums hold."""
    form = made.table.form
    label = max(width(row.words.zh) for row in form.rows)
    head = " " * label + "".join(_right(column.words.zh, 14) for column in form.columns)
    lines = [f"{made.table.agency} {made.year} {form.words.zh} / {form.words.en}", head]
    for row in form.rows:
        cells = made.table.rows[row.id]
        lines.append(_left(row.words.zh, label) + "".join(_right(str(cells[c]), 14) for c in form.column_ids))
    lines += [""] + [
        f"{group.words.zh}："
        + " ".join(f"{words.zh} {made.table.groups[group.id][id_]}" for id_, words in form.results)
        for group in form.groups
    ]
    lines += ["", *(f"{words.zh}\n{words.en}" for words in paragraphs(made))]
    sums = "勾稽关系成立 / the sums hold" if made.holds else "勾稽关系不成立 / THE SUMS DO NOT HOLD"
    return "\n".join([*lines, sums, *(line.case_no for line in (*made.amiss, *made.broken))])


def _left(words: str, wide: int) -> str:
    return words + " " * (wide - width(words))


def _right(words: str, wide: int) -> str:
    return " " * max(1, wide - width(words)) + words


@report.command()
@click.argument("file", type=click.Path(path_type=Path))
@AS_JSON
def check(file: Path, as_json: bool) -> None:
    """核对任一年度报告（JSON 或 XLSX）的勾稽关系。 / Hold a published report, JSON or XLSX, to its rules."""
    table = published.read(file, forms_of(Rules.load().outcomes))
    found = checking.faults(table)
    answer: dict[str, Any] = {"format": table.form.id, "faults": [fault.as_json() for fault in found]}
    lines = [_fault(table.form, fault) for fault in found] or ["勾稽关系成立 / the sums hold"]
    put(answer, as_json, "\n".join([f"{table.form.words.zh} / {table.form.words.en}", *lines]))
    if found:
        raise click.exceptions.Exit(1)


def _fault(form: Form, fault: checking.Fault) -> str:
    rule = fault.rule
    return f"{_named(form, fault)}：{fault.left} ≠ {fault.right}  {rule.words.zh} / {rule.words.en}"


def _named(form: Form, fault: checking.Fault) -> str:
    """What the column, row or group of a fault is called."""
    return form.words_of(fault.rule.over, fault.place).zh
