"""Two lists for hearings: what was known of a case on a day, and who saw whose personal data in full."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, render_template, request

from notices.bundle import sheets
from notices.bundle.press import press
from web.access import desk, needs, now, person, signed_in, today
from web.bundle.routes import bundle
from web.cases.reading import paragraphs
from web.letters.routes import as_file
from web.past_days import KnownForm, ViewsForm
from web.tables import as_csv
from web.words import said, t
from workflow.days.office_time import SHANGHAI
from workflow.personal_data import FIELDS, WATCHING, Asked, Look, personal_views
from workflow.viewing import View

MOST: Final = 100
MOST_EXPORTED: Final = 100_000


@bundle.get("/cases/<case_no>/known")
@signed_in
def known(case_no: str) -> Any:
    """What this system held to be so at the end of a day, for print."""
    asked = _known()
    view = _then(case_no, asked)
    shown = render_template(
        "bundle/known.html", view=view, asked=asked, history=list(reversed(paragraphs(view)))
    )
    return shown, asked.status


@bundle.get("/cases/<case_no>/known.pdf")
@signed_in
def known_file(case_no: str) -> Response:
    """The same as a sheet for the file."""
    asked = _known()
    asked.require()
    view = _then(case_no, asked)
    on = view.as_of or view.today
    name = t("{no} 截至{on}的情况.pdf", "{no} as known on {on}.pdf", no=case_no, on=on)
    return as_file(press("timeline", sheets.known(view)), name)


def _known() -> KnownForm:
    return KnownForm.asked(on=today())


def _then(case_no: str, asked: KnownForm) -> View:
    on = asked.on.data
    return desk().view(person(), case_no, now(), on if on and on < today() else None)


@bundle.get("/personal-views")
@needs(*WATCHING)
def views() -> Any:
    """Every full view of personal data within sight, newest first."""
    form = ViewsForm.asked()
    asked = _asked(form, MOST + 1)
    found = () if form.errors else personal_views(desk(), person(), now(), asked)
    more = found[MOST - 1].view_id if len(found) > MOST else None
    shown = render_template(
        "bundle/views.html", looks=found[:MOST], more=more, asked=asked, form=form, fields_said=fields_said
    )
    return shown, form.status


@bundle.get("/personal-views.csv")
@needs(*WATCHING)
def views_file() -> Response:
    """The same, all that the filter finds."""
    form = ViewsForm.asked()
    form.require()
    found = personal_views(desk(), person(), now(), _asked(form, MOST_EXPORTED))
    heads = (
        *(t("时间", "When"), t("案件", "Case"), t("查看人", "Who"), t("代谁", "Standing in for")),
        *(t("申请人", "Applicant"), t("查看内容", "What"), t("理由", "Why")),
    )
    rows = ((_at(look), look.case_no, look.person, look.acting_for, look.applicant, fields_said(look), look.reason)
            for look in found)  # fmt: skip
    return as_file(
        as_csv(heads, rows), f"{t('个人信息查看记录', 'personal views')}.csv", "text/csv; charset=utf-8"
    )


def _asked(form: ViewsForm, limit: int) -> Asked:
    before = request.args.get("before", "")
    return Asked(
        case_no=(form.case.data or "")[:60],
        from_on=form.from_on.data,
        to_on=form.to_on.data,
        before=int(before) if before.isdecimal() and len(before) < 12 else None,
        limit=limit,
    )


def _at(look: Look) -> str:
    return f"{look.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def fields_said(look: Look) -> str:
    """What was shown, in words."""
    return t("、", ", ").join(said(FIELDS[name]) for name in look.fields if name in FIELDS)
