"""Proving the store from the browser: started here, done in the background, written down."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for

from web.access import desk, needs, now, person
from web.admin.area import READERS, admin, require_whole
from web.admin.forms import EmptyForm
from web.admin.jobs import jobs
from web.words import t
from workflow import verifying
from workflow.administration import reading, scope

KEPT = 200  # faults that are written down; `mingfu verify` lists them all


@admin.get("/admin/verify")
@needs(*READERS)
def verification() -> Any:
    """The last run with its faults, earlier ones, and the button for another."""
    require_whole(*READERS)
    runs = reading.changes(desk().store, person(), now(), kinds=("verified",), limit=10)
    return render_template("admin/verify.html", runs=runs, job=jobs().latest("verify"), form=EmptyForm())


@admin.post("/admin/verify")
@needs(*READERS)
def verify() -> Any:
    """Begin a run."""
    require_whole(*READERS)
    here, by, at = desk(), person(), now()
    job = jobs().start("verify", "verify", by, at, lambda: _verified(here, by, at))
    if job.running:
        flash(t("核验已开始，稍后刷新本页查看。", "Verification has begun: reload this page later."))
    return redirect(url_for("admin.verification"), code=303)


def _verified(here: Any, by: int, at: Any) -> int:
    faults = verifying.verify(here.store, here.rules)
    first = [[f.case_no, f.seq, f.zh, f.en] for f in faults[:KEPT]]
    scope.note(here.store, by, at, "verified", "", {"faults": len(faults), "first": first})
    return len(faults)
