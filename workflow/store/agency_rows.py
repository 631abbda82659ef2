"""What letters and numbers need to know of an agency."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from workflow.errors import NotFound
from workflow.store.prepared import Prepared
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


_EVERY = select(*(AGENCIES.c[name] for name in AgencyView._fields))
_ONE = Prepared(_EVERY.where(AGENCIES.c.agency_id == bindparam("agency")))
_TREE = Prepared(_EVERY.order_by(AGENCIES.c.path))
_PATHS = Prepared(select(AGENCIES.c.agency_id, AGENCIES.c.path))


def agency(connection: Connection, agency_id: int) -> AgencyView:
    """One agency. Raises NotFound."""
    rows = _ONE.rows(connection, {"agency": agency_id})
    if not rows:
        raise NotFound(f"没有机关 {agency_id} / no such agency")
    return _view(rows[0])


def agencies(connection: Connection) -> list[AgencyView]:
    """The whole tree, parents before children."""
    return [_view(row) for row in _TREE.rows(connection, {})]


def _view(row: Any) -> AgencyView:
    """SQLite keeps a date as its ISO text."""
    made = AgencyView(*row)
    ended: Any = made.closed_on
    return made._replace(closed_on=date.fromisoformat(ended)) if isinstance(ended, str) else made


def paths(connection: Connection) -> list[tuple[int, str]]:
    """Every agency with its place in the tree."""
    return [(agency_id, path) for agency_id, path in _PATHS.rows(connection, {})]


def number_form(connection: Connection, agency_id: int, series: str) -> str | None:
    """The form of that series, with {year} and {n}; None where the agency's common form serves."""
    found = select(NUMBER_FORMS.c.template).where(
        NUMBER_FORMS.c.agency_id == agency_id, NUMBER_FORMS.c.series == series
    )
    return connection.execute(found).scalar_one_or_none()
