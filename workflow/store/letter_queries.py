"""Letters that wait: signed but not yet rendered, or submitted but not yet signed."""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from workflow.store.officers import Officer
from workflow.store.queries import in_sight
from workflow.store.repository import CASES
from workflow.store.tables import LETTERS

#: a receipt is rendered without having been signed
_UNFROZEN = text(
    f"""
    SELECT c.case_no FROM cases c JOIN (
        SELECT case_id, SUM(CASE WHEN kind IN ('ReplyApproved', 'NoticeSigned') THEN 1
                                 WHEN kind = 'LetterFrozen' AND data NOT LIKE :receipt THEN -1 ELSE 0 END) AS open
        FROM entries WHERE {LETTERS} GROUP BY case_id) w ON w.case_id = c.case_id
    WHERE w.open > 0 ORDER BY c.case_id
    """  # noqa: S608 - both parts are constants
)
#: every submission is followed by a signature or a return
_SUBMITTED = text(
    f"""
    SELECT case_id FROM entries WHERE {LETTERS} GROUP BY case_id
    HAVING SUM(CASE kind WHEN 'NoticeSubmitted' THEN 1 WHEN 'NoticeSigned' THEN -1
                         WHEN 'NoticeReturned' THEN -1 ELSE 0 END) > 0
    """  # noqa: S608 - a constant
).columns(CASES.c.case_id)


def unfrozen(connection: Connection) -> list[str]:
    """Numbers of cases with a signed letter that has no file yet."""
    return list(connection.scalars(_UNFROZEN, {"receipt": '%"letter":"receipt"%'}))


def submitted(connection: Connection, officer: Officer) -> list[str]:
    """Numbers of cases in the person's sight with a letter beside the reply that waits for signature."""
    waiting = _SUBMITTED.subquery()
    found = select(CASES.c.case_no).join(waiting, waiting.c.case_id == CASES.c.case_id)
    return list(connection.scalars(found.where(in_sight(officer)).order_by(CASES.c.case_id)))
