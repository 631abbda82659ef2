"""What comes of a call: confirmed, or a try to be recorded."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from wtforms.validators import ValidationError

from web.acts.receiving import TODAY
from web.calls.reading import RESULTS, WAYS
from web.forms import Form, choice, line, on_day
from web.words import t
from workflow import acts as a
from workflow.days.office_time import SHANGHAI
from workflow.wording import Words

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]?[0-5]\d")


class _Call(Form):
    """How the applicant was called, and when."""

    way: Any = choice("方式", "By", WAYS, default="phone")
    at: Any = line("时间", "At", Words("如 14:05", "Such as 14:05"), needed=False)

    def start(self, moment: datetime) -> None:
        """Begin with the time it is now: a call is written down while it is made."""
        self.at.data = f"{moment.astimezone(SHANGHAI):%H:%M}"

    def validate_at(self, field: Any) -> None:
        """A time of day."""
        field.data = (field.data or "").translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        if field.data and not _CLOCK.fullmatch(field.data):
            raise ValidationError(Words("时间请写成 14:05", "Write the time as 14:05"))

    def how(self, words: str = "") -> str:
        """The way, the time and what else was said, as the history keeps it."""
        return " ".join(part for part in (WAYS[self.way.data].zh, self.at.data, words) if part)


class Confirmed(_Call):
    """Both sides confirm."""

    spoken: Any = line("与谁确认", "Confirmed with")
    on: Any = on_day("确认日期", "Confirmed on", TODAY)

    def start(self, moment: datetime) -> None:
        """Whoever applied is whom to speak to."""
        super().start(moment)
        self.spoken.data = t("本人", "the applicant")

    def to_act(self) -> a.Act:
        """The act that fixes receipt."""
        return a.ConfirmReceipt(how=self.how(self.spoken.data), on=self.on.data)


class Tried(_Call):
    """Not confirmed this time."""

    result: Any = choice("结果", "Result", RESULTS)
    note: Any = line("说明", "Note", needed=False)
    on: Any = on_day("联系日期", "Tried on", TODAY)

    def to_act(self) -> a.Act:
        """The act that records a try."""
        said = RESULTS[self.result.data].zh + (f"：{self.note.data}" if self.note.data else "")
        return a.RecordConfirmationAttempt(how=self.how(), result=said, on=self.on.data)
