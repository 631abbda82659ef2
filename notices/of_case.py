"""One letter or form of a case as a file: forms filled from the history, letters as they were signed."""

from __future__ import annotations

from datetime import datetime

from notices import forms
from notices.catalogue import shipped
from notices.composing import wording
from notices.issuing import freeze_notice, freeze_receipt, freeze_reply
from notices.render import render
from workflow.desk import Desk
from workflow.errors import BadInput, NotFound
from workflow.viewing import View


def of_case(desk: Desk, person: int, case_no: str, kind: str, now: datetime, ref: str = "") -> bytes:
    """The PDF. `ref` says which of several: "reply" or the number of a letter.

    Raises BadInput naming what a form still lacks or which letters there are, NotFound for what was not signed.
    """
    shipped()[kind]  # refuses a kind there is not, before anything is looked for
    view = desk.view(person, case_no, now)
    if kind in forms.MAKERS:
        form = forms.form(view, kind, ref)
        said = forms.printed_line(view, view.officer.name, now)
        return render(kind, forms.printable(view, form), printed=said)
    if kind == "receipt":
        return freeze_receipt(desk, person, case_no, now)
    if _is_reply(view, kind):
        return freeze_reply(desk, person, case_no, now)
    return freeze_notice(desk, person, case_no, _letter(view, kind, ref), now)


def _is_reply(view: View, kind: str) -> bool:
    outcome = view.case.outcome
    return (
        bool(outcome) and wording().outcomes[outcome].letter == kind and bool(view.case.reply_content_sha256)
    )


def _letter(view: View, kind: str, ref: str) -> str:
    """The one signed letter of that kind, or the one named."""
    found = [n.ref for n in view.case.notices if n.kind == kind and n.signed_on and ref in ("", n.ref)]
    if not found:
        raise NotFound(f"{view.case.case_no} 没有已签发的这种文书：{kind} / no signed letter of that kind")
    if len(found) > 1:
        raise BadInput(f"有几份，请用 --ref 指明 / several, say which by --ref: {', '.join(found)}")
    return found[0]
