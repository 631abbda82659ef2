"""`mingfu import`: an old ledger taken over, row by row, with a rehearsal, a report and a way to stop."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click

from workflow.cli import put
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, at_desk, exists, moment, person, plain
from workflow.days.office_time import today_of
from workflow.days.working_days import WorkingDays
from workflow.desk import Desk
from workflow.errors import BadInput, NotFound
from workflow.guards import Around
from workflow.importing import reading, recording, reporting, running
from workflow.importing.judged import Action, Judged
from workflow.importing.running import Asked, Figures
from workflow.rules import Rules
from workflow.store import repository
from workflow.store.repository import WORKER

_SHOWN = 200


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="只检查，不导入 / look only, import nothing")
@click.option("--agency", "code", callback=plain, metavar="CODE", help="导入哪个机关 / which agency")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="结果写入工作簿 / write a report"
)
@AS_ACCOUNT
@AS_JSON
def import_(
    file: Path, dry_run: bool, code: str | None, report: Path | None, account: str | None, as_json: bool
) -> None:
    """导入原有台账（.xlsx、CSV）。 / Take over an existing ledger."""
    _require_places(file, report)
    if dry_run and not exists():
        found = list(_without_store(file))
        _answer(found, as_json, dry_run, file, report, stopped=False)
        return
    with at_desk() as desk:
        asked = _asked(desk, file, code, account, dry_run)
        if dry_run:
            rows = _alone(file, desk) if asked is None else running.rehearse(desk, asked, moment())
            _answer(_shown(rows), as_json, dry_run, file, report, stopped=False)
            return
        assert asked is not None
        with _stopping() as stop:
            found = _shown(recording.performed(desk, asked, moment, lambda: bool(stop)))
            _answer(found, as_json, dry_run, file, report, stopped=bool(stop))


def _require_places(file: Path, report: Path | None) -> None:
    if report is not None and report.suffix.lower() != ".xlsx":
        raise BadInput("--report 应为 .xlsx 文件 / the report is an .xlsx file")
    if report is not None and (report.resolve() == file.resolve() or not report.parent.is_dir()):
        raise BadInput("--report 不能写在这里 / the report cannot be written there")


def _asked(desk: Desk, file: Path, code: str | None, account: str | None, dry_run: bool) -> Asked | None:
    """Whose act, for which agency; a rehearsal needs neither."""
    by = person(desk, account) if account else WORKER
    with desk.store.database.reading() as connection:
        held = repository.agencies(connection)
        own = repository.officer(connection, by, today_of(moment())).agency if by != WORKER else None
    if code:
        own = next((a.agency_id for a in held if a.code == code), None)
        if own is None:
            raise NotFound(f"没有机关 {code} / no such agency")
    if own is None and len(held) == 1:
        own = held[0].agency_id
    if own is None and not dry_run:
        raise BadInput("请用 --agency 指明机关 / say which agency by --agency")
    return None if own is None else Asked(file, file.name, own, by)


def _alone(file: Path, desk: Desk) -> Iterator[list[Judged]]:
    """Looked at by itself: without an agency nothing stored is compared."""
    with desk.store.database.reading() as connection:
        around = desk.around(connection, None, moment())
    yield from reading.batches(reading.judged(file, around), 1000)


def _without_store(file: Path) -> Iterator[Judged]:
    rules = Rules.load()
    around = Around(
        today_of(moment()),
        WORKER,
        WorkingDays.load(rules.holidays),
        rules.regimes,
        rules.outcomes,
        rules.approvals,
        rules.fees,
    )
    return reading.judged(file, around)


def _shown(batches: Iterable[list[Judged]]) -> list[Judged]:
    """The rows of all batches; where somebody looks on, how many there are so far."""
    found: list[Judged] = []
    for batch in batches:
        found += batch
        if sys.stderr.isatty():
            click.echo(f"\r{len(found)} 行 / rows", nl=False, err=True)
    if sys.stderr.isatty():
        click.echo(err=True)
    return found


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """The first Ctrl-C ends the import after its batch; a second one breaks off, and the batch is undone."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(number, before[number])

    wanted = (signal.SIGINT, signal.SIGTERM)
    try:
        before: dict[int, Any] = {number: signal.signal(number, ask) for number in wanted}
    except ValueError:  # not on the main thread: nobody presses keys there
        before = {}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _answer(
    found: list[Judged], as_json: bool, dry_run: bool, file: Path, report: Path | None, *, stopped: bool
) -> None:
    if report is not None:
        reporting.write(file, reporting.verdicts(found), report)
    figures = Figures().plus(found)
    unread = {one.sheet: list(one.unread) for one in reading.columns(file) if one.unread}
    answer: dict[str, Any] = {"rows": [reporting.row_json(judged) for judged in found], "unread": unread}
    if not dry_run:
        answer |= {"imported": figures.clean + figures.warned, "stopped": stopped}
    left = [
        f"没有读入的栏 / columns not read：{sheet}：{'、'.join(heads)}" for sheet, heads in unread.items()
    ]
    put(answer, as_json, "\n".join([*left, *_lines(found, figures, dry_run, stopped)]))
    if stopped:
        raise click.exceptions.Exit(130)


def _lines(found: list[Judged], figures: Figures, dry_run: bool, stopped: bool) -> Iterator[str]:
    doubtful = [judged for judged in found if judged.action is not Action.IMPORT]
    for judged in doubtful[:_SHOWN]:
        said = reporting.SAID[judged.action]
        why = "；".join(map(reporting.told, judged.reasons))
        yield f"{judged.sheet}!{judged.excel_row}  {said.zh} / {said.en}：{why}"
    if len(doubtful) > _SHOWN:
        yield f"…… 另有 {len(doubtful) - _SHOWN} 行，见 --report / more rows, see --report"
    will = "将导入 / to import" if dry_run else "已导入 / imported"
    yield (
        f"{figures.done} 行 / rows；{will} {figures.clean + figures.warned}"
        f"（须核对 / to look at {figures.warned}）；不导入 / refused {figures.refused}"
        f"（以前已导入 / imported before {figures.already}）"
    )
    if stopped:
        yield "已按要求停止；再次运行即接着导入 / stopped as asked; run it again to go on"
