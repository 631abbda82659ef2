"""Past days asked for in the address of a page: typed as everywhere else, with what is wrong said at the field."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from flask import request
from wtforms.validators import ValidationError

from web.forms import Form, line, on_day
from web.words import said
from workflow.errors import BadInput
from workflow.wording import Words


class PastDays(Form):
    """Base: changes nothing, so that it stands in the address; what is left out keeps its default."""

    class Meta:
        csrf = False

    @classmethod
    def asked(cls, **default: Any) -> Self:
        """The form as this request asks for it, judged."""
        typed = any(request.args.get(name, "").strip() for name in cls._names())
        made = cls(request.args if typed else None, data=default)
        if typed:
            made.validate()
        return made

    @classmethod
    def _names(cls) -> list[str]:
        return [field.name for field in cls(None)]

    @property
    def status(self) -> int:
        """Of the page that shows the form."""
        return 400 if self.errors else 200

    def require(self) -> None:
        """For files, which cannot show a form. Raises BadInput."""
        for _name, fault in self.faults:
            raise BadInput(said(fault))


class AsOfForm(PastDays):
    """The case as it stood."""

    as_of = on_day("看截至哪一天", "As of the end of", needed=True)


class KnownForm(PastDays):
    """What was known."""

    on = on_day("截至哪一天", "At the end of", needed=True)


class ViewsForm(PastDays):
    """Which looks at personal data."""

    case = line("案件编号", "Case number", needed=False)
    from_on = on_day("自", "From")
    to_on = on_day("至", "To")

    def validate_to_on(self, field: Any) -> None:
        """A span runs forward."""
        first: date | None = self.from_on.data
        if first and field.data and field.data < first:
            raise ValidationError(Words("这一天早于前一格的日期", "This day lies before the first"))
