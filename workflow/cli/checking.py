"""`mingfu verify FILE`: a package against its manifest, and whether this store has made it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from workflow.bundle.checking import Checked, check_file
from workflow.cli import put
from workflow.cli.at_desk import at_desk, exists
from workflow.store.archive import archive_rows, bundle_rows
from workflow.store.schema import SchemaOld


def verify_file(path: Path, as_json: bool) -> None:
    """Print what holds and what does not; leaves with status 1 where a byte differs. Raises BadInput."""
    found = check_file(path)
    here = _made_here(found)
    faults = [{"name": f.name, "zh": f.said.zh, "en": f.said.en} for f in found.faults]
    told: dict[str, Any] = {
        "holds": not faults,
        "format": found.facts["format"],
        "case_no": found.facts.get("case_no"),
        "files": found.files,
        "manifest_sha256": found.manifest_sha256,
        "made_here": here,
        "faults": faults,
    }
    lines = [f"{f.name}：{f.said.zh} / {f.said.en}" for f in found.faults]
    lines += [] if faults else [f"{found.files} 个文件全部与清单相符 / every file is as the manifest says"]
    lines.append(f"清单摘要 / manifest SHA-256：{found.manifest_sha256}")
    lines.append(_HERE[here])
    put(told, as_json, "\n".join(lines))
    if faults:
        raise click.exceptions.Exit(1)


_HERE = {
    True: "本系统有制作该包的记录 / this store has made this package",
    False: "本系统没有制作该包的记录：清单可能被换过 / this store has not made it: the manifest may be another",
    None: "未与本系统的记录核对 / not compared with any store",
}


def _made_here(found: Checked) -> bool | None:
    """Whoever changes both a file and the manifest meets the record of the store; None without one to ask."""
    if not exists():
        return None
    try:
        with at_desk() as desk, desk.store.database.reading() as connection:
            bundle = bundle_rows.of_manifest(connection, found.manifest_sha256)
            return bool(bundle or archive_rows.of_manifest(connection, found.manifest_sha256))
    except SchemaOld:  # before `mingfu init` of a new release: the package proves itself all the same
        return None
