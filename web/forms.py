"""Forms in both languages: labels and mistakes are Words, dates and lists become the values that acts hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask import flash
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from web.access import today
from web.dates import is_plain, understood
from web.words import said, t
from workflow import citing
from workflow.days import typed_dates
from workflow.errors import Reason
from workflow.wording import Words

LINE, TEXT = 500, 200_000  # characters


class Form(FlaskForm):
    """Base of every form: carries the token against forged forms."""

    @property
    def faults(self) -> list[tuple[str, Any]]:
        """Every mistake with the id of its field, for the summary at the top."""
        return [(fault_id, fault) for fault_id, fault in _faults(self)]

    def validate(self, *args: Any, **more: Any) -> bool:
        """A form that is taken says back the days it read from words."""
        taken = bool(super().validate(*args, **more))
        if taken and self.is_submitted():
            for field in self:
                if isinstance(field, DayField) and field.data and not is_plain(field.raw):
                    flash(
                        t("{label}：{said}", "{label}: {said}", label=said(field.label.text), said=field.said)
                    )
        return taken


def _faults(form: Any) -> Iterable[tuple[str, Any]]:
    for field in form:
        if field.type == "FormField":
            yield from _faults(field.form)
        elif field.type == "FieldList":
            for entry in field:
                yield from _faults(entry.form)
        else:
            for error in field.errors:
                yield field.id, error


class Needed:
    """The field must be filled in; `what` completes "请填写" and "Give"."""

    field_flags = {"required": True}

    def __init__(self, what: Words) -> None:
        self.what = what

    def __call__(self, form: Any, field: Field) -> None:
        empty = field.data is None or (isinstance(field.data, str | tuple) and not field.data)
        if empty and not field.errors:
            raise StopValidation(Words(f"请填写{self.what.zh}", f"Fill in: {self.what.en}"))


class AtMost:
    """No more characters than that."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Field) -> None:
        if isinstance(field.data, str) and len(field.data) > self.most:
            raise ValidationError(Words(f"最多 {self.most} 字", f"At most {self.most} characters"))


class NotAhead:
    """The day has come."""

    def __call__(self, form: Any, field: Field) -> None:
        if isinstance(field.data, date) and field.data > today():
            raise ValidationError(Words("这一天还没有到", "This day lies in the future"))


class DayField(Field):
    """A date in the words of offices (`workflow.days.typed_dates`); what was understood stands below it."""

    kind = "day"
    data: date | None

    def __init__(self, *args: Any, ahead: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.ahead = ahead  # days to come are asked for: without a year the earliest is meant
        self.raw = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data, self.raw = None, "".join(valuelist).strip()
        if not self.raw:
            return
        try:
            self.data = typed_dates.read(self.raw, today(), ahead=self.ahead).on
        except typed_dates.NotADay as unclear:
            raise ValueError(because(unclear.reason)) from None

    def _value(self) -> str:
        return self.raw or (self.data.isoformat() if self.data else "")

    @property
    def said(self) -> str:
        """The day in full, and by which words it was meant; empty while there is none."""
        return understood(self.data, self.raw, today()) if self.data else ""


def read_day(text: str) -> date:
    """The day typed into an address or a filter. Raises ValueError."""
    try:
        return typed_dates.read(text, today()).on
    except typed_dates.NotADay as unclear:
        raise ValueError(str(unclear)) from None


class ListField(TextAreaField):
    """Several entries, one a line."""

    kind = "list"
    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = "".join(valuelist).splitlines()
        self.data = tuple(line.strip() for line in lines if line.strip())

    def _value(self) -> str:
        return "\n".join(self.data or ())


class NumberField(Field):
    """A whole number, zero or more."""

    kind = "number"
    data: int | None

    def process_formdata(self, valuelist: list[str]) -> None:
        text = "".join(valuelist).strip()
        self.data, self.raw = None, text
        if not text:
            return
        if not (text.isdecimal() and text.isascii() and len(text) <= 9):
            raise ValueError(Words("请填写整数", "Give a whole number"))
        self.data = int(text)

    def _value(self) -> str:
        return getattr(self, "raw", "") if self.data is None else str(self.data)


class ChoiceField(Field):
    """One of several; `choices` are (value, label) with labels in both languages, often set anew for each form.

    `terms` may be a set of terms, which the data then are, or a mapping of values to labels.
    """

    kind = "choice"
    data: Any
    choices: list[tuple[str, Any]]

    def __init__(self, *args: Any, terms: Any = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.coerce: Callable[[str], Any] = terms if isinstance(terms, type) else str
        listed = terms.items() if isinstance(terms, Mapping) else ((term.value, term) for term in terms)
        self.choices = [(str(value), label) for value, label in listed]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = (valuelist[0] or None) if valuelist else None  # "" shows no empty choice when drawn again

    def pre_validate(self, form: Any) -> None:
        if self.data in (None, ""):
            self.data = None
        elif str(self.data) not in {value for value, _label in self.choices}:
            raise StopValidation(Words("请从列出的项目中选择", "Choose one of the list"))
        else:
            self.data = self.coerce(str(self.data))

    def _value(self) -> str:
        return "" if self.data is None else str(getattr(self.data, "value", self.data))


class TickField(Field):
    """A box to tick."""

    kind = "tick"
    data: bool

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = bool(valuelist) and valuelist[0] not in ("", "0", "false")

    def _value(self) -> str:
        return "1"


class Ticked:
    """The box must be ticked."""

    def __call__(self, form: Any, field: Field) -> None:
        if not field.data:
            said: Words = field.label.text
            raise ValidationError(Words(f"请先确认：{said.zh}", f"Confirm this first: {said.en}"))


def _strip(value: str | None) -> str:
    return (value or "").strip()


def _checks(label: Words, needed: bool, most: int | None) -> list[Any]:
    return ([Needed(label)] if needed else []) + ([AtMost(most)] if most else [])


def line(zh: str, en: str, hint: Words | str = "", *, needed: bool = True, default: str = "") -> Any:
    """One line of text."""
    label = Words(zh, en)
    return StringField(
        label,
        _checks(label, needed, LINE),
        filters=[_strip],
        description=hint,
        default=default,
    )


def text(zh: str, en: str, hint: Words | str = "", *, needed: bool = True, verbatim: bool = False) -> Any:
    """Several lines of text; `verbatim` keeps every character as typed."""
    label = Words(zh, en)
    filters = [] if verbatim else [_strip]
    return TextAreaField(label, _checks(label, needed, TEXT), filters=filters, description=hint)


def on_day(zh: str, en: str, hint: Words | str = "", *, needed: bool = False, ahead: bool = False) -> Any:
    """A date; without `ahead` it must have come. Left empty it means today where an act allows that."""
    label = Words(zh, en)
    checks = ([Needed(label)] if needed else []) + ([] if ahead else [NotAhead()])
    return DayField(label, checks, description=hint, ahead=ahead)


def several(zh: str, en: str, hint: Words | str = "", *, needed: bool = True) -> Any:
    """One entry a line."""
    label = Words(zh, en)
    return ListField(label, [Needed(label)] if needed else [], description=hint)


def number(
    zh: str, en: str, hint: Words | str = "", *, default: int | None = None, needed: bool = True
) -> Any:
    """A whole number."""
    label = Words(zh, en)
    checks = [Needed(label)] if needed else []
    return NumberField(label, checks, description=hint, default=default)


def choice(
    zh: str, en: str, terms: Any = (), hint: Words | str = "", *, needed: bool = True, default: Any = None
) -> Any:
    """One of several."""
    label = Words(zh, en)
    checks = [Needed(label)] if needed else []
    return ChoiceField(label, checks, terms=terms, description=hint, default=default)


def tick(zh: str, en: str, hint: Words | str = "", *, must: bool = False) -> Any:
    """A box to tick."""
    return TickField(Words(zh, en), [Ticked()] if must else [], description=hint)


def because(reason: Reason) -> Words:
    """A reason of the desk as a mistake beside a field."""
    if not reason.provision:
        return Words(reason.zh, reason.en)
    return Words(f"{reason.zh}（{reason.provision}）", f"{reason.en} ({citing.english(reason.provision)})")
