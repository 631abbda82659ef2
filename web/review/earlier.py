"""What came before on a draft: when it was submitted, who returned it and why, and the comments on its passages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from workflow import entries as e
from workflow.entries import Entry, Fact
from workflow.viewing import View
from workflow.wording import Words

_RETURNS: dict[type[Fact], Words] = {
    e.SecrecyReturned: Words("保密审查退回", "Returned by secrecy review"),
    e.LegalReturned: Words("法制审核退回", "Returned by legal review"),
    e.DraftReturned: Words("签发退回", "Returned instead of signed"),
    e.NoticeLegalReturned: Words("法制审核退回", "Returned by legal review"),
    e.NoticeReturned: Words("审签退回", "Returned instead of signed"),
}
_OF_LETTER = (e.NoticeSubmitted, e.NoticeLegalPassed, e.NoticeEndorsed)
#: what ends the wait of a step before: the reviews run side by side from the submission on
_STARTS: dict[str, tuple[type[Fact], ...]] = {
    "secrecy": (e.ReplySubmitted,),
    "legal": (e.ReplySubmitted,),
    "approval": (e.ReplySubmitted, e.SecrecyPassed, e.LegalPassed),
    "leader": (e.ReplyEndorsed,),
}


class Said(NamedTuple):
    """A comment on a passage. `stands` is the paragraph of the present draft the passage is still found in, 0 none."""

    paragraph: int
    passage: str
    text: str
    stands: int


class Returned(NamedTuple):
    """One return: when, by whom, at which step, why, and its comments."""

    at: datetime
    by: str
    step: Words
    reason: str
    comments: tuple[Said, ...]


def waits_since(view: View, ref: str, step: str) -> datetime:
    """When the step it waits for became the next one."""
    kinds = _OF_LETTER if ref else _STARTS.get(step, ())
    found = [x.at for x in _of(view, ref) if isinstance(x.fact, kinds)]
    return found[-1] if found else view.history[-1].at


def returns(view: View, ref: str = "", lines: Sequence[str] = ()) -> tuple[Returned, ...]:
    """Every return of the reply, or of that letter, the newest first; `lines` are the present draft's paragraphs."""
    found = [entry for entry in _of(view, ref) if type(entry.fact) in _RETURNS]
    return tuple(_returned(entry, view, lines) for entry in reversed(found))


def _of(view: View, ref: str) -> list[Entry]:
    """The entries on that letter; those on the reply since the last one was recalled or ordered anew."""
    if ref:
        return [x for x in view.history if getattr(x.fact, "ref", "") == ref]
    anew = [x.seq for x in view.history if isinstance(x.fact, e.ReplyRecalled | e.RedoOrdered)]
    return [x for x in view.history if x.seq > (anew[-1] if anew else 0) and not hasattr(x.fact, "ref")]


def _returned(entry: Entry, view: View, lines: Sequence[str]) -> Returned:
    fact = entry.fact
    held = json.loads(view.texts.get(fact.comments_sha256, "") or "[]")  # type: ignore[attr-defined]
    said = tuple(Said(c["paragraph"], c["passage"], c["text"], _stands(c, lines)) for c in held)
    reason: str = fact.reason  # type: ignore[attr-defined]
    return Returned(entry.at, view.names.get(entry.by, ""), _RETURNS[type(fact)], reason, said)


def _stands(comment: dict[str, object], lines: Sequence[str]) -> int:
    """Where the passage stands now: its own paragraph first, for short passages stand in several."""
    passage, first = str(comment["passage"]), int(str(comment["paragraph"]))
    order = sorted(range(1, len(lines) + 1), key=lambda n: abs(n - first))
    return next((n for n in order if passage and passage in lines[n - 1]), 0)


class Opinion(NamedTuple):
    """A step that was passed, with what was remarked."""

    at: datetime
    by: str
    what: Words
    remark: str


_WHAT: dict[type[Fact], Words] = {
    e.SecrecyPassed: Words("保密审查", "Secrecy review"),
    e.LegalPassed: Words("法制审核", "Legal review"),
    e.ReplyEndorsed: Words("审核同意", "Agreed"),
    e.NoticeLegalPassed: Words("法制审核", "Legal review"),
    e.NoticeEndorsed: Words("审核同意", "Agreed"),
}


def opinions(view: View, ref: str = "") -> tuple[Opinion, ...]:
    """What was remarked where the present draft was passed."""
    whole = _of(view, ref)
    sent = [x.seq for x in whole if isinstance(x.fact, e.ReplySubmitted | e.NoticeSubmitted)]
    found = [x for x in whole if type(x.fact) in _WHAT and x.seq > (sent[-1] if sent else 0)]
    return tuple(
        Opinion(x.at, view.names.get(x.by, ""), _WHAT[type(x.fact)], x.fact.remark)  # type: ignore[attr-defined]
        for x in found
        if x.fact.remark.strip()  # type: ignore[attr-defined]
    )


def comments(view: View, ref: str = "", lines: Sequence[str] = ()) -> tuple[Said, ...]:
    """The comments of the last return, while the draft is being mended or looked at again."""
    last = returns(view, ref, lines)[:1]
    return last[0].comments if last else ()
