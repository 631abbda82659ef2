"""What would follow from an act, told before it is done: the same answers and the same clock, nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from workflow import acts as a
from workflow.case import Case
from workflow.clock.deadline import Deadline
from workflow.clock.limits import Limit
from workflow.entries import Entry
from workflow.folding import fold_on
from workflow.guards import Around
from workflow.moves import row_of
from workflow.moves.base import ANSWERS


class Foreseen(NamedTuple):
    """The case and its deadline as they would stand, and as they stand now."""

    case: Case
    now: Deadline | None
    then: Deadline | None

    @property
    def new_limits(self) -> tuple[Limit, ...]:
        """Limits that would begin to run, or end on another day."""
        held = set(self.now.limits) if self.now else set()
        return tuple(limit for limit in (self.then.limits if self.then else ()) if limit not in held)


def foreseen(case: Case, acts: Iterable[a.Act], around: Around, at: datetime) -> Foreseen:
    """The case after these acts, one after the other. Guards are not asked: they are when the act is done.

    Raises BadInput, RuleMissing or CalendarUnknown where no such timeline can be.
    """
    after = case
    for act in acts:
        under = row_of(after, act, around).under
        facts = ANSWERS[type(act)](after, act, around._replace(under=under), {})
        said = facts if isinstance(facts, tuple) else (facts,)
        entries = [
            Entry(after.version + n, at, around.actor, fact, after.digest)
            for n, fact in enumerate(said, start=1)
        ]
        after = fold_on(after, entries)
    return Foreseen(after, around.clock(case), around.clock(after))
