"""Internal forms of a case, filled from its history: pure functions of what a person may see of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from notices.forms.approval import approval_sheets
from notices.forms.arrival import confirmation_record, registration_form
from notices.forms.asking import application_form, slips_of
from notices.forms.base import Form, Gap, printable, printed_line
from notices.forms.handling import disclosure_review, search_record
from notices.forms.publication import publication_proposal
from notices.forms.service import proofs_of_service
from workflow.errors import NotFound
from workflow.terms import Party
from workflow.viewing import View

__all__ = ["MAKERS", "Form", "Gap", "form", "forms", "printable", "printed_line"]

#: kind of form -> the forms of that kind a case has
MAKERS: Mapping[str, Callable[[View], list[Form]]] = {
    "application_form": application_form,
    "registration_form": registration_form,
    "confirmation_record": confirmation_record,
    **{f"slip_{party}": slips_of(party) for party in Party},
    "search_record": search_record,
    "disclosure_review": disclosure_review,
    "approval_sheet": approval_sheets,
    "proof_of_service": proofs_of_service,
    "proactive_proposal": publication_proposal,
}


def forms(view: View) -> list[Form]:
    """Every form of the case in the order of the work, those with gaps too."""
    return [form for make in MAKERS.values() for form in make(view)]


def form(view: View, kind: str, ref: str = "") -> Form:
    """The one of that kind; `ref` names the letter it belongs to ("reply", or the letter's own). Raises NotFound."""
    made = MAKERS[kind](view) if kind in MAKERS else []
    found = next((one for one in made if one.ref == ref), made[0] if made and not ref else None)
    if found is None:
        raise NotFound(f"{view.case.case_no} 没有这种表单 / the case has no such form: {kind}")
    return found
