"""Working days of state organs by table look-up, from the yearly State Council notices; says where that ends.

A weekend day a notice makes a workday counts; a weekday it gives off does not. A year without a
notice is projected: weekends and the statutory holidays, no make-up days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.metadata import version
from itertools import accumulate, chain, compress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, NoReturn

from workflow.days.holiday_files import DayEntry, YearFile, english_name, load_folder, load_local
from workflow.days.projected_days import LUNAR_END, projected_days
from workflow.errors import BadInput, CalendarUnknown

Kind = Literal["working", "weekend", "holiday", "make_up", "local"]

#: How many years after the last notice are projected.
_AHEAD = 3
_WEEK = (1, 1, 1, 1, 1, 0, 0)


class DayExplained(NamedTuple):
    """What one day is and who says so; no names on plain days, `published` is False on projected ground."""

    on: date
    working: bool
    kind: Kind
    name_zh: str
    name_en: str
    published: bool
    source: str
    source_en: str


class _Tables(NamedTuple):
    #: day -> how many working days of the table lie on or before it
    counts: dict[date, int]
    #: the n-th working day of the table; place 0 holds a date that is none
    nth: list[date]


class WorkingDays:
    """An immutable calendar. Days outside raise CalendarUnknown; a moment (datetime) is refused as BadInput.

    The notice of a year may still move a late December day of the year before; only the ground from
    1 January of the first unannounced year is called provisional.
    """

    __slots__ = (
        *("years", "overlays", "published_through", "first_day", "last_day"),
        *("_index", "_nth", "_project_to", "_projected", "_digest"),
    )

    #: the national year files, by year
    years: Mapping[int, YearFile]
    #: the local files stacked on them; they win for their dates
    overlays: tuple[YearFile, ...]
    #: 31 December of the last year in the first unbroken run of announced years
    published_through: date
    first_day: date
    last_day: date
    _index: dict[date, int]
    _nth: list[date]
    _project_to: int | None
    _digest: str
    _projected: dict[date, DayEntry] | None

    def __init__(
        self, years: Mapping[int, YearFile], overlays: Sequence[YearFile] = (), project_to: int | None = None
    ) -> None:
        if not years:
            raise CalendarUnknown("没有任何年度的放假安排 / no holiday file is loaded")
        _check_stack(years, overlays)
        first, last = min(years), max(years)
        run = next(year for year in range(first, last + 2) if year + 1 not in years)
        end = max(last, min(project_to or last + _AHEAD, LUNAR_END))
        put = super().__setattr__
        put("years", MappingProxyType(dict(sorted(years.items()))))
        put("overlays", tuple(overlays))
        put("published_through", date(run, 12, 31))
        put("first_day", date(first - 1, 12, 25))
        put("last_day", date(end, 12, 31))
        put("_project_to", project_to)
        put("_projected", None)
        put("_digest", "")
        self._lay(self._declared(), self.published_through)

    def __reduce__(self) -> tuple[Any, ...]:
        """Laid anew from its files in another process."""
        return WorkingDays, (dict(self.years), self.overlays, self._project_to)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"WorkingDays is immutable: {name}")

    @classmethod
    def from_years(
        cls, years: Mapping[int, YearFile], overlays: Sequence[YearFile] = (), project_to: int | None = None
    ) -> WorkingDays:
        """From files by year; BadInput where they contradict. Projects three years past the last notice."""
        return cls(years, overlays, project_to)

    @classmethod
    def load(cls, folder: Path, local: Sequence[str] = ()) -> WorkingDays:
        """From a holiday folder and the codes of the local overlays in use (none by default)."""
        return cls(load_folder(folder), [load_local(folder, code) for code in local])

    def with_year(self, file: YearFile) -> WorkingDays:
        """The same calendar with that year's national file added or replaced."""
        return WorkingDays({**self.years, file.year: file}, self.overlays, self._project_to)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all that decides a day: files, overlays, reach, and the library that projects."""
        if not self._digest:
            super().__setattr__("_digest", self._digested())
        return self._digest

    def _digested(self) -> str:
        parts = [file.digest for file in (*self.years.values(), *self.overlays)]
        text = "\n".join([*parts, self.last_day.isoformat(), f"holidays {version('holidays')}"])
        return hashlib.sha256(text.encode()).hexdigest()

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day strictly after `day`; n=0 is `day` itself, n<0 counts strictly before it."""
        if n > 0:
            try:
                return self._nth[self._index[day] + n]
            except LookupError:
                pass
        return self._add_with_care(day, n)

    def days_between(self, start: date, end: date) -> int:
        """Working days strictly after `start` up to and including `end`; negative when `end` comes first."""
        index = self._index
        try:
            return index[end] - index[start]
        except KeyError:
            return self._count(end) - self._count(start)

    def is_working_day(self, day: date) -> bool:
        """Whether state organs work on `day`, make-up days included."""
        count = self._count(day)
        return self._nth[count] == day

    def first_working_day_from(self, day: date) -> date:
        """`day` itself when it is worked, else the next working day."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def working_days_after(self, start: date, end: date) -> Iterator[date]:
        """The working days strictly after `start` up to and including `end`, in order."""
        place, stop = self._count(start), self._count(end)
        return iter(self._nth[place + 1 : stop + 1])

    def is_published(self, year: int) -> bool:
        """Whether the notice for `year` is loaded."""
        return year in self.years

    def provisional_from(self, day: date) -> date | None:
        """First day of unannounced ground on the way to `day`, or None when the notices reach it."""
        return self.published_through + timedelta(days=1) if day > self.published_through else None

    def explain(self, day: date) -> DayExplained:
        """What `day` is, its holiday in both languages, and the paper that says so."""
        working = self.is_working_day(day)
        for file in (*self.overlays, *self.years.values()):
            if abs(file.year - day.year) < 2:
                for entry in file.days:
                    if entry.on == day:
                        return _declared_day(entry, file)
        published = day <= self.published_through or day.year in self.years
        guess = None if published else self._guesses().get(day)
        if guess is None:
            kind: Kind = "working" if working else "weekend"
            zh, en = _WEEKLY if published else _UNANNOUNCED
            return DayExplained(day, working, kind, "", "", published, zh, en)
        name = guess.name
        return DayExplained(day, working, "holiday", name, english_name(name), False, *_UNANNOUNCED)

    def _add_with_care(self, day: date, n: int) -> date:
        place = self._count(day)
        if n == 0:
            return day
        if n < 0 and self._nth[place] != day:
            place += 1
        if n > 0 and place + n >= len(self._nth):
            self._lay_projection()
        if not 0 < place + n < len(self._nth):
            raise CalendarUnknown(
                f"{day} 起第 {n} 个工作日超出日历（{self.first_day} 至 {self.last_day}）"
                f" / working day {n} from {day} lies outside the calendar"
            )
        return self._nth[place + n]

    def _count(self, day: date) -> int:
        try:
            return self._index[day]
        except KeyError:
            self._check(day)
            self._lay_projection()
            return self._index[day]

    def _check(self, day: date) -> None:
        if isinstance(day, datetime):
            raise BadInput(f"{day} 是时刻，不是日期 / {day} is a moment, not a date")
        if not self.first_day <= day <= self.last_day:
            raise CalendarUnknown(
                f"{day} 不在日历范围内（{self.first_day} 至 {self.last_day}）"
                f" / {day} lies outside the calendar ({self.first_day} to {self.last_day})"
            )

    def _declared(self) -> dict[date, DayEntry]:
        files = (*self.years.values(), *self.overlays)
        return {entry.on: entry for file in files for entry in file.days}

    def _guesses(self) -> dict[date, DayEntry]:
        if self._projected is None:
            ahead = range(self.published_through.year + 1, self.last_day.year + 1)
            guessed = chain.from_iterable(projected_days(year) for year in ahead if year not in self.years)
            super().__setattr__("_projected", {entry.on: entry for entry in guessed})
        return self._projected or {}

    def _lay_projection(self) -> None:
        if self.last_day not in self._index:
            self._lay(self._guesses() | self._declared(), self.last_day)

    def _lay(self, entries: Mapping[date, DayEntry], last: date) -> None:
        # The longer tables agree with the shorter on their common days, so a reader in another thread that
        # meets one of each gets the right day or falls through to the careful way.
        counts, nth = _tables(self.first_day, last, entries)
        super().__setattr__("_nth", nth)
        super().__setattr__("_index", counts)


_WEEKLY = ("人薪发〔1995〕32号：周六、周日休息", "Weekly rest on Saturday and Sunday (Renxinfa 1995 No. 32)")
_UNANNOUNCED = (
    "该年放假安排尚未公布，按周末和法定节日推算",
    "Projected from weekends and statutory holidays: the notice is not out",
)


def _check_stack(years: Mapping[int, YearFile], overlays: Sequence[YearFile]) -> None:
    for year, file in years.items():
        if file.is_local or file.year != year or not file.days:
            raise BadInput(f"{year} 年文件不是该年全国安排 / the file for {year} is not its national notice")
    if any(not file.is_local for file in overlays):
        raise BadInput("叠加的文件不是地方安排 / a stacked file is not a local overlay")
    for files in (years.values(), overlays):
        said: dict[date, DayEntry] = {}
        for entry in chain.from_iterable(file.days for file in files):
            if said.setdefault(entry.on, entry).off != entry.off:
                raise BadInput(f"两份安排对 {entry.on} 说法相反 / two files contradict on {entry.on}")


def _declared_day(entry: DayEntry, file: YearFile) -> DayExplained:
    kind: Kind = "holiday" if entry.off else "make_up" if entry.on.weekday() >= 5 else "working"
    zh = file.source or f"国务院办公厅{file.year}年部分节假日安排的通知"
    en = file.source or f"State Council notice on the holidays of {file.year}"
    named = ("", "") if kind == "working" and not file.is_local else (entry.name, english_name(entry.name))
    return DayExplained(entry.on, not entry.off, "local" if file.is_local else kind, *named, True, zh, en)


@lru_cache(maxsize=128)
def _dates(year: int) -> tuple[date, ...]:
    start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return tuple(map(date.fromordinal, range(start, end + 1)))


def _tables(first: date, last: date, entries: Mapping[date, DayEntry]) -> _Tables:
    days = [*_dates(first.year)[-7:], *chain.from_iterable(map(_dates, range(first.year + 1, last.year + 1)))]
    week = _WEEK[first.weekday() :] + _WEEK[: first.weekday()]
    worked = list(week * (len(days) // 7 + 1))[: len(days)]
    base = first.toordinal()
    for on, entry in entries.items():
        if first <= on <= last:
            worked[on.toordinal() - base] = int(not entry.off)
    return _Tables(dict(zip(days, accumulate(worked), strict=True)), [date.min, *compress(days, worked)])
