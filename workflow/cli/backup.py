"""`mingfu backup` and `mingfu restore`: saving the store while people work, and bringing it back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from workflow import backup as backups
from workflow import verifying
from workflow.administration.scope import note
from workflow.backup import Secret
from workflow.cli import put
from workflow.cli.at_desk import AS_JSON, at_desk, home, moment
from workflow.errors import BadInput
from workflow.rules import Rules
from workflow.store import Store
from workflow.store.repository import WORKER

_FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


def _locked(command: Callable[..., None]) -> Callable[..., None]:
    """The ways to say what locks a backup."""
    for option in (
        click.option(
            "--key-file", type=click.Path(path_type=Path), help="用密钥文件加密 / a key file locks it"
        ),
        click.option(
            "--passphrase-file", type=click.Path(path_type=Path), help="口令所在文件 / a file with it"
        ),
        click.option("--ask", is_flag=True, help="输入口令 / ask for a passphrase"),
    ):
        command = option(command)
    return command


def _secret(ask: bool, passphrase_file: Path | None, key_file: Path | None, confirm: bool) -> Secret | None:
    if sum(map(bool, (ask, passphrase_file, key_file))) > 1:
        raise BadInput("口令、口令文件、密钥文件只用一种 / only one of passphrase, its file, and key file")
    if key_file:
        return Secret.key_file(key_file)
    if passphrase_file:
        try:
            return Secret.passphrase(passphrase_file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as bad:
            raise BadInput(f"口令文件 {passphrase_file} 无法读取 / cannot be read") from bad
    if ask:
        words = click.prompt("口令 / passphrase", hide_input=True, confirmation_prompt=confirm)
        return Secret.passphrase(words)
    return None


@click.command()
@_FILE
@_locked
@AS_JSON
def backup(file: Path, ask: bool, passphrase_file: Path | None, key_file: Path | None, as_json: bool) -> None:
    """备份数据库和文件，办公照常进行；不含密钥。 / Save database and documents while people work; no key in it."""
    secret = _secret(ask, passphrase_file, key_file, confirm=True)
    with at_desk() as desk:
        taken = backups.take(desk.store, file, moment(), secret)
        note(desk.store, WORKER, moment(), "backed_up", taken.path.name, taken.noted())
    answer = taken._asdict() | {"path": str(taken.path)}
    lines = [
        f"{taken.path}\t{taken.size:,} 字节 / bytes\tSHA-256 {taken.sha256}",
        f"{taken.rows} 行，{taken.documents} 份文件 / rows, documents",
        *(() if secret else ("未加密：请妥善保管 / not encrypted: keep it safe",)),
        *taken.faults,
    ]
    put(answer, as_json, "\n".join(lines))
    if taken.faults:
        raise click.exceptions.Exit(1)


@click.command()
@_FILE
@_locked
@click.option("--check", is_flag=True, help="只核对备份，不恢复 / only prove the backup, write nothing")
@AS_JSON
def restore(
    file: Path,
    ask: bool,
    passphrase_file: Path | None,
    key_file: Path | None,
    check: bool,
    as_json: bool,
) -> None:
    """在空机器上恢复备份，并核验全部经过。 / Bring a backup back on an empty machine and verify it."""
    if not file.is_file():
        raise BadInput(f"没有备份文件 {file} / no such backup")
    secret = _secret(ask, passphrase_file, key_file, confirm=False)
    restored, found = (backups.check(file, secret), []) if check else _restored(file, secret)
    faults = [*restored.faults, *(f"{f.case_no}：{f.zh} / {f.en}" for f in found)]
    done = "完好 / sound" if check else "已恢复 / restored"
    lines = [
        f"备份于 / taken at {restored.taken_at}",
        f"{restored.rows} 行，{restored.documents} 份文件 / rows, documents：{done}",
        *(f"规则与程序不同 / a rule differs: restored-rules/{name}" for name in restored.differing),
        *(faults or ["全部相符 / everything holds"]),
    ]
    answer: dict[str, Any] = restored._asdict() | {"restored": not check, "faults": faults}
    put(answer, as_json, "\n".join(lines))
    if faults:
        raise click.exceptions.Exit(1)


def _restored(file: Path, secret: Secret | None) -> tuple[backups.Restored, list[verifying.Fault]]:
    key = Path(os.environ.get("MINGFU_KEY_FILE") or home() / "mingfu.key")
    if not key.exists():
        raise BadInput(f"请先把这些数据的密钥文件放到 {key} / put the key file of this data there first")
    store = Store.open()
    try:
        restored = backups.restore(store, file, secret, key)
        return restored, verifying.verify(store, Rules.load())
    finally:
        store.close()
