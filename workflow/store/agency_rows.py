"""What letters and numbers need to know of an agency."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from workflow.errors import NotFound
from workflow.store.tables import Agency, NumberForm

AGENCIES = Agency.__table__  # type: ignore[attr-defined]
NUMBER_FORMS = NumberForm.__table__  # type: ignore[attr-defined]


class AgencyView(NamedTuple):
    """What letters and numbers need to know of an agency."""

    agency_id: int
    parent_id: int | None
    path: str
    code: str
    name: str
    name_en: str
    number_template: str
    address: str
    phone: str
    review_organ: str
    court: str
    review_online: str
    upper_organ: str = ""
    office: str = ""
    postcode: str = ""
    hours: str = ""
    closed_on: date | None = None


def agency(connection: Connection, agency_id: int) -> AgencyView:
    """One agency. Raises NotFound."""
    row = connection.execute(select(AGENCIES).where(AGENCIES.c.agency_id == agency_id)).first()
    if row is None:
        raise NotFound(f"没有机关 {agency_id} / no such agency")
    return AgencyView(*(getattr(row, name) for name in AgencyView._fields))


def agencies(connection: Connection) -> list[AgencyView]:
    """The whole tree, parents before children."""
    rows = connection.execute(select(AGENCIES).order_by(AGENCIES.c.path))
    return [AgencyView(*(getattr(row, name) for name in AgencyView._fields)) for row in rows]


def number_form(connection: Connection, agency_id: int, series: str) -> str | None:
    """The form of that series, with {year} and {n}; None where the agency's common form serves."""
    found = select(NUMBER_FORMS.c.template).where(
        NUMBER_FORMS.c.agency_id == agency_id, NUMBER_FORMS.c.series == series
    )
    return connection.execute(found).scalar_one_or_none()
