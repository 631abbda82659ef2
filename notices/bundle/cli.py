"""`mingfu bundle`, the file of a case for reconsideration and court; `mingfu transfer`, a package for the archives."""

from __future__ import annotations

from pathlib import Path

import click

from notices.bundle import transfer as handing
from notices.bundle.making import make
from workflow.cli import put
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, agency, at_desk, moment, person, plain
from workflow.errors import BadInput


@click.command()
@click.argument("case_no", metavar="REF", callback=plain)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="写到哪个文件，.zip 为整包，.pdf 只要案卷 / where to: .zip for all, .pdf for the document alone",
)
@click.option(
    "--decision", type=int, metavar="N", help="以第 N 项经过的决定为准，缺省为最后一次 / the deciding entry"
)
@AS_ACCOUNT
@AS_JSON
def bundle(case_no: str, output: Path, decision: int | None, account: str | None, as_json: bool) -> None:
    """制作案卷：目录、期限计算表、全部证据和原件。 / Make the court file of a case."""
    if output.suffix.lower() not in (".zip", ".pdf"):
        raise BadInput("输出文件应为 .zip 或 .pdf / the output is a .zip or a .pdf")
    with at_desk() as desk:
        made = make(desk, person(desk, account), case_no, moment(), decision)
    _write(output, made.pdf if output.suffix.lower() == ".pdf" else made.package.content)
    told = {
        "case_no": case_no,
        "pages": made.pages,
        "pdf_a": made.archival,
        "slips": made.slips,
        "manifest_sha256": made.package.manifest_sha256,
        "decision": made.decision.seq if made.decision else None,
    }
    kind = "PDF/A-3b" if made.archival else "PDF"
    lines = [f"{output}：{made.pages} 页 / {made.pages} pages，{kind}"]
    lines.append(f"清单摘要 / manifest SHA-256：{made.package.manifest_sha256}")
    lines += [f"以说明页代替 / by a slip：{name}" for name in made.slips]
    put(told, as_json, "\n".join(lines))


@click.command()
@click.argument("numbers", metavar="[REF]...", nargs=-1)
@click.option("--agency", "code", required=True, metavar="CODE", callback=plain, help="机关代码 / its code")
@click.option("--retention", "wanted", default="", help="保管期限，缺省为全部 / class of retention")
@click.option("--year", type=click.IntRange(2008, 2200), help="归档年度，缺省为全部 / archived in that year")
@click.option("--most", default=100, type=click.IntRange(1, 1000), help="最多几件，缺省 100 / at most")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@AS_ACCOUNT
@AS_JSON
def transfer(
    numbers: tuple[str, ...],
    code: str,
    wanted: str,
    year: int | None,
    most: int,
    output: Path,
    account: str | None,
    as_json: bool,
) -> None:
    """制作移交档案馆的包：已归档、未移交的案卷。 / Pack archived files for the archives."""
    if output.suffix.lower() != ".zip" or output.exists():
        raise BadInput("输出应为尚不存在的 .zip 文件 / the output is a .zip that does not exist yet")
    with at_desk() as desk:
        who, of, now = person(desk, account), agency(desk, code), moment()
        found = () if numbers else handing.waiting(desk, who, now, of, wanted, most, year)
        chosen = numbers or tuple(case.case_no for case in found)
        done = handing.hand_over(
            desk,
            who,
            of,
            chosen,
            now,
            lambda said: click.echo(said, err=True),
            lambda package: _write(output, package.content),
        )
    told = {"transfer": done.number, "cases": done.cases, "manifest_sha256": done.package.manifest_sha256}
    put(told, as_json, f"{output}：{done.cases} 件 / {done.cases} files\n{done.package.manifest_sha256}")


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as bad:
        raise BadInput(f"不能写入 {output}：{bad.strerror} / cannot be written") from None
