"""The remedy paragraph: its class comes from the outcome, its words from the decision date and the agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

from notices.letter import Organ
from workflow.errors import BadInput, RuleMissing
from workflow.outcomes import REMEDY_CLASSES, read_toml
from workflow.wording import Words

NAMES = {"review_organ", "review_choice", "review_online", "court"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words of one class from a day on; `cautious` is the office's narrower choice, if any."""

    remedy_class: str
    since: date
    text: str
    provision: str
    cautious: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """Whom the law names for agencies of a kind: patterns on the agency's name and on that field of its data."""

    agency: re.Pattern[str]
    field: str
    wants: re.Pattern[str] | None
    bars: re.Pattern[str] | None
    since: date
    said: Words
    provision: str

    def fits(self, organ: Organ) -> bool:
        """Whether the agency is of another kind, or names the right body."""
        held = getattr(organ, self.field)
        wrong = (self.wants and not self.wants.search(held)) or (self.bars and self.bars.search(held))
        return not (self.agency.search(organ.name) and wrong)


class Remedies:
    """All paragraphs of config/remedies.toml."""

    def __init__(
        self,
        paragraphs: tuple[Paragraph, ...],
        online: Paragraph,
        review_only: frozenset[str] = frozenset(),
        bodies: tuple[Body, ...] = (),
    ) -> None:
        self._paragraphs, self._online = paragraphs, online
        self._bodies = bodies
        self.review_only = review_only  #: codes of the agencies that name no court where courts decline

    @classmethod
    def load(cls, path: Path) -> Remedies:
        """Read and check. Raises BadInput for an unknown class or name in braces, or a date given twice."""
        data = read_toml(path)
        try:
            rows = tuple(_paragraph(row, row["class"], path.name) for row in data["paragraph"])
            online = _paragraph(data["online"], "online", path.name)
            named, limited = set(data["classes"]), data["limited"]["review_only"]
            bodies = tuple(map(_body, data["body"]))
        except (KeyError, TypeError, re.error) as bad:
            raise BadInput(f"{path.name}：结构不对 / wrong structure: {bad}") from bad
        if named != REMEDY_CLASSES or {p.remedy_class for p in rows} != REMEDY_CLASSES:
            raise BadInput(f"{path.name}：救济类别应当是A至G / the classes must be A to G")
        days = [(p.remedy_class, p.since) for p in rows]
        if len(set(days)) != len(days):
            raise BadInput(f"{path.name}：同一天有两段 / two paragraphs of a class on one day")
        if not isinstance(limited, list) or not all(isinstance(code, str) and code for code in limited):
            raise BadInput(f"{path.name} limited：应当是机关代码 / codes of agencies are wanted")
        return cls(tuple(sorted(rows, key=lambda p: p.since)), online, frozenset(limited), bodies)

    def paragraph(
        self, remedy_class: str, on: date, organ: Organ, *, online: bool = False, cautious: bool = False
    ) -> str:
        """The words for a decision of that day; empty for class D. `online`: served through the internet.

        Raises RuleMissing where the class has no words yet, BadInput where the agency lacks a name they need.
        """
        rule = self._rule(remedy_class, on)
        text = _fill((cautious and rule.cautious) or rule.text, organ)
        return text + (_fill(self._online.text, organ) if text and self._adds_online(online, on) else "")

    def misnamed(self, organ: Organ, on: date) -> tuple[Body, ...]:
        """What the law says of agencies of its kind and its data do not show."""
        return tuple(body for body in self._bodies if body.since <= on and not body.fits(organ))

    def provision(self, remedy_class: str, on: date) -> str:
        """What the paragraph rests on. Raises RuleMissing."""
        return self._rule(remedy_class, on).provision

    def every(self, on: date, organ: Organ) -> dict[str, set[str]]:
        """Every wording open on that day by class, for telling which one a draft carries."""
        held = [
            c
            for c in sorted(REMEDY_CLASSES)
            if any(p.remedy_class == c and p.since <= on for p in self._paragraphs)
        ]
        return {c: {self.paragraph(c, on, organ, cautious=w) for w in (False, True)} for c in held}

    def _adds_online(self, online: bool, on: date) -> bool:
        return online and on >= self._online.since

    def _rule(self, remedy_class: str, on: date) -> Paragraph:
        held = [p for p in self._paragraphs if p.remedy_class == remedy_class and p.since <= on]
        if not held:
            raise RuleMissing(
                f"{on}没有{remedy_class}类救济告知 / no remedy paragraph of class {remedy_class}"
            )
        return held[-1]


def _paragraph(row: dict[str, Any], remedy_class: str, file: str) -> Paragraph:
    made = Paragraph(remedy_class, row["since"], row["text"], row["provision"], row.get("cautious", ""))
    names = {name for _, name, _, _ in Formatter().parse(made.text + made.cautious) if name is not None}
    if type(made.since) is not date or names - NAMES:
        raise BadInput(f"{file} {remedy_class}：日期或者括号内的名称不对 / wrong date or name in braces")
    return made


def _body(row: dict[str, Any]) -> Body:
    wants, bars = (re.compile(row[name]) if name in row else None for name in ("wants", "bars"))
    if row["field"] not in ("review_organ", "court") or not (wants or bars) or type(row["since"]) is not date:
        raise TypeError(f"body: {row['agency']}")
    said = Words(row["zh"], row["en"])
    return Body(re.compile(row["agency"]), row["field"], wants, bars, row["since"], said, row["provision"])


def _fill(text: str, organ: Organ) -> str:
    choice = f"{organ.review_organ}或者{organ.upper_organ}" if organ.upper_organ else organ.review_organ
    names = {
        "review_organ": organ.review_organ,
        "review_choice": choice,
        "review_online": organ.review_online,
        "court": organ.court,
    }
    if blank := [n for n in names if f"{{{n}}}" in text and not names[n].strip()]:
        raise BadInput(f"机关信息缺少 / the agency lacks: {', '.join(blank)}")
    return text.format_map(names)
