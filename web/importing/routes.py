"""Old ledgers from the browser: sent, looked at row by row, imported on one's word, stopped and gone on with."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final, cast

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from web.access import desk, needs, now, officer, person
from web.importing.forms import LedgerForm, PressForm
from web.importing.of_case import old_register_of
from web.words import t
from workflow.errors import BadInput, NotFound
from workflow.importing import reporting, running, waiting
from workflow.importing.recording import (
    DONE,
    FAILED,
    IMPORTING,
    READ,
    READING,
    STOPPED,
    begun,
    moved,
    sent_before,
)
from workflow.importing.row import NAMES
from workflow.importing.running import Asked, Figures
from workflow.importing.waiting import Waiting
from workflow.records import moment
from workflow.store import import_rows, repository
from workflow.terms import Role
from workflow.wording import Words

importing = Blueprint("importing", __name__, template_folder="templates")
ROLES: Final = (Role.FRONT_DESK, Role.ADMINISTRATOR)
REFRESH, SILENCE = (
    3,
    timedelta(minutes=2),
)  # seconds between two looks; after which nobody works on it any more
STATES: Final = {
    READING: Words("检查中", "Being looked at"),
    READ: Words("待确认", "Waits for your word"),
    IMPORTING: Words("导入中", "Being imported"),
    STOPPED: Words("已停止", "Stopped"),
    DONE: Words("已完成", "Done"),
    FAILED: Words("未能完成", "Failed"),
}


@importing.record
def _give_templates_the_old_register(state: Any) -> None:
    state.app.jinja_env.globals.update(old_register_of=old_register_of)


def _works() -> dict[int, Future[None]]:
    """The work that goes on in this process, by import."""
    return cast("dict[int, Future[None]]", current_app.extensions.setdefault("imports", {}))


def _start(import_id: int, work: Callable[[], None]) -> None:
    """One at a time on a thread of its own; what stands in the database tells every process how far it is."""
    pool = current_app.extensions.setdefault(
        "import thread", ThreadPoolExecutor(1, thread_name_prefix="import")
    )
    _works()[import_id] = pool.submit(work)


@importing.get("/import")
@needs(*ROLES)
def ledgers() -> Any:
    """The form and the last imports."""
    return _ledgers(LedgerForm())


def _ledgers(form: LedgerForm) -> str:
    named = _agencies()
    form.offer(named)
    with desk().store.database.reading() as connection:
        held = import_rows.latest(connection, named)
    return render_template(
        "importing/ledgers.html", form=form, held=held, named=named, states=STATES, moment_of=moment
    )


def _agencies() -> dict[int, str]:
    """Where this person may import, their own agency first."""
    who = officer()
    allowed = {h.agency for h in who.held if h.role in ROLES}
    with desk().store.database.reading() as connection:
        found = {a.agency_id: a.name for a in repository.agencies(connection) if a.agency_id in allowed}
    return dict(sorted(found.items(), key=lambda item: item[0] != who.agency))


@importing.post("/import")
@needs(*ROLES)
def send_ledger() -> Any:
    """Take the file and begin to look at it."""
    form = LedgerForm()
    form.offer(_agencies())
    if not form.validate():
        return _ledgers(form), 400
    here, at = desk(), now()
    waiting.tidy_up(here, at)
    with tempfile.TemporaryDirectory(dir=here.store.home) as folder:
        file = Path(folder) / "file"
        form.file.data.save(file)
        asked = Asked(file, str(form.file.data.filename)[:200], int(form.agency.data), person())
        before = next((one for one in sent_before(here, asked) if Waiting(here, one).is_here), None)
        if before is not None:
            return redirect(url_for("importing.show", import_id=before), code=303)
        import_id = begun(here, asked, READING, at)
        held = Waiting(here, import_id)
        held.put(file)
    _start(import_id, _reading(held, asked._replace(path=held.file)))
    return redirect(url_for("importing.show", import_id=import_id), code=303)


def _reading(held: Waiting, asked: Asked) -> Callable[[], None]:
    clock = current_app.config["NOW"]
    return lambda: held.read(asked, clock)


@importing.get("/import/<int:import_id>")
@needs(*ROLES)
def show(import_id: int) -> Any:
    """How far it is; the rows, marked, a page at a time."""
    row, held = _found(import_id)
    sent = request.args.get("page", "1")
    number = max(1, int(sent)) if sent.isdecimal() and len(sent) < 7 else 1
    which = waiting.ALL if request.args.get("rows") == waiting.ALL else waiting.DOUBTFUL
    many = row.done if which == waiting.ALL else row.warned + row.refused
    going = row.state in (READING, IMPORTING)
    broken = going and import_id not in _live() and moment(row.moved_at) < now() - SILENCE
    answer = make_response(
        render_template(
            "importing/import.html",
            row=row,
            here=held.is_here,
            going=going and not broken,
            broken=broken,
            states=STATES,
            said=reporting.SAID,
            which=which,
            shown=() if going else held.page(which, number),
            columns=() if going else held.columns(),
            named=NAMES,
            page=number,
            pages=-(-many // waiting.PAGE),
            form=PressForm(),
        )
    )
    if going and not broken:
        answer.headers["Refresh"] = str(REFRESH)
    return answer


def _live() -> set[int]:
    return {number for number, work in _works().items() if not work.done()}


def _found(import_id: int) -> tuple[Any, Waiting]:
    """The import, if it belongs to an agency this person imports for. Raises NotFound."""
    with desk().store.database.reading() as connection:
        row = import_rows.found(connection, import_id)
    if row is None or row.agency_id not in {h.agency for h in officer().held if h.role in ROLES}:
        raise NotFound("没有这次导入 / no such import")
    return row, Waiting(desk(), import_id)


@importing.post("/import/<int:import_id>/run")
@needs(*ROLES)
def run(import_id: int) -> Any:
    """Import, or go on where it stopped: rows that are cases already stay as they are."""
    row, held = _found(import_id)
    if not held.is_here or row.state == FAILED:
        raise BadInput("文件已删除或不能读取，请重新选择文件 / the file is gone or unreadable: send it again")
    if import_id not in _live() and row.state != DONE:
        here, clock = desk(), current_app.config["NOW"]
        running.permit(officer(), row.agency_id)
        moved(here, import_id, now(), IMPORTING, Figures(), stop=False, total=row.total)
        asked = Asked(held.file, row.name, row.agency_id, person())
        _start(import_id, lambda: held.perform(asked, clock))
    return redirect(url_for("importing.show", import_id=import_id), code=303)


@importing.post("/import/<int:import_id>/stop")
@needs(*ROLES)
def stop(import_id: int) -> Any:
    """Ask it to end after the batch it is at."""
    _found(import_id)
    with desk().store.database.writing() as connection:
        import_rows.note(connection, import_id, stop=True)
    flash(t("写完当前一批后停止。", "It ends after the batch it is at."))
    return redirect(url_for("importing.show", import_id=import_id), code=303)


@importing.post("/import/<int:import_id>/forget")
@needs(*ROLES)
def forget(import_id: int) -> Any:
    """Delete the file and its rows; what was imported stays."""
    _row, held = _found(import_id)
    if import_id in _live():
        raise BadInput("正在处理，请先停止 / it is at work: stop it first")
    held.forget()
    flash(t("文件已删除。", "The file is deleted."))
    return redirect(url_for("importing.ledgers"), code=303)


@importing.get("/import/<int:import_id>/report")
@needs(*ROLES)
def report(import_id: int) -> Any:
    """The original rows as a workbook, marked with what became of them and why."""
    row, held = _found(import_id)
    if row.state in (READING, IMPORTING, FAILED):
        raise NotFound("还没有结果 / there is no result yet")
    with tempfile.TemporaryDirectory(dir=desk().store.home) as folder:
        out = Path(folder) / "report.xlsx"
        held.report(out)
        content = BytesIO(out.read_bytes())
    name = f"{Path(row.name).stem}-{t('导入结果', 'import')}.xlsx"
    return send_file(content, as_attachment=True, download_name=name)
