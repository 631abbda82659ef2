"""Internal forms of a case, filled from its history: their words, what is still missing, and the sheet to print."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from notices import forms
from notices.catalogue import shipped
from notices.render import html, render, text
from web.access import desk, now, officer, person, signed_in
from web.letters.routes import SHEET, as_file
from web.security import LETTER_POLICY
from workflow.viewing import View
from workflow.wording import Words

sheets = Blueprint("sheets", __name__, template_folder="templates")
#: the margins of a form, as its stylesheet has them
MARGINS = SHEET.replace("padding:37mm 26mm 35mm 28mm", "padding:22mm 20mm 24mm 28mm")
KIND = f"<any({', '.join(forms.MAKERS)}):kind>"


@sheets.record
def _give_templates_the_forms(state: Any) -> None:
    """The case page lists them."""
    state.app.jinja_env.globals.update(case_forms=forms.forms, form_name=name_of)


def name_of(form: forms.Form, view: View) -> Words:
    """Its kind in both languages, and which letter it belongs to."""
    kind, notice = shipped()[form.kind], view.case.notice(form.ref)
    if notice is not None and form.kind.startswith("slip_"):  # its own name says which letter it answers
        return Words(f"{kind.zh} {notice.document_no}", f"{kind.en} {notice.document_no}")
    if notice is not None:
        letter = shipped()[notice.kind]
        return Words(f"{kind.zh}（{letter.zh}）", f"{kind.en} ({letter.en})")
    if form.ref == "reply":
        return Words(f"{kind.zh}（答复书）", f"{kind.en} (reply)")
    return Words(kind.zh, kind.en)


@sheets.get(f"/cases/<case_no>/forms/{KIND}")
@signed_in
def show(case_no: str, kind: str) -> Any:
    """One form: its words, or what is missing and where it is recorded."""
    view, form = _asked(case_no, kind)
    lines = () if form.gaps else text(kind, forms.printable(view, form)).splitlines()
    opened = {choice.move.name for choice in view.choices.open}
    return render_template("sheets/form.html", view=view, form=form, lines=lines, opened=opened)


@sheets.get(f"/cases/<case_no>/forms/{KIND}/preview")
@signed_in
def preview(case_no: str, kind: str) -> Response:
    """It, set as it will be printed; nothing on that page runs or loads."""
    view, form = _asked(case_no, kind)
    page = html(kind, forms.printable(view, form), printed=_printed(view)).replace("</head>", MARGINS, 1)
    return Response(page, headers={"Content-Security-Policy": LETTER_POLICY})


@sheets.get(f"/cases/<case_no>/forms/{KIND}.pdf")
@signed_in
def file(case_no: str, kind: str) -> Response:
    """It for printing, as the file stands at this moment; forms are not kept."""
    view, form = _asked(case_no, kind)
    pdf = render(kind, forms.printable(view, form), printed=_printed(view))
    return as_file(pdf, f"{case_no} {name_of(form, view).zh}.pdf")


def _asked(case_no: str, kind: str) -> tuple[View, forms.Form]:
    view = desk().view(person(), case_no, now())
    ref = request.args.get("ref", "")
    if len(ref) > 20:
        abort(404)
    return view, forms.form(view, kind, ref)


def _printed(view: View) -> str:
    return forms.printed_line(view, officer().name, now())
