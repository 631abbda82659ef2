"""Logging an application: one form a channel, each with its own dates; all give the same act."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from flask import request
from wtforms import FieldList, FormField, HiddenField
from wtforms.validators import ValidationError

from web.access import today
from web.forms import Form, Needed, choice, line, on_day, text
from web.intake.applicants import MOST_APPLICANTS, ApplicantForm
from web.papers.gathering import Papers
from workflow.acts import Log
from workflow.terms import CaseKind, Channel, SupplyForm, Way
from workflow.wording import Words


class IntakeForm(Form):
    """What every channel asks for."""

    tab: ClassVar[str]
    title: ClassVar[Words]
    dates: ClassVar[tuple[str, ...]] = ("arrived_on",)
    more_dates: ClassVar[Words] = Words("", "")  # what the dates after the first are for
    papers: Papers

    agency = choice("收件机关", "Agency")
    channel: Any = choice("渠道", "Channel", Channel)
    arrived_on = on_day("到达日期", "Arrived on", needed=True)
    kind = choice("事项", "Matter", CaseKind, default=CaseKind.APPLICATION)
    application = text(
        "申请内容",
        "Application",
        Words("照录原文，不作改动", "Word for word, as it was written"),
        verbatim=True,
    )
    summary = line("摘要", "Summary", Words("列表中显示；不填则取原文开头", "Shown in lists"), needed=False)
    applicants = FieldList(FormField(ApplicantForm), min_entries=1, max_entries=MOST_APPLICANTS)
    supply_form = choice("提供形式", "Form of supply", SupplyForm, default=SupplyForm.PAPER)
    supply_way = choice("获取途径", "Way of supply", Way, default=Way.POST)
    submission_key = HiddenField(validators=[Needed(Words("表单编号", "form key"))])

    def offer(self, agencies: dict[int, str], channels: tuple[Channel, ...]) -> None:
        """Fill the lists, and give a fresh form its key: the same form sent twice is one case."""
        self.agency.choices = [(str(key), name) for key, name in agencies.items()]
        self.channel.choices = [(channel.value, channel) for channel in channels]
        self.agency.data = self.agency.data or next(iter(map(str, agencies)))
        self.channel.data = self.channel.data or channels[0].value
        self._take_over()
        self.arrived_on.data = self.arrived_on.data if self.is_submitted() else today()
        self.submission_key.data = self.submission_key.data or secrets.token_urlsafe(18)
        self.papers = getattr(self, "papers", None) or Papers(self.submission_key.data)

    def _take_over(self) -> None:
        """The next form keeps agency and channel of the one before, where they may be chosen."""
        if self.is_submitted():
            return
        for field in (self.agency, self.channel):
            wanted = request.args.get(field.name, "")
            if wanted in {value for value, _label in field.choices}:
                field.data = wanted

    @property
    def faults(self) -> list[tuple[str, Any]]:
        """Those of the fields and of the files."""
        return [*super().faults, *self.papers.faults]

    @property
    def more_wrong(self) -> bool:
        """Whether the dates after the first must be shown."""
        return any(self[name].data or self[name].errors for name in self.dates[1:])

    def add_applicant(self) -> None:
        """One more row."""
        if len(self.applicants) < MOST_APPLICANTS:
            self.applicants.append_entry()

    def drop_blank_rows(self) -> None:
        """Rows added and left empty say nothing; the first always stays."""
        kept = [
            row for number, row in enumerate(self.applicants.entries) if number == 0 or not row.form.is_blank
        ]
        self.applicants.entries = kept

    def validate_application(self, field: Any) -> None:
        """Blank space is no application."""
        if not (field.data or "").strip():
            raise ValidationError(Words("请填写申请内容", "Say what is asked for"))

    def log(self) -> Log:
        """The act."""
        return Log(
            agency=int(self.agency.data),
            channel=self.channel.data,
            arrived_on=self.arrived_on.data,
            application=self.application.data.replace("\r\n", "\n"),
            applicants=tuple(row.form.applicant() for row in self.applicants),
            submission_key=self.submission_key.data,
            kind=self.kind.data,
            summary=self.summary.data,
            supply_form=self.supply_form.data,
            supply_way=self.supply_way.data,
            **{name: self[name].data for name in self.dates if name != "arrived_on"},
        )


def _not_before_arrival(form: Any, field: Any) -> None:
    if field.data and form.arrived_on.data and field.data < form.arrived_on.data:
        raise ValidationError(Words("不能早于到达日期", "Cannot lie before arrival"))


class CounterForm(IntakeForm):
    """Handed in at the counter: received that day."""

    tab, title = "counter", Words("窗口", "Counter")
    channels = (Channel.COUNTER,)
    arrived_on = on_day(
        "提交日期",
        "Handed in on",
        Words("当面提交之日即收到之日", "The day it was handed in counts"),
        needed=True,
    )


class LetterForm(IntakeForm):
    """By post: registered letters count from signing, plain ones from confirmation (art. 31)."""

    tab, title = "letter", Words("信函", "Letter")
    channels = (Channel.SIGNED_POST, Channel.PLAIN_POST)
    dates = ("arrived_on", "signed_on", "confirmed_on", "confirmed_how")
    more_dates = Words(
        "签收日与到达日不同，或者平信已经确认", "Signed for on another day, or plain post already confirmed"
    )
    signed_on = on_day(
        "签收日期",
        "Signed for on",
        Words("挂号信、EMS；不填则为到达日期", "Registered post; left empty, the day of arrival"),
    )
    confirmed_on = on_day(
        "确认日期",
        "Confirmed on",
        Words(
            "平信：与申请人确认之日；未确认的先不填", "Plain post: left empty until the applicant confirms"
        ),
    )
    confirmed_how = line(
        "怎样确认", "Confirmed how", Words("如：电话，本人接听", "Such as: by phone"), needed=False
    )
    validate_signed_on = validate_confirmed_on = staticmethod(_not_before_arrival)


class _Confirmed(IntakeForm):
    """Channels whose receipt waits for both sides to confirm."""

    dates = ("arrived_on", "confirmed_on", "confirmed_how")
    more_dates = Words("已经与申请人确认", "Already confirmed with the applicant")
    confirmed_on = on_day(
        "确认日期",
        "Confirmed on",
        Words("双方确认之日；未确认的先不填，登记为待确认", "Left empty, the case waits for confirmation"),
    )
    confirmed_how = line(
        "怎样确认", "Confirmed how", Words("如：电话，本人接听", "Such as: by phone"), needed=False
    )
    validate_confirmed_on = staticmethod(_not_before_arrival)


class WebForm(_Confirmed):
    """By the web form of the office."""

    tab, title = "web", Words("网上", "Web")
    channels = (Channel.WEB,)
    arrived_on = on_day("提交日期", "Sent on", Words("进入系统之日", "The day it came in"), needed=True)


class EmailForm(_Confirmed):
    """By e-mail."""

    tab, title = "email", Words("电子邮件", "E-mail")
    channels = (Channel.EMAIL,)
    arrived_on = on_day("到达日期", "Arrived on", Words("进入邮箱之日", "The day it came in"), needed=True)


class FaxForm(_Confirmed):
    """By fax."""

    tab, title = "fax", Words("传真", "Fax")
    channels = (Channel.FAX,)


class PhoneForm(IntakeForm):
    """Oral, where writing is truly hard: the officer fills in the form for the applicant (art. 29)."""

    tab, title = "phone", Words("电话、口头（代填）", "Phone, oral")
    channels = (Channel.ORAL,)
    arrived_on = on_day(
        "口头申请日期",
        "Said on",
        Words("采用书面形式确有困难的，由收件人代为填写", "Filled in for who cannot write"),
        needed=True,
    )


FORMS: dict[str, type[Any]] = {
    form.tab: form for form in (LetterForm, CounterForm, PhoneForm, WebForm, EmailForm, FaxForm)
}
