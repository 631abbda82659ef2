"""The first applicant of each case of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from workflow.store.repository import APPLICANTS

_A = APPLICANTS.c


def first(connection: Connection, case_ids: Sequence[int]) -> list[Any]:
    """Kind of paper, sealed numbers and agent; one row a case."""
    wanted = select(_A.case_id, _A.position, _A.id_kind, _A.id_no_sealed, _A.phone_sealed, _A.agent)
    rows = connection.execute(wanted.where(_A.case_id.in_(case_ids)).order_by(_A.position.desc()))
    return list({row.case_id: row for row in rows}.values())
