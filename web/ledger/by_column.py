"""Conditions column by column: days from and to, facts that are there or not, choices with how many fit each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from web.forms import choice, on_day
from workflow.store.lists.narrowing import Between, Narrowing
from workflow.wording import Words

_YES_NO: Final = {"": Words("全部", "All"), "yes": Words("是", "Yes"), "no": Words("否", "No")}
_MOST_SAID: Final = 1000


class ByColumn:
    """What a form has for it; `days` and `facts` become fields by `with_fields`."""

    choices_by_column: ClassVar[tuple[str, ...]] = ()
    days: ClassVar[Mapping[str, Words]] = {}
    facts: ClassVar[Mapping[str, Words]] = {}
    numbers: ClassVar[tuple[str, ...]] = ()  #: choices whose values are numbers

    def narrowed(self) -> Narrowing:
        """As the store takes it."""
        form: Any = self
        ends = {name: (form[f"{name}_from"].data, form[f"{name}_to"].data) for name in self.days}
        return Narrowing(
            tuple((n, self._value(form[n].data, n)) for n in self.choices_by_column if form[n].data),
            tuple(Between(name, *span) for name, span in ends.items() if any(span)),
            tuple((name, form[name].data == "yes") for name in self.facts if form[name].data),
        )

    def _value(self, data: Any, name: str) -> str | int:
        return int(data) if name in self.numbers else str(getattr(data, "value", data))

    def says(self, tally: Any, named: Mapping[str, str]) -> None:
        """Write beside each choice how many fit it; `named` are fields and the columns they are about."""
        for name, column in {**named, **{name: name for name in self.choices_by_column}}.items():
            self._counted(name, tally.counts[column], tally.at_least)
        for name in self.facts:
            counts = {"yes": tally.counts[name][True], "no": tally.counts[name][False]}
            self._counted(name, counts, tally.at_least)

    def _counted(self, name: str, counts: Mapping[Any, int], at_least: bool) -> None:
        """A value that nothing has keeps its place, with nought beside it."""
        by_text = {str(value): many for value, many in counts.items()}
        field = self[name]  # type: ignore[index]
        field.choices = [
            (value, _with(label, by_text.get(value, 0), at_least) if value else label)
            for value, label in field.choices
        ]


def with_fields(form: type[Any]) -> type[Any]:
    """Give the form a field for each end of each of its days, and for each of its facts."""
    for name, words in form.days.items():
        setattr(form, f"{name}_from", on_day(f"{words.zh}自", f"{words.en} from", ahead=True))
        setattr(form, f"{name}_to", on_day(f"{words.zh}至", f"{words.en} to", ahead=True))
    for name, words in form.facts.items():
        setattr(form, name, choice(words.zh, words.en, _YES_NO, needed=False))
    return form


def named_fields(form: type[ByColumn]) -> frozenset[str]:
    """What makes an address ask for more than the first page holds."""
    ends: Iterable[str] = (f"{name}_{end}" for name in form.days for end in ("from", "to"))
    return frozenset((*form.choices_by_column, *form.facts, *ends))


def _with(label: Any, many: int, at_least: bool) -> Words:
    """1000+ where there are more, n+ where only the first were looked at."""
    shown = f"{_MOST_SAID}+" if many > _MOST_SAID else f"{many}+" if at_least else str(many)
    zh, en = (label.zh, label.en) if hasattr(label, "zh") else (str(label), str(label))
    return Words(f"{zh}（{shown}）", f"{en} ({shown})")
