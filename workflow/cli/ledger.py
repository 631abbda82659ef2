"""`mingfu ledger` and `mingfu overdue`: the register of cases, narrowed, as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from workflow.cli import put
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, agency, at_desk, moment, person, plain
from workflow.cli.calendar_pages import width
from workflow.desk import Desk
from workflow.errors import BadInput
from workflow.office_time import today_of
from workflow.terms import Channel, Status
from workflow.viewing import Filter, LedgerRow

PAGE = 500
COLUMNS = {
    "case_no": "编号 / case",
    "agency_name": "机关 / agency",
    "status": "状态 / status",
    "received_on": "收到 / received",
    "due_on": "期限 / due",
    "remaining": "剩余工作日 / days left",
    "channel": "途径 / channel",
    "applicant": "申请人 / applicant",
    "summary": "内容 / subject",
    "handler_name": "承办 / handler",
    "outcome": "结果 / outcome",
    "document_no": "文号 / number",
}
_SHOWN = ("case_no", "status", "due_on", "remaining", "applicant", "handler_name", "summary")
_WIDEST = 40
AS_CSV = click.option("--csv", "as_csv", is_flag=True, help="输出 CSV / answer in CSV")
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
        _answer(desk, account, asked, as_json, as_csv)


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
def overdue(code: str | None, handler: str | None, account: str | None, as_json: bool, as_csv: bool) -> None:
    """超期案件。 / The cases past their deadline."""
    with at_desk() as desk:
        asked = Filter(
            overdue=True,
            agency=agency(desk, code) if code else None,
            handler=person(desk, handler) if handler else None,
            limit=PAGE,
        )
        _answer(desk, account, asked, as_json, as_csv)


def _answer(desk: Desk, account: str | None, asked: Filter, as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise click.UsageError("--json 与 --csv 只能选一 / choose --json or --csv")
    by, now = person(desk, account), moment()
    rows = list(_rows(desk, by, asked))
    if as_csv:
        click.echo(as_csv_text(rows), nl=False)
        return
    answer = {"as_of": today_of(now), "total": len(rows), "rows": [_row_json(row) for row in rows]}
    put(answer, as_json, table(rows))


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


def as_csv_text(rows: Iterable[LedgerRow]) -> str:
    """CSV with a byte order mark, so that spreadsheets read it as UTF-8; no cell can start a formula."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(COLUMNS.values())
    sheet.writerows([_tame(_cell(row, name)) for name in COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()


def _tame(cell: str) -> str:
    """What begins like a formula becomes text; a negative number stays one."""
    return (
        f"'{cell}"
        if cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and not _number(cell))
        else cell
    )


def _number(cell: str) -> bool:
    return cell[1:].isdigit()


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
    lines = [[COLUMNS[name] for name in _SHOWN], *([_short(_cell(r, name)) for name in _SHOWN] for r in rows)]
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
