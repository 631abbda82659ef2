"""The overdue ledger: how many open cases stand how near their limits, by agency, unit or person, and which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from workflow.clock.limits import ACTS
from workflow.days.office_time import today_of
from workflow.errors import BadInput
from workflow.guards import Around
from workflow.installation import Installation
from workflow.levels import Band, Level, Levels
from workflow.listing import LedgerRow, ledger_row
from workflow.store import Connection, repository
from workflow.store.figures import figure_queries, watch_queries
from workflow.store.figures.watch_queries import Stretch, Wanted
from workflow.store.lists import paging
from workflow.store.offices import office_rows
from workflow.supervision.explaining import Account, accounts
from workflow.supervision.scope import Watched, watched
from workflow.wording import Words

BY: Final = {"agency": Words("按机关", "By agency"), "unit": Words("按承办单位", "By unit"),
             "person": Words("按承办人", "By person")}  # fmt: skip
PAGE: Final = 50
#: lines of a breakdown that are shown; the most urgent come first
MOST_LINES: Final = {"agency": 100, "unit": 50, "person": 50}
CONFIRMATION: Final = Words(
    "与申请人确认收到（平信当日）", "Confirming receipt (plain letters: the same day)"
)
APPEAL: Final = Words("复议、诉讼中本机关的期限", "What this agency owes in appeals")
#: limits that are no rule of the regime
_OWN: Final = {"confirmation": CONFIRMATION, "appeal": APPEAL}
#: an open limit that has passed still asks for something; a closed window for a correction notice does not
_LAPSES: Final = frozenset({"correction_notice"})


class Asked(NamedTuple):
    """What is asked of the overdue ledger: below which agency, by what."""

    agency: int | None = None
    by: str = "agency"


class Line(NamedTuple):
    """One agency, unit or person: cases by band, in the order of the bands. `on_time` is of this year's replies."""

    agency_id: int
    name: str
    unit: str | None
    handler: int | None
    counts: Mapping[str, int]
    total: int
    on_time: Rate

    @property
    def urgency(self) -> tuple[int, ...]:
        """Sorts the most urgent first."""
        return tuple(-n for n in self.counts.values())


class Rate(NamedTuple):
    """So many of so many; `share` is None of nothing."""

    part: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        return self.part / self.of if self.of else None

    @property
    def percent(self) -> str:
        """One decimal, never rounded up to 100; a dash of nothing."""
        if self.share is None:
            return "–"
        tenths = self.part * 1000 // self.of
        return "100%" if tenths == 1000 else f"{tenths / 10:.1f}%"


class LimitLine(NamedTuple):
    """A limit beside the reply: cases by band of the same names as for replies."""

    act: str
    words: Words
    counts: Mapping[str, int]
    total: int


class Watch(NamedTuple):
    """The whole page."""

    today: date
    scope: Watched
    bands: tuple[Band, ...]
    totals: Mapping[str, int]
    lines: tuple[Line, ...]
    left_out: int
    limits: tuple[LimitLine, ...]
    on_time: Rate


def watch(here: Installation, person: int, now: datetime, asked: Asked, levels: Levels) -> Watch:
    """The overdue ledger of what this person watches. Raises NotAllowed, BadInput."""
    if asked.by not in BY:
        raise BadInput("只能按机关、承办单位或承办人 / by agency, unit or person")
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, asked.agency)
        around = here.around(connection, officer, now)
        bands = levels.bands(around.today, around.days)
        rows = watch_queries.tallies(connection, scope.asked, [_stretch(band) for band in bands], asked.by)
        rates = _rates(connection, scope, around.today)
        lines = sorted(_lines(connection, rows, scope, bands, rates), key=lambda line: line.urgency)
        beside = _limits(connection, scope, bands, around)
    totals = {band.code: sum(line.counts[band.code] for line in lines) for band in bands}
    on_time = Rate(sum(rate.part for rate in rates.values()), sum(rate.of for rate in rates.values()))
    shown = tuple(lines[: MOST_LINES[asked.by]])
    return Watch(around.today, scope, bands, totals, shown, len(lines) - len(shown), beside, on_time)


def _stretch(band: Band) -> Stretch:
    return Stretch(band.code, band.after, band.until)


def _rates(connection: Connection, scope: Watched, today: date) -> dict[int, Rate]:
    """On time among this year's replies, by agency."""
    first = date(today.year, 1, 1)
    rows = figure_queries.timeliness(connection, figure_queries.Period(scope.ids, first, today))
    return {row.agency_id: Rate(row.timely, row.judged) for row in rows}


def _lines(
    connection: Connection,
    rows: Iterable[Any],
    scope: Watched,
    bands: tuple[Band, ...],
    rates: Mapping[int, Rate],
) -> list[Line]:
    none = dict.fromkeys((band.code for band in bands), 0)
    found: defaultdict[tuple[Any, ...], dict[str, int]] = defaultdict(none.copy)
    for *key, band, n in rows:
        found[tuple(key)][band] += n
    people = office_rows.names(connection, {k[1] for k in found if len(k) == 2 and isinstance(k[1], int)})
    return [_line(key, counts, scope, people, rates) for key, counts in found.items()]


def _line(
    key: tuple[Any, ...],
    counts: Mapping[str, int],
    scope: Watched,
    people: Mapping[int, str],
    rates: Mapping[int, Rate],
) -> Line:
    agency, second = key[0], key[1] if len(key) == 2 else None
    unit = second if isinstance(second, str) else None
    handler = second if isinstance(second, int) else None
    name = people.get(handler, "") if handler is not None else unit or ""
    whole = len(key) == 1
    rate = rates.get(agency, Rate()) if whole else Rate()
    return Line(agency, scope.names.get(agency, "") if whole else name, unit, handler, counts,
                sum(counts.values()), rate)  # fmt: skip


def _limits(
    connection: Connection, scope: Watched, bands: tuple[Band, ...], around: Around
) -> tuple[LimitLine, ...]:
    """Every kind of limit beside the reply, those of one kind together whoever is consulted."""
    dated = [band for band in bands if band.code not in ("waiting", "unstarted")]
    none = dict.fromkeys((band.code for band in dated), 0)
    found: defaultdict[str, dict[str, int]] = defaultdict(none.copy)
    for limit_act, limit_on, n in watch_queries.limits(connection, scope.asked):
        act = limit_act.partition(":")[0]
        if act not in _LAPSES or limit_on >= around.today:
            found[act][_band_on(limit_on, dated).code] += n
    order = ["confirmation", *ACTS, "appeal"]
    return tuple(
        LimitLine(act, _words(act), found[act], sum(found[act].values()))
        for act in sorted(found, key=order.index)
    )


def _words(act: str) -> Words:
    return _OWN[act] if act in _OWN else Words(*ACTS[act])


def band_on(day: date, bands: Iterable[Band]) -> Band:
    """The band of a limit that ends on that day."""
    return _band_on(day, [band for band in bands if band.code not in ("waiting", "unstarted")])


def _band_on(day: date, dated: Sequence[Band]) -> Band:
    return next((band for band in dated if band.until is not None and day <= band.until), dated[-1])


class Behind(NamedTuple):
    """The cases behind a figure that are asked for; `after` is where the page before ended."""

    agency: int | None = None
    alone: bool = False  # that agency without those below it
    band: str = ""
    unit: str | None = None
    handler: int | None = None
    unassigned: bool = False
    act: str = ""
    after: tuple[date | None, int] | None = None
    most: int = PAGE


class Found(NamedTuple):
    """One case of a list, with the day its limit ends, how near that is, and where its days went so far."""

    case_id: int
    row: LedgerRow
    due_on: date | None
    remaining: int | None
    level: Level | None
    account: Account
    unit: str = ""


class Listed(NamedTuple):
    """A page of cases behind a figure."""

    today: date
    scope: Watched
    band: Band | None
    act: Words | None
    handler: str
    found: tuple[Found, ...]
    next_after: tuple[date | None, int] | None


def behind(here: Installation, person: int, now: datetime, asked: Behind, levels: Levels) -> Listed:
    """The cases behind a figure, soonest limit first. Raises NotAllowed, BadInput for a band or act there is not."""
    with here.store.database.reading() as connection:
        officer = repository.officer(connection, person, today_of(now))
        scope = watched(connection, officer, asked.agency)
        around = here.around(connection, officer, now)
        bands = {band.code: band for band in levels.bands(around.today, around.days)}
        if (asked.band and asked.band not in bands) or (asked.act and asked.act not in (*_OWN, *ACTS)):
            raise BadInput("没有这一组案件，请从督办首页点选 / no such figure: begin at the first page")
        band = bands.get(asked.band)
        places = _places(connection, asked, scope, band, around)
        rows = paging.rows(connection, [place.case_id for place in places[: asked.most]])
        went = accounts(connection, [row.case_id for row in rows], around)
        found = tuple(
            _found(place, row, went[row.case_id], levels, (asked.act, around))
            for place, row in zip(places[: asked.most], rows, strict=True)
        )
        handler = (
            office_rows.names(connection, [asked.handler]).get(asked.handler, "") if asked.handler else ""
        )
    last = found[-1] if len(places) > asked.most else None
    act = _words(asked.act) if asked.act else None
    return Listed(
        around.today, scope, band, act, handler, found, (last.due_on, last.case_id) if last else None
    )


def _places(
    connection: Connection, asked: Behind, scope: Watched, band: Band | None, around: Around
) -> list[Any]:
    agencies = (scope.head.agency_id,) if asked.alone else scope.asked
    stretch = _stretch(band) if band else None
    wanted = Wanted(agencies, stretch, asked.unit, asked.handler, asked.act or None, asked.unassigned)
    if not asked.act:
        return watch_queries.places(connection, wanted, asked.after, asked.most + 1)
    first = date.min if band is None or band.after is None else band.after + _DAY
    if asked.act in _LAPSES:
        first = max(first, around.today)
    days = (first, band.until if band else None)
    return watch_queries.limited(connection, wanted, days, asked.after, asked.most + 1)


_DAY: Final = date(2000, 1, 2) - date(2000, 1, 1)


def _found(place: Any, row: Any, went: Account, levels: Levels, asked: tuple[str, Around]) -> Found:
    act, around = asked
    shown = ledger_row(row, around)
    if act:
        left = around.days.days_between(around.today, place.due_on)
        level = levels.of_limit(act, -1 if place.due_on < around.today else left)
        return Found(place.case_id, shown, place.due_on, left, level, went, row.unit)
    level = None
    if shown.clock_status == "running" and shown.due_on is not None and shown.remaining is not None:
        level = levels.of(-1 if shown.due_on < around.today else shown.remaining)
    return Found(place.case_id, shown, shown.due_on, shown.remaining, level, went, row.unit)
