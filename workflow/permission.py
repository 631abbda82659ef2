"""Who may do an act, and on which version of the case."""

from __future__ import annotations

from workflow.case import Case
from workflow.entries import Entry
from workflow.errors import CaseChanged, MoveRefused, NotAllowed, Reason
from workflow.guards import FOUR_EYES, Around
from workflow.lifecycle import Move
from workflow.store import Connection, office_rows
from workflow.store.repository import Officer
from workflow.store.waiting_rows import TAKERS
from workflow.terms import Role
from workflow.wording import say


def roles_on(officer: Officer, case: Case) -> frozenset[Role]:
    """The roles held in the case's agency; who took the drafting over works on it as its handler."""
    held = officer.roles_in(case.agency)
    return held | {Role.HANDLER} if held and case.taken_over_by == officer.id else held


def permitted(officer: Officer | None, case: Case, move: Move) -> int | None:
    """Permission is denied unless the row grants it to a role held in the case's own agency."""
    if officer is None:
        return None
    if not roles_on(officer, case) & frozenset(move.roles):
        needed = "、".join(role.zh for role in move.roles) or "系统"
        raise NotAllowed(
            f"“{say(move.name).zh}”须由本机关的{needed}办理 / only the agency's own officers of that role may do this"
        )
    return officer.standing_in(case.agency, move.roles)


def require_handler(connection: Connection, person: int, agency: int) -> None:
    if person not in office_rows.holders(connection, agency, Role.HANDLER):
        raise MoveRefused(Reason("承办人须是本机关的承办人员", "The handler must be one of this agency"))


def require_another(connection: Connection, case: Case, around: Around) -> None:
    """Who takes a draft over leaves every step of its route to others: somebody must hold each role."""
    assert case.draft is not None
    writers = {around.actor, around.acting_for, *case.writers}
    for step in around.approvals.steps(case.draft.outcome):
        if not office_rows.holders(connection, case.agency, TAKERS[step]).keys() - writers:
            role = TAKERS[step]
            said = f"接手以后没有其他人可以办理“{role.zh}”"
            raise MoveRefused(Reason(said, f"Nobody else could act as {role.en}", FOUR_EYES))


def refuse_stale(connection: Connection, case: Case, history: list[Entry], expected: int | None) -> None:
    """Raises CaseChanged, which says who did what since the version that was seen."""
    if expected is None or expected == case.version:
        return
    later = history[expected:]
    names = office_rows.names(connection, (entry.by for entry in later))
    done = [(names.get(entry.by), say(type(entry.fact).__name__)) for entry in later]
    zh = "；".join(f"{who or '系统'}：{what.zh}" for who, what in done)
    en = "; ".join(f"{who or 'the system'}: {what.en}" for who, what in done)
    raise CaseChanged(f"你打开页面之后，案件有变动：{zh} / changed since you opened it: {en}")
