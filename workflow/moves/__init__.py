"""What follows from an act: pure, (case, act, circumstances) -> facts for the history and texts for the store.

`decide` asks the lifecycle table and every guard of the row first; a refusal carries all reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workflow import acts as a
from workflow import entries as e
from workflow.case import Case
from workflow.errors import MoveRefused, Reason
from workflow.guards import Around
from workflow.lifecycle import BY_NAME, Move, destination
from workflow.moves import appeals as appeals
from workflow.moves import archive as archive
from workflow.moves import consulting as consulting
from workflow.moves import house as house
from workflow.moves import intake as intake
from workflow.moves import letters as letters
from workflow.moves import mail as mail
from workflow.moves import reply as reply
from workflow.moves import urging as urging
from workflow.moves.base import ANSWERS
from workflow.moves.base import keep as keep
from workflow.moves.intake import receipt as receipt


class Decision(NamedTuple):
    """What to append, and the texts the facts refer to by digest."""

    facts: tuple[e.Fact, ...]
    texts: Mapping[str, str]


def row_name(case: Case, move: str, around: Around) -> str:
    """The row an act's move stands for now: some acts have two rows each, by what else is open."""
    if move in ("close_consultation", "close_last_consultation"):
        return "close_last_consultation" if len(case.open_consultations) <= 1 else "close_consultation"
    if move in ("submit", "submit_for_approval") and case.draft:
        reviews = {"secrecy", "legal"} & set(around.approvals.steps(case.draft.outcome))
        return "submit" if reviews else "submit_for_approval"
    if move in ("pass_secrecy", "pass_secrecy_to_legal"):
        legal = "legal" in case.route and "legal" not in case.passed
        return "pass_secrecy_to_legal" if legal else "pass_secrecy"
    if move in ("pass_legal", "pass_legal_to_secrecy"):
        secrecy = "secrecy" in case.route and "secrecy" not in case.passed
        return "pass_legal_to_secrecy" if secrecy else "pass_legal"
    if move in ("approve", "approve_as_leader"):
        return "approve_as_leader" if "leader" in case.route else "approve"
    return move.removesuffix("_redo") if move in ("decide_appeal_redo", "step_appeal_redo") else move


def row_of(case: Case, act: a.Act, around: Around) -> Move:
    """The row of the table this act moves along."""
    notice = case.notice(act.ref) if isinstance(act, a.SignNotice) else None
    if notice and "leader" in notice.route:
        return BY_NAME["sign_notice_as_leader"]
    if appeals.takes_up_again(case, act):
        return BY_NAME[f"{act.move}_redo"]
    return BY_NAME[row_name(case, act.move, around)]


def refusals(case: Case, act: a.Act, around: Around) -> tuple[Reason, ...]:
    """Every reason that stands against the act now; empty when it is open."""
    move = row_of(case, act, around)
    around = around._replace(under=move.under)
    if destination(move.name, case.status) is None:
        said = f"案件处于“{case.status.zh}”，不能进行这一步"
        return (Reason(said, f"Not open while the case is '{case.status.en}'", around.provision(case)),)
    found = (guard(case, act, around) for guard in move.needs)
    return tuple(reason for reason in found if reason is not None)


def decide(case: Case, act: a.Act, around: Around) -> Decision:
    """The facts that follow from the act. Raises MoveRefused with every reason."""
    reasons = refusals(case, act, around)
    if reasons:
        raise MoveRefused(*reasons)
    texts: dict[str, str] = {}
    facts = ANSWERS[type(act)](case, act, around._replace(under=row_of(case, act, around).under), texts)
    said = facts if isinstance(facts, tuple) else (facts,)
    if isinstance(act, a.Sending) and not isinstance(act, a.SendNotice):
        said = (*said, *letters.sent(case, act, around))
    return Decision(said, texts)
