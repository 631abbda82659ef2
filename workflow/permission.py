"""Who may do an act, and on which version of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workflow.acts import Act, TakeOverDraft, TakeOverNotice, Urge
from workflow.case import Case
from workflow.entries import Entry
from workflow.entry_wording import say, sentence
from workflow.errors import CaseChanged, MoveRefused, NotAllowed, Reason
from workflow.from_above import OF_LETTERS, held_for_letters, issuer, letter_named, require_own_name
from workflow.guards import FOUR_EYES, Around
from workflow.lifecycle import Move
from workflow.store import Connection
from workflow.store.letters.waiting_rows import TAKERS
from workflow.store.offices import office_rows
from workflow.store.repository import Officer
from workflow.terms import Role

#: the acts by which a letter beside the reply is written on
WRITES_ON = frozenset({"revise_notice", "submit_notice"})
#: the acts of those who supervise, also in the agencies above
FROM_ABOVE = frozenset({"urge"})


def roles_on(officer: Officer, case: Case, move: str = "", ref: str = "", path: str = "") -> frozenset[Role]:
    """The roles held in the agency whose case or letter it is, on that letter where the move names one.

    Who took the reply's drafting over works on the case as its handler, who took a letter over on that letter.
    A letter is taken over by whoever takes its next step.
    What is done from above, a supervisor does on every case below; `path` is where the case's agency stands.
    """
    held = held_for_letters(officer, case, ref) if move in OF_LETTERS else officer.roles_in(case.agency)
    if move in FROM_ABOVE and path and any(path.startswith(root) for root in officer.watched_paths):
        held |= {Role.SUPERVISOR}
    if move == "take_over_notice":
        held &= _next_takers(case, ref) or held
    took = case.taken_over_by == officer.id or (move in WRITES_ON and _took_letter(officer, case, ref))
    return held | {Role.HANDLER} if held and took else held


def _took_letter(officer: Officer, case: Case, ref: str) -> bool:
    return any(n.written_on_by == officer.id and ref in ("", n.ref) for n in case.notices)


def _next_takers(case: Case, ref: str) -> frozenset[Role]:
    waiting = (n for n in case.notices if n.next_step and ref in ("", n.ref))
    return frozenset(TAKERS[n.next_step] for n in waiting)


def permitted(officer: Officer | None, case: Case, move: Move, act: Act, path: str = "") -> int | None:
    """Permission is denied unless the row grants it to a role held in the case's own agency, or above it."""
    if officer is None:
        return None
    ref = letter_named(case, act)
    if not roles_on(officer, case, move.name, ref, path) & frozenset(move.roles):
        needed = "、".join(role.zh for role in move.roles) or "系统"
        raise NotAllowed(
            f"“{say(move.name).zh}”须由本机关的{needed}办理 / only the agency's own officers of that role may do this"
        )
    if isinstance(act, Urge):
        require_own_name(officer, case, act, path)
        return officer.standing_in(act.issuer or case.agency, move.roles)
    owner = issuer(case, ref)
    roles = move.roles if owner == case.agency else (*move.roles, Role.SUPERVISOR)
    return officer.standing_in(owner, roles)


def require_handler(connection: Connection, person: int, agency: int) -> None:
    if person not in office_rows.holders(connection, agency, Role.HANDLER):
        raise MoveRefused(Reason("承办人须是本机关的承办人员", "The handler must be one of this agency"))


def require_another(
    connection: Connection, case: Case, act: TakeOverDraft | TakeOverNotice, around: Around
) -> None:
    """Who takes a draft over leaves every step of its route to others: somebody must hold each role."""
    steps, before = _way(case, act, around)
    writers = {around.actor, around.acting_for, *before}
    owner = issuer(case, letter_named(case, act))
    for step in steps:
        if not office_rows.holders(connection, owner, TAKERS[step]).keys() - writers:
            role = TAKERS[step]
            said = f"接手以后没有其他人可以办理“{role.zh}”"
            raise MoveRefused(Reason(said, f"Nobody else could act as {role.en}", FOUR_EYES))


def _way(
    case: Case, act: TakeOverDraft | TakeOverNotice, around: Around
) -> tuple[Sequence[str], Sequence[int]]:
    """The steps the reply or the letter takes once it is submitted again, and who wrote it so far."""
    if isinstance(act, TakeOverDraft):
        assert case.draft is not None
        return around.approvals.steps(case.draft.outcome), case.writers
    notice = case.notice(act.ref)
    assert notice is not None
    return around.approvals.letter_steps(notice.kind), notice.writers


def refuse_stale(connection: Connection, case: Case, history: list[Entry], expected: int | None) -> None:
    """Raises CaseChanged, which says who did what since the version that was seen."""
    if expected is None or expected == case.version:
        return
    later = history[expected:]
    raise CaseChanged(since(later, office_rows.names(connection, (entry.by for entry in later))))


def since(later: Iterable[Entry], names: Mapping[int, str]) -> str:
    """Who did what, as the history says it; the bar between the languages stands in it once."""
    done = [(names.get(entry.by), sentence(entry.fact)) for entry in later]
    zh = "；".join(f"{who or '系统'}：{what.zh}" for who, what in done).replace(" / ", "／")
    en = "; ".join(f"{who or 'the system'}: {what.en}" for who, what in done).replace(" / ", "／")
    return f"你打开页面之后，案件有变动：{zh} / changed since you opened it: {en}"
