"""Doing one thing with several cases: each is listed first, and each is an act of its own with its own result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request

from web.access import desk, local_path, needs, now, officer, person, today
from web.acts.routes import perform
from web.acts.urging import ANSWER_DAYS
from web.bulk.forms import FORMS, BulkForm
from web.bulk.kinds import BY_KIND, Kind, kinds_of
from web.words import said, t
from workflow.errors import BadInput, DeskError, MoveRefused, NotAllowed, Reason
from workflow.store.offices import office_rows
from workflow.terms import Role
from workflow.viewing import View

bulk = Blueprint("bulk", __name__, template_folder="templates")
MOST: Final = 50
DOERS: Final = (Role.FRONT_DESK, Role.HANDLER, Role.APPROVER, Role.SUPERVISOR)


class Picked(NamedTuple):
    """A ticked case; `against` says why it is left out, `key` names the version that was looked at."""

    view: View
    against: tuple[Reason, ...]

    @property
    def key(self) -> str:
        return f"{self.view.case.case_no}~{self.view.case.version}"


class Result(NamedTuple):
    """What became of one case."""

    case_no: str
    done: bool
    said: str


@bulk.post("/ledger/bulk")
@needs(*DOERS)
def ask() -> Any:
    """The ticked cases, which of them it can be done with, and what has to be said."""
    kind = _kind()
    named = request.form.getlist("listed" if "all" in request.form else "case")
    picked = [_picked(case_no, kind) for case_no in _few(named)]
    form = FORMS[kind.name](formdata=None)
    return _page(kind, form, picked)


@bulk.post("/ledger/bulk/acts")
@needs(*DOERS)
def do() -> Any:
    """Each case by its own act in its own transaction; what stands against one stops no other."""
    kind = _kind()
    keys = [_parted(key) for key in _few(request.form.getlist("key"))]
    form = FORMS[kind.name]()
    picked = [_picked(case_no, kind) for case_no, _version in keys]
    form.begin(_handlers(picked), _answer_by())
    if form.validate():
        form.judge(one.view.case for one in picked if not one.against)
    if form.errors:
        return _page(kind, form, picked), 400
    results = [_done(form, case_no, version) for case_no, version in keys]
    back = _back(keys[0][0])
    if back and all(result.done for result in results):
        flash(t("已{what} {n} 件。", "{what}: {n} done.", what=said(kind.words), n=len(results)))
        return redirect(back, code=303)
    return render_template("bulk/done.html", kind=kind, results=results, back=back)


def _back(case_no: str) -> str:
    """The list it was begun on, at the row of that case; empty where the address names none."""
    wanted = request.form.get("back", "")
    return f"{local_path(wanted)}#{quote(case_no)}" if wanted else ""


def _kind() -> Kind:
    """What is to be done. Raises BadInput, NotAllowed."""
    kind = BY_KIND.get(request.form.get("kind", ""))
    if kind is None:
        raise BadInput("没有这项批量办理 / no such act on several cases")
    if kind not in kinds_of(officer()):
        raise NotAllowed(f"“{kind.words.zh}”须由其他角色办理 / another role does this")
    return kind


def _few(names: Sequence[str]) -> list[str]:
    """Each once. Raises BadInput for none or too many."""
    wanted = list(dict.fromkeys(names))
    if not wanted or len(wanted) > MOST:
        raise BadInput(f"请先勾选案件，最多 {MOST} 件 / tick some cases first, {MOST} at most")
    return wanted


def _parted(key: str) -> tuple[str, int]:
    case_no, _, version = key.rpartition("~")
    if not (case_no and version.isascii() and version.isdecimal() and len(version) < 10):
        raise BadInput("表单有误，请从台账重新勾选 / tick the cases again in the ledger")
    return case_no, int(version)


def _picked(case_no: str, kind: Kind) -> Picked:
    """The case as this person sees it. Raises NotFound, NotAllowed."""
    view = desk().view(person(), case_no, now())
    if any(choice.move.name in kind.moves for choice in view.choices.open):
        return Picked(view, ())
    closed = next((c.reasons for c in view.choices.closed if c.move.name in kind.moves), ())
    status = view.case.status
    here = Reason(
        f"案件处于“{status.zh}”，或者不由你办理", f"The case is '{status.en}', or not yours to do this with"
    )
    return Picked(view, closed or (here,))


def _handlers(picked: Sequence[Picked]) -> dict[int, str]:
    """Who handles cases in the agencies of those it can be done with."""
    agencies = sorted({one.view.case.agency for one in picked if not one.against})
    with desk().store.database.reading() as connection:
        found = [office_rows.holders(connection, agency, Role.HANDLER) for agency in agencies]
    return {person_id: name for held in found for person_id, name in held.items()}


def _answer_by() -> date:
    with desk().store.database.reading() as connection:
        days = desk().around(connection, officer(), now()).days
    return days.add_working_days(today(), ANSWER_DAYS)


def _page(kind: Kind, form: BulkForm, picked: Sequence[Picked]) -> str:
    form.begin(_handlers(picked), _answer_by())
    return render_template(
        "bulk/confirm.html",
        kind=kind,
        form=form,
        ready=[one for one in picked if not one.against],
        left=[one for one in picked if one.against],
        list_url=request.form.get("back", ""),
        back=_back(picked[0].view.case.case_no),
    )


def _done(form: BulkForm, case_no: str, version: int) -> Result:
    """One act on the version that was looked at, so that a form sent twice acts once."""
    try:
        case = desk().view(person(), case_no, now()).case
        return Result(case_no, True, perform(case_no, form.act(case), version))
    except MoveRefused as refused:
        return Result(case_no, False, "；".join(said(reason) for reason in refused.reasons))
    except DeskError as bad:
        return Result(case_no, False, said(str(bad)))
