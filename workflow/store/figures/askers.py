"""The first applicant of each case of a page, and one text of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from workflow.store.repository import APPLICANTS, TEXTS

_A = APPLICANTS.c


def first(connection: Connection, case_ids: Sequence[int]) -> list[Any]:
    """Kind of paper, sealed numbers and agent; one row a case."""
    wanted = select(_A.case_id, _A.position, _A.id_kind, _A.id_no_sealed, _A.phone_sealed, _A.agent)
    rows = connection.execute(wanted.where(_A.case_id.in_(case_ids)).order_by(_A.position.desc()))
    return list({row.case_id: row for row in rows}.values())


def texts(connection: Connection, wanted: Mapping[int, str]) -> dict[int, str]:
    """One text of each case by its digest, as case -> text."""
    if not wanted:
        return {}
    asked = TEXTS.c.case_id.in_(wanted), TEXTS.c.sha256.in_(set(wanted.values()))
    rows = connection.execute(select(TEXTS.c.case_id, TEXTS.c.sha256, TEXTS.c.body).where(*asked))
    return {row.case_id: row.body for row in rows if wanted[row.case_id] == row.sha256}
