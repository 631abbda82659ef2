"""Every act an officer may do at the desk, by its noun in the address and by its move."""

from __future__ import annotations

from web.acts import afterwards, answering, handling, letters, mailing, receiving, signing, urging
from web.acts.form import ActForm
from web.appeals import acts as appeals

FORMS: tuple[type[ActForm], ...] = (
    *receiving.FORMS,
    *handling.FORMS,
    *answering.FORMS,
    *letters.FORMS,
    *signing.FORMS,
    *mailing.FORMS,
    *urging.FORMS,
    *afterwards.FORMS,
    *appeals.FORMS,
)
#: some acts have two rows of the lifecycle each
SISTERS = {
    "close_last_consultation": "close_consultation",
    "submit_for_approval": "submit",
    "pass_secrecy_to_legal": "pass_secrecy",
    "pass_legal_to_secrecy": "pass_legal",
    "approve_as_leader": "approve",
    "sign_notice_as_leader": "sign_notice",
    "step_appeal_redo": "step_appeal",
    "decide_appeal_redo": "decide_appeal",
}

BY_NOUN: dict[str, type[ActForm]] = {form.noun: form for form in FORMS}
BY_MOVE: dict[str, type[ActForm]] = {form.act.move: form for form in FORMS}


def noun_of(move: str) -> str:
    """The noun of a move's page."""
    return BY_MOVE[SISTERS.get(move, move)].noun
