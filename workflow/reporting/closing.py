"""Closing a year: what is carried over is written down for good, and what becomes known later counts later."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from workflow.days.office_time import SHANGHAI, today_of
from workflow.errors import MoveRefused, NotAllowed, Reason
from workflow.records import moment, moment_text
from workflow.reporting.known_forms import forms_of
from workflow.reporting.scope import may_report
from workflow.store import Connection, agency_rows, repository
from workflow.store.reports import report_queries, report_rows, year_end_rows
from workflow.terms import Role

if TYPE_CHECKING:
    from workflow.installation import Installation

CLOSERS = (Role.SUPERVISOR, Role.APPROVER, Role.LEADER)


def sweep(desk: Installation, now: datetime) -> tuple[tuple[int, int], ...]:
    """Close every year whose day has come, as it stood on that day; answers (agency, year). Safe to run again.

    An agency that kept no cases here by then closes nothing: its older ledgers may still be taken in.
    """
    year = today_of(now).year - 1
    while _closes_at(desk, year) > now:
        year -= 1
    with desk.store.database.reading() as connection:
        waiting = [
            (agency, _years(connection, agency, year))
            for agency in year_end_rows.not_closed(connection, year)
        ]
    due = [(agency, each) for agency, years in waiting for each in years]
    for agency, each in due:
        with desk.store.database.writing() as connection:
            _close(connection, agency, each, _closes_at(desk, each), now, repository.WORKER)
    return tuple(due)


def _closes_at(desk: Installation, year: int) -> datetime:
    month, day = forms_of(desk.rules.outcomes).of_year(year).closes_on
    return datetime(year + 1, month, day, tzinfo=SHANGHAI)


def _years(connection: Connection, agency: int, until: int) -> range:
    """From the year after the last one closed, or the year in which the agency began to work here."""
    last = year_end_rows.last_closed(connection, agency)
    first = report_queries.first_logged(connection, agency)
    if first is None:
        return range(0)
    return range(last + 1 if last else today_of(moment(first)).year, until + 1)


def close(desk: Installation, person: int, agency: int, year: int, now: datetime) -> None:
    """Close a year that is over, as it stands now. Raises NotAllowed, MoveRefused."""
    with desk.store.database.writing() as connection:
        officer = repository.officer(connection, person, today_of(now))
        path = agency_rows.agency(connection, agency).path
        if not may_report(officer, agency, path, CLOSERS):
            raise NotAllowed(
                "只有督办、签发和机关负责人可以封存年度 / only those who answer for the report close a year"
            )
        last = year_end_rows.last_closed(connection, agency)
        if year >= today_of(now).year:
            raise MoveRefused(Reason("这一年还没有结束", "The year is not over"))
        if last is not None and year <= last:
            raise MoveRefused(Reason(f"{last}年已经封存", f"{last} is closed already"))
        _close(connection, agency, year, now, now, person)


def _close(
    connection: Connection, agency: int, year: int, frozen_at: datetime, now: datetime, person: int
) -> None:
    if year_end_rows.of_year(connection, (agency,), year):
        return  # another process closed it a moment ago
    until = moment_text(frozen_at)
    carried = tuple(report_queries.open_at(connection, agency, year, until))
    year_end_rows.add(connection, agency, year, frozen_at, carried, now, person)
    report_rows.again(connection, report_queries.known_since(connection, agency, year, until))
