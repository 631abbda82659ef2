"""Backups from the browser: started and listed here, never handed out, since they hold everything of everybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, url_for

from web.access import desk, needs, now, person
from web.admin.area import ADMINISTRATOR, admin, require_whole
from web.admin.forms import BackupForm
from web.admin.jobs import jobs
from web.words import t
from workflow import backup
from workflow.administration import reading, scope
from workflow.backup import Secret
from workflow.days.office_time import SHANGHAI

FOLDER = "backups"
LATE = timedelta(days=2)


class File(NamedTuple):
    """A backup that lies in the data folder."""

    name: str
    size: int
    at: datetime


@admin.get("/admin/backup")
@needs(ADMINISTRATOR)
def backups() -> Any:
    """The last ones known, what lies in the folder, and the form for another."""
    require_whole()
    return _page(BackupForm())


def _page(form: BackupForm) -> str:
    taken = reading.changes(desk().store, person(), now(), kinds=("backed_up",), limit=20)
    late = not taken or taken[0].at < now() - LATE
    return render_template(
        "admin/backup.html", taken=taken, late=late, files=_files(), job=jobs().latest("backup"), form=form
    )


def _files() -> list[File]:
    found = [(path.name, path.stat()) for path in (desk().store.home / FOLDER).glob("*.backup")]
    made = [File(name, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC)) for name, stat in found]
    return sorted(made, key=lambda file: file.at, reverse=True)[:30]


@admin.post("/admin/backup")
@needs(ADMINISTRATOR)
def take_backup() -> Any:
    """Begin one; people go on working."""
    require_whole()
    form = BackupForm()
    if not form.validate():
        return _page(form), 400
    here, by, at = desk(), person(), now()
    secret = Secret.passphrase(form.passphrase.data) if form.passphrase.data else None
    job = jobs().start("backup", "backup", by, at, lambda: _taken(here, by, at, secret))
    if job.running:
        flash(t("备份已开始，稍后刷新本页查看。", "The backup has begun: reload this page later."))
    return redirect(url_for("admin.backups"), code=303)


def _taken(here: Any, by: int, at: datetime, secret: Secret | None) -> int:
    name = f"mingfu-{at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}.backup"
    taken = backup.take(here.store, here.store.home / FOLDER / name, at, secret)
    scope.note(here.store, by, at, "backed_up", name, taken.noted())
    return taken.size
