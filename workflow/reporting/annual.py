"""The annual report of an agency or a subtree for a year, as known today or on a past day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final, NamedTuple

from workflow.days.office_time import SHANGHAI, today_of
from workflow.errors import BadInput
from workflow.records import moment_text
from workflow.reporting.checking import Fault, faults
from workflow.reporting.forms import TOTAL, Form
from workflow.reporting.known_forms import forms_of
from workflow.reporting.scope import Scope, scope
from workflow.reporting.table import Table, filled
from workflow.store import Connection, agency_rows, repository
from workflow.store.reports import report_queries, year_end_rows
from workflow.store.reports.report_queries import NOW, Line
from workflow.store.reports.year_end_rows import YearEnd
from workflow.terms import ApplicantType

if TYPE_CHECKING:
    from workflow.installation import Installation

FIRST_YEAR: Final = 2008  # the regulation of 2007 came into force
SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A report as asked for; `form` empty: the one prescribed for the year; `agency` None: one's own."""

    year: int
    agency: int | None = None
    subtree: bool = False
    form: str = ""
    as_of: date | None = None


class Report(NamedTuple):
    """The tables with what stands around them; `amiss` are cases that make sums disagree, `broken` year ends."""

    table: Table
    year: int
    scope: Scope
    as_of: date | None
    fees_yuan: int
    closed: tuple[YearEnd, ...]
    faults: tuple[Fault, ...]
    amiss: tuple[Line, ...]
    broken: tuple[Line, ...]

    @property
    def holds(self) -> bool:
        """Whether every sum holds and what was carried over is what came in."""
        return not (self.faults or self.amiss or self.broken)


def annual(desk: Installation, person: int | None, now: datetime, asked: Asked) -> Report:
    """The report; `person` None is the command line, which sees all. Raises BadInput for a year or day, NotAllowed."""
    form, moment = _form(desk, asked, now), _moment(asked, now)
    with desk.store.database.reading() as connection:
        here = _scope(connection, person, now, asked)
        counted = report_queries.tallies(connection, here.agencies, asked.year, moment)
        appeals = report_queries.appeal_counts(connection, here.agencies, asked.year)
        table = filled(form, here.head.name, asked.year, counted, appeals)
        wrong = report_queries.amiss(asked.year, _outcomes(desk), ApplicantType)
        return Report(
            table=table,
            year=asked.year,
            scope=here,
            as_of=asked.as_of,
            fees_yuan=report_queries.fees(connection, here.agencies, asked.year, moment),
            closed=tuple(year_end_rows.of_year(connection, here.agencies, asked.year)),
            faults=(found := tuple(faults(table))),
            amiss=tuple(report_queries.cases(connection, here.agencies, asked.year, wrong, moment))
            if found
            else (),
            broken=tuple(_broken(connection, here, asked.year, moment)),
        )


def behind(
    desk: Installation,
    person: int | None,
    now: datetime,
    asked: Asked,
    row: str,
    column: str,
    after: int = 0,
) -> list[Line]:
    """The cases behind a cell, SHOWN at a time and one more where there are more. Raises BadInput, NotAllowed."""
    form, moment = _form(desk, asked, now), _moment(asked, now)
    if column not in form.column_ids:
        raise BadInput(f"{form.id}年版没有这一列：{column} / no such column")
    what = report_queries.of_cell(form.row(row), column, asked.year)
    with desk.store.database.reading() as connection:
        agencies = _scope(connection, person, now, asked).agencies
        return report_queries.cases(
            connection, agencies, asked.year, what, moment, after=after, limit=SHOWN + 1
        )


def _form(desk: Installation, asked: Asked, now: datetime) -> Form:
    if not FIRST_YEAR <= asked.year <= today_of(now).year:
        raise BadInput(f"{asked.year}年没有报告可做 / there is no report for {asked.year}")
    forms = forms_of(desk.rules.outcomes)
    return forms[asked.form] if asked.form else forms.of_year(asked.year)


def _moment(asked: Asked, now: datetime) -> str:
    """The end of the day, in the office's time."""
    if asked.as_of is None:
        return NOW
    if asked.as_of > today_of(now):
        raise BadInput(f"{asked.as_of}还没有到 / that day has not come")
    return moment_text(datetime.combine(asked.as_of, time.max, SHANGHAI))


def _scope(connection: Connection, person: int | None, now: datetime, asked: Asked) -> Scope:
    officer = repository.officer(connection, person, today_of(now)) if person is not None else None
    return scope(officer, agency_rows.agencies(connection), asked.agency, asked.subtree)


def _outcomes(desk: Installation) -> list[str]:
    return [outcome.code for outcome in desk.rules.outcomes]


def _broken(connection: Connection, here: Scope, year: int, moment: str) -> list[Line]:
    """Cases in which what came into the year differs from what was carried out of the year before, once closed."""
    odd: set[int] = set()
    for end in year_end_rows.of_year(connection, here.agencies, year - 1):
        if moment_text(end.frozen_at) > moment:
            continue
        came = set(report_queries.open_at(connection, end.agency_id, year - 1, moment))
        odd |= {case_id for case_id, _kind in came ^ set(end.carried)}
        if not end.sound:
            odd |= {case_id for case_id, _kind in end.carried}
    return report_queries.by_id(connection, sorted(odd)[:SHOWN])


def total(table: Table, row: str) -> int:
    """A figure of the last column."""
    return table.rows[row].get(TOTAL) or 0
