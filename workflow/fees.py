"""The processing fee (信息处理费) by number of applications or of pages, band by band, from dated data."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput, RuleMissing

#: more than any applicant files or any file holds; beyond it the number is a slip of the hand
_MOST: Final = 100_000
_KEYS: Final = {"since", "until", "provision", "bands", "beyond", "note"}


#: how the fee is worked out (政府信息公开信息处理费管理办法)
MEASURES: Final = "办法第四条、第五条"


class FeeStep(NamedTuple):
    """One band of the sum: numbers from..to, `items` of them at yuan_each; `yuan` is the product."""

    from_no: int
    to_no: int
    items: int
    yuan_each: int
    yuan: int
    provision: str


class Fee(NamedTuple):
    """What is due in yuan, and the bands that add up to it."""

    yuan: int
    steps: tuple[FeeStep, ...]

    def as_json(self) -> dict[str, Any]:
        names = ("from", "to", "count", "yuan_each", "yuan", "provision")
        return {"yuan": self.yuan, "steps": [dict(zip(names, step, strict=True)) for step in self.steps]}


class Tariff(NamedTuple):
    """Bands in force from `since`: (through, yuan each); beyond them (yuan, width, rise), width 0 for no rise."""

    since: date
    until: date | None
    provision: str
    bands: tuple[tuple[int, int], ...]
    beyond: tuple[int, int, int]

    def fee(self, number: int) -> Fee:
        """The sum for the first `number` applications or pages; BadInput below zero or beyond reason."""
        if not 0 <= number <= _MOST:
            raise BadInput(f"数量应在 0 至 {_MOST} 之间 / the number must lie between 0 and {_MOST}")
        steps: list[FeeStep] = []
        first = 1
        while first <= number:
            through, each = self._band(first)
            last = number if through is None else min(through, number)
            n = last - first + 1
            steps.append(FeeStep(first, last, n, each, n * each, self.provision))
            first = last + 1
        return Fee(sum(step.yuan for step in steps), tuple(steps))

    def _band(self, number: int) -> tuple[int | None, int]:
        for through, yuan in self.bands:
            if number <= through:
                return through, yuan
        yuan, width, rise = self.beyond
        if not width:
            return None, yuan
        start = self.bands[-1][0]
        place = (number - start - 1) // width
        return start + (place + 1) * width, yuan + place * rise


class Tariffs(NamedTuple):
    """Both ways of charging; an office picks one for each application (办法第三条)."""

    cases: tuple[Tariff, ...]
    pages: tuple[Tariff, ...]
    month_by: str

    @classmethod
    def load(cls, path: Path) -> Tariffs:
        """Read config/fees.toml; BadInput names what is wrong."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            month_by = data["choices"]["month_by"]
            return cls(_tariffs(data, "per_case"), _tariffs(data, "per_page"), month_by)
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as bad:
            raise BadInput(f"{path.name}：收费标准有误 / bad tariff: {bad}") from bad

    def per_case(self, count: int, on: date | None = None) -> Fee:
        """The month's total for `count` applications of one applicant (办法第四条); today's tariff without a date."""
        return _in_force(self.cases, on).fee(count)

    def per_page(self, pages: int, on: date | None = None) -> Fee:
        """One application with that many pages (办法第五条), never added up across applications."""
        return _in_force(self.pages, on).fee(pages)

    def for_nth_case(self, nth: int, on: date | None = None) -> int:
        """What the nth application of the month adds, in yuan."""
        if nth < 1:
            raise BadInput("件数从 1 起 / counted from one")
        return self.per_case(nth, on).yuan - self.per_case(nth - 1, on).yuan


def _in_force(tariffs: tuple[Tariff, ...], on: date | None) -> Tariff:
    if on is None:
        return tariffs[-1]
    for tariff in reversed(tariffs):
        if tariff.since <= on and (tariff.until is None or on <= tariff.until):
            return tariff
    raise RuleMissing(f"{on} 没有信息处理费标准 / no processing fee was in force on {on}")


def _tariffs(data: dict[str, Any], name: str) -> tuple[Tariff, ...]:
    tariffs = tuple(sorted((_tariff(name, entry) for entry in data[name]), key=lambda t: t.since))
    if not tariffs:
        raise ValueError(f"{name} holds no tariff")
    for old, new in pairwise(tariffs):
        if old.until is None or old.until >= new.since:
            raise ValueError(f"{name}: tariffs of {old.since} and {new.since} overlap")
    return tariffs


def _tariff(name: str, data: dict[str, Any]) -> Tariff:
    if unknown := data.keys() - _KEYS:
        raise ValueError(f"{name}: unknown {sorted(unknown)}")
    bands = tuple((_whole(band["through"]), _whole(band["yuan"])) for band in data["bands"])
    beyond = data["beyond"]
    if not bands or any(a[0] >= b[0] for a, b in pairwise(bands)):
        raise ValueError(f"{name}: bands must rise")
    if not data["provision"] or type(data["since"]) is not date:
        raise ValueError(f"{name}: each tariff has a date and a provision")
    more = (_whole(beyond["yuan"]), _whole(beyond.get("width", 0)), _whole(beyond.get("rise", 0)))
    return Tariff(data["since"], data.get("until"), data["provision"], bands, more)


def _whole(number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"{number!r} is not a whole number of yuan or items")
    return number
