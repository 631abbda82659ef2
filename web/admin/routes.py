"""The first page of the settings, and the list of what was changed."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from web.access import desk, needs, now, officer, person
from web.admin import agencies, backups, calendars, people, publications, verification, wording
from web.admin.area import READERS, admin
from workflow.administration import reading
from workflow.administration.scope import scope_of

SHOWN = 50
#: the modules whose views stand in this area
PARTS = (agencies, people, calendars, verification, backups, publications)


@admin.context_processor
def words() -> dict[str, Any]:
    """What the templates of this area say."""
    return {
        "change_said": wording.change,
        "named": wording.named,
        "shown": wording.shown,
        "series": wording.series,
    }


@admin.get("/admin")
@needs(*READERS)
def settings() -> Any:
    """Agencies in their tree, what else can be set up, and the latest changes."""
    store = desk().store
    return render_template(
        "admin/settings.html",
        agencies=reading.tree(store, person(), now()),
        changes=reading.changes(store, person(), now(), limit=8),
        administers=bool(scope_of(officer()).paths),
        whole=scope_of(officer()).is_whole,
        proves=scope_of(officer(), *READERS).is_whole,
    )


@admin.get("/admin/changes")
@needs(*READERS)
def changes() -> Any:
    """Who changed what, newest first."""
    before = request.args.get("before", "")
    found = reading.changes(
        desk().store, person(), now(), before=int(before) if before.isdecimal() else None, limit=SHOWN + 1
    )
    more = found[SHOWN - 1].entry_id if len(found) > SHOWN else None
    return render_template("admin/changes.html", changes=found[:SHOWN], more=more)
