"""What the annual report asks of the store: tallies of a year, the cases behind a cell, fees, appeals.

Every question says as of which moment; `NOW` is what is known today. Applications of one year and those carried over
stand in an index each, so that a year costs what it holds and not what is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Select,
    and_,
    bindparam,
    func,
    inspect,
    or_,
    select,
    text,
    union_all,
)

from workflow.reporting.counting import OPEN
from workflow.reporting.forms import TOTAL, Row
from workflow.reporting.table import Appeals, Tally
from workflow.store.reports.report_tables import CARRIED, FACTS, PAID, SAME_YEAR
from workflow.store.repository import AGENCIES, CASES

#: sorts behind every moment and before FOREVER
NOW: Final = "9998"
_DIMENSIONS = Tally._fields[:-1]


class Line(NamedTuple):
    """A case behind a figure, as the list shows it."""

    case_id: int
    case_no: str
    agency: str
    summary: str
    applicant: str
    applicant_type: str
    received_on: Any
    ended_on: Any
    outcome: str
    in_year: int
    out_year: int


def _known(moment: str) -> ColumnElement[bool]:
    return and_(FACTS.c.known_from <= moment, FACTS.c.known_until > moment)


def _within(agencies: Collection[int]) -> ColumnElement[bool]:
    within: ColumnElement[bool] = FACTS.c.agency_id.in_(sorted(agencies))
    return within


def _same(year: int) -> ColumnElement[bool]:
    """In and out in the year; an equality would make PostgreSQL infer another and miss the words of the index."""
    return and_(text(SAME_YEAR), FACTS.c.in_year.between(year, year))


def _carried(year: int) -> ColumnElement[bool]:
    """Carried over into the year or out of it, and what came in or went out against the order of time."""
    touches = or_(
        and_(FACTS.c.in_year <= year, FACTS.c.out_year >= year),
        and_(FACTS.c.out_year == year, FACTS.c.in_year > year),
        and_(FACTS.c.in_year == year, FACTS.c.out_year < year),
    )
    return and_(text(CARRIED), touches)


def tallies(connection: Connection, agencies: Collection[int], year: int, moment: str = NOW) -> list[Tally]:
    """How many applications of a year count alike; what is wholly outside the year is left out."""
    parts = union_all(
        *(_counted(where, agencies, moment) for where in (_same(year), _carried(year)))
    ).subquery()
    alike = [parts.c[name] for name in _DIMENSIONS]
    found = connection.execute(select(*alike, func.sum(parts.c.n)).group_by(*alike))
    return [Tally._make((*row[:-2], bool(row[-2]), int(row[-1]))) for row in found]


def _counted(where: ColumnElement[bool], agencies: Collection[int], moment: str) -> Select[Any]:
    """By agency first, in the order of the index."""
    columns = [FACTS.c[name] for name in _DIMENSIONS]
    counted = select(*columns, func.count().label("n")).where(where, _within(agencies), _known(moment))
    return counted.group_by(FACTS.c.agency_id, *columns)


def fees(connection: Connection, agencies: Collection[int], year: int, moment: str = NOW) -> int:
    """Processing fees paid in the year, in yuan."""
    where = and_(text(PAID), FACTS.c.fee_year == year, _within(agencies), _known(moment))
    return int(connection.scalar(select(func.coalesce(func.sum(FACTS.c.fee_yuan), 0)).where(where)) or 0)


def _phase(phase: str, year: int) -> ColumnElement[bool]:
    came, went = FACTS.c.in_year, FACTS.c.out_year
    found: ColumnElement[bool] = {
        "received": came == year,
        "carried_in": and_(came < year, went >= year),
        "processed": went == year,
        "carried_out": and_(came <= year, went > year),
    }[phase]
    return found


def of_cell(row: Row, column: str, year: int) -> ColumnElement[bool]:
    """What a cell of table three counts."""
    parts = [_phase(row.phase, year)]
    if row.outcomes is not None:
        parts.append(FACTS.c.outcome.in_(sorted(row.outcomes)))
    if row.without:
        parts.append(FACTS.c.outcome.not_in(sorted(row.without)))
    if row.channels is not None:
        parts.append(FACTS.c.channel.in_(sorted(row.channels)))
    if row.extended is not None:
        parts.append(FACTS.c.extended == row.extended)
    if column != TOTAL:
        parts.append(FACTS.c.applicant_type == column)
    return and_(*parts)


def amiss(year: int, outcomes: Iterable[str], types: Iterable[str]) -> ColumnElement[bool]:
    """What makes sums disagree: dealt with before it came in, with no such result, by no such applicant."""
    return or_(
        FACTS.c.out_year < FACTS.c.in_year,
        and_(FACTS.c.out_year == year, FACTS.c.outcome.not_in(sorted(outcomes))),
        FACTS.c.applicant_type.not_in(sorted(types)),
    )


def cases(
    connection: Connection,
    agencies: Collection[int],
    year: int,
    what: ColumnElement[bool],
    moment: str = NOW,
    *,
    after: int = 0,
    limit: int = 50,
) -> list[Line]:
    """The cases of the year that `what` counts, by number, behind the case `after`."""
    ids = union_all(
        *(
            select(FACTS.c.case_id, FACTS.c.outcome, FACTS.c.in_year, FACTS.c.out_year).where(
                where, what, _within(agencies), _known(moment), FACTS.c.case_id > after
            )
            for where in (_same(year), _carried(year))
        )
    ).subquery()
    shown = _lines(ids).order_by(ids.c.case_id).limit(limit)
    return [Line(*row) for row in connection.execute(shown)]


def by_id(connection: Connection, case_ids: Collection[int]) -> list[Line]:
    """Those cases as they count now; one that counts nowhere is named all the same."""
    held = CASES.outerjoin(FACTS, and_(FACTS.c.case_id == CASES.c.case_id, _known(NOW)))
    columns = (FACTS.c.outcome, FACTS.c.in_year, FACTS.c.out_year)
    counted = [func.coalesce(c, other).label(c.name) for c, other in zip(columns, ("", 0, OPEN), strict=True)]
    ids = (
        select(CASES.c.case_id, *counted)
        .select_from(held)
        .where(CASES.c.case_id.in_(sorted(case_ids)))
        .subquery()
    )
    return [Line(*row) for row in connection.execute(_lines(ids).order_by(ids.c.case_id))]


def _lines(ids: Any) -> Select[Any]:
    columns = (CASES.c.case_no, AGENCIES.c.name, CASES.c.summary, CASES.c.applicant, CASES.c.applicant_type)
    ended_on = func.coalesce(CASES.c.dispatched_on, CASES.c.decided_on)
    return (
        select(ids.c.case_id, *columns, CASES.c.received_on, ended_on)
        .add_columns(ids.c.outcome, ids.c.in_year, ids.c.out_year)
        .join(CASES, CASES.c.case_id == ids.c.case_id)
        .join(AGENCIES, AGENCIES.c.agency_id == CASES.c.agency_id)
    )


_OPEN_AT = text(
    f"""
    SELECT case_id, applicant_type FROM report_facts
    WHERE {CARRIED} AND agency_id = :agency AND in_year <= :year AND out_year > :year
      AND known_from <= :moment AND known_until > :moment
    ORDER BY case_id
    """  # noqa: S608 - the words of the index
)


def open_at(connection: Connection, agency: int, year: int, moment: str) -> Iterator[tuple[int, str]]:
    """Case and kind of applicant of everything carried out of a year."""
    found = connection.execute(_OPEN_AT, {"agency": agency, "year": year, "moment": moment})
    return ((int(case_id), kind) for case_id, kind in found)


def known_since(connection: Connection, agency: int, year: int, moment: str) -> list[int]:
    """Cases of which something that counts in the year or before became known after a moment; most often none."""
    where = or_(FACTS.c.in_year <= year, FACTS.c.out_year <= year)
    found = select(FACTS.c.case_id).where(FACTS.c.agency_id == agency, FACTS.c.known_from > moment, where)
    return sorted(set(connection.scalars(found)))


_FIRST = text(
    "SELECT e.at FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = 1 "
    "WHERE c.agency_id = :agency ORDER BY c.case_id LIMIT 1"
)


def first_logged(connection: Connection, agency: int) -> str | None:
    """When the first case of an agency was entered, as in entries; None where it has none."""
    found: str | None = connection.scalar(_FIRST, {"agency": agency})
    return found


_APPEALS = text(
    """
    SELECT kind, after_review,
      CASE WHEN ended_on IS NULL OR ended_on > :last THEN 'pending' ELSE result_kind END, COUNT(*)
    FROM appeals
    WHERE kind IN ('review', 'litigation') AND agency_id IN :agencies
      AND filed_on <= :last AND (ended_on IS NULL OR ended_on >= :first)
    GROUP BY 1, 2, 3
    """
).bindparams(
    bindparam("agencies", expanding=True), bindparam("first", type_=Date()), bindparam("last", type_=Date())
)


def appeal_counts(connection: Connection, agencies: Collection[int], year: int) -> Appeals:
    """Appeals before the organs in that year, by (kind, after review, result); nothing while there is no such table.

    The table `appeals` has agency_id, kind (review, litigation), after_review, filed_on, result_kind (upheld,
    corrected, other, pending) and ended_on. What ended in a later year was still pending at the end of this one.
    """
    if not inspect(connection).has_table("appeals"):
        return {}
    asked = _APPEALS.bindparams(agencies=sorted(agencies), first=date(year, 1, 1), last=date(year, 12, 31))
    return {
        (kind, bool(after), result): int(n) for kind, after, result, n in connection.execute(asked) if result
    }
