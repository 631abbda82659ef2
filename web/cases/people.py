"""Personal data of an applicant in full: shown once, on a page of its own, and written down first."""

from __future__ import annotations

from typing import Any

from flask import render_template

from web.access import desk, now, person, signed_in
from web.cases.blueprint import cases
from web.forms import Form, line
from workflow.errors import BadInput
from workflow.personal_data import FIELDS, LONGEST_REASON, show_full


class WhyForm(Form):
    """Why it is needed; a handler's is filled in."""

    reason = line("查看理由", "Reason")


@cases.post("/cases/<case_no>/people/<key>/full")
@signed_in
def full(case_no: str, key: str) -> Any:
    """What the office knows of this person. A reload asks, and is written down, again."""
    form = WhyForm()
    if not form.validate():
        raise BadInput(
            f"请写明查看理由，{LONGEST_REASON} 字以内 / give a reason of {LONGEST_REASON} characters at most"
        )
    shown = show_full(desk(), person(), case_no, key, form.reason.data, now())
    known = [(words, getattr(shown.who, name)) for name, words in FIELDS.items() if getattr(shown.who, name)]
    return render_template("cases/full.html", shown=shown, known=known, at=now())
