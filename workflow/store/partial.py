"""Conditions of indexes in part; such an index serves only a query that repeats its words."""

from __future__ import annotations

from sqlalchemy import Index, text

#: entries that tell how far letters are
LETTERS = "kind IN ('ReplyApproved','NoticeSubmitted','NoticeReturned','NoticeSigned','LetterFrozen')"
#: faults found in drafts and letters: sent back, recalled, voided
FAULTS = (
    "kind IN ('DraftReturned','SecrecyReturned','LegalReturned','NoticeReturned','NoticeLegalReturned',"
    "'ReplyRecalled','NoticeVoided')"
)
#: signed in spite of a warning of the checks; `find` is the database's own word for the place of a text
SIGNED_OVER = (
    "kind IN ('ReplyApproved','RepliedOnSpot','NoticeSigned') "
    'AND {find}(data, \'"warnings_accepted":""\') = 0'
)

#: cases whose receipt waits for the applicant to be reached
TO_CALL = "status = 'awaiting_confirmation'"
#: answered, without proof of service yet
TO_SERVE = "status = 'replied'"
#: applications whose reply has left; those of them whose reply left late
ANSWERED = "dispatched_on IS NOT NULL AND kind = 'application'"
LATE = "dispatched_on IS NOT NULL AND timely = {no}"
#: a limit beside the reply runs
LIMITED = "limit_on IS NOT NULL"


def in_part(name: str, where: str, *columns: str, on_postgres: str = "") -> Index:
    """An index of the rows that fulfil it; PostgreSQL may need other words."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(on_postgres or where))
