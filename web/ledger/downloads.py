"""Just what the list shows, as a workbook or CSV: the same conditions, order and columns, every page of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from flask import Response, send_file

from web.access import desk, now, person, signed_in, today
from web.ledger.blueprint import ledger
from web.ledger.reading import columns_of_address, form_of_address
from web.words import language, said, t
from workflow.errors import BadInput, NotFound
from workflow.ledger_sheets import streaming
from workflow.ledger_sheets.columns import USUAL, chosen
from workflow.ledger_sheets.files import Printed, Say, csv_text
from workflow.ledger_sheets.lines import Column
from workflow.ledger_sheets.workbooks import workbook
from workflow.viewing import Filter
from workflow.wording import Words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@ledger.get("/ledger/file.<kind>")
@signed_in
def file(kind: str) -> Any:
    """The whole list as a file."""
    if kind not in ("xlsx", "csv"):
        raise NotFound("没有这种文件 / no such kind of file")
    form = form_of_address()
    if not form.validate():
        raise BadInput("条件有误，请从台账重新下载 / a condition is wrong: download again from the ledger")
    columns = columns_of_address() or chosen(USUAL)
    asked = form.filter(None, None)
    if kind == "csv":
        return _csv(asked, columns)
    title = t("明复台账 {day}", "Mingfu ledger {day}", day=today().isoformat())
    said_of = "；".join(f"{said(label)}：{said(value)}" for _name, label, value in form.narrowing)
    return _xlsx(asked, columns, Printed(title, said_of, _spoken()))


def _spoken() -> Say:
    """Words in the language of this request, also once it is over and the file is still being sent."""
    return partial(_in, language())


def _in(chosen_language: str, words: Words) -> str:
    return words.en if chosen_language == "en" else words.zh


def _csv(asked: Filter, columns: tuple[Column, ...]) -> Response:
    lines = streaming.lines(desk(), person(), now(), asked, columns)
    pieces = csv_text(columns, lines, _spoken())
    first = next(pieces)  # what cannot be is refused before the answer begins
    return Response(_whole(first, pieces), mimetype="text/csv", headers=_named("csv"))


def _whole(first: str, rest: Iterator[str]) -> Iterator[bytes]:
    yield first.encode()
    for piece in rest:
        yield piece.encode()


def _xlsx(asked: Filter, columns: tuple[Column, ...], printed: Printed) -> Response:
    """A workbook is whole only at its end: it is written aside and then sent."""
    lines = streaming.lines(desk(), person(), now(), asked, columns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        workbook(path, columns, lines, printed)
        opened = path.open("rb")  # it can be read on after the folder is gone
    answer = send_file(opened, mimetype=_XLSX)
    answer.headers.update(_named("xlsx"))
    return answer


def _named(kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="ledger-{today().isoformat()}.{kind}"'}
