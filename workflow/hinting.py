"""What a desk should know while an application is typed in: who asked before, what was asked before, what is public.

Everything stays within the agency that receives the application and the subtree the person watches.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, NamedTuple

from workflow import words
from workflow.days.office_time import today_of
from workflow.installation import Installation
from workflow.store import repository
from workflow.store.lists import hints as rows
from workflow.store.lists.hints import Published as Published
from workflow.terms import Status

MOST_SHOWN: Final = 8
#: the share of its pairs an application has to share with another one to be called similar
LEAST_ALIKE: Final = 0.3


class HintsAsked(NamedTuple):
    """What stands in the form so far; empty fields are not looked for. `besides` is a case that is left out."""

    agency: int
    name: str = ""
    id_no: str = ""
    phone: str = ""
    text: str = ""
    besides: str = ""


class CaseHint(NamedTuple):
    """An earlier case. `by`: what fits, of id_no, phone, name, text; `alike`: the share of shared words, 0 to 1."""

    case_no: str
    agency_name: str
    summary: str
    applicant: str
    arrived_on: date
    status: Status
    outcome: str
    document_no: str
    decided_on: date | None
    dispatched_on: date | None
    by: tuple[str, ...]
    alike: float


class MonthCount(NamedTuple):
    """This applicant's applications received in the calendar month so far (收费办法第四条).

    `received` are those so far, `nth` is the number the new one would have, `yuan` what it would add when charged by
    the case. `sure` is False where only the name fits, which another person may bear.
    """

    month: date
    received: int
    nth: int
    yuan: int
    sure: bool


class Hints(NamedTuple):
    """Newest first; `more` says that the same applicant has further earlier cases."""

    same_applicant: tuple[CaseHint, ...] = ()
    more: bool = False
    similar: tuple[CaseHint, ...] = ()
    month: MonthCount | None = None
    published: tuple[Published, ...] = ()


def hints(here: Installation, person: int, now: datetime, asked: HintsAsked) -> Hints:
    """Everything worth knowing before the form is sent. Raises NotAllowed for an agency out of sight."""
    today = today_of(now)
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today)
        agencies = rows.scope(connection, officer, asked.agency)
        who = rows.Who.of(here.store.vault, asked.name, asked.id_no, asked.phone)
        same = rows.of_applicant(connection, agencies, who, asked.besides, MOST_SHOWN + 1)
        alike = rows.of_words(connection, agencies, words.phrases(asked.text), asked.besides)
        received = rows.received_in_month(connection, asked.agency, who, today, asked.besides)
        published = rows.published(connection, asked.agency, words.phrases(asked.text), MOST_SHOWN)
    earlier = tuple(_hint(row, asked.text) for row in same[:MOST_SHOWN])
    month = _month(here, who, received, today) if who.known else None
    return Hints(earlier, len(same) > MOST_SHOWN, _similar(alike, asked.text), month, published)


def _similar(found: tuple[rows.Earlier, ...], text: str) -> tuple[CaseHint, ...]:
    """The most alike first, of those alike enough."""
    scored = sorted((_hint(row, text) for row in found), key=lambda h: h.alike, reverse=True)
    return tuple(hint for hint in scored if hint.alike >= LEAST_ALIKE)[:MOST_SHOWN]


def _hint(row: rows.Earlier, text: str) -> CaseHint:
    alike = likeness(text, row.application)
    return CaseHint(
        row.case_no,
        row.agency_name,
        row.summary,
        row.applicant,
        row.arrived_on,
        Status(row.status),
        row.outcome,
        row.document_no,
        row.decided_on,
        row.dispatched_on,
        (*row.by, "text") if alike >= LEAST_ALIKE and "text" not in row.by else row.by,
        alike,
    )


def likeness(one: str, other: str) -> float:
    """The share of the shorter text's pairs that the other has too, common phrases apart; 0 if too short."""
    mine, theirs = (words.telling(text) for text in (one, other))
    least = min(len(mine), len(theirs))
    return round(len(mine & theirs) / least, 2) if least >= words.TELLING else 0.0


def _month(here: Installation, who: rows.Who, received: int, today: date) -> MonthCount:
    yuan = here.rules.fees.for_nth_case(received + 1, today)
    return MonthCount(today.replace(day=1), received, received + 1, yuan, who.sure)
