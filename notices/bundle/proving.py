"""What a list of evidence and the letters that answer an appeal begin with: the file, its pages, its provisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from notices.appeals import facts_of, organ_of
from notices.bundle import sheets
from notices.bundle.making import IndexLine, contents_of, index_of
from notices.composing import declared_of, notice_content, wording
from notices.drafting import marked_gaps
from notices.suggesting import suggested
from workflow import acts as a
from workflow.appeal.terms import AppealKind
from workflow.appeal.value import Appeal
from workflow.bundle import moments
from workflow.desk import Desk
from workflow.errors import BadInput, NotFound
from workflow.guards import Around
from workflow.viewing import View

LIST: Final = "evidence_list"
#: of what came after the decision, only how it reached the applicant proves anything about it
_LATER: Final = ("proof_of_service",)
_LAW: Final = ("legal_basis",)  # stands in the list on its own, as it is no evidence
_USED_IN: Final = {AppealKind.REVIEW: "review", AppealKind.LITIGATION: "court"}


def drafted(
    desk: Desk, person: int, case_no: str, ref: str, kind: str, around: Around, now: datetime
) -> a.DraftNotice:
    """The act that drafts that letter of the appeal from the file; what the file cannot tell is marked 【待填】.

    Raises NotFound for an appeal that does not exist, BadInput for one that such a letter does not answer, and
    NotAllowed for who may not see the file.
    """
    view = desk.view(person, case_no, now)
    appeal = view.case.appeal(ref)
    if appeal is None:
        raise NotFound(f"没有第 {ref} 项复议、诉讼 / no appeal {ref}")
    if not appeal.is_open or kind not in letters_of(appeal):
        raise BadInput("该项复议、诉讼没有这种文书 / that appeal is not answered by such a letter")
    declared = declared_of(kind, wording().catalogue[kind].provision(_since(view)))
    found = facts_of(view, appeal) | (evidence_facts(desk, person, view, appeal, now) if kind == LIST else {})
    names = {fact.name for fact in declared}
    facts = suggested(view, kind, around) | {n: value for n, value in found.items() if n in names and value}
    attachments = () if kind == LIST else ("证据材料目录及证据",)
    content = notice_content(
        view, kind, marked_gaps(declared, facts), to=organ_of(view, appeal), attachments=attachments
    )
    return a.DraftNotice(kind=kind, content=content)


def letters_of(appeal: Appeal) -> tuple[str, ...]:
    """The letters that go to the organ: the answer, and the evidence with it."""
    answers = {AppealKind.REVIEW: "review_answer", AppealKind.LITIGATION: "court_defence"}
    return (answers[appeal.kind], LIST) if appeal.kind in answers else ()


def evidence_facts(desk: Desk, person: int, view: View, appeal: Appeal, now: datetime) -> dict[str, Any]:
    """Each piece there was at the decision disputed, with what it proves and its pages in the court file.

    The proof of service is added; what was got later proves nothing of the decision (行政复议法第四十六条).
    """
    seq = _disputed(view, appeal)
    held = contents_of(desk, person, view.case.case_no, now, seq)
    lines = index_of(desk, person, view.case.case_no, now, seq)
    named = [line for line in lines if (line.in_first and line.code not in _LAW) or line.code in _LATER]
    return {
        "used_in": _USED_IN[appeal.kind],
        "appeal_no": appeal.appeal_no or None,
        "appellant": view.texts.get(appeal.appellant_sha256) or None,
        "proofs": tuple(_row(n, line) for n, line in enumerate(named, start=1)),
        "laws_cited": tuple(sheets.provisions(held.then)),
    }


def _row(n: int, line: IndexLine) -> tuple[str, ...]:
    return str(n), line.title, line.source, line.proves, line.pages


def _disputed(view: View, appeal: Appeal) -> int | None:
    """The decision whose letter is disputed; the last one where its number is not known here."""
    found = moments.decisions(view.history)
    return next((one.seq for one in found if appeal.against and one.document_no == appeal.against), None)


def _since(view: View) -> Any:
    return view.case.received_on or view.case.arrived_on
