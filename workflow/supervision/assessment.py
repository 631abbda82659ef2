"""The assessment sheet: agencies measured by the items of the office, each with its points and deductions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput
from workflow.outcomes import read_toml
from workflow.rules import ROOT
from workflow.supervision.figures import Disputed, Figures, Sums
from workflow.wording import Words

#: faults found in letters: sent back on their way, recalled or voided once signed, signed over a warning
FAULTS: Final = ("returned", "recalled", "warned")
#: measures that count cases and cost points, those that earn points beyond the full score, and those that are a share
COUNTS: Final = ("late", "overdue", "appeal_corrected", "complaint", *FAULTS)
GAINS: Final = ("published",)
SHARES: Final = ("on_time",)


#: measure -> agency -> cases
Counted = Mapping[str, Mapping[int, int]]
NOTHING: Final[Counted] = {}


class Item(NamedTuple):
    """What is measured, and how many points it is worth at most; `each` goes off for every case, or on for a gain."""

    measure: str
    words: Words
    points: int
    each: int | None

    @property
    def gains(self) -> bool:
        """Points on top of the full score."""
        return self.measure in GAINS


class Grade(NamedTuple):
    """From that percentage of the full score on."""

    at_least: int
    words: Words


@dataclass(frozen=True, slots=True)
class Scheme:
    """The items and grades of one office."""

    items: tuple[Item, ...]
    grades: tuple[Grade, ...]
    provision: str

    @classmethod
    def load(cls, path: Path = ROOT / "config" / "assessment.toml") -> Scheme:
        """Read and check. Raises BadInput naming file and fault."""
        data = read_toml(path)
        if data.keys() != {"provision", "items", "grades"}:
            raise BadInput(f"{path.name}：应当有 grades、items、provision / exactly these keys are required")
        items = tuple(_item(given, path.name) for given in data["items"])
        grades = tuple(_grade(given, path.name) for given in data["grades"])
        lines = [grade.at_least for grade in grades]
        if not items or not grades or lines != sorted(set(lines), reverse=True) or lines[-1] != 0:
            raise BadInput(f"{path.name}：等次应从高到低，最后为 0 / grades go down and end at 0")
        return cls(items, grades, data["provision"])

    @property
    def full(self) -> int:
        """All points together, without what may be earned on top."""
        return sum(item.points for item in self.items if not item.gains)

    def item(self, measure: str) -> Item:
        """The item that measures that. Raises BadInput where the office has none."""
        found = next((item for item in self.items if item.measure == measure), None)
        if found is None:
            raise BadInput("没有这个数字，请从考核表点选 / no such figure: begin at the sheet")
        return found

    def grade(self, score: Fraction) -> Grade:
        """The grade of a score."""
        return next(grade for grade in self.grades if score * 100 >= grade.at_least * self.full)


class Mark(NamedTuple):
    """What was measured on one item, in words of the item (a number, or part of a whole), and its points."""

    part: int
    of: int | None
    points: Fraction


class Sheet(NamedTuple):
    """One agency: its marks in the order of the items, the score and the grade."""

    agency_id: int
    name: str
    marks: tuple[Mark, ...]
    score: Fraction
    grade: Grade


def sheets(
    scheme: Scheme, figures: Figures, overdue: Mapping[int, int], counted: Counted = NOTHING
) -> tuple[Sheet, ...]:
    """Every agency of which something was counted, the best first; `overdue` are its open cases past their day.

    `counted` holds the faults and gains: measure -> agency -> cases.
    """
    made = []
    agencies = {
        *figures.by_agency,
        *figures.disputed_by,
        *overdue,
        *(a for held in counted.values() for a in held),
    }
    for agency in agencies:
        sums = figures.by_agency.get(agency, Sums())
        disputed = figures.disputed_by.get(agency, Disputed())
        measured = _measures(sums, disputed, overdue.get(agency, 0))
        measured |= {name: (counted.get(name, {}).get(agency, 0), None) for name in (*FAULTS, *GAINS)}
        marks = tuple(mark(item, *measured[item.measure]) for item in scheme.items)
        score = sum((one.points for one in marks), Fraction(0))
        name = figures.scope.names.get(agency, "")
        made.append(Sheet(agency, name, marks, score, scheme.grade(score)))
    return tuple(sorted(made, key=lambda sheet: (-sheet.score, sheet.agency_id)))


def _measures(sums: Sums, disputed: Disputed, overdue: int) -> dict[str, tuple[int, int | None]]:
    return {
        "on_time": (sums.timely, sums.judged),
        "late": (sums.judged - sums.timely, None),
        "overdue": (overdue, None),
        "appeal_corrected": (disputed.corrected, None),
        "complaint": (disputed.complaint, None),
    }


def mark(item: Item, part: int, of: int | None) -> Mark:
    """The points of one item: by its share, all where there was nothing to judge; or less, or more, for each case."""
    if item.each is not None:
        most = min(item.each * part, item.points)
        return Mark(part, None, Fraction(most if item.gains else item.points - most))
    return Mark(part, of, Fraction(item.points * part, of) if of else Fraction(item.points))


def _item(given: Any, file: str) -> Item:
    try:
        made = Item(given["measure"], Words(given["zh"], given["en"]), given["points"], given.get("each"))
    except (KeyError, TypeError, AttributeError) as bad:
        raise BadInput(f"{file}：项目缺少 {bad} / an item lacks a key") from bad
    counts = made.measure in (*COUNTS, *GAINS)
    if made.measure not in (*COUNTS, *GAINS, *SHARES) or counts is (made.each is None):
        raise BadInput(f"{file}：{made.measure} 的写法有误 / unknown measure, or `each` in the wrong place")
    if (
        type(made.points) is not int
        or made.points <= 0
        or (counts and (type(made.each) is not int or made.each <= 0))
    ):
        raise BadInput(f"{file}：{made.measure} 的分值应为正整数 / points are whole numbers above 0")
    return made


def _grade(given: Any, file: str) -> Grade:
    try:
        made = Grade(given["at_least"], Words(given["zh"], given["en"]))
    except (KeyError, TypeError) as bad:
        raise BadInput(f"{file}：等次缺少 {bad} / a grade lacks a key") from bad
    if type(made.at_least) is not int:
        raise BadInput(f"{file}：at_least 应为整数 / at_least is a whole number")
    return made
