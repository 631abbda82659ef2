"""How one wants to hear of reminders."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from web.forms import Form, line, tick
from workflow.mail.queueing import usable
from workflow.store.reminders.reminder_people import Wish
from workflow.wording import Words


class WishForm(Form):
    """E-mail address and what comes to it."""

    email: Any = line(
        "电子邮箱",
        "E-mail address",
        Words(
            "工作邮箱；邮件中只有案件编号，没有申请人信息", "Of your work; e-mails name cases by number alone"
        ),
        needed=False,
    )
    daily: Any = tick("每个工作日早上一封汇总", "One e-mail each working morning")
    urgent: Any = tick("期限届满或已过时另发一封", "Another when something falls due or has passed")

    def validate_email(self, field: Any) -> None:
        """An address where one is needed, and one that can be."""
        if field.data and not usable(field.data):
            raise ValidationError(Words("请填写有效的邮箱地址", "Write an address that can be one"))
        if not field.data and (self.daily.data or self.urgent.data):
            raise ValidationError(Words("要收邮件，请填写邮箱", "To get e-mail, write an address"))

    def wish(self) -> Wish:
        """As the store keeps it."""
        return Wish(self.email.data or "", bool(self.daily.data), bool(self.urgent.data))
