"""How long files are kept, when they are handed over and when refusals are looked at again: config/archive.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

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
    transfer_years: int
    county_years: int
    transfer_provision: str
    reevaluation_years: int
    reevaluation_provision: str

    def of(self, code: str) -> Class | None:
        """The class of that code."""
        return next((one for one in self.classes if one.value == code), None)


@cache
def load(path: Path = PATH) -> Retention:
    """Read and check. Raises BadInput naming the file and the fault."""
    data = read_toml(path)
    try:
        made = Retention(
            tuple(_class(row) for row in data["retention"]),
            data["proposed"]["usual"],
            data["proposed"]["appealed"],
            data["transfer"]["years"],
            data["transfer"]["county_years"],
            data["transfer"]["provision"],
            data["reevaluation"]["years"],
            data["reevaluation"]["provision"],
        )
    except (KeyError, TypeError) as bad:
        raise BadInput(f"{path.name}：内容有误 / the content is wrong: {bad}") from None
    if made.of(made.usual) is None or made.of(made.appealed) is None or made.reevaluation_years < 1:
        raise BadInput(f"{path.name}：保管期限或者年数不对 / a class or a number of years is wrong")
    return made


def _class(row: dict[str, Any]) -> Class:
    return Class(row["code"], int(row["years"]), row["zh"], row["en"])
