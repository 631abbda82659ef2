"""`mingfu letter` and `mingfu letters` as a script would call them."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from notices.cli import letter, letters
from notices.render import render
from notices.specimens import specimens
from workflow.errors import BadInput

CONFIG = Path(__file__).parents[2] / "config"


def reply() -> dict[str, Any]:
    return {
        "organ": {"name": "示例县财政局", "review_organ": "示例县人民政府", "court": "示例县人民法院"},
        "number": "示财公开〔2026〕3号",
        "case_no": "示财-2026-0007",
        "applicant": "龑喆堃",
        "received_on": "2026-11-02",
        "request": "2025年部门决算",
        "supplied": ["2025年部门决算", "2025年部门决算说明"],
        "supply": "电子文档",
        "way": "电子邮件",
        "dated_on": "2026-11-20",
    }


def run(kind: str, values: object, out: Path) -> Result:
    written = values if isinstance(values, str) else json.dumps(values)
    return CliRunner().invoke(letter, [kind, "-", "-o", str(out), "--json"], input=written)


def test_a_letter_is_drawn_from_data_and_its_digest_told(tmp_path: Path) -> None:
    result = run("reply_disclosed", reply(), tmp_path / "a.pdf")
    told, pdf = json.loads(result.output), (tmp_path / "a.pdf").read_bytes()
    said = "".join(p.extract_text() for p in PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")

    assert told == {
        "path": str(tmp_path / "a.pdf"),
        "bytes": len(pdf),
        "sha256": hashlib.sha256(pdf).hexdigest(),
    }
    assert "示例县人民政府申请行政复议，或者" in said
    assert "第三十六条第二项" in said


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"applicant": None}, "applicant"),
        ({"dated_on": "2026-11-31"}, "dated_on"),
        ({"colour": "red"}, "colour"),
        ({"organ": {"name": "示例县财政局"}}, "organ.court"),
        ({"organ": "示例县财政局"}, "organ"),
        ({"outcome": "refused_internal"}, "refused_internal"),
        ({"outcome": "nothing"}, "nothing"),
        ({"supplied": "一件"}, "supplied"),
    ],
)
def test_bad_values_are_refused_by_name_and_nothing_is_written(
    tmp_path: Path, change: dict[str, Any], named: str
) -> None:
    result = run("reply_disclosed", reply() | change, tmp_path / "a.pdf")

    assert isinstance(result.exception, BadInput)
    assert named in str(result.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "source"), [("reply_disclosed", "{"), ("reply_disclosed", "[]"), ("refusal", "{}")]
)
def test_broken_json_and_unknown_kinds_are_refused(tmp_path: Path, kind: str, source: str) -> None:
    assert isinstance(run(kind, source, tmp_path / "a.pdf").exception, BadInput)


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    result = run("reply_disclosed", reply(), tmp_path / "none" / "a.pdf")

    assert isinstance(result.exception, BadInput)


def test_specimens_of_every_kind_are_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(letters, ["specimens", str(tmp_path / "s"), "--json"])
    known = specimens(CONFIG)

    assert {Path(row["path"]).stem for row in json.loads(result.output)["letters"]} == set(known)
    assert (tmp_path / "s" / "receipt.pdf").read_bytes() == render(*known["receipt"])
