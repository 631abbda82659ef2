"""The two queues before a letter leaves, and the page where one decides on what waits."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from web.access import desk, needs, now, officer, person, signed_in
from web.acts.asking import version_seen
from web.acts.routes import perform
from web.review import queue, reading
from web.review.forms import Pass, Return, TakeOver, act_of, passing, return_of
from web.review.places import asked_place, written
from web.review.reading import Paper
from web.words import t
from workflow import acts as a
from workflow.errors import BadInput, MoveRefused, Reason
from workflow.store import agency_rows
from workflow.store.letters import waiting_rows
from workflow.store.letters.waiting_rows import REVIEWS, SIGNATURES, Place, Waiting
from workflow.terms import Role
from workflow.wording import Words

review = Blueprint("review", __name__, template_folder="templates")


@review.record
def _give_templates_the_comments(state: Any) -> None:
    state.app.jinja_env.globals.update(draft_comments=reading.draft_comments, review_url=url_of)


@review.get("/review")
@needs(Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER)
def to_review() -> Any:
    """What waits for the secrecy or the legal review."""
    return _queue(REVIEWS, Words("待审查", "To review"))


@review.get("/approval")
@needs(Role.APPROVER, Role.LEADER)
def to_approve() -> Any:
    """What waits for the head of the disclosure office or the leader."""
    return _queue(SIGNATURES, Words("待签发", "To approve"))


def _queue(steps: tuple[str, ...], heading: Words) -> str:
    wanted = request.args.get("agency", "")
    agency = int(wanted) if wanted.isdecimal() else None
    page = queue.page(steps, agency, asked_place("after"), asked_place("before"))
    with desk().store.database.reading() as connection:
        held = waiting_rows.agencies_of(officer(), steps)
        names = {held_in: agency_rows.agency(connection, held_in).name for held_in in held}
    return render_template(
        "review/queue.html",
        page=page,
        heading=heading,
        agencies=names if len(names) > 1 else {},
        agency=agency,
        written=written,
        total=desk().counts(person(), now())["to_review" if steps is REVIEWS else "to_approve"],
    )


def url_of(case_no: str, ref: str) -> str:
    """The page where one decides on the reply, or on that letter."""
    if ref:
        return url_for("review.letter", case_no=case_no, ref=ref)
    return url_for("review.draft", case_no=case_no)


@review.get("/cases/<case_no>/reply")
@signed_in
def draft(case_no: str) -> Any:
    """The reply's draft with everything one decides by."""
    return _page(_paper(case_no, ""))


@review.get("/cases/<case_no>/letters/<int:ref>/decision")
@signed_in
def letter(case_no: str, ref: int) -> Any:
    """The same for a letter beside the reply."""
    return _page(_paper(case_no, str(ref)))


@review.post("/cases/<case_no>/reply/decision")
@needs(Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.LEADER)
def decide(case_no: str) -> Any:
    """Pass, return or take over the reply."""
    return _decided(_paper(case_no, ""))


@review.post("/cases/<case_no>/letters/<int:ref>/decision")
@needs(Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.LEADER)
def decide_letter(case_no: str, ref: int) -> Any:
    """Pass, return or take over a letter."""
    return _decided(_paper(case_no, str(ref)))


def _paper(case_no: str, ref: str) -> Paper:
    return reading.paper(desk().view(person(), case_no, now()), ref)


def _page(shown: Paper, version: int | None = None, **forms: Any) -> str:
    """The page, with the forms as sent or begun anew."""
    back = forms.get("back") or Return(formdata=None)
    if shown.signs and "back" not in forms:
        back.begin(shown.stops)
    back.offer(shown.lines)
    items = shown.items if shown.step == "secrecy" else ()
    beside = queue.neighbours(shown.waiting.place) if shown.waiting else (None, None)
    return render_template(
        "review/decide.html",
        shown=shown,
        view=shown.view,
        held=reading.around(shown),
        regime=desk().rules.regimes[shown.view.case.regime] if shown.view.case.regime else None,
        version=version or shown.view.case.version,
        go=forms.get("go") or passing(items),
        back=back,
        over=forms.get("over") or TakeOver(formdata=None),
        opened=next((name for name in ("back", "over") if name in forms), ""),
        queue_url=url_for("review.to_approve" if shown.signs else "review.to_review"),
        before=beside[0],
        after=beside[1],
        to=url_for("review.decide", case_no=shown.view.case.case_no)
        if not shown.ref
        else url_for("review.decide_letter", case_no=shown.view.case.case_no, ref=shown.ref),
    )


def _decided(shown: Paper) -> Any:
    """Do what the pressed button says, on the version that was seen."""
    pressed, version = request.form.get("do", ""), version_seen()
    if not shown.decides or shown.waiting is None:
        raise MoveRefused(*(shown.against or (_not_yours(),)))
    if pressed == "pass":
        return _passed(shown, shown.waiting, version)
    if pressed in ("return", "more"):
        return _returned(shown, shown.waiting, version, pressed)
    if pressed == "takeover":
        return _taken_over(shown, version)
    raise BadInput("没有这个按钮 / no such button")


def _not_yours() -> Reason:
    return Reason("这一稿现在不等你办理", "The draft does not wait for you now")


def _passed(shown: Paper, waiting: Waiting, version: int) -> Any:
    form: Pass = passing(shown.items if shown.step == "secrecy" else ())
    taken = form.validate()
    if shown.signs and shown.warns and not form.remark.data:
        form.must_say_why()
        taken = False
    if not taken:
        return _page(shown, version, go=form), 400
    act = act_of(shown.view.case, shown.notice, shown.step, form.remark.data or "", shown.items)
    return _on(waiting.place, perform(shown.view.case.case_no, act, version))


def _returned(shown: Paper, waiting: Waiting, version: int, pressed: str) -> Any:
    form = Return()
    if pressed == "more":
        form.more()
        return _page(shown, version, back=form)
    form.offer(shown.lines)
    if not (form.validate() and form.judge(shown.lines)):
        return _page(shown, version, back=form), 400
    act = return_of(shown.notice, shown.step, *form.said(shown.lines))
    return _on(waiting.place, perform(shown.view.case.case_no, act, version))


def _taken_over(shown: Paper, version: int) -> Any:
    """On to the editor: the draft is the reader's to write now."""
    over, case_no = TakeOver(), shown.view.case.case_no
    if not over.validate():
        return _page(shown, version, over=over), 400
    if not shown.ref:
        flash(perform(case_no, a.TakeOverDraft(reason=over.why.data), version))
        return redirect(url_for("drafting.edit", case_no=case_no), code=303)
    flash(perform(case_no, a.TakeOverNotice(ref=shown.ref, reason=over.why.data), version))
    return redirect(url_for("acts.ask", case_no=case_no, noun="letter-revision", ref=shown.ref), code=303)


def _on(place: Place, done: str) -> Any:
    """To the next that waits for this person, the first one behind the last; to the empty queue where none does."""
    flash(done)
    steps = SIGNATURES if place.step in SIGNATURES else REVIEWS
    with desk().store.database.reading() as connection:
        found = waiting_rows.page(connection, officer(), steps, 1, after=place)
        found = found or waiting_rows.page(connection, officer(), steps, 1)
    if found:
        flash(t("接着办理下一件。", "Next in the queue."))
        return redirect(url_of(found[0].case_no, found[0].place.ref), code=303)
    return redirect(url_for("review.to_approve" if steps is SIGNATURES else "review.to_review"), code=303)
