"""What a signed letter states, as the act that sends it asks for it: read from the letter, never typed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from notices.suggesting import CONSULTS, PERIODS
from workflow.case import Case
from workflow.guards import Around
from workflow.terms import Party

Held = Mapping[str, Any]  # a letter's content as stored


def stated(move: str, held: Held, case: Case, around: Around) -> dict[str, Any]:
    """The fields of that act as its letter has them; those it does not speak of are left out."""
    read = _READ.get(move)
    found = read(held["facts"], held) | _answer_by(held, case, around) if read and "facts" in held else {}
    return {name: value for name, value in found.items() if value}


def _answer_by(held: Held, case: Case, around: Around) -> dict[str, Any]:
    """The last day where the letter gives another period than the usual one, which the act reckons itself."""
    name = PERIODS.get(held["letter"], CONSULTS.get(held["letter"], ""))
    rule, days = around.rule(case, name) if name else None, held["facts"].get("answer_days")
    if rule is None or not days or days == rule.value:
        return {}
    return {"answer_by": around.days.add_working_days(around.today, days)}


def _said(*parts: Any) -> str:
    """Texts and lists one below the other."""
    lines = (line for part in parts if part for line in ((part,) if isinstance(part, str) else part))
    return "\n".join(lines)


def _party(held: Held) -> Party | None:
    return next((party for party in Party if held["letter"] == f"consult_{party.value}"), None)


_READ: Final[dict[str, Callable[[Held, Held], dict[str, Any]]]] = {
    "ask_for_correction": lambda f, _held: {"items": _said(f.get("unclear"), f.get("how"))},
    "ask_for_reasons": lambda f, _held: {"facts": _said(f.get("counted"))},
    "fix_delayed_period": lambda f, _held: {"until": f.get("new_due_on"), "reason": _said(f.get("finding"))},
    "open_consultation": lambda f, held: {
        "party": _party(held),
        "name": held.get("applicant"),
        "subject": _said(f.get("info")),
    },
    "tell_third_party": lambda f, _held: {"reason": _said(f.get("info"), f.get("reason"))},
}
