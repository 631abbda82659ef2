"""Loading a holiday notice: first what it says and which deadlines move, then, on one's word, the change itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, person
from web.admin.area import ADMINISTRATOR, admin, as_words, require_whole
from web.admin.forms import EmptyForm, NoticeForm
from web.admin.jobs import Job, jobs
from web.words import t
from workflow import redating
from workflow.administration import scope
from workflow.clock.limits import name_of
from workflow.days.holiday_files import DayEntry, YearFile, read_year_file
from workflow.errors import BadInput, MoveRefused, Reason
from workflow.redating import Moved
from workflow.store import agency_rows
from workflow.store.offices import calendar_rows
from workflow.wording import Words

SHOWN = 100
AT_MOST = 512 * 1024  # a notice names some forty days


class Difference(NamedTuple):
    """A day that the notice says otherwise than what is loaded; None: not named."""

    old: DayEntry | None
    new: DayEntry | None


class Preview(NamedTuple):
    """What a notice would change."""

    file: YearFile
    name: str
    known: bool
    same: bool
    differences: tuple[Difference, ...]
    moved: tuple[Moved, ...]
    by_agency: tuple[tuple[str, int], ...]

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Preview:
        """From what `_previewed` left for any process to show."""
        file = read_year_file(kept["text"])
        old = read_year_file(kept["held"]) if kept["held"] else None
        moved = tuple(Moved._make((*m[:3], _as_day(m[3]), _as_day(m[4]), *m[5:])) for m in kept["moved"])
        by_agency = tuple((name, count) for name, count in kept["by_agency"])
        same = old is not None and old.digest == file.digest
        differences = _differences(old, file)
        return cls(file, kept["name"], old is not None, same, differences, moved, by_agency)


def _as_day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


@admin.get("/admin/calendar")
@needs(ADMINISTRATOR)
def calendar() -> Any:
    """The years that are loaded, and the form for another."""
    require_whole()
    return _calendar(NoticeForm())


def _calendar(form: NoticeForm) -> str:
    with desk().store.database.reading() as connection:
        years = calendar_rows.loaded(connection)
    return render_template(
        "admin/calendar.html", years=years, form=form, importing=jobs().latest("calendar import")
    )


@admin.post("/admin/calendar")
@needs(ADMINISTRATOR)
def read_notice() -> Any:
    """Read a notice and work out what it moves; nothing is changed."""
    require_whole()
    form = NoticeForm()
    if form.validate():
        try:
            file = _read(form.file.data)
        except BadInput as bad:
            form.file.errors = [as_words(bad)]
        else:
            here, at, name = desk(), now(), str(form.file.data.filename)[:100]
            jobs().start("calendar", file.digest, person(), at, lambda: _previewed(here, file, name, at))
            return redirect(url_for("admin.preview_notice"), code=303)
    return _calendar(form), 400


def _read(sent: Any) -> YearFile:
    content = sent.read(AT_MOST + 1)
    if len(content) > AT_MOST:
        raise BadInput("文件太大，不是放假安排 / too large for a holiday notice")
    try:
        file = read_year_file(content.decode("utf-8-sig"), str(sent.filename)[:100])
    except UnicodeDecodeError as bad:
        raise BadInput("文件不是 UTF-8 编码的 JSON / the file is not JSON in UTF-8") from bad
    if file.is_local:
        raise BadInput("地方安排请放入 holidays/local / a local overlay belongs in holidays/local")
    return file


def _previewed(here: Any, file: YearFile, name: str, at: Any) -> dict[str, Any]:
    """What Preview.read reads."""
    with here.store.database.reading() as connection:
        held = calendar_rows.contents(connection, calendar_rows.newest(connection)).get(file.year)
        names = {a.agency_id: a.name for a in agency_rows.agencies(connection)}
    moved = redating.preview(here, file, at)
    counted = Counter(m.agency_id for m in moved).most_common()
    plain = [[day.isoformat() if isinstance(day, date) else day for day in m] for m in moved]
    by_agency = [(names[agency], count) for agency, count in counted]
    return {"text": file.text, "name": name, "held": held, "moved": plain, "by_agency": by_agency}


def _differences(old: YearFile | None, new: YearFile) -> tuple[Difference, ...]:
    before = {day.on: day for day in old.days} if old else {}
    after = {day.on: day for day in new.days}
    days = sorted(before.keys() | after.keys())
    return tuple(Difference(before.get(d), after.get(d)) for d in days if before.get(d) != after.get(d))


@admin.get("/admin/calendar/preview")
@needs(ADMINISTRATOR)
def preview_notice() -> Any:
    """What it says otherwise, and which deadlines would move: counts by agency, and case by case in pages."""
    require_whole()
    job = jobs().latest("calendar")
    if job is None or job.by != person():
        return redirect(url_for("admin.calendar"), code=303)
    sent = request.args.get("page", "1")
    page = max(1, int(sent)) if sent.isdecimal() and len(sent) < 7 else 1
    return render_template(
        "admin/calendar_preview.html",
        job=job,
        preview=Preview.read(job.result) if job.result else None,
        form=EmptyForm(),
        page=page,
        size=SHOWN,
        limit_name=lambda act: Words(*name_of(act)),
    )


@admin.post("/admin/calendar/import")
@needs(ADMINISTRATOR)
def import_notice() -> Any:
    """Load the notice that was looked at; every case that moves has it in its history."""
    require_whole()
    job = jobs().latest("calendar")
    if job is None or job.by != person() or job.result is None or job.key != request.form.get("digest"):
        raise MoveRefused(Reason("预览已失效，请重新选择文件", "The preview is gone: choose the file again"))
    here, at, by, preview = desk(), now(), person(), Preview.read(job.result)
    done = _loaded(preview.file) or jobs().start(
        "calendar import", job.key, by, at, lambda: _imported(here, preview, by, at)
    )
    if done.result is not None:
        flash(t("已载入，{n} 件期限变动。", "Loaded: {n} deadlines moved.", n=done.result))
    return redirect(url_for("admin.calendar"), code=303)


def _loaded(file: YearFile) -> Job | None:
    """The import of that notice where it was the last one and is in force: the form was sent twice."""
    with desk().store.database.reading() as connection:
        held = calendar_rows.digests(connection).get(file.year)
    last = jobs().latest("calendar import")
    done = last is not None and last.key == held == file.digest and last.result is not None
    return last if done else None


def _imported(here: Any, preview: Preview, by: int, at: Any) -> int:
    moved = len(redating.import_notice(here, preview.file, preview.name, at, by))
    scope.note(here.store, by, at, "calendar_imported", str(preview.file.year), {"moved": moved})
    return moved
