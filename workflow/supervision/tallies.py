"""What each month of each agency counts: read where it was counted before, counted from the cases where not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from workflow.days.working_days import WorkingDays
from workflow.store import Connection
from workflow.store.figures import figure_queries, figure_rows
from workflow.store.figures.figure_queries import Period
from workflow.store.figures.figure_rows import month_of

#: received, answered, timely, judged, extended, corrected
Six = list[int]


class Tally(NamedTuple):
    """A month of an agency: sums by channel and by outcome, and how many replies took so many working days."""

    by_channel: dict[str, Six]
    by_outcome: dict[str, Six]
    took: dict[int, int]


Tallies = dict[tuple[int, int], Tally]  #: by agency and month, 202511


def as_text(tally: Tally) -> str:
    """One line of JSON."""
    return json.dumps(tally, separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def read(text: str) -> Tally:
    """The same tally."""
    by_channel, by_outcome, took = json.loads(text)
    return Tally(by_channel, by_outcome, {int(length): n for length, n in took.items()})


def tallies(connection: Connection, period: Period, days: WorkingDays) -> Tallies:
    """The months of a period, by agency; months of which nothing counts may be left out."""
    whole = {month_of(span.first) for span in _months(period) if _is_whole(span)}
    rows = figure_rows.kept(connection, period)
    found = {
        (row.agency_id, row.month): read(row.counted)
        for row in rows
        if row.month in whole and row.calendar == calendar(days, row.month // 100)
    }
    for missing in _missing(period, found):
        found |= counted(connection, missing, days)
    return found


def _months(period: Period) -> Iterator[Period]:
    """The period month by month, the first and the last perhaps in part."""
    first = period.first
    while first <= period.last:
        after = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield period._replace(first=first, last=min(after - timedelta(days=1), period.last))
        first = after


def _is_whole(span: Period) -> bool:
    return span.first.day == 1 and (span.last + timedelta(days=1)).day == 1


def _missing(period: Period, found: Tallies) -> Iterator[Period]:
    """What is not kept, as few stretches as can be."""
    months = (
        month._replace(agencies=tuple(a for a in period.agencies if (a, month_of(month.first)) not in found))
        for month in _months(period)
    )
    for agencies, same in groupby(months, key=lambda month: month.agencies):
        spans = list(same)
        if agencies:
            yield Period(agencies, spans[0].first, spans[-1].last)


def counted(connection: Connection, period: Period, days: WorkingDays) -> Tallies:
    """The same from the cases themselves."""
    made: Tallies = {}
    for agency, month, channel, n in figure_queries.received(connection, period):
        _six(_tally(made, agency, month).by_channel, channel)[0] += n
    _count_replies(made, figure_queries.replies(connection, period), days)
    return made


def _count_replies(made: Tallies, rows: Iterable[Any], days: WorkingDays) -> None:
    for agency, sent, channel, outcome, timely, extended, corrected, since, waited in rows:
        sent_on = _day(sent)
        tally = _tally(made, agency, month_of(sent_on))
        judged = timely is not None
        for six in (_six(tally.by_channel, channel), _six(tally.by_outcome, outcome)):
            six[1] += 1
            six[2] += bool(timely)
            six[3] += judged
            six[4] += bool(extended)
            six[5] += bool(corrected)
        if since is not None:
            took = max(days.days_between(_day(since), sent_on) - waited, 0)
            tally.took[took] = tally.took.get(took, 0) + 1


def _tally(made: Tallies, agency: int, month: int) -> Tally:
    return made.setdefault((agency, month), Tally({}, {}, {}))


def _six(by: dict[str, Six], key: str) -> Six:
    return by.setdefault(key, [0] * 6)


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> date:
    return date.fromisoformat(text)


def _day(value: date | str) -> date:
    """SQLite keeps dates as ISO text."""
    return _parsed(value) if isinstance(value, str) else value


def calendar(days: WorkingDays, year: int) -> str:
    """What tells the working days up to the end of a year; the notice of the next year may still move one."""
    return _calendar(days.digest, year, days)


@lru_cache(maxsize=256)
def _calendar(_digest: str, year: int, days: WorkingDays) -> str:
    files = [file.digest for each, file in days.years.items() if each <= year + 1]
    return sha256("\n".join([*files, *(file.digest for file in days.overlays)]).encode()).hexdigest()
