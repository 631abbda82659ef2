"""Before an act: its form for this case, whether this person may do it, and what stands against it today."""

from __future__ import annotations

from flask import abort, request

from web.access import desk, now, person
from web.acts.form import ActForm, At
from web.acts.table import BY_NOUN, SISTERS
from workflow.entry_wording import say
from workflow.errors import BadInput, MoveRefused, NotAllowed, Reason
from workflow.lifecycle import BY_NAME
from workflow.permission import roles_on
from workflow.store.offices import office_rows
from workflow.terms import Role
from workflow.viewing import View


def at_case(case_no: str) -> At:
    """The case as this person sees it, and what forms may offer. Raises NotFound, NotAllowed."""
    view = desk().view(person(), case_no, now())
    with desk().store.database.reading() as connection:
        handlers = office_rows.holders(connection, view.case.agency, Role.HANDLER)
    return At(view, handlers, desk().rules.outcomes, desk().rules.approvals.notices)


def prepared(case_no: str, noun: str) -> tuple[At, ActForm]:
    """The form of that act, begun from the case; 404 for no such act."""
    if noun not in BY_NOUN:
        abort(404)
    at, form = at_case(case_no), BY_NOUN[noun]()
    form.prepare(at)
    return at, form


def _rows(form: ActForm) -> set[str]:
    return {form.act.move, *(row for row, act in SISTERS.items() if act == form.act.move)}


def need_role(view: View, form: ActForm) -> None:
    """Raises NotAllowed for whom no row of the act names, before anything of theirs is kept."""
    roles = {role for row in _rows(form) for role in BY_NAME[row].roles}
    if not roles & roles_on(view.officer, view.case, form.act.move, path=view.agency.path):
        zh = "、".join(role.zh for role in sorted(roles))
        raise NotAllowed(f"“{say(form.act.move).zh}”须由{zh}办理 / another role does this")


def against(view: View, form: ActForm) -> tuple[Reason, ...]:
    """What stands against the act as of today; only an act that can be dated back shows its form all the same.

    Raises MoveRefused with every reason where no other day would help.
    """
    rows, choices = _rows(form), view.choices
    if any(choice.move.name in rows for choice in choices.open):
        return ()
    closed = next((choice.reasons for choice in choices.closed if choice.move.name in rows), ())
    starts_here = any(view.case.status in BY_NAME[row].sources for row in rows)
    if closed and starts_here and "on" in form:
        return closed
    status = view.case.status
    raise MoveRefused(*(closed or (Reason(f"案件处于“{status.zh}”", f"The case is '{status.en}'"),)))


def version_seen() -> int:
    """The version of the case the form was opened on. Raises BadInput."""
    try:
        return int(request.form.get("version", ""))
    except ValueError:
        raise BadInput("表单缺少版本，请重新打开 / the form lacks its version: open it again") from None
