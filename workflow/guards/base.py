"""What a guard is and what it is asked with; the one guard every row has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from workflow.approvals import Approvals
from workflow.case import Case
from workflow.clock.deadline import Deadline, deadline
from workflow.clock.regime import Regime, Regimes, Rule
from workflow.days.working_days import WorkingDays
from workflow.errors import Reason, RuleMissing
from workflow.fees import Tariffs
from workflow.outcomes import Outcomes

FOUR_EYES = "四眼原则"


#: several guards, the projection and the page ask the same clock; it is pure
_deadline = lru_cache(maxsize=1024)(deadline)


class Numbered(NamedTuple):
    """A document number as written, and its place in its series."""

    text: str = ""
    series: str = ""
    n: int = 0


class Around(NamedTuple):
    """What an act is judged against: the day, who acts, and the law and office data in force."""

    today: date
    actor: int
    days: WorkingDays
    regimes: Regimes
    outcomes: Outcomes
    approvals: Approvals
    fees: Tariffs
    under: str = ""  # the rule name of the move's row
    texts: Mapping[str, str] = {}  # stored texts the act builds on, by digest
    number: Numbered = Numbered()  # the document number taken for this act
    split_into: tuple[str, ...] = ()  # the cases a split has made
    acting_for: int | None = None  # whom the actor stands in for
    path: str = ""  # of the case's agency in the tree, where the act may come from above
    warned: str | None = None  # what the checks warn of, a line each; None where nothing was checked
    mail: bool = False  # whether e-mail is set up
    mail_to: tuple[str, ...] = ()  # the applicants who can be reached by e-mail

    def regime(self, case: Case) -> Regime:
        """The regime the case runs under; before receipt is fixed, that of its arrival."""
        return self.regimes[case.regime] if case.regime else self.regimes.for_receipt(case.arrived_on)

    def grounds(self, case: Case) -> tuple[str, ...]:
        """The regimes a decision of today may rest on: that of receipt, then the one in force if it is another.

        The text of 2019 has no transition article: the period follows receipt, the office chooses the grounds.
        """
        return tuple(dict.fromkeys((self.regime(case).id, self.regimes.for_receipt(self.today).id)))

    def rule(self, case: Case, name: str = "") -> Rule | None:
        """The rule in force today for the case's regime, None where the law holds none."""
        try:
            return self.regime(case).rule(name or self.under, self.today)
        except RuleMissing:
            return None

    def provision(self, case: Case, name: str = "") -> str:
        """The provision of that rule, or nothing."""
        rule = self.rule(case, name)
        return rule.provision if rule else ""

    def clock(self, case: Case) -> Deadline | None:
        """The deadline as of today, None before receipt is fixed."""
        timeline = case.timeline()
        return _deadline(timeline, self.regime(case), self.days, self.today) if timeline else None


Guard = Callable[[Case, Any, Around], Reason | None]


def day_of(act: Any, around: Around) -> date:
    """The day the act speaks of."""
    return getattr(act, "on", None) or around.today


def known_day(case: Case, act: Any, around: Around) -> Reason | None:
    on = day_of(act, around)
    if on > around.today:
        return Reason(f"日期 {on} 还没有到", f"{on} lies in the future")
    first = case.received_on or case.arrived_on
    if on < first:
        return Reason(f"日期 {on} 早于收到日 {first}", f"{on} is before receipt on {first}")
    return None


def all_said(_case: Case, act: Any, _around: Around) -> Reason | None:
    """A field without a default is required; blank text is not an answer."""
    empty = [
        name
        for name, field in act.__dataclass_fields__.items()
        if field.default is MISSING
        and field.default_factory is MISSING
        and isinstance(value := getattr(act, name), str)
        and not value.strip()
    ]
    if empty:
        names = "、".join(empty)
        return Reason(f"必填内容为空：{names}", f"Required, but empty: {', '.join(empty)}")
    return None
