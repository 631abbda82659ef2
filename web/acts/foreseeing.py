"""What an act's form tells before it is sent: the deadline as it would be, the limits that would begin."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wtforms import TextAreaField
from wtforms.validators import StopValidation

from web.access import now
from web.acts.form import ActForm, At
from web.acts.stated import around_of
from web.forms import ChoiceField, ListField
from workflow.clock.deadline import Deadline
from workflow.errors import DeskError
from workflow.foreseeing import Foreseen, foreseen
from workflow.wording import Words

STANDS = {
    "suspended": Words("期限暂停", "The period is suspended"),
    "stopped": Words("期限停止计算", "The period stops"),
}


class Ahead(NamedTuple):
    """One consequence; `was` is the day it replaces, `provisional` where holidays are not announced yet."""

    words: Words
    on: date | None = None
    was: date | None = None
    provision: str = ""
    provisional: bool = False


def ahead(form: ActForm, at: At) -> list[Ahead]:
    """The consequences of the form as it stands; none while something they depend on is not said."""
    if form.foresees is None or not _said(form):
        return []
    try:
        told = foreseen(at.view.case, form.leads_to(at), around_of(at.view), now())
    except DeskError:  # no such timeline: the act itself says why when it is sent
        return []
    return [*_deadline(told), *_limits(told), *form.more_ahead(at, told)]


def _said(form: ActForm) -> bool:
    """Lists read as the terms they hold; whether everything the consequences depend on is there."""
    for field in form:
        if isinstance(field, ChoiceField):
            try:
                field.pre_validate(form)
            except StopValidation:
                field.data = None
        elif isinstance(field, TextAreaField) and field.data is None:
            field.data = () if isinstance(field, ListField) else ""
    return all(form[name].data not in (None, "") for name in form.foresees or ())


def _deadline(told: Foreseen) -> list[Ahead]:
    before, after = told.now, told.then
    if after is None or (before is not None and _same(before, after)):
        return []
    law = next((step.provision for step in reversed(after.steps) if step.provision), "")
    found = []
    if after.status in STANDS and (before is None or before.status != after.status):
        found.append(Ahead(STANDS[after.status], provision=law))
    if after.due_on is not None and (before is None or before.due_on != after.due_on):
        said = Words("答复期限", "Reply due")
        if after.status == "suspended":
            said = Words("对方一直不答复的，答复期限", "Reply due if nobody answers")
        was = before.due_on if before else None
        found.append(Ahead(said, after.due_on, was, law, after.provisional))
    return found


def _same(before: Deadline, after: Deadline) -> bool:
    return (before.due_on, before.status) == (after.due_on, after.status)


def _limits(told: Foreseen) -> list[Ahead]:
    return [
        Ahead(Words(f"{zh}最迟", f"Last day: {en}"), limit.due_on, provision=limit.provision)
        for limit in told.new_limits
        if limit.act.partition(":")[0] not in OWN
        for zh, en in (limit.name,)
    ]


#: limits that only follow the reply deadline
OWN = frozenset({"extension", "unit_answer", "draft", "submission"})
