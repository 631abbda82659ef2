"""How the appeals of a case read: where each stands, which days run, what can be done, which letters answer it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from notices.bundle.proving import letters_of
from notices.catalogue import shipped as shipped_letters
from notices.text_checks import GAP
from web.access import desk, now
from web.rows import near
from workflow.appeal.clock import AppealLimit, limits
from workflow.appeal.law import shipped
from workflow.appeal.lifecycle import Step, open_steps
from workflow.appeal.terms import AppealStatus, AppealStep
from workflow.appeal.value import Appeal, Judgment
from workflow.appeal_ledger import Place
from workflow.case import Notice
from workflow.days.working_days import WorkingDays
from workflow.entries import AppealDecided, AppealRegistered, AppealStepTaken, Fact, NoticeDrafted
from workflow.errors import BadInput
from workflow.store import Connection
from workflow.terms import NoticeStatus
from workflow.viewing import View
from workflow.wording import Words

DRAFTED = NoticeStatus.DRAFTED
FURTHER = (AppealStep.TAKE_FURTHER, AppealStep.TAKE_FURTHER_OURSELVES)


class Running(NamedTuple):
    """A limit and the working days left to it."""

    limit: AppealLimit
    left: int

    @property
    def tone(self) -> str:
        """overdue, soon or nothing; the other side's limits are never the agency's fault."""
        if not self.limit.ours:
            return ""
        return "overdue" if self.left < 0 else "soon" if self.left <= near() else ""


class Given(NamedTuple):
    """A decision with its words."""

    judgment: Judgment
    words: Words
    provision: str
    reasons: tuple[Words, ...]


class ToDraft(NamedTuple):
    """A letter that goes to the organ; `ref` is that of the draft or letter there is, empty before it is drafted."""

    kind: str
    words: Words
    ref: str
    is_draft: bool


class Shown(NamedTuple):
    """One appeal as the page shows it."""

    appeal: Appeal
    appellant: str
    claim: str
    running: tuple[Running, ...]
    steps: tuple[AppealStep, ...]  # open to this person
    may_decide: bool
    may_add: bool
    letters: tuple[ToDraft, ...]  # what goes to the organ
    given: tuple[Given, ...]
    said: tuple[tuple[str, str], ...]  # remarks by day


def place(wanted: str) -> Place | None:
    """Where the page before ended. Raises BadInput for an address that was tampered with."""
    if not wanted:
        return None
    try:
        over, due_on, newest = wanted.split("~")
        return Place(int(over), date.fromisoformat(due_on), int(newest))
    except ValueError:
        raise BadInput("页码有误，请从台账首页开始 / wrong page: begin at the ledger") from None


def tone(appeal: Appeal, running: tuple[Running, ...]) -> str:
    """How its chip looks."""
    if not appeal.is_open:
        return "done"
    if appeal.status is AppealStatus.STAYED:
        return "suspended"
    return next((held.tone for held in running if held.limit.ours), "")


def days_of(connection: Connection, view: View) -> WorkingDays:
    """The calendar as it stands for whoever looks."""
    return desk().around(connection, view.officer, now()).days


def appeals_of(view: View) -> tuple[Shown, ...]:
    """Every appeal of the case, the newest first."""
    if not view.case.appeals:
        return ()
    with desk().store.database.reading() as connection:
        days = days_of(connection, view)
    return tuple(_shown(appeal, view, days) for appeal in reversed(view.case.appeals))


def may(view: View, move: str) -> bool:
    """Whether this person may do that act now."""
    return any(choice.move.name == move for choice in view.choices.open)


def _shown(appeal: Appeal, view: View, days: WorkingDays) -> Shown:
    rows = open_steps(appeal.kind, appeal.status)
    found = limits(appeal, shipped(), days)
    on = view.as_of or view.today
    return Shown(
        appeal,
        view.texts.get(appeal.appellant_sha256, ""),
        view.texts.get(appeal.claim_sha256, ""),
        tuple(Running(limit, days.days_between(on, limit.due_on)) for limit in found),
        tuple(row.name for row in rows if _fits(row, appeal)) if may(view, "step_appeal") else (),
        any(row.decides for row in rows) and may(view, "decide_appeal"),
        appeal.status is not AppealStatus.STRUCK and may(view, "add_appeal_paper"),
        tuple(_letters(appeal, view)) if may(view, "draft_notice") else (),
        tuple(_given(appeal, judgment) for judgment in appeal.judgments),
        tuple(_remarks(appeal, view)),
    )


def _letters(appeal: Appeal, view: View) -> Iterator[ToDraft]:
    """The answer and the list of evidence while they are owed, each with the one written since the papers came."""
    if appeal.status is not AppealStatus.REGISTERED:
        return
    for kind in letters_of(appeal):
        held = written(view, appeal, kind)
        words = Words(shipped_letters()[kind].zh, shipped_letters()[kind].en)
        yield ToDraft(kind, words, held.ref if held else "", held is not None and held.status is DRAFTED)


def written(view: View, appeal: Appeal, kind: str) -> Notice | None:
    """The newest letter of that kind drafted for the appeal, at this instance, and not voided."""
    begun = max((e.seq for e in view.history if _begins(e.fact, appeal)), default=0)
    since = {e.fact.ref for e in view.history if isinstance(e.fact, NoticeDrafted) and e.seq > begun}
    held = [n for n in view.case.notices if n.kind == kind and n.ref in since]
    mine = (n for n in reversed(held) if _number_of(view, n) == appeal.appeal_no)
    return next((n for n in mine if n.status is not NoticeStatus.VOIDED), None)


def _begins(fact: Fact, appeal: Appeal) -> bool:
    """An answer is owed from its registration, and once more at second instance."""
    if isinstance(fact, AppealRegistered):
        return fact.ref == appeal.ref
    return isinstance(fact, AppealStepTaken) and fact.ref == appeal.ref and fact.step in FURTHER


def _number_of(view: View, letter: Notice) -> str:
    """The number of the appeal a letter names; empty where that is still to be filled in."""
    said = str(json.loads(view.texts[letter.content_sha256])["facts"].get("appeal_no") or "")
    return "" if GAP.search(said) else said


def _fits(row: Step, appeal: Appeal) -> bool:
    """A result has a page of its own, and only a hearing that was fixed is held."""
    return not row.decides and (row.name is not AppealStep.HOLD_HEARING or appeal.next_hearing is not None)


def _given(appeal: Appeal, judgment: Judgment) -> Given:
    law = shipped()
    result = law.result(appeal.kind, judgment.result)
    return Given(
        judgment,
        result.words if result else Words(judgment.result, judgment.result),
        result.provision(judgment.on) if result else "",
        tuple(law.reasons.get(code, Words(code, code)) for code in judgment.reasons),
    )


def _remarks(appeal: Appeal, view: View) -> list[tuple[str, str]]:
    """What was said with steps and results, oldest first."""
    found = []
    for entry in view.history:
        fact = entry.fact
        if isinstance(fact, AppealStepTaken | AppealDecided) and fact.ref == appeal.ref:
            text = view.texts.get(fact.said_sha256, "").strip()
            if text:
                found.append((fact.on.isoformat(), text))
    return found
