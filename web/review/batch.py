"""Signing several at once: only what no check says anything on, each listed first, each by its own act."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template, request, url_for

from web.access import desk, needs, now, officer, person
from web.acts.routes import perform
from web.review import queue, reading
from web.review.forms import act_of
from web.review.queue import Line
from web.review.routes import review as review
from web.words import said
from workflow.errors import BadInput, CaseChanged, DeskError, MoveRefused, Reason
from workflow.store.letters import waiting_rows
from workflow.terms import Role
from workflow.wording import Words

MOST = queue.PAGE


class Wanted(NamedTuple):
    """One line that was ticked, as its key says: the case, the letter, the version it was read at."""

    case_no: str
    ref: str
    version: int


class Result(NamedTuple):
    """What became of one: signed, or why not."""

    case_no: str
    ref: str
    named: Words
    done: bool
    said: str


@review.post("/approval/batch")
@needs(Role.APPROVER, Role.LEADER)
def confirm() -> Any:
    """Every ticked letter with its gist, before anything is signed."""
    wanted = _wanted()
    lines = [found for found in map(_line, wanted) if found is not None]
    ready = [found for found in lines if found.tickable]
    return render_template(
        "review/batch.html",
        ready=[
            (found, reading.paper(_view(found.waiting.case_no), found.waiting.place.ref)) for found in ready
        ],
        left=[found for found in lines if not found.tickable],
        gone=len(wanted) - len(lines),
        back=url_for("review.to_approve"),
    )


@review.post("/approval/batch/signature")
@needs(Role.APPROVER, Role.LEADER)
def sign() -> Any:
    """Sign each by its own act in its own transaction; the checks run again at each."""
    return render_template(
        "review/signed.html", results=[_signed(one) for one in _wanted()], back=url_for("review.to_approve")
    )


def _wanted() -> list[Wanted]:
    """What was ticked. Raises BadInput for nothing, too much, or a form that was tampered with."""
    keys = list(dict.fromkeys(request.form.getlist("letter")))
    if not keys or len(keys) > MOST:
        raise BadInput("请先勾选要签发的文书 / tick what is to be signed first")
    try:
        parts = [key.rsplit("~", 2) for key in keys]
        return [Wanted(case_no, ref, int(version)) for case_no, ref, version in parts]
    except ValueError:
        raise BadInput("表单有误，请从待签发重新开始 / begin again at the queue") from None


def _view(case_no: str) -> Any:
    return desk().view(person(), case_no, now())


def _line(wanted: Wanted) -> Line | None:
    """The line as it stands now; None where it waits for this person no more, or was changed since."""
    with desk().store.database.reading() as connection:
        found = waiting_rows.of_case(connection, wanted.case_no, wanted.ref)
    mine = [w for w in found if queue.may_take(w.place.step, officer().roles_in(w.agency_id))]
    return queue.line(mine[0]) if mine and mine[0].version == wanted.version else None


def _signed(wanted: Wanted) -> Result:
    """One act; what stands in its way is told on its own line and stops no other."""
    named = Words(wanted.case_no, wanted.case_no)
    try:
        found = _line(wanted)
        if found is None:
            raise CaseChanged("已有变化，请重新打开 / changed since: open it again")
        named = found.named
        if not found.tickable:
            raise MoveRefused(*_why_not(found))
        view = _view(wanted.case_no)
        act = act_of(view.case, view.case.notice(wanted.ref), found.waiting.place.step, "", ())
        return Result(wanted.case_no, wanted.ref, named, True, perform(wanted.case_no, act, wanted.version))
    except MoveRefused as refused:
        why = "；".join(said(reason) for reason in refused.reasons)
        return Result(wanted.case_no, wanted.ref, named, False, why)
    except DeskError as bad:
        return Result(wanted.case_no, wanted.ref, named, False, said(str(bad)))


def _why_not(found: Line) -> list[Reason]:
    said_by = [Reason(f.zh, f.en, f.provision) for f in found.troubles]
    return said_by or [Reason("须由他人逐件办理", "Somebody else decides on this one")]
