"""The two queues before a letter leaves: secrecy review and approval, and the page where both look at a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template

from notices.examining import examine, subject_of
from notices.render import text
from web.access import desk, needs, now, person, signed_in
from web.letters.reading import drafted_reply
from web.words import t
from workflow.terms import Role, Status
from workflow.viewing import Filter

#: the moves that are decided on before the draft
_HERE = (
    *("revise_reply", "submit", "submit_for_approval"),
    *("pass_secrecy", "pass_secrecy_to_legal", "return_from_secrecy"),
    *("pass_legal", "pass_legal_to_secrecy", "return_from_legal"),
    *("endorse", "approve", "approve_as_leader", "return_draft"),
)
review = Blueprint("review", __name__, template_folder="templates")


@review.get("/review")
@needs(Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER)
def to_review() -> Any:
    """What waits for the secrecy or the legal review."""
    return _queue(Status.UNDER_REVIEW, t("待审查", "To review"))


@review.get("/approval")
@needs(Role.APPROVER, Role.LEADER)
def to_approve() -> Any:
    """What waits for the head of the disclosure office or the leader."""
    return _queue(Status.AWAITING_APPROVAL, t("待签发", "To approve"))


def _queue(status: Status, heading: str, letters: Sequence[Any] = ()) -> str:
    page = desk().ledger(person(), now(), Filter(status=status, limit=200))
    return render_template("review/queue.html", rows=page.rows, heading=heading, letters=letters)


@review.get("/cases/<case_no>/reply")
@signed_in
def draft(case_no: str) -> Any:
    """Draft, application, checks and day count side by side, with the acts that are open."""
    view = desk().view(person(), case_no, now())
    letter, subject = drafted_reply(view), subject_of(desk(), view)
    return render_template(
        "review/draft.html",
        view=view,
        outcome=desk().rules.outcomes[view.case.draft.outcome],  # type: ignore[union-attr]
        lines=text(letter.kind, letter).splitlines(),
        findings=examine(subject) if subject else (),
        drafter=view.names.get(view.case.draft.by, ""),  # type: ignore[union-attr]
        choices=[
            choice for choice in (*view.choices.open, *view.choices.closed) if choice.move.name in _HERE
        ],
    )
