"""One page of a list: the work depends on the length of the page, never on the number of cases.

A list is a row of stretches, each in the order of one index. A page goes on behind the last row of the page before
(keyset), in as many stretches as it takes to be full. With several agencies, each gives its first few and the
soonest of them all make the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, not_, select, tuple_, union_all

from workflow.store.lists.narrowing import HAS
from workflow.store.lists.queries import MOST_COUNTED, Filter
from workflow.store.offices.office_rows import PEOPLE
from workflow.store.rare import RARE
from workflow.store.repository import AGENCIES, CASES
from workflow.store.sight import Agencies

#: more agencies than this are asked together: their cases then stand close to one another in any order
MERGED: Final = 60
_C = CASES.c
#: a value that fewer cases have leads before any other; what few cases are is looked through in its index alone
_PROBED, _PROBED_RARE = 3000, 25_000


class Place(NamedTuple):
    """Where a row stands in its list: `mark` is its stretch, for dated ones with the deadline."""

    mark: str
    case_id: int


class Places(NamedTuple):
    """The rows of one page in the order of the list, and whether the list goes on before and behind them."""

    rows: tuple[Place, ...]
    earlier: bool
    later: bool


class Stretch(NamedTuple):
    """Part of a list in the order of an index. `rising` is by case number, or by deadline where `dated`."""

    name: str
    condition: ColumnElement[bool] | None
    dated: bool = False
    rising: bool = False

    @property
    def of_open(self) -> bool:
        """Whether it holds open cases alone."""
        return self in (DATED, UNDATED)

    def mark(self, row: Any) -> str:
        return row.due_on.isoformat() if self.dated else self.name

    def beyond(self, place: Place, back: bool) -> ColumnElement[bool]:
        """What comes behind that place of this stretch; looking back, before it."""
        up = self.rising is not back
        made: ColumnElement[bool] = _C.case_id > place.case_id if up else _C.case_id < place.case_id
        if self.dated:
            key, here = tuple_(_C.due_on, _C.case_id), tuple_(date.fromisoformat(place.mark), place.case_id)
            made = key > here if up else key < here
        return made

    def order(self, of: Any, back: bool) -> list[Any]:
        """By the columns of `of`."""
        keys = [of.due_on, of.case_id] if self.dated else [of.case_id]
        return keys if self.rising is not back else [key.desc() for key in keys]


DATED = Stretch("dated", _C.is_open & _C.due_on.is_not(None), dated=True, rising=True)
UNDATED = Stretch("undated", _C.is_open & _C.due_on.is_(None), rising=True)
CLOSED = Stretch("closed", not_(_C.is_open))
NEWEST = Stretch("newest", None)


def stretches(asked: Filter) -> tuple[Stretch, ...]:
    """The stretches of the list that was asked for, in order."""
    if asked.order == "newest":
        return (NEWEST,)
    if asked.overdue or asked.due_within is not None:
        return (DATED,)
    if asked.open_only:
        return DATED, UNDATED
    return (CLOSED,) if asked.closed_only else (DATED, UNDATED, CLOSED)


def is_place(after: tuple[str, int]) -> bool:
    """Whether a page can have ended there."""
    if after[0] in ("undated", "closed", "newest"):
        return True
    try:
        return date.fromisoformat(after[0]).isoformat() == after[0]
    except ValueError:
        return False


def page(
    connection: Connection, asked: Filter, agencies: Agencies, where: Sequence[ColumnElement[bool]]
) -> Places:
    """The places of one page: behind `after`, or before `before`, or from the beginning."""
    back = asked.before is not None
    start = asked.before or asked.after
    rarest = _rarest(connection, where)
    found: list[Place] = []
    for stretch, place in _from(stretches(asked), Place(*start) if start else None, back):
        wanted = asked.limit + 1 - len(found)
        if wanted:
            walk = Walk(stretch, place, back)
            driver = _driver(rarest, stretch.of_open, agencies, where)
            found += _some(connection, walk, driver, agencies, where, wanted)
    shown, more = tuple(found[: asked.limit]), len(found) > asked.limit
    return Places(shown[::-1], more, True) if back else Places(shown, start is not None, more)


class Walk(NamedTuple):
    """Along a stretch from a place, or from its end, forwards or back."""

    stretch: Stretch
    place: Place | None
    back: bool

    def conditions(self) -> list[ColumnElement[bool]]:
        made = [] if self.stretch.condition is None else [self.stretch.condition]
        return made if self.place is None else [*made, self.stretch.beyond(self.place, self.back)]

    def order(self, of: Any) -> list[Any]:
        return self.stretch.order(of, self.back)


def _from(
    parts: tuple[Stretch, ...], place: Place | None, back: bool
) -> Iterator[tuple[Stretch, Place | None]]:
    """The stretch a page starts in, with the place it starts from, and those that follow."""
    ahead = parts[::-1] if back else parts
    marks = ["" if part.dated else part.name for part in ahead]
    mark = place.mark if place and place.mark in marks else ""
    at = marks.index(mark) if place and mark in marks else 0
    for number, part in enumerate(ahead[at:]):
        yield part, None if number else place


def _some(
    connection: Connection,
    walk: Walk,
    driver: str,
    agencies: Agencies,
    where: Sequence[ColumnElement[bool]],
    limit: int,
) -> list[Place]:
    conditions = [*where, *walk.conditions()]

    def few(*more: ColumnElement[bool]) -> Select[Any]:
        made = select(_C.case_id, _C.due_on).where(*conditions, *more)
        made = made.with_hint(CASES, f"INDEXED BY {driver}", "sqlite") if driver else made
        return made.order_by(*walk.order(_C)).limit(limit)

    rows = connection.execute(_merged(few, walk, agencies, driver, limit)).all()
    return [Place(walk.stretch.mark(row), row.case_id) for row in rows]


def _merged(few: Any, walk: Walk, agencies: Agencies, driver: str, limit: int) -> Any:
    """One index range for each agency where the index leads by agency; else the agencies as a condition."""
    if agencies is None:
        return few()
    if len(agencies) == 1:
        return few(_C.agency_id == agencies[0])
    if not agencies or len(agencies) > MERGED or not driver.endswith("agency"):
        return few(_C.agency_id.in_(agencies))
    each = [select(few(_C.agency_id == agency).subquery()) for agency in agencies]
    every = union_all(*each).subquery()
    return select(every).order_by(*walk.order(every.c)).limit(limit)


_LEADING: Final = {
    "handler_id": "cases_handler",
    "outcome": "cases_outcome",
    "status": "cases_status",
    "channel": "cases_channel",
    "applicant_type": "cases_applicant_type",
    "unit": "cases_unit",
    "received_on": "cases_received_on",
    "decided_on": "cases_decided_on",
}


def is_led(term: Any) -> bool:
    """Whether an index leads to the cases the condition is about."""
    told = getattr(term, "element", term)
    return bool(_along(term)) or getattr(told, "key", None) == "is_open"


def _along(term: Any) -> str:
    """The index of that condition; empty where there is none."""
    fact = next((f"cases_{name}" for name in RARE if term is HAS[name]), "")
    return _LEADING.get(_column(term), fact)


def driver(
    connection: Connection, asked: Filter, agencies: Agencies, where: Sequence[ColumnElement[bool]]
) -> str:
    """The index to count along; empty where the database may choose."""
    only_open = asked.open_only or asked.overdue or asked.due_within is not None
    return _driver(_rarest(connection, where), only_open, agencies, where)


class _Rarest(NamedTuple):
    """The index of the rarest value asked for, and whether so few cases have it that it leads before any other."""

    along: str
    leads: bool


def _rarest(connection: Connection, where: Sequence[ColumnElement[bool]]) -> _Rarest:
    probed = []
    for term in where:
        if index := _along(term):
            most = _PROBED if _column(term) in _LEADING else _PROBED_RARE
            many = _probe(connection, index, term, most)
            probed.append((many >= most, many, index))
    common, _many, index = min(probed, default=(True, 0, ""))
    return _Rarest(index, not common)


def _driver(
    rarest: _Rarest, only_open: bool, agencies: Agencies, where: Sequence[ColumnElement[bool]]
) -> str:
    """The index to walk along. SQLite is told, as it keeps no figures of how common a value is.

    Among the open cases of a few agencies there are few; else the rarest value that was asked for leads.
    """
    by_agency = agencies is not None and len(agencies) <= MERGED
    if only_open:
        if any(_column(term) == "handler_id" for term in where):
            return "cases_open_handler"
        if by_agency:
            return "cases_open_agency"
        if rarest.leads:
            return rarest.along
        return "cases_open_unit" if any(_column(term) == "unit" for term in where) else "cases_open_due"
    return "cases_agency" if by_agency and not rarest.leads else rarest.along


def _column(term: Any) -> str:
    """The column an equality speaks of."""
    return getattr(getattr(term, "left", None), "key", None) or ""


def _probe(connection: Connection, index: str, term: ColumnElement[bool], most: int) -> int:
    """How many cases have the value, up to a bound."""
    some = select(_C.case_id).with_hint(CASES, f"INDEXED BY {index}", "sqlite").where(term).limit(most)
    return int(connection.execute(select(func.count()).select_from(some.subquery())).scalar_one())


def total(
    connection: Connection, asked: Filter, agencies: Agencies, where: Sequence[ColumnElement[bool]]
) -> int:
    """How many cases the list holds; one above MOST_COUNTED says that there are more."""
    conditions = [*where] if agencies is None else [*where, _C.agency_id.in_(agencies)]
    some = select(_C.case_id).where(*conditions).limit(MOST_COUNTED + 1)
    index = driver(connection, asked, agencies, where)
    if index:
        some = some.with_hint(CASES, f"INDEXED BY {index}", "sqlite")
    return int(connection.execute(select(func.count()).select_from(some.subquery())).scalar_one())


def rows(connection: Connection, case_ids: Sequence[int], names: Sequence[str] = ()) -> list[Any]:
    """These cases in this order, with the names of agency and handler; only the columns named, if any are."""
    agency, handler = AGENCIES.c.name.label("agency_name"), PEOPLE.c.name.label("handler_name")
    joined = {"agency_name": agency, "handler_name": handler}
    wanted = [joined[name] if name in joined else _C[name] for name in names] or [CASES, agency, handler]
    found = (
        select(*wanted)
        .join_from(CASES, AGENCIES, AGENCIES.c.agency_id == _C.agency_id)
        .outerjoin(PEOPLE, PEOPLE.c.person_id == _C.handler_id)
        .where(_C.case_id.in_(case_ids))
    )
    by_id = {row.case_id: row for row in connection.execute(found)} if case_ids else {}
    return [by_id[case_id] for case_id in case_ids]
