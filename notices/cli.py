"""`mingfu letter` and `mingfu letters`: letters and forms of a case or from data, and a specimen of each."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from notices.bulk import render_many
from notices.catalogue import Kind, shipped
from notices.of_case import of_case
from notices.reading import read_letter
from notices.render import CONFIG, render
from notices.specimens import specimens
from workflow.cli import put
from workflow.cli.at_desk import AS_ACCOUNT, at_desk, moment, person, plain
from workflow.errors import BadInput


@click.command()
@click.argument("kind")
@click.argument("file", required=False)
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="输出的PDF / PDF to write"
)
@click.option("--case", "case_no", metavar="REF", callback=plain, help="取自哪个案件 / the case it is of")
@click.option(
    "--ref", default="", callback=plain, help="几份中的哪一份：reply 或者文书序号 / which: reply or a number"
)
@AS_ACCOUNT
@click.option("--json", "as_json", is_flag=True, help="输出JSON / answer as JSON")
def letter(
    kind: str,
    file: str | None,
    output: Path,
    case_no: str | None,
    ref: str,
    account: str | None,
    as_json: bool,
) -> None:
    """案件的表单和已签发文书，或者用JSON数据生成一份文书（- 为标准输入）。Of a case, or from JSON (- reads stdin)."""
    if (file is None) == (case_no is None):
        raise BadInput("请给出数据文件或者 --case，只给一个 / give a file of data or --case, one of them")
    if case_no is not None:
        with at_desk() as desk:
            pdf = of_case(desk, person(desk, account), case_no, kind, moment(), ref)
    else:
        pdf = render(kind, read_letter(kind, _read(str(file)), CONFIG))
    _write(output, pdf)
    put(_facts(output, pdf), as_json, f"{output}  {len(pdf)}  SHA-256 {hashlib.sha256(pdf).hexdigest()}")


@click.group()
def letters() -> None:
    """文书样本。Letters: specimens."""


@letters.command("specimens")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出JSON / answer as JSON")
def specimens_command(folder: Path, as_json: bool) -> None:
    """把每种文书的样本写进文件夹。Write a specimen of every letter into a folder."""
    known = specimens(CONFIG)
    drawn = dict(zip(known, render_many(known.values(), os.cpu_count() or 1), strict=True))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as bad:
        raise BadInput(f"无法建立文件夹：{folder} / cannot make the folder: {bad.strerror}") from bad
    for name, pdf in drawn.items():
        _write(folder / f"{name}.pdf", pdf)
    answer = [_facts(folder / f"{name}.pdf", pdf) for name, pdf in drawn.items()]
    put({"letters": answer}, as_json, "\n".join(str(row["path"]) for row in answer))


@letters.command("kinds")
@click.option("--json", "as_json", is_flag=True, help="输出JSON / answer as JSON")
def kinds_command(as_json: bool) -> None:
    """列出文书种类和应当载明的内容。List the kinds of letters and what each must state."""
    lines = [f"{kind.code:26}{kind.zh}  {kind.en}" for kind in shipped()]
    put({"kinds": [_declared(kind) for kind in shipped()]}, as_json, "\n".join(lines))


def _declared(kind: Kind) -> dict[str, object]:
    named = ("code", "number", "title", "zh", "en", "addressee", "form", "remedy", "clock", "series", "route")
    facts = [asdict(fact) | {"options": {c: [zh, en] for c, zh, en in fact.options}} for fact in kind.facts]
    return {name: getattr(kind, name) for name in named} | {"facts": facts}


def _facts(path: Path, pdf: bytes) -> dict[str, object]:
    return {"path": str(path), "bytes": len(pdf), "sha256": hashlib.sha256(pdf).hexdigest()}


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        raise BadInput(f"无法读取：{file} / cannot be read: {bad}") from bad


def _write(path: Path, pdf: bytes) -> None:
    """Whole or not at all: a reader never meets half a letter."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_bytes(pdf)
        half.replace(path)
    except OSError as bad:
        half.unlink(missing_ok=True)
        raise BadInput(f"无法写入：{path} / cannot be written: {bad.strerror}") from bad
