"""A letter that somebody took over: whose it is while it is written on, and what they do with it next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from workflow import entries as e
from workflow.case import Case
from workflow.entries import Entry
from workflow.wording import Words

TAKEN: Final = Words("接手的文书", "Letter taken over")
_WRITTEN: Final = (e.NoticeDrafted, e.NoticeTakenOver, e.NoticeReturned, e.NoticeLegalReturned)


class InHand(NamedTuple):
    """The letter, the act that is next, and the comment it came back with."""

    ref: str
    move: str
    comment: str = ""


def in_hand(case: Case, history: Sequence[Entry], person: int) -> InHand | None:
    """The letter this person took over and has not submitted: written on first, then submitted again."""
    notice = next((n for n in case.notices if n.written_on_by == person), None)
    if notice is None:
        return None
    facts = [x.fact for x in history if isinstance(x.fact, _WRITTEN) and x.fact.ref == notice.ref]
    last = facts[-1]
    comment = last.reason if isinstance(last, e.NoticeReturned | e.NoticeLegalReturned) else ""
    return InHand(
        notice.ref, "submit_notice" if isinstance(last, e.NoticeDrafted) else "revise_notice", comment
    )
