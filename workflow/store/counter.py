"""What stands at the desk before a case is logged, read in one statement."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, select

from workflow.errors import NotFound
from workflow.records import moment
from workflow.reporting.counting import Closed
from workflow.store.agency_rows import AGENCIES
from workflow.store.prepared import Prepared
from workflow.store.reports.report_tables import YEAR_ENDS
from workflow.store.repository import CASES


class Counter(NamedTuple):
    """The agency that logs, the case the same form became before, and its closed years of the report."""

    code: str
    name: str
    closed_on: str
    logged_as: str | None
    years: tuple[Closed, ...]


_FOUND = Prepared(
    select(
        AGENCIES.c.code,
        AGENCIES.c.name,
        AGENCIES.c.closed_on,
        CASES.c.case_no,
        YEAR_ENDS.c.year,
        YEAR_ENDS.c.frozen_at,
    )
    .select_from(AGENCIES)
    .outerjoin(
        CASES, and_(CASES.c.agency_id == AGENCIES.c.agency_id, CASES.c.submission_key == bindparam("key"))
    )
    .outerjoin(YEAR_ENDS, YEAR_ENDS.c.agency_id == AGENCIES.c.agency_id)
    .where(AGENCIES.c.agency_id == bindparam("agency"))
)


def counter(connection: Connection, agency: int, key: str) -> Counter:
    """The counter of an agency for one form. Raises NotFound."""
    found = _FOUND.rows(connection, {"agency": agency, "key": key})
    if not found:
        raise NotFound(f"没有这个机关：{agency} / no such agency")
    code, name, closed_on, logged_as = found[0][:4]
    years = tuple(Closed(row[4], moment(row[5])) for row in found if row[4] is not None)
    return Counter(code, name, str(closed_on or ""), logged_as, years)
