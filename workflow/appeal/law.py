"""Appeals as data: periods in force on a date, results and what they count as, reasons for losing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.appeal.terms import AppealKind, Procedure, ResultKind
from workflow.clock.regime import Regime, Rule, dated_rules
from workflow.errors import BadInput, RuleMissing
from workflow.wording import Words

FILE: Final = Path(__file__).resolve().parents[2] / "config" / "appeals.toml"
_FLAGS: Final = ("wrong", "redo", "ruling", "withdrawn")


class Result(NamedTuple):
    """A result an organ can give: its column of table four, and what follows from it."""

    code: str
    kind: AppealKind
    counts: ResultKind
    words: Words
    provisions: tuple[tuple[date, str], ...]
    wrong: bool  # the reasons are recorded
    redo: bool  # may order a new reply
    ruling: bool  # given by a ruling, not by a judgment
    withdrawn: bool  # taken back: at second instance the first judgment stands

    def provision(self, on: date) -> str:
        """The provision in force that day. RuleMissing before the first."""
        held = [provision for since, provision in self.provisions if since <= on]
        if not held:
            raise RuleMissing(f"{on} 没有“{self.words.zh}”的规定 / no rule for '{self.words.en}' on {on}")
        return held[-1]


class AppealLaw:
    """Everything the office judges appeals by. Raises BadInput naming the fault of the file."""

    __slots__ = ("_periods", "reasons", "results")

    def __init__(self, data: Mapping[str, Any]) -> None:
        everywhere = (date.min, None)
        self._periods = Regime("appeals", ("", ""), everywhere, dated_rules("appeals.toml", data["rules"]))
        self.results = tuple(_result(held) for held in data["result"])
        self.reasons = {held["code"]: Words(held["zh"], held["en"]) for held in data["reason"]}
        if len({(r.kind, r.code) for r in self.results}) != len(self.results):
            raise BadInput("appeals.toml：结果代码重复 / a result stands twice")

    @property
    def names(self) -> tuple[str, ...]:
        """Every rule known on some date."""
        return self._periods.names

    def rule(self, name: str, on: date) -> Rule:
        """The period in force for one that begins that day. RuleMissing where there is none."""
        return self._periods.rule(name, on)

    def holds(self, name: str, on: date) -> bool:
        """Whether there is such a period for one that begins that day."""
        return self._periods.holds(name, on)

    def by(self, name: str, procedure: Procedure) -> str:
        """The rule of that name for the procedure: simplified ones have their own."""
        special = f"{name}_{procedure.value}"
        return special if procedure is Procedure.SIMPLIFIED and special in self.names else name

    def results_of(self, kind: AppealKind) -> tuple[Result, ...]:
        """The results such an appeal can have."""
        return tuple(result for result in self.results if result.kind is kind)

    def result(self, kind: AppealKind, code: str) -> Result | None:
        """The result of that code, None where there is none."""
        return next((r for r in self.results_of(kind) if r.code == code), None)


def _result(held: Mapping[str, Any]) -> Result:
    known = {"code", "kind", "counts", "zh", "en", "provisions", *_FLAGS}
    if unknown := sorted(held.keys() - known):
        raise BadInput(f"appeals.toml {held.get('code')}：未知的键 {'、'.join(unknown)} / unknown keys")
    dated = tuple(sorted((p["since"], p["provision"]) for p in held["provisions"]))
    flags = {name: bool(held.get(name, False)) for name in _FLAGS}
    kind, counts = AppealKind(held["kind"]), ResultKind(held["counts"])
    return Result(held["code"], kind, counts, Words(held["zh"], held["en"]), dated, **flags)


@cache
def shipped() -> AppealLaw:
    """The law as it stands in config/. Raises BadInput for a file that is no such data."""
    try:
        return AppealLaw(tomllib.loads(FILE.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as bad:
        raise BadInput(f"{FILE.name}：内容不符 / does not fit: {bad}") from bad
