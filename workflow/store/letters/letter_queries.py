"""Letters that are signed but not yet rendered."""

from __future__ import annotations

from sqlalchemy import Connection, text

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


def unfrozen(connection: Connection) -> list[str]:
    """Numbers of cases with a signed letter that has no file yet."""
    return list(connection.scalars(_UNFROZEN, {"receipt": '%"letter":"receipt"%'}))
