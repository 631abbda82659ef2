"""Logging an application: one form a channel, each with its own dates; all give the same act."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from wtforms import FieldList, FormField, HiddenField
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from web.access import today
from web.forms import Form, Needed, because, choice, line, on_day, text
from workflow.acts import Applicant, Log
from workflow.identity import ID_KINDS, id_fault
from workflow.terms import ApplicantType, CaseKind, Channel, SupplyForm, Way
from workflow.wording import Words

MOST_APPLICANTS = 20
KINDS_OF_PROOF = {kind: Words(*names) for kind, names in ID_KINDS.items()}


class ApplicantForm(PlainForm):
    """One of those who ask (art. 29)."""

    name = line("申请人", "Applicant")
    type = choice("类别", "Kind", ApplicantType, default=ApplicantType.NATURAL_PERSON)
    id_kind = choice("证件", "Proof of identity", KINDS_OF_PROOF, default="resident")
    id_no = line("证件号码", "Number", needed=False)
    phone = line("联系电话", "Phone", needed=False)
    email = line("电子邮箱", "E-mail", needed=False)
    address = line("通信地址", "Address", needed=False)
    agent = line("代理人", "Agent", Words("附授权委托书", "with authority papers"), needed=False)
    help_needed = line("需要的帮助", "Help needed", Words("阅读、视听有障碍的", "art. 43"), needed=False)

    def validate_id_no(self, field: Any) -> None:
        """The check digit of identity and credit codes (GB 11643, GB 32100)."""
        if fault := id_fault(self.id_kind.data or "", field.data):
            raise ValidationError(because(fault))

    @property
    def is_blank(self) -> bool:
        """Nothing has been typed into this row."""
        typed = ("name", "id_no", "phone", "email", "address", "agent", "help_needed")
        return not any(self[name].data for name in typed)

    def applicant(self) -> Applicant:
        """The values as the act holds them."""
        values = {name: field.data for name, field in self._fields.items()}
        return Applicant(**values | {"id_no": "".join(values["id_no"].split()).upper()})


class IntakeForm(Form):
    """What every channel asks for."""

    tab: ClassVar[str]
    title: ClassVar[Words]
    dates: ClassVar[tuple[str, ...]] = ("arrived_on",)

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
        self.arrived_on.data = self.arrived_on.data if self.is_submitted() else today()
        self.submission_key.data = self.submission_key.data or secrets.token_urlsafe(18)

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
    confirmed_on = on_day(
        "确认日期",
        "Confirmed on",
        Words("双方确认之日；未确认的先不填，登记为待确认", "Left empty, the case waits for confirmation"),
    )
    confirmed_how = line(
        "怎样确认", "Confirmed how", Words("如：电话，本人接听", "Such as: by phone"), needed=False
    )
    validate_confirmed_on = staticmethod(_not_before_arrival)


class OnlineForm(_Confirmed):
    """By the web form or by e-mail."""

    tab, title = "online", Words("网上、邮件", "Web, e-mail")
    channels = (Channel.WEB, Channel.EMAIL)
    arrived_on = on_day(
        "到达日期", "Arrived on", Words("进入系统、邮箱之日", "The day it came in"), needed=True
    )


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
    form.tab: form for form in (LetterForm, CounterForm, PhoneForm, OnlineForm, FaxForm)
}
