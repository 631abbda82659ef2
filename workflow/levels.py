"""Warning levels as data: how near a limit is, in colours with words, and the days on which that changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.clock.limits import ACTS
from workflow.days.working_days import WorkingDays
from workflow.errors import BadInput
from workflow.outcomes import read_toml
from workflow.wording import Words

_SHIPPED: Final = Path(__file__).resolve().parents[1] / "config" / "levels.toml"
_KEYS: Final = {"provision", "levels", "yellow"}
_LEVEL: Final = {"code", "within", "zh", "en", "shape"}


class Level(NamedTuple):
    """A warning level: at most `within` working days are left; `shape` repeats the colour."""

    code: str
    within: int
    words: Words
    shape: str


class Band(NamedTuple):
    """A group of open cases by how near their limit is. `until` is the last day of it, None where it has none.

    `after` is the last day of the band before it. `level` is None where nothing presses.
    """

    code: str
    words: Words
    level: Level | None = None
    after: date | None = None
    until: date | None = None


WAITING: Final = Band("waiting", Words("等待对方，期限不走", "Waiting for others, the clock stands"))
UNSTARTED: Final = Band("unstarted", Words("期限未起算", "Without a running limit"))


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of one office, the most urgent first."""

    levels: tuple[Level, ...]
    yellow: Mapping[str, int]
    provision: str

    @classmethod
    def load(cls, path: Path = _SHIPPED) -> Levels:
        """Read and check. Raises BadInput naming file and fault."""
        data = read_toml(path)
        if data.keys() != _KEYS:
            raise BadInput(
                f"{path.name}：应当有 {'、'.join(sorted(_KEYS))} / exactly these keys are required"
            )
        levels = tuple(_level(item, path.name) for item in data["levels"])
        within = [level.within for level in levels]
        if not within or within[0] != 0 or within != sorted(set(within)):
            raise BadInput(f"{path.name}：各级天数应从 0 起递增 / levels rise from 0")
        unknown = data["yellow"].keys() - ACTS.keys()
        if unknown or not all(type(n) is int and n >= 0 for n in data["yellow"].values()):
            raise BadInput(f"{path.name}：[yellow] 有误 {sorted(unknown)} / wrong limits or days in [yellow]")
        return cls(levels, dict(data["yellow"]), data["provision"])

    @property
    def farthest(self) -> int:
        """Working days ahead of which a limit presses at all."""
        return self.levels[-1].within

    def of(self, remaining: int) -> Level | None:
        """The level of a reply with so many working days left, negative when overdue; None beyond every level."""
        return next((level for level in self.levels if remaining <= level.within), None)

    def within(self, code: str) -> int:
        """The working days of the level of that colour; 0, the day itself, where the office has no such level."""
        return next((level.within for level in self.levels if level.code == code), 0)

    def of_limit(self, act: str, remaining: int) -> Level | None:
        """The level of a limit beside the reply: red on its day and after it, yellow by its own line."""
        if remaining <= 0:
            return self.levels[0]
        line = self.yellow.get(act.partition(":")[0])
        if line is None:
            return self.of(remaining)
        return (
            next((level for level in self.levels if level.code == "yellow"), None)
            if remaining <= line
            else None
        )

    def bands(self, today: date, days: WorkingDays) -> tuple[Band, ...]:
        """Overdue, due today, each level beyond it, later, waiting, not started: each day falls into one.

        A band of n ends the day before the (n+1)th working day, so that a limit on a rest day has its place.
        """
        red = self.levels[0]
        made = [Band("overdue", Words("已超期", "Overdue"), red, None, today - _DAY)]
        for level in self.levels:
            until = days.add_working_days(today, level.within + 1) - _DAY
            made.append(Band(f"in_{level.within}", words_within(level.within), level, made[-1].until, until))
        made.append(Band("later", Words("以后", "Later"), None, made[-1].until, None))
        return (*made, WAITING, UNSTARTED)


_DAY: Final = timedelta(days=1)


def words_within(n: int) -> Words:
    """The group of what has at most so many working days left."""
    if n == 0:
        return Words("今日到期", "Due today")
    day = "working day" if n == 1 else "working days"
    return Words(f"{n} 个工作日内", f"Within {n} {day}")


def _level(item: Any, file: str) -> Level:
    if not isinstance(item, dict) or item.keys() != _LEVEL:
        raise BadInput(f"{file}：每级应当有 {'、'.join(sorted(_LEVEL))} / exactly these keys for a level")
    if type(item["within"]) is not int or item["within"] < 0:
        raise BadInput(f"{file}：within 应是不小于 0 的整数 / within is a whole number from 0")
    return Level(item["code"], item["within"], Words(item["zh"], item["en"]), item["shape"])
