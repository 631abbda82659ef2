"""Figures of a period: received, answered, in time, how long, extended, corrected, appealed; by month and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeVar

from workflow.days.office_time import today_of
from workflow.days.working_days import WorkingDays
from workflow.installation import Installation
from workflow.store import Connection, repository
from workflow.store.figures import figure_queries
from workflow.store.figures.figure_queries import Period
from workflow.store.lists import paging
from workflow.supervision.scope import Watched, watched
from workflow.supervision.tallies import Six, Tallies, tallies
from workflow.supervision.watching import Rate

K = TypeVar("K", int, str)

REPEATED_FROM: Final = 3  # applications of one person in the period
MOST_REPEATED: Final = 20
#: the two kinds of appeal that correct a decision; complaints are counted apart
DISPUTES: Final = ("review", "litigation")


class Sums(NamedTuple):
    """What one row of a table says; rates are of the replies."""

    received: int = 0
    answered: int = 0
    timely: int = 0
    judged: int = 0
    extended: int = 0
    corrected: int = 0

    def __add__(self, other: object) -> Sums:
        assert isinstance(other, Sums)
        return Sums(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def on_time(self) -> Rate:
        """Replies in time, of all whose time can be judged."""
        return Rate(self.timely, self.judged)

    @property
    def extension_rate(self) -> Rate:
        return Rate(self.extended, self.answered)

    @property
    def correction_rate(self) -> Rate:
        return Rate(self.corrected, self.answered)


class Disputed(NamedTuple):
    """Appeals filed in the period, how many of them ended, and how many of those corrected the decision."""

    review: int = 0
    litigation: int = 0
    complaint: int = 0
    decided: int = 0
    corrected: int = 0

    @property
    def filed(self) -> int:
        """Reconsideration and litigation."""
        return self.review + self.litigation

    @property
    def correction(self) -> Rate:
        """Decisions corrected, of those decided."""
        return Rate(self.corrected, self.decided)


class Repeated(NamedTuple):
    """An applicant who asked often: the first of their cases in the period, their name, how often."""

    case_no: str
    name: str
    n: int


class Often(NamedTuple):
    """How many applicants asked often, how many applications are theirs, and those who asked most."""

    people: int = 0
    applications: int = 0
    most: tuple[Repeated, ...] = ()


class Figures(NamedTuple):
    """A period in figures. `median` counts working days from the clock's start, without those it stood still."""

    scope: Watched
    first: date
    last: date
    total: Sums
    median: float | None
    by_month: Mapping[int, Sums]
    by_agency: Mapping[int, Sums]
    medians: Mapping[int, float]
    by_channel: Mapping[str, Sums]
    by_outcome: Mapping[str, Sums]
    disputed: Disputed
    disputed_by: Mapping[int, Disputed]
    repeated: Often
    measured: Mapping[int, int]  # replies of each agency whose length is known: the medians are theirs


def figures(
    here: Installation,
    person: int,
    now: datetime,
    first: date,
    last: date,
    agency: int | None = None,
    *,
    often: bool = True,
) -> Figures:
    """What a person watches, in figures, from one day to another; without `often` nobody who asks often is looked for.

    Raises NotAllowed.
    """
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, agency)
        days = here.around(connection, officer, now).days
        return of_period(connection, scope, days, first, last, often=often)


def of_period(
    connection: Connection, scope: Watched, days: WorkingDays, first: date, last: date, *, often: bool
) -> Figures:
    """The figures of those agencies; `often` says whether those who ask often are wanted."""
    period = Period(scope.ids, first, last)
    found = tallies(connection, period, days)
    took = _lengths(found)
    disputes = _disputes(figure_queries.appeals(connection, period))
    totals = _totals(found)
    by_agency = _summed((agency, six) for agency, _month, six in totals)
    by_month = _summed((month, six) for _agency, month, six in totals)
    return Figures(
        scope=scope,
        first=first,
        last=last,
        total=sum(by_agency.values(), Sums()),
        median=median(_joined(took.values())),
        measured={agency: sum(held.values()) for agency, held in took.items()},
        by_month=dict(sorted(by_month.items())),
        by_agency=by_agency,
        medians={agency: middle for agency, held in took.items() if (middle := median(held)) is not None},
        by_channel=_summed(pair for tally in found.values() for pair in tally.by_channel.items()),
        by_outcome=_summed(pair for tally in found.values() for pair in tally.by_outcome.items()),
        disputed=_all_disputes(disputes.values()),
        disputed_by=disputes,
        repeated=_repeated(connection, period, every=scope.asked is None) if often else Often(),
    )


def _totals(found: Tallies) -> list[tuple[int, int, Six]]:
    """Agency, month of the year, and everything that counts there."""
    return [
        (agency, month % 100, [sum(each) for each in zip(*tally.by_channel.values(), strict=True)])
        for (agency, month), tally in found.items()
        if tally.by_channel
    ]


def _summed(each: Iterable[tuple[K, Six]]) -> dict[K, Sums]:
    """What counts under each key, the same key once."""
    found: dict[K, Six] = {}
    for key, six in each:
        was = found.get(key)
        if was is None:
            found[key] = list(six)
        else:
            for place, n in enumerate(six):
                was[place] += n
    return {key: Sums(*six) for key, six in found.items()}


Lengths = dict[int, int]


def _lengths(found: Tallies) -> dict[int, Lengths]:
    """How many replies took so many working days, by agency."""
    made: dict[int, Lengths] = {}
    for (agency, _month), tally in found.items():
        if tally.took:
            held = made.setdefault(agency, {})
            for took, n in tally.took.items():
                held[took] = held.get(took, 0) + n
    return made


def _joined(held: Iterable[Lengths]) -> Lengths:
    joined: Lengths = {}
    for lengths in held:
        for took, n in lengths.items():
            joined[took] = joined.get(took, 0) + n
    return joined


def median(lengths: Mapping[int, int]) -> float | None:
    """The median of values that stand with how often they occur; None of nothing."""
    total = sum(lengths.values())
    if not total:
        return None
    places = ((total - 1) // 2, total // 2)
    found: list[int] = []
    passed = 0
    for value in sorted(lengths):
        passed += lengths[value]
        while len(found) < len(places) and places[len(found)] < passed:
            found.append(value)
    return sum(found) / len(found)


def _disputes(rows: Iterable[Any]) -> dict[int, Disputed]:
    found: dict[int, Disputed] = {}
    for row in rows:
        was = found.get(row.agency_id, Disputed())
        now = was._replace(**{row.kind: getattr(was, row.kind, 0) + row.n})
        if row.kind in DISPUTES and row.result_kind != "pending":
            corrected = row.n if row.result_kind == "corrected" else 0
            now = now._replace(decided=now.decided + row.n, corrected=now.corrected + corrected)
        found[row.agency_id] = now
    return found


def _all_disputes(each: Iterable[Disputed]) -> Disputed:
    total = Disputed()
    for one in each:
        total = Disputed(*(a + b for a, b in zip(total, one, strict=True)))
    return total


def _repeated(connection: Connection, period: Period, *, every: bool) -> Often:
    most = figure_queries.repeated(connection, period, REPEATED_FROM, MOST_REPEATED, every=every)
    rows = {row.case_id: row for row in paging.rows(connection, [row.case_id for row in most])}
    named = tuple(Repeated(rows[row.case_id].case_no, rows[row.case_id].applicant, row.n) for row in most)
    return Often(most[0].people, int(most[0].applications), named) if most else Often()
