"""The queue of whoever reviews or signs: replies and letters together, soonest first, each with why it is urgent."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from flask import current_app

from notices.examining import examine, subject_of
from web.access import desk, now, officer, person, today
from web.acts.stated import around_of
from web.letters.reading import name_of
from web.review import earlier
from workflow.days.office_time import today_of
from workflow.examining import Finding
from workflow.store.letters import waiting_rows
from workflow.store.letters.waiting_rows import FAR, SIGNATURES, Place, Waiting
from workflow.terms import Role
from workflow.viewing import View
from workflow.wording import Words

PAGE: Final = 20
REMEMBERED: Final = 4000  # lines kept as read, until their case moves on or the day turns
LONG: Final = 2  # working days waited


WAITS: Final[dict[str, Words]] = {
    "secrecy": Words("等待保密审查", "Waits for secrecy review"),
    "legal": Words("等待法制审核", "Waits for legal review"),
    "approval": Words("等待公开工作机构负责人", "Waits for the head of the disclosure office"),
    "leader": Words("等待机关负责人签发", "Waits for the leader's signature"),
}


class Line(NamedTuple):
    """One line: what waits, since when, how urgent and why. `against` says why it cannot be ticked."""

    waiting: Waiting
    named: Words
    summary: str
    applicant: str
    drafter: str
    agency: str
    since: date
    waited: int  # working days
    remaining: int | None  # working days to the deadline of the case
    why: tuple[Words, ...]
    tone: str  # overdue, soon or nothing
    findings: tuple[Finding, ...]
    own: bool  # the reader wrote it, or took another step of it

    @property
    def key(self) -> str:
        """Names the line and the version it was read at."""
        place = self.waiting.place
        return f"{self.waiting.case_no}~{place.ref}~{self.waiting.version}"

    @property
    def waits(self) -> Words:
        """Whose step it is."""
        return WAITS[self.waiting.place.step]

    @property
    def due_on(self) -> date | None:
        """The deadline of the case."""
        return None if self.waiting.place.due_on == FAR else self.waiting.place.due_on

    @property
    def troubles(self) -> tuple[Finding, ...]:
        """What stops or warns."""
        return tuple(found for found in self.findings if found.level in ("stop", "warn"))

    @property
    def tickable(self) -> bool:
        """Several are signed at once only where no check says anything."""
        signs = self.waiting.place.step in SIGNATURES
        return signs and not self.troubles and not self.own


class Page(NamedTuple):
    """A page of the queue, and the places it goes on from."""

    lines: tuple[Line, ...]
    after: Place | None
    before: Place | None


def page(
    steps: Sequence[str], agency: int | None, after: Place | None, before: Place | None, limit: int = PAGE
) -> Page:
    """One page of this person's queue."""
    with desk().store.database.reading() as connection:
        found = waiting_rows.page(
            connection, officer(), steps, limit + 1, agency=agency, after=after, before=before
        )
    more = len(found) > limit
    shown = (found[1:] if before else found[:-1]) if more else found
    lines = tuple(line(waiting) for waiting in shown)
    ends = shown[-1].place if shown and (more or before) else None
    begins = shown[0].place if shown and (after or (before and more)) else None
    return Page(lines, ends, begins)


def neighbours(place: Place) -> tuple[Waiting | None, Waiting | None]:
    """What stands before and behind that place in this person's queues of the same page."""
    steps = SIGNATURES if place.step in SIGNATURES else waiting_rows.REVIEWS
    with desk().store.database.reading() as connection:
        before = waiting_rows.page(connection, officer(), steps, 2, before=place)
        after = waiting_rows.page(connection, officer(), steps, 2, after=place)
    here = (place.case_id, place.ref)
    before = [x for x in before if (x.place.case_id, x.place.ref) != here]
    after = [x for x in after if (x.place.case_id, x.place.ref) != here]
    return (before[-1] if before else None), (after[0] if after else None)


def line(waiting: Waiting) -> Line:
    """The line as read before, or read now; the history of a case at a version never changes."""
    memory: OrderedDict[Any, Line] = current_app.extensions.setdefault("review_lines", OrderedDict())
    key = (waiting, person(), today(), desk().store.home, officer().calendar)
    if key not in memory:
        memory[key] = _read(waiting)
        while len(memory) > REMEMBERED:
            memory.popitem(last=False)
    return memory[key]


def _read(waiting: Waiting) -> Line:
    view = desk().view(person(), waiting.case_no, now())
    ref, step = waiting.place.ref, waiting.place.step
    days = around_of(view).days
    since = today_of(earlier.waits_since(view, ref, step))
    left = view.clock.remaining_working_days if view.clock else None
    return Line(
        waiting=waiting,
        named=named(view, ref),
        summary=view.texts[view.case.summary_sha256],
        applicant="、".join(who.name for who in view.applicants),
        drafter=view.names.get(writer(view, ref), ""),
        agency=view.agency.name,
        since=since,
        waited=days.days_between(since, today()),
        remaining=left,
        why=_why(view, ref, step, left, days.days_between(since, today())),
        tone="" if left is None else "overdue" if left < 0 else "soon" if left <= _near() else "",
        findings=checked(view, ref),
        own=is_own(view, ref),
    )


def checked(view: View, ref: str) -> tuple[Finding, ...]:
    """What the checks find; that the secrecy review is still to come is no fault while it is waited for."""
    subject = subject_of(desk(), view, ref)
    if subject is None:
        return ()
    found = examine(subject)
    if ref or "secrecy" not in view.case.awaited:
        return found
    passed = set(examine(subject._replace(case=replace(subject.case, secrecy_passed=True))))
    return tuple(one._replace(level="later") if one not in passed else one for one in found)


def named(view: View, ref: str) -> Words:
    """The letter by its kind, the reply by its outcome."""
    notice = view.case.notice(ref) if ref else None
    if notice is not None:
        return name_of(notice)
    assert view.case.draft is not None
    outcome = desk().rules.outcomes[view.case.draft.outcome]
    return Words(f"答复：{outcome.zh}", f"Reply: {outcome.en}")


def writer(view: View, ref: str) -> int:
    """Who wrote it last."""
    notice = view.case.notice(ref) if ref else None
    return notice.drafted_by if notice else view.case.draft.by if view.case.draft else 0


def is_own(view: View, ref: str) -> bool:
    """Four eyes: the reader wrote it, or took another step of its route, also for whom they stand in."""
    notice = view.case.notice(ref) if ref else None
    writers = notice.writers if notice else view.case.writers
    passed = notice.passed if notice else view.case.taken
    return view.officer.id in {*writers, *(p.by for p in passed), *(p.acting_for for p in passed)}


def _why(view: View, ref: str, step: str, left: int | None, waited: int) -> tuple[Words, ...]:
    """Why it comes first, in words."""
    said: list[Words] = []
    if left is not None and left < 0:
        said.append(Words(f"已超期 {-left} 个工作日", f"{-left} working days overdue"))
    elif left == 0:
        said.append(Words("今天是最后一天", "Today is the last day"))
    elif left is not None and left <= _near():
        said.append(Words(f"只剩 {left} 个工作日", f"Only {left} working day{'s' * (left > 1)} left"))
    if times := len(earlier.returns(view, ref)):
        said.append(Words(f"曾退回 {times} 次", f"Returned {times} time{'s' * (times > 1)} before"))
    if waited >= LONG:
        said.append(Words(f"已等 {waited} 个工作日", f"Waiting for {waited} working days"))
    if step == "approval" and _leader_follows(view, ref):
        said.append(Words("机关负责人随后签发", "The leader signs after this"))
    return tuple(said)


def _near() -> int:
    """The orange level of the office."""
    return desk().rules.levels.within("orange")


def _leader_follows(view: View, ref: str) -> bool:
    notice = view.case.notice(ref) if ref else None
    return "leader" in (notice.route if notice else view.case.route)


def may_take(step: str, roles: frozenset[Role]) -> bool:
    """Whether one of these roles takes the step."""
    return waiting_rows.TAKERS[step] in roles


def taken_by_me(view: View, ref: str) -> Waiting | None:
    """The step it waits for that a role of the reader's takes."""
    with desk().store.database.reading() as connection:
        found = waiting_rows.of_case(connection, view.case.case_no, ref)
    held = view.officer.roles_in
    return next((one for one in found if may_take(one.place.step, held(one.agency_id))), None)
