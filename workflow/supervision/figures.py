"""Figures of a period: received, answered, in time, how long, extended, corrected, appealed; by month and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeVar

from workflow.days.office_time import today_of
from workflow.days.working_days import WorkingDays
from workflow.installation import Installation
from workflow.store import Connection, figure_queries, paging, repository
from workflow.store.figure_queries import Period
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
    here: Installation, person: int, now: datetime, first: date, last: date, agency: int | None = None
) -> Figures:
    """What a person watches, in figures, from one day to another. Raises NotAllowed."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, agency)
        days = here.around(connection, officer, now).days
        return of_period(connection, scope, days, first, last)


def of_period(connection: Connection, scope: Watched, days: WorkingDays, first: date, last: date) -> Figures:
    """The figures of those agencies."""
    period = Period(scope.ids, first, last)
    found = tallies(connection, period, days)
    took = _lengths(found)
    disputes = _disputes(figure_queries.appeals(connection, period))
    by_agency = _summed((agency, tally.by_channel) for (agency, _month), tally in found.items())
    by_month = _summed((month % 100, tally.by_channel) for (_agency, month), tally in found.items())
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
        by_channel=_each_summed(tally.by_channel for tally in found.values()),
        by_outcome=_each_summed(tally.by_outcome for tally in found.values()),
        disputed=_all_disputes(disputes.values()),
        disputed_by=disputes,
        repeated=_repeated(connection, period),
    )


def _summed(each: Iterable[tuple[int, dict[str, Six]]]) -> dict[int, Sums]:
    """Everything that counts under a key."""
    return _sums((key, six) for key, by in each for six in by.values())


def _each_summed(each: Iterable[dict[str, Six]]) -> dict[str, Sums]:
    """What counts under each value of a column."""
    return _sums(pair for by in each for pair in by.items())


def _sums(pairs: Iterable[tuple[K, Six]]) -> dict[K, Sums]:
    found: dict[K, Six] = {}
    for key, six in pairs:
        was = found.get(key)
        found[key] = six if was is None else [a + b for a, b in zip(was, six, strict=True)]
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


def _repeated(connection: Connection, period: Period) -> Often:
    most = figure_queries.repeated(connection, period, REPEATED_FROM, MOST_REPEATED)
    rows = {row.case_id: row for row in paging.rows(connection, [row.case_id for row in most])}
    named = tuple(Repeated(rows[row.case_id].case_no, rows[row.case_id].applicant, row.n) for row in most)
    return Often(most[0].people, int(most[0].applications), named) if most else Often()
