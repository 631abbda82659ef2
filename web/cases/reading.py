"""How a case reads: its history as sentences with the words that were kept apart, and the tone of its deadline."""

from __future__ import annotations

from dataclasses import fields
from typing import NamedTuple

from workflow.entries import Entry
from workflow.terms import Status
from workflow.viewing import View
from workflow.wording import Words, sentence

#: texts shown under the sentence; the application and the drafts have places of their own
QUOTED = (
    "items_sha256",
    "reasons_sha256",
    "opinion_sha256",
    "finding_sha256",
    "note_sha256",
    "answer_sha256",
)
QUOTED_TOO = ("name_sha256", "reason_sha256")


class Paragraph(NamedTuple):
    """One entry as read: the sentence, whose words it quotes, who did it."""

    entry: Entry
    said: Words
    quoted: str
    by: str
    acting_for: str


def paragraphs(view: View) -> list[Paragraph]:
    """The history, newest first."""
    return [_paragraph(entry, view) for entry in reversed(view.history)]


def _paragraph(entry: Entry, view: View) -> Paragraph:
    digests = [getattr(entry.fact, f.name) for f in fields(entry.fact) if f.name in (*QUOTED, *QUOTED_TOO)]  # type: ignore[arg-type]
    return Paragraph(
        entry,
        sentence(entry.fact),
        "\n".join(text for digest in digests if (text := view.texts.get(digest, "").strip())),
        view.names.get(entry.by, ""),
        view.names.get(entry.acting_for or 0, ""),
    )


def tone(view: View) -> str:
    """running, soon, overdue, suspended, stopped or done: what the deadline looks like."""
    clock = view.clock
    if clock is None or view.case.status in (Status.ARCHIVED, Status.LAPSED, Status.WITHDRAWN):
        return "done" if clock else "stopped"
    if clock.status == "running":
        left = clock.remaining_working_days
        return "running" if left is None or left > 5 else "soon" if left >= 0 else "overdue"
    return "overdue" if clock.status == "replied" and clock.timely is False else _calm(clock.status)


def _calm(status: str) -> str:
    return {"suspended": "suspended", "stopped": "stopped"}.get(status, "done")
