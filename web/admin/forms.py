"""The forms of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from flask import request
from flask_wtf.file import FileField
from wtforms import PasswordField
from wtforms.validators import ValidationError

from web.admin.wording import SERIES
from web.forms import Form, Needed, TickField, choice, line, on_day, tick
from workflow.errors import BadInput
from workflow.office import check_template
from workflow.terms import Role
from workflow.wording import Words

_SEAL = Words("印章图片（PNG，底色透明）", "Seal (PNG with a transparent ground)")
_NOTICE = Words("放假安排文件（JSON）", "Holiday notice (JSON)")


class AgencyForm(Form):
    """What letters and pages say of an agency."""

    name = line("名称", "Name")
    name_en = line("英文名称", "English name", needed=False)
    office = line("受理机构名称", "Office that receives applications", needed=False)
    address = line("地址", "Address", needed=False)
    postcode = line("邮政编码", "Postcode", needed=False)
    phone = line("电话", "Telephone", needed=False)
    hours = line(
        "办公时间",
        "Opening hours",
        Words("例如：工作日 9:00—12:00，14:00—17:30", "Such as: working days 9:00 to 12:00, 14:00 to 17:30"),
        needed=False,
    )
    review_organ = line(
        "行政复议机关",
        "Who hears reconsideration",
        Words("没有它不能出具答复书", "No reply can be drawn without it"),
        needed=False,
    )
    upper_organ = line(
        "上一级主管部门",
        "Department above",
        Words("2024年以前的决定也可以向它申请复议", "A second choice of review for decisions before 2024"),
        needed=False,
    )
    court = line(
        "管辖法院", "Court", Words("没有它不能出具答复书", "No reply can be drawn without it"), needed=False
    )
    review_online = line("网上申请复议的渠道", "Internet channel for reconsideration", needed=False)

    def values(self) -> dict[str, str]:
        """What was filled in, by column."""
        return {f.name: f.data or "" for f in self if f.name in AgencyForm._texts}

    _texts = frozenset(
        {
            *("name", "name_en", "office", "address", "postcode", "phone", "hours"),
            *("review_organ", "upper_organ", "court", "review_online"),
        }
    )


class _Template:
    """Gives every letter of every year a number of its own."""

    def __call__(self, form: Any, field: Any) -> None:
        try:
            if field.data:
                check_template(field.data)
        except BadInput as bad:
            zh, _, en = str(bad).partition(" / ")
            raise ValidationError(Words(zh, en)) from None


class NewAgencyForm(AgencyForm):
    """An agency below another."""

    code = line(
        "代码",
        "Code",
        Words(
            "用在受理编号之首，设立后不能更改，如 示资源", "First in case numbers; it cannot be changed later"
        ),
    )
    number_template = line(
        "文号格式",
        "Form of document numbers",
        Words(
            "不填则为“代码公开〔年〕号”，如“示例公开〔{year}〕{n}号”",
            "Left empty, the agency's code, year and number: code〔{year}〕{n}",
        ),
        needed=False,
    )

    def validate_number_template(self, field: Any) -> None:
        """Refuse a form without year or number."""
        _Template()(self, field)


class NumbersForm(Form):
    """One form for each series; fields are made for the series there are."""

    @classmethod
    def of(cls, series: Iterable[str], held: Mapping[str, str]) -> NumbersForm:
        """Filled with what holds now; one in use cannot be left empty."""
        made = cls()
        for name in series:
            label = SERIES.get(name, Words(name, name))
            field = line(label.zh, label.en, needed=name in held).bind(
                form=made, name=f"form_{name}", prefix="", translations=None, _meta=made.meta
            )
            field.validators = [*field.validators, _Template()]
            field.process(request.form if made.is_submitted() else None, held.get(name, ""))
            made._fields[f"form_{name}"] = field
        return made

    def forms(self) -> dict[str, str]:
        """Series -> form as filled in."""
        return {
            name.removeprefix("form_"): field.data or ""
            for name, field in self._fields.items()
            if name.startswith("form_")
        }


class SealForm(Form):
    """A picture."""

    picture = FileField(_SEAL, [Needed(_SEAL)])


class RolesForm(Form):
    """One box a role."""

    @classmethod
    def of(cls, held: Iterable[Role]) -> Self:
        """Ticked as held now."""
        made = cls()
        for role in Role:
            field = TickField(role).bind(
                form=made, name=f"role_{role.value}", prefix="", translations=None, _meta=made.meta
            )
            field.process(request.form if made.is_submitted() else None, role in held)
            made._fields[f"role_{role.value}"] = field
        return made

    def roles(self) -> tuple[Role, ...]:
        """Those ticked."""
        return tuple(role for role in Role if self._fields[f"role_{role.value}"].data)

    @property
    def boxes(self) -> list[Any]:
        """The boxes in table order."""
        return [self._fields[f"role_{role.value}"] for role in Role]


class NewPersonForm(RolesForm):
    """An account; the password is made by the program."""

    account = line("账号", "Account", Words("登录用，不含空格，如 wangmin", "To sign in; no spaces"))
    name = line("姓名", "Name")


class StandInForm(Form):
    """Who acts for whom, both days included."""

    person = choice("被代办人", "Who is away", ())
    deputy = choice("代办人", "Who acts for them", ())
    from_on = on_day("自", "From", needed=True, ahead=True)
    to_on = on_day("至（含当日）", "To (included)", needed=True, ahead=True)

    def offer(self, people: Mapping[int, str]) -> None:
        """Let people of the agency be chosen."""
        for field in (self.person, self.deputy):
            field.choices = [(str(number), name) for number, name in people.items()]


class NoticeForm(Form):
    """A holiday notice."""

    file = FileField(_NOTICE, [Needed(_NOTICE)])


class BackupForm(Form):
    """A passphrase, typed twice, or none."""

    passphrase = PasswordField(
        Words("口令", "Passphrase"),
        description=Words(
            "至少 12 个字符。没有它无法恢复，请封存保管。",
            "At least 12 characters. Nothing is restored without it: keep it sealed.",
        ),
    )
    again = PasswordField(Words("再输一次", "Once more"))
    unlocked = tick("不加密", "Not encrypted", Words("备份文件须由专人保管", "Somebody must guard the file"))

    def validate_again(self, field: Any) -> None:
        """The same both times."""
        if (field.data or "") != (self.passphrase.data or ""):
            raise ValidationError(Words("两次输入的口令不同", "The two differ"))

    def validate_passphrase(self, field: Any) -> None:
        """Long enough, or none at all on purpose."""
        if not field.data and not self.unlocked.data:
            raise ValidationError(
                Words("请输入口令，或选择不加密", "Give a passphrase, or tick 'Not encrypted'")
            )
        if field.data and len(field.data.strip()) < 12:
            raise ValidationError(Words("口令至少 12 个字符", "At least 12 characters"))


class PublicationForm(Form):
    """Something the public can already find."""

    agency = choice("机关", "Agency", ())
    title = line("名称", "Title")
    document_no = line("文号", "Document number", needed=False)
    where_found = line("公开载体、网址或者获取地点", "Where it is found")
    published_on = on_day("公开日期", "Published on")


class EmptyForm(Form):
    """A button."""
