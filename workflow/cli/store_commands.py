"""`mingfu init`, `verify`, `rebuild` and `worker`: making the store, proving it, deriving it anew, tending it."""

from __future__ import annotations

import logging
import signal
from pathlib import Path
from typing import NamedTuple

import click

from workflow import redating, verifying
from workflow.cli import put
from workflow.cli.at_desk import AS_JSON, at_desk, exists, home, moment
from workflow.cli.checking import verify_file
from workflow.desk import Desk
from workflow.rules import Rules
from workflow.store import Store, schema
from workflow.store.offices import calendar_rows


class SetUp(NamedTuple):
    """What `init` did: the folder, what is new, rows derived anew, holiday years loaded, deadlines they moved."""

    home: str
    made: bool
    upgraded: bool
    rebuilt: int
    years: tuple[int, ...]
    moved: int


def set_up() -> SetUp:
    """Make the store or bring it up to date: database, key, calendar. A second time changes nothing."""
    made = not exists()
    home().mkdir(mode=0o700, parents=True, exist_ok=True)  # names stand in the database unsealed
    store = Store.open()
    try:
        before = schema.revision(store.database)
        owed = home() / "rebuild-owed"
        if before is not None and not schema.is_current(store.database):
            owed.touch()
        schema.upgrade(store.database)
        upgraded = schema.revision(store.database) != before
        rebuilt = _rebuilt(store, owed)
        known = _calendar(store)
        moved = redating.sync_folder(Desk(store, Rules.load()), moment())
        loaded = tuple(sorted(year for year, digest in _calendar(store).items() if known.get(year) != digest))
        return SetUp(str(store.home), made, upgraded, rebuilt, loaded, len(moved))
    finally:
        store.close()


def _rebuilt(store: Store, owed: Path) -> int:
    """New columns of the projection are filled from the histories; a run cut short is made up by the next."""
    if not owed.exists():
        return 0
    rows = verifying.rebuild(store, Rules.load())
    owed.unlink()
    return rows


def _calendar(store: Store) -> dict[int, str]:
    with store.database.reading() as connection:
        return calendar_rows.digests(connection)


@click.command()
@AS_JSON
def init(as_json: bool) -> None:
    """建库：数据库、密钥、工作日历；可以重复运行。 / Make the store; safe to run again."""
    done = set_up()
    state = "新建 / made" if done.made else "升级 / upgraded" if done.upgraded else "已是最新 / up to date"
    years = f"{done.years[0]}–{done.years[-1]}" if done.years else "无新文件 / nothing new"
    lines = (
        f"数据目录 / home：{done.home}",
        f"数据库 / database：{state}",
        *(
            [f"台账 / ledger：重新推算 {done.rebuilt} 行 / {done.rebuilt} rows derived anew"]
            if done.rebuilt
            else []
        ),
        f"工作日历 / calendar：{years}；期限变动 {done.moved} 件 / {done.moved} deadlines moved",
    )
    put(done._asdict(), as_json, "\n".join(lines))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@AS_JSON
def verify(file: Path | None, as_json: bool) -> None:
    """核验全部案件的经过、台账行、编号和文件；给出文件时核验该案卷包。 / Prove the store, or one package."""
    if file is not None:
        verify_file(file, as_json)
        return
    with at_desk() as desk:
        faults = verifying.verify(desk.store, desk.rules)
    lines = [_fault(f) for f in faults] or ["全部相符 / everything holds"]
    put({"holds": not faults, "faults": [f._asdict() for f in faults]}, as_json, "\n".join(lines))
    if faults:
        raise click.exceptions.Exit(1)


def _fault(f: verifying.Fault) -> str:
    place = f" 第 {f.seq} 条 / entry {f.seq}" if f.seq is not None else ""
    return f"{f.case_no}{place}：{f.zh} / {f.en}"


@click.command()
@AS_JSON
def rebuild(as_json: bool) -> None:
    """由经过重新推算台账行。 / Derive the rows of the ledger anew from the histories."""
    with at_desk() as desk:
        rows = verifying.rebuild(desk.store, desk.rules)
    put({"rows": rows}, as_json, f"已重建 {rows} 行 / {rows} rows rebuilt")


@click.command()
def worker() -> None:
    """单独运行定时任务，直到收到终止信号。 / Run the worker alone until told to stop."""
    from workflow.worker import start

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("workflow").setLevel(logging.INFO)
    asked_to_end = (signal.SIGTERM, signal.SIGINT)
    with at_desk() as desk:
        signal.pthread_sigmask(
            signal.SIG_BLOCK, asked_to_end
        )  # kept until waited for; the threads inherit it
        stop = start(desk)
        click.echo("定时任务已启动 / the worker is running")
        signal.sigwait(asked_to_end)
        stop()
    click.echo("定时任务已停止 / the worker has stopped")
