"""Just what a list shows, as a workbook or CSV: the same conditions, order and columns, every page of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from flask import Response, send_file

from web.access import today
from web.ledger.subject import Subject
from web.words import language, said, t
from workflow.errors import BadInput, NotFound
from workflow.ledger_sheets.files import Printed, Say, csv_text
from workflow.ledger_sheets.lines import Column
from workflow.ledger_sheets.workbooks import workbook
from workflow.wording import Words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sent(subject: Subject, kind: str) -> Any:
    """The whole list as a file. Raises NotFound for another kind of file, BadInput for a wrong condition."""
    if kind not in ("xlsx", "csv"):
        raise NotFound("没有这种文件 / no such kind of file")
    form = subject.form(False)
    if not form.validate():
        raise BadInput("条件有误，请从台账重新下载 / a condition is wrong: download again from the ledger")
    columns = subject.of_address() or subject.chosen(subject.usual)
    if kind == "csv":
        return _csv(subject, form, columns)
    title = f"{t('明复', 'Mingfu')} {said(subject.words)} {today().isoformat()}"
    said_of = "；".join(f"{said(label)}：{said(value)}" for _name, label, value in form.narrowing)
    return _xlsx(subject, form, columns, Printed(title, said_of, _spoken(), subject.counted))


def _spoken() -> Say:
    """Words in the language of this request, also once it is over and the file is still being sent."""
    return partial(_in, language())


def _in(chosen_language: str, words: Words) -> str:
    return words.en if chosen_language == "en" else words.zh


def _csv(subject: Subject, form: Any, columns: Sequence[Column]) -> Response:
    pieces = csv_text(columns, subject.lines(form, columns), _spoken())
    first = next(pieces)  # what cannot be is refused before the answer begins
    return Response(_whole(first, pieces), mimetype="text/csv", headers=_named(subject, "csv"))


def _whole(first: str, rest: Iterator[str]) -> Iterator[bytes]:
    yield first.encode()
    for piece in rest:
        yield piece.encode()


def _xlsx(subject: Subject, form: Any, columns: Sequence[Column], printed: Printed) -> Response:
    """A workbook is whole only at its end: it is written aside and then sent."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        workbook(path, columns, subject.lines(form, columns), printed)
        opened = path.open("rb")  # it can be read on after the folder is gone
    answer = send_file(opened, mimetype=_XLSX)
    answer.headers.update(_named(subject, "xlsx"))
    return answer


def _named(subject: Subject, kind: str) -> dict[str, str]:
    name = f"{subject.pages}-{today().isoformat()}.{kind}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
