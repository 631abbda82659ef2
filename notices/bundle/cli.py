"""`mingfu bundle`: the file of a case for reconsideration and court, written as a package or as the document alone."""

from __future__ import annotations

from pathlib import Path

import click

from notices.bundle.making import make
from workflow.cli import put
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, at_desk, moment, person, plain
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
    content = made.pdf if output.suffix.lower() == ".pdf" else made.package.content
    try:
        output.write_bytes(content)
    except OSError as bad:
        raise BadInput(f"不能写入 {output}：{bad.strerror} / cannot be written") from None
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
