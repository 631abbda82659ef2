"""Files: looked at one by one while a form is filled in, and added to a case later on."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, person, signed_in
from web.papers.gathering import Papers
from web.words import t
from workflow.entries import DocumentAdded
from workflow.errors import BadInput, NotAllowed
from workflow.lifecycle import BY_NAME
from workflow.papers import limits
from workflow.viewing import View

papers = Blueprint("papers", __name__, template_folder="templates")
KEY_AT_MOST = 200  # characters


@papers.record
def _give_templates_the_papers(state: Any) -> None:
    """What every page says of files."""
    state.app.jinja_env.globals.update(
        upload_endings=lambda: ",".join(f".{ending}" for ending in limits.load().endings),
        upload_megabytes=lambda: limits.load().sizes.file_bytes >> 20,
        documents_of=documents_of,
        new_papers_key=lambda: secrets.token_urlsafe(18),
        size_said=size_said,
        digest_said=digest_said,
    )


@papers.post("/papers")
@needs(*BY_NAME["add_document"].roles)
def stage() -> Any:
    """Take or drop files of a form still being filled in; answers the list as it now is, and what was refused."""
    held = _papers()
    held.gather()
    return render_template("papers/list.html", papers=held)


@papers.post("/cases/<case_no>/documents")
@signed_in
def add(case_no: str) -> Any:
    """Add files to a case; what has a warning comes back to be answered."""
    view = desk().view(person(), case_no, now())
    if not set(BY_NAME["add_document"].roles) & view.officer.roles_in(view.case.agency):
        raise NotAllowed("没有添加材料的权限 / this person adds no documents")
    held = _papers()
    held.gather()
    if "drop" in request.form or held.faults or not held.waiting or not held.judge():
        return render_template("papers/add.html", view=view, papers=held), 400 if held.faults else 200
    acts = held.acts()
    new = [act for act in acts if act.sha256 not in view.case.documents]
    for act in new:
        desk().perform(person(), case_no, act, now())
    held.clear()
    flash(t("已添加 {n} 份材料。", "{n} documents added.", n=len(new)))
    return redirect(url_for("cases.show", case_no=case_no), code=303)


def _papers() -> Papers:
    """Raises BadInput for a form without its key."""
    key = request.form.get("papers_key", "")
    if not 16 <= len(key) <= KEY_AT_MOST:
        raise BadInput("表单缺少编号，请重新打开 / the form has no key: open it again")
    return Papers(key)


def documents_of(view: View) -> list[dict[str, Any]]:
    """The documents of a case in the order they came, with who added them."""
    return [
        {
            "name": view.texts.get(entry.fact.name_sha256, ""),
            "sha256": entry.fact.sha256,
            "size": entry.fact.size,
            "at": entry.at,
            "by": view.names.get(entry.by, ""),
            "cleared": view.texts.get(entry.fact.cleared_because_sha256, ""),
        }
        for entry in view.history
        if isinstance(entry.fact, DocumentAdded)
    ]


def size_said(size: int) -> str:
    """A size as people read it."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(size >> 10, 1)} KB"


def digest_said(digest: str) -> str:
    """The beginning of a file's digest, by which two prints of a list are compared."""
    return f"SHA-256 {digest[:12]}…"
