"""The faults of a draft before it is signed, with its day count."""

from __future__ import annotations

from functools import cache

from notices.catalogue import Catalogue
from notices.checks import Draft, Finding, check
from notices.render import CONFIG, text
from web.letters import compose
from workflow.outcomes import Outcomes
from workflow.viewing import View


@cache
def catalogue() -> Catalogue:
    """The kinds of letters."""
    return Catalogue.load(CONFIG / "notices.toml")


def examine(view: View, outcomes: Outcomes) -> tuple[Finding, ...]:
    """Every finding on the draft, those that stop first; none where nothing is drafted."""
    if view.case.draft is None:
        return ()
    letter = compose.draft(view)
    draft = Draft(
        text=text(letter.kind, letter),
        outcome=outcomes[view.case.draft.outcome],
        decided_on=view.today,
        organ=letter.organ,
        addressee=letter.applicant,
        applicant=compose.addressee(view.applicants),
        applicant_phones=tuple(who.phone for who in view.applicants if who.phone),
        online=letter.way in {compose.short(way.zh) for way in compose.ONLINE},
    )
    return (*check(draft, catalogue(), compose.remedies()), _in_time(view))


def _in_time(view: View) -> Finding:
    """Whether today is still in time."""
    clock = view.clock
    if clock is None or clock.due_on is None:
        return Finding("ok", "没有进行中的答复期限", "No reply limit is running")
    law = next((step.provision for step in clock.steps if step.provision), "")
    if view.today > clock.due_on:
        return Finding("warn", f"期限 {clock.due_on} 已过", f"The deadline {clock.due_on} has passed", law)
    left = clock.remaining_working_days
    return Finding(
        "ok",
        f"在期限内：{clock.due_on} 届满，尚余 {left} 个工作日",
        f"In time: due {clock.due_on}, {left} working days left",
        law,
    )
