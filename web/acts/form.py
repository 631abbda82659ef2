"""What every act's form has: its noun in the address, the version the officer saw, and the way to the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, ClassVar, NamedTuple

from web.forms import Form
from workflow.acts import Act
from workflow.outcomes import Outcomes
from workflow.viewing import View
from workflow.wording import Words


class At(NamedTuple):
    """What a form may offer: the case as seen, who could handle it, and the catalogue of outcomes."""

    view: View
    handlers: Mapping[int, str]
    outcomes: Outcomes
    notices: Mapping[str, str]  # letters beside the reply: kind -> number series


class ActForm(Form):
    """Base of the forms; fields named like those of the act fill it."""

    act: ClassVar[type[Act]]
    noun: ClassVar[str]
    about: ClassVar[Words | None] = None  # what the officer should know before doing it
    danger: ClassVar[bool] = False
    back: ClassVar[str] = "cases.show"  # the page of the case that shows what was done
    foresees: ClassVar[tuple[str, ...] | None] = None  # fields its dates depend on; None: it moves no date

    def prepare(self, at: At) -> None:
        """Fill lists and first values from the case."""

    def judge(self, at: At) -> None:
        """Look at the whole before the act: add errors to fields, or raise MoveRefused."""

    def to_act(self, at: At) -> Act:
        """The act; fields it does not hold stay behind."""
        named = {field.name for field in fields(self.act)}
        return self.act(**{name: field.data for name, field in self._fields.items() if name in named})

    def leads_to(self, at: At) -> tuple[Act, ...]:
        """The acts whose consequences are told beside the form: this one, and what is expected to follow."""
        return (self.to_act(at),)

    def more_ahead(self, at: At, told: Any) -> list[Any]:
        """Further consequences in the act's own words."""
        return []

    @property
    def shown(self) -> Iterable[Any]:
        """The fields a page shows, in order."""
        return [field for field in self if field.type not in ("CSRFTokenField", "HiddenField")]
