"""Several of a list, each by a box to tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from workflow.wording import Words


class ChecksField(Field):
    """Any of several; `choices` are (value, label) with labels in both languages. The data are a tuple of values."""

    kind = "checks"
    data: tuple[str, ...]
    choices: list[tuple[str, Any]]

    def __init__(self, *args: Any, terms: Mapping[str, Words], **more: Any) -> None:
        super().__init__(*args, **more)
        self.choices = list(terms.items())

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = tuple(value for value in valuelist if value)

    def pre_validate(self, form: Any) -> None:
        if set(self.data) - {value for value, _label in self.choices}:
            raise StopValidation(Words("请从列出的项目中选择", "Choose from the list"))


def checks(zh: str, en: str, terms: Mapping[str, Words], hint: Words | str = "") -> Any:
    """Boxes to tick, none needed."""
    return ChecksField(Words(zh, en), [], terms=terms, description=hint)
