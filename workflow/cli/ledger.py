"""`mingfu ledger` and `mingfu overdue`: the register of cases, narrowed, as a table, JSON, CSV or workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from workflow.cli import overdue_figures, put
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, agency, at_desk, moment, person, plain
from workflow.cli.calendar_pages import width
from workflow.days.office_time import today_of
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.ledger_sheets import files, streaming, workbooks
from workflow.ledger_sheets.columns import COLUMNS, USUAL, chosen
from workflow.ledger_sheets.files import both
from workflow.ledger_sheets.lines import Column, Line
from workflow.supervision.watching import BY
from workflow.terms import Channel, Status
from workflow.viewing import Filter, LedgerRow

PAGE = 500
_SHOWN = ("case_no", "status", "due_on", "remaining", "applicant", "handler_name", "summary")
_WIDEST = 40
AS_CSV = click.option("--csv", "as_csv", is_flag=True, help="输出 CSV / answer in CSV")
AS_XLSX = click.option("--xlsx", "as_xlsx", is_flag=True, help="输出工作簿，须有 -o / a workbook, with -o")
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="文件 / the file to write"
)
CHOSEN = click.option(
    "--columns", callback=plain, metavar="A,B,C", help="文件的栏目，按此顺序 / columns of the file, in order"
)
AGENCY = click.option("--agency", "code", callback=plain, metavar="CODE", help="机关代码 / agency by code")
HANDLER = click.option("--handler", callback=plain, metavar="ACCOUNT", help="承办人账号 / handler by account")


@click.command()
@click.option("--status", type=click.Choice([s.value for s in Status]), help="状态 / status")
@click.option("--channel", type=click.Choice([c.value for c in Channel]), help="途径 / channel")
@click.option("--outcome", callback=plain, metavar="CODE", help="答复结果代码 / outcome by code")
@click.option("--text", callback=plain, help="编号、文号、姓名、内容 / number, name or words")
@click.option("--overdue", is_flag=True, help="只看超期 / overdue only")
@click.option("--open", "open_only", is_flag=True, help="只看未结 / open only")
@click.option(
    "--due-within", type=click.IntRange(0, 250), metavar="N", help="N 个工作日内到期 / due within N"
)
@AGENCY
@HANDLER
@AS_ACCOUNT
@AS_JSON
@AS_CSV
@AS_XLSX
@CHOSEN
@OUTPUT
def ledger(
    status: str | None,
    channel: str | None,
    outcome: str | None,
    text: str | None,
    overdue: bool,
    open_only: bool,
    due_within: int | None,
    code: str | None,
    handler: str | None,
    account: str | None,
    as_json: bool,
    as_csv: bool,
    as_xlsx: bool,
    columns: str | None,
    output: Path | None,
) -> None:
    """台账：本人可见范围内的案件。 / The ledger of the cases this person may see."""
    with at_desk() as desk:
        asked = Filter(
            status=Status(status) if status else None,
            channel=channel or "",
            outcome=_outcome(desk, outcome),
            text=text or "",
            overdue=overdue,
            open_only=open_only,
            due_within=due_within,
            agency=agency(desk, code) if code else None,
            handler=person(desk, handler) if handler else None,
            limit=PAGE,
        )
        _answer(desk, account, asked, Wanted(as_json, as_csv, as_xlsx, columns, output))


def _outcome(desk: Desk, code: str | None) -> str:
    if code and code not in desk.rules.outcomes:
        raise BadInput(f"没有这种答复结果：{code} / no such outcome")
    return code or ""


@click.command()
@AGENCY
@HANDLER
@AS_ACCOUNT
@AS_JSON
@AS_CSV
@AS_XLSX
@CHOSEN
@OUTPUT
@click.option(
    "--by",
    "listed",
    type=click.Choice([*BY]),
    help="不列案件，按机关、单位或承办人计数 / count instead of listing",
)
def overdue(
    code: str | None,
    handler: str | None,
    account: str | None,
    as_json: bool,
    as_csv: bool,
    as_xlsx: bool,
    columns: str | None,
    output: Path | None,
    listed: str | None,
) -> None:
    """超期案件；各项期限还有多近。 / The cases past their deadline; how near every limit is."""
    with at_desk() as desk:
        if listed:
            if as_csv or as_xlsx or handler:
                raise click.UsageError("--by 只与 --agency、--json 合用 / --by goes with --agency and --json")
            below = agency(desk, code) if code else None
            overdue_figures.figures(desk, person(desk, account), below, listed, as_json)
            return
        asked = Filter(
            overdue=True,
            agency=agency(desk, code) if code else None,
            handler=person(desk, handler) if handler else None,
            limit=PAGE,
        )
        _answer(desk, account, asked, Wanted(as_json, as_csv, as_xlsx, columns, output))


class Wanted(NamedTuple):
    """How the list is to be answered."""

    as_json: bool
    as_csv: bool
    as_xlsx: bool
    columns: str | None
    output: Path | None

    def check(self) -> None:
        """Raises UsageError for ways that exclude each other."""
        if self.as_json + self.as_csv + self.as_xlsx > 1:
            raise click.UsageError("--json、--csv、--xlsx 只能选一 / choose one of --json, --csv, --xlsx")
        if self.as_xlsx != bool(self.output) and not (self.as_csv and self.output):
            raise click.UsageError("--xlsx 须有 -o，-o 须有 --xlsx 或 --csv / -o goes with --xlsx or --csv")
        if self.columns is not None and not (self.as_csv or self.as_xlsx):
            raise click.UsageError("--columns 须有 --xlsx 或 --csv / --columns goes with --xlsx or --csv")


def _answer(desk: Desk, account: str | None, asked: Filter, wanted: Wanted) -> None:
    wanted.check()
    by, now = person(desk, account), moment()
    if wanted.as_csv or wanted.as_xlsx:
        _file(desk, by, now, asked, wanted)
        return
    rows = list(_rows(desk, by, asked))
    answer = {"as_of": today_of(now), "total": len(rows), "rows": [_row_json(row) for row in rows]}
    put(answer, wanted.as_json, table(rows))


def _file(desk: Desk, by: int, now: datetime, asked: Filter, wanted: Wanted) -> None:
    """Written as it is read."""
    names = [name.strip() for name in wanted.columns.split(",")] if wanted.columns is not None else USUAL
    picked = chosen(names)
    lines = streaming.lines(desk, by, now, asked, picked)
    if wanted.output is None:
        for piece in files.csv_text(picked, lines, both):
            click.echo(piece, nl=False)
        return
    scratch = wanted.output.with_name(f"{wanted.output.name}.part")
    try:
        _write(scratch, picked, lines, wanted.as_csv, today_of(now))
        scratch.replace(wanted.output)
    except OSError as bad:
        raise BadInput(f"{wanted.output}：无法写入 / cannot be written: {bad.strerror}") from bad
    finally:
        scratch.unlink(missing_ok=True)
    click.echo(f"已写入 / written: {wanted.output}")


def _write(file: Path, picked: Sequence[Column], lines: Iterable[Line], as_csv: bool, today: date) -> None:
    if not as_csv:
        title = f"明复台账 / Mingfu ledger {today.isoformat()}"
        workbooks.workbook(file, picked, lines, files.Printed(title, "", both))
        return
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(files.csv_text(picked, lines, both))


def _rows(desk: Desk, by: int, asked: Filter) -> Iterator[LedgerRow]:
    """Every page, at one moment."""
    now = moment()
    while True:
        page = desk.ledger(by, now, asked)
        yield from page.rows
        if page.next_after is None:
            return
        asked = Filter(
            **{name: getattr(asked, name) for name in asked.__slots__} | {"after": page.next_after}
        )


def _row_json(row: LedgerRow) -> dict[str, Any]:
    return row._asdict() | {"status": row.status.value, "waiting_for": row.waiting_for._asdict()}


def _cell(row: LedgerRow, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, Status):
        return value.zh
    if name == "channel":
        return Channel(value).zh
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def table(rows: list[LedgerRow]) -> str:
    """The rows under their heads, columns aligned for wide characters."""
    if not rows:
        return "没有符合条件的案件 / no case fits"
    lines = [
        [both(COLUMNS[name].words) for name in _SHOWN],
        *([_short(_cell(r, name)) for name in _SHOWN] for r in rows),
    ]
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    told = [
        "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([*told, f"{len(rows)} 件 / cases"])


def _short(cell: str) -> str:
    while width(cell) > _WIDEST:
        cell = cell[:-2] + "…"
    return cell
