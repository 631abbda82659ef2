"""Writing a reply: fields on the left, the letter and its checks on the right, nothing typed is ever lost."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from notices.composing import letter_of, unnumbered
from notices.render import html
from web.access import desk, now, person, signed_in
from web.acts.asking import against, at_case, need_role, version_seen
from web.acts.form import At
from web.drafting import beside as beside
from web.drafting import scratching
from web.drafting.blueprint import drafting
from web.drafting.forms import DraftReply, ReplyForm, ReviseReply
from web.drafting.reading import inserted, judged, outcome_of, phrases
from web.drafting.sheet import blank, sheet
from web.words import said, t
from workflow.entry_wording import say
from workflow.errors import BadInput
from workflow.wording import Words


@drafting.get("/cases/<case_no>/draft")
@drafting.get("/cases/<case_no>/revision")
@signed_in
def edit(case_no: str) -> Any:
    """The editor, with what this person left unsaved."""
    at = at_case(case_no)
    found = scratching.restored(at.view)
    form = _form(at, scratching.refilled(found))
    return _page(form, at, at.view.case.version, found)


@drafting.post("/cases/<case_no>/draft")
@drafting.post("/cases/<case_no>/revision")
@signed_in
def save(case_no: str) -> Any:
    """Save the draft, or do what the pressed button says with the fields as they stand."""
    at, pressed = at_case(case_no), request.form.get("do", "save")
    form = _form(at, request.form, carries=pressed not in ("save", "submit"))
    version = version_seen()
    if pressed == "discard":
        scratching.drop(case_no)
        return redirect(url_for("drafting.edit", case_no=case_no), code=303)
    if pressed not in ("save", "submit"):
        _press(form, at, pressed)
        scratching.keep(at.view, _as_sent(form), version)
        return _page(form, at, version)
    scratching.keep(at.view, request.form, version)
    return _saved(form, at, version, pressed)


def _saved(form: ReplyForm, at: At, version: int, pressed: str) -> Any:
    case_no = at.view.case.case_no
    form.drop_blank_rows()
    if not form.validate():
        return _page(form, at, version), 400
    try:
        act = form.to_act(at)
    except BadInput as bad:
        zh, _, en = str(bad).partition(" / ")
        form.outcome.errors = (Words(zh, en or zh),)
        return _page(form, at, version), 400
    desk().perform(person(), case_no, act, now(), version)
    scratching.drop(case_no)
    flash(t("已办理：{done}。", "Done: {done}.", done=said(say(form.act.move))))
    if pressed == "submit":
        return redirect(url_for("acts.ask", case_no=case_no, noun="submission"), code=303)
    return redirect(url_for("cases.show", case_no=case_no), code=303)


@drafting.post("/cases/<case_no>/draft/unsaved")
@signed_in
def put_aside(case_no: str) -> Any:
    """Keep what is typed while it is typed, and answer the checks on it as a fragment of the page."""
    at = at_case(case_no)
    form = _form(at, request.form, carries=True)
    scratching.keep(at.view, request.form, version_seen())
    return render_template("drafting/findings.html", judged=judged(form, at), saved_at=now())


@drafting.get("/cases/<case_no>/draft/unsaved")
@signed_in
def preview(case_no: str) -> Response:
    """The letter of what is typed, the same HTML as is printed, fitted to the frame it is shown in."""
    at = at_case(case_no)
    form = _form(at, scratching.refilled(scratching.restored(at.view)))
    content = judged(form, at).draft.content
    if content is None:
        return blank(t("填完标出的内容后显示文书", "The letter shows once what is marked is filled in"))
    on = at.view.today
    letter = letter_of(content, unnumbered(at.view.agency, on), on)
    return sheet(html(letter.kind, letter))


def _form(at: At, fields: Any, carries: bool = True) -> ReplyForm:
    """The form on these fields, for whom may draft here. Raises NotAllowed, MoveRefused with every reason."""
    form: ReplyForm = (ReviseReply if at.view.case.draft else DraftReply)(formdata=fields)
    form.given, form.carries = fields, carries
    need_role(at.view, form)
    against(at.view, form)
    form.prepare(at)
    return form


def _press(form: ReplyForm, at: At, pressed: str) -> None:
    """Rows added and removed, phrases put in; anything else only shows the letter again."""
    what, _, where = pressed.partition(":")
    if what == "insert":
        found = phrases(at.view.case.agency, outcome_of(form, at).letter)
        inserted(form, where, request.form.get(f"phrase:{where}", ""), found)
    elif what == "add" and form.rows:
        form.add_row()
    elif what == "remove" and where.isdecimal():
        form.remove_row(int(where))


def _as_sent(form: ReplyForm) -> MultiDict[str, str]:
    """The fields as the page now shows them."""
    return MultiDict(form.as_sent())


def _page(form: ReplyForm, at: At, version: int, found: scratching.Restored | None = None) -> str:
    standing = judged(form, at)
    return render_template(
        "drafting/editor.html",
        form=form,
        view=at.view,
        version=version,
        judged=standing,
        restored=found,
        phrases=phrases(at.view.case.agency, standing.outcome.letter),
    )
