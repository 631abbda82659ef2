"""How long files are kept, when they are handed over and when refusals are looked at again: config/archive.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workflow.appeal.terms import AppealKind, AppealStatus
from workflow.case import Case
from workflow.errors import BadInput
from workflow.outcomes import read_toml
from workflow.rules import ROOT
from workflow.wording import Words

PATH = ROOT / "config" / "archive.toml"


class Class(NamedTuple):
    """A class of retention; `years` 0 means for ever. As a choice of a form it has a value and two names."""

    value: str
    years: int
    zh: str
    en: str

    @property
    def said(self) -> Words:
        """Its name in both languages."""
        return Words(self.zh, self.en)


class Retention(NamedTuple):
    """All of it; years are whole calendar years."""

    classes: tuple[Class, ...]
    usual: str
    appealed: str
    appeals: tuple[AppealKind, ...]  # those that make it the longer class
    proposed_provision: str
    transfer_years: int
    county_years: int
    transfer_provision: str
    reevaluation_years: int
    reevaluation_provision: str

    def of(self, code: str) -> Class | None:
        """The class of that code."""
        return next((one for one in self.classes if one.value == code), None)

    def proposed(self, case: Case) -> Class:
        """The class the table proposes for the case: the longer one where it was appealed against."""
        appealed = any(
            held.kind in self.appeals and held.status is not AppealStatus.STRUCK for held in case.appeals
        )
        return self._known(self.appealed if appealed else self.usual)

    def is_short(self, code: str) -> bool:
        """Whether an appealed case kept so long is kept for less than is proposed."""
        held = self.of(code)
        return held is not None and _length(held) < _length(self._known(self.appealed))

    def _known(self, code: str) -> Class:
        found = self.of(code)
        if found is None:  # the file was checked when it was read
            raise BadInput(f"{PATH.name}：没有保管期限 {code} / no such class")
        return found


def _length(held: Class) -> float:
    return held.years or float("inf")


@cache
def load(path: Path = PATH) -> Retention:
    """Read and check. Raises BadInput naming the file and the fault."""
    data = read_toml(path)
    try:
        made = Retention(
            tuple(_class(row) for row in data["retention"]),
            data["proposed"]["usual"],
            data["proposed"]["appealed"],
            tuple(AppealKind(kind) for kind in data["proposed"]["appeals"]),
            data["proposed"]["provision"],
            data["transfer"]["years"],
            data["transfer"]["county_years"],
            data["transfer"]["provision"],
            data["reevaluation"]["years"],
            data["reevaluation"]["provision"],
        )
    except (KeyError, TypeError, ValueError) as bad:
        raise BadInput(f"{path.name}：内容有误 / the content is wrong: {bad}") from None
    if made.of(made.usual) is None or made.of(made.appealed) is None or made.reevaluation_years < 1:
        raise BadInput(f"{path.name}：保管期限或者年数不对 / a class or a number of years is wrong")
    return made


def _class(row: dict[str, Any]) -> Class:
    return Class(row["code"], int(row["years"]), row["zh"], row["en"])
