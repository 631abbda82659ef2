"""Writing a letter beside the reply: fields on the left, the letter and its checks on the right."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from notices.catalogue import shipped
from notices.composing import letter_of, unnumbered
from notices.drafting import Unfinished, unfinished_notice
from notices.evidence import Standing
from notices.render import html
from web.access import desk, now, person, signed_in
from web.acts.asking import against, at_case, need_role, version_seen
from web.acts.form import At
from web.acts.letters import DraftNotice, ReviseNotice
from web.acts.stated import around_of
from web.drafting import scratching
from web.drafting.blueprint import drafting
from web.drafting.forms import as_shown
from web.drafting.reading import phrases, put_in
from web.drafting.sheet import blank, sheet
from web.letters import routing
from web.words import said, t
from workflow.entry_wording import say
from workflow.errors import BadInput, MoveRefused, Reason, RuleMissing
from workflow.examining import Finding
from workflow.store import agency_rows
from workflow.wording import Words

Writing = DraftNotice | ReviseNotice


class Judged(NamedTuple):
    """A letter not saved yet, what the checks say, and who will sign it."""

    draft: Unfinished
    route: tuple[Words, ...]
    needs: tuple[Standing, ...] = ()

    @property
    def faults(self) -> list[Finding]:
        """What stops or warns."""
        return [found for found in self.draft.findings if found.level != "ok"]

    @property
    def passed(self) -> list[Finding]:
        """What was found in order."""
        return [found for found in self.draft.findings if found.level == "ok"]


@drafting.get("/cases/<case_no>/letter-draft")
@drafting.get("/cases/<case_no>/letter-revision")
@signed_in
def letter_edit(case_no: str) -> Any:
    """The kinds to choose from, then the editor with what this person left unsaved."""
    at = at_case(case_no)
    found = scratching.restored(at.view, _key())
    form = _form(at, scratching.refilled(found))
    return _page(form, at, at.view.case.version, found)


@drafting.post("/cases/<case_no>/letter-draft")
@drafting.post("/cases/<case_no>/letter-revision")
@signed_in
def letter_save(case_no: str) -> Any:
    """Save the letter, or do what the pressed button says with the fields as they stand."""
    at, pressed = at_case(case_no), request.form.get("do", "save")
    form, version = _form(at, request.form, carries=pressed != "save"), version_seen()
    if pressed == "discard":
        scratching.drop(case_no, _key())
        return redirect(_address(form, case_no), code=303)
    if pressed != "save":
        what, _, where = pressed.partition(":")
        if what == "insert":
            _insert(form, at, where)
        scratching.keep(at.view, MultiDict(_as_sent(form)), version, _key())
        return _page(form, at, version)
    scratching.keep(at.view, request.form, version, _key())
    if form.validate():
        form.judge(at)
    if form.errors:
        return _page(form, at, version), 400
    desk().perform(person(), case_no, form.to_act(at), now(), version)
    scratching.drop(case_no, _key())
    flash(t("已办理：{done}。", "Done: {done}.", done=said(say(form.act.move))))
    return redirect(url_for("cases.show", case_no=case_no), code=303)


@drafting.post("/cases/<case_no>/letters/unsaved")
@signed_in
def letter_aside(case_no: str) -> Any:
    """Keep what is typed while it is typed, and answer the checks on it as a fragment of the page."""
    at = at_case(case_no)
    form = _form(at, request.form, carries=True)
    scratching.keep(at.view, request.form, version_seen(), _key())
    return render_template("drafting/findings.html", judged=_judged(form, at), saved_at=now())


@drafting.get("/cases/<case_no>/letters/unsaved")
@signed_in
def letter_unsaved(case_no: str) -> Response:
    """The letter of what is typed, the same HTML as is printed, fitted to the frame it is shown in."""
    at = at_case(case_no)
    form = _form(at, scratching.refilled(scratching.restored(at.view, _key())))
    content = _judged(form, at).draft.content if form.asked_kind else None
    if content is None:
        return blank(t("填完标出的内容后显示文书", "The letter shows once what is marked is filled in"))
    with desk().store.database.reading() as connection:
        series = shipped()[form.asked_kind].series
        number = agency_rows.number_form(connection, at.view.agency.agency_id, series)
    today = at.view.today
    letter = letter_of(content, unnumbered(at.view.agency, today, number), today)
    return sheet(html(letter.kind, letter))


def _key() -> str:
    """Which letter it is: its reference, or the kind of a new one."""
    return request.values.get("ref", "") or request.values.get("kind", "")


def _address(form: Writing, case_no: str) -> str:
    return url_for("acts.ask", case_no=case_no, noun=form.noun, **_chosen(form))


def _chosen(form: Writing) -> dict[str, Any]:
    """What tells the letter in an address."""
    name = "ref" if isinstance(form, ReviseNotice) else "kind"
    value = form[name].data
    return {name: value} if value else {}


def _form(at: At, fields: Any, carries: bool = False) -> Writing:
    """The form on these fields. Raises NotAllowed, MoveRefused with every reason."""
    changes = request.path.endswith(f"/{ReviseNotice.noun}") or "ref" in request.values
    form: Writing = (ReviseNotice if changes else DraftNotice)(formdata=fields)
    form.given, form.carries = fields, carries
    need_role(at.view, form)
    against(at.view, form)
    form.prepare(at)
    if isinstance(form, ReviseNotice) and not form.ref.choices:
        raise MoveRefused(Reason("没有可以修改的文书稿", "No drafted letter can be changed"))
    return form


def _judged(form: Writing, at: At) -> Judged:
    """The letter of these fields with its checks and its route."""
    steps = desk().rules.approvals.letter_steps(form.asked_kind)
    road = tuple(routing.named(step, place == len(steps) - 1) for place, step in enumerate(steps))
    facts = form.facts()
    lacks = [fact for fact in form.declared if fact.required and not facts.get(fact.name)]
    try:
        facts, _beside = (facts, {}) if lacks else form.worked_out(at, form.asked_kind)
    except (BadInput, RuleMissing) as bad:
        zh, _, en = str(bad).partition(" / ")
        return Judged(Unfinished(None, (), (Finding("stop", zh, en or zh),)), road)
    to = (form.addressee.data or "") if "addressee" in form._fields else None
    draft = unfinished_notice(
        at.view,
        form.asked_kind,
        form.declared,
        facts,
        around_of(at.view),
        to=to,
        you=form.you.data or "",
        attachments=form.attachments.data or (),
    )
    return Judged(draft, road)


def _insert(form: Writing, at: At, into: str) -> None:
    found = phrases(at.view.case.agency, form.asked_kind).get(into.removeprefix(form.prefix), ())
    wanted = request.form.get(f"phrase:{into}", "")
    phrase = next((p for p in found if p.code == wanted), None)
    if phrase and into in form._fields:
        put_in(form._fields[into], phrase.body)


def _as_sent(form: Writing) -> list[tuple[str, str]]:
    return [(f.name, as_shown(f)) for f in form if f.type != "CSRFTokenField"]


def _page(form: Writing, at: At, version: int, found: scratching.Restored | None = None) -> str:
    if not form.asked_kind:
        return render_template("drafting/kinds.html", form=form, view=at.view)
    return render_template(
        "drafting/letter.html",
        form=form,
        view=at.view,
        version=version,
        judged=_judged(form, at),
        restored=found,
        chosen=_chosen(form),
        kind=shipped()[form.asked_kind],
        phrases=phrases(at.view.case.agency, form.asked_kind),
    )
