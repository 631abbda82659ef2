"""How a case reads: its history as sentences with the words that were kept apart, and the tone of its deadline."""

from __future__ import annotations

from dataclasses import fields
from typing import NamedTuple

from web.words import said
from workflow import urged
from workflow.acts import Applicant
from workflow.clock.limits import Limit
from workflow.entries import Entry, SearchRecorded
from workflow.entry_wording import sentence
from workflow.identity import ID_KINDS
from workflow.lifecycle import ANSWERED, OPEN
from workflow.personal_data import masked
from workflow.terms import Authority, Status
from workflow.viewing import Choice, View
from workflow.wording import Words

#: texts shown under the sentence; the application and the drafts have places of their own
QUOTED = (
    "items_sha256",
    "reasons_sha256",
    "opinion_sha256",
    "finding_sha256",
    "note_sha256",
    "answer_sha256",
    "demands_sha256",
    "problem_sha256",
    "warned_sha256",
)
QUOTED_TOO = ("name_sha256", "reason_sha256")


#: the way of a case, the likeliest next act first; other open acts stand below
MAIN_MOVES = (
    *("confirm_receipt", "take_in_hand", "receive_correction", "receive_reasons", "record_payment"),
    *("record_opinion", "record_consultation_service", "close_last_consultation", "close_consultation"),
    *("answer_urging", "urge"),
    *("approve_extension", "notify_extension", "sign_notice", "pass_secrecy", "pass_secrecy_to_legal"),
    *(
        "pass_legal",
        "pass_legal_to_secrecy",
        "endorse",
        "approve",
        "approve_as_leader",
        "dispatch",
        "record_service",
    ),
    *("submit", "submit_for_approval", "draft_reply", "record_search", "revise_reply"),
    *(
        "return_from_secrecy",
        "return_from_legal",
        "return_draft",
        "archive",
        "propose_extension",
        "ask_for_correction",
    ),
)
#: the closed acts whose reason an officer looks for
ASKED_FOR = (
    *(
        "confirm_receipt",
        "ask_for_correction",
        "draft_reply",
        "submit",
        "pass_secrecy",
        "approve",
        "dispatch",
    ),
    *("propose_extension", "approve_extension", "lapse"),
)


class Acts(NamedTuple):
    """What the page offers: main acts, further ones, and closed ones with their reasons."""

    main: list[Choice]
    more: list[Choice]
    closed: list[Choice]
    closed_too: list[Choice]


def sorted_acts(view: View) -> Acts:
    """The choices of the case in the order an officer needs them."""
    opened, closed = view.choices

    def place(choice: Choice) -> tuple[bool, int]:
        return choice.move.name != view.next_move, MAIN_MOVES.index(choice.move.name)

    return Acts(
        sorted((c for c in opened if c.move.name in MAIN_MOVES), key=place),
        [c for c in opened if c.move.name not in MAIN_MOVES],
        [c for c in closed if c.move.name in ASKED_FOR],
        [c for c in closed if c.move.name not in ASKED_FOR],
    )


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
    if clock.status == "lapsed":  # the applicant let the time pass, the case is not closed yet
        return "stopped"
    return "overdue" if clock.status == "replied" and clock.timely is False else _calm(clock.status)


def _calm(status: str) -> str:
    return {"suspended": "suspended", "stopped": "stopped"}.get(status, "done")


class Search(NamedTuple):
    """One search as recorded: where, by which words, by whom, with what result."""

    entry: Entry
    fact: SearchRecorded
    finding: str


def searches(view: View) -> list[Search]:
    """Every search of the case, newest first."""
    return [
        Search(entry, entry.fact, view.texts.get(entry.fact.finding_sha256, "").strip())
        for entry in reversed(view.history)
        if isinstance(entry.fact, SearchRecorded)
    ]


def people_masked(view: View) -> list[tuple[str, Applicant]]:
    """Who asked, by key, as pages show them; some may have been split off or erased since."""
    return [(key, masked(who)) for key, who in zip(view.case.applicants, view.applicants, strict=False)]


def proof_said(kind: str) -> str:
    """A proof of identity in words; a kind no longer known by its code."""
    return said(Words(*ID_KINDS[kind])) if kind in ID_KINDS else kind


def authority_said(kind: str) -> str:
    """The paper an agent hands in, in words; one no longer known by its code."""
    return said(Authority(kind)) if kind in {paper.value for paper in Authority} else kind


def limits_beside(view: View) -> list[Limit]:
    """The limits beside the reply that still matter where the case stands; consultations show their own."""
    case = view.case
    waiting = [
        Limit(f"urging_answer:{u.ref}", u.answer_by, urged.LAW)
        for u in case.urgings
        if u.answered_on is None and case.status in (*OPEN, *ANSWERED)
    ]
    if view.clock is None:
        return waiting
    over = {
        "correction_notice": True,  # said with what would move the deadline
        "extension": True,
        "unit_answer": not any(unit.answered_on is None for unit in case.units_asked),
        "draft": case.draft is not None,
        "submission": case.status not in (Status.IN_HAND, Status.CONSULTING, Status.RECEIVED),
    }
    return waiting + [
        limit
        for limit in view.clock.limits
        if not limit.act.startswith("consultation_") and not over.get(limit.act, False)
    ]
