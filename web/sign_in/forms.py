"""Account and password, codes, and a new password."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField
from wtforms.validators import ValidationError

from web.forms import Form, Needed, line
from workflow.sign_in import passwords
from workflow.wording import Words


def _secret(zh: str, en: str, hint: Words | str = "") -> Any:
    label = Words(zh, en)
    return PasswordField(label, [Needed(label)], description=hint)


class SignInForm(Form):
    """Who signs in."""

    account = line("账号", "Account")
    password = _secret("密码", "Password")


class CodeForm(Form):
    """The second step."""

    code = line(
        "动态口令",
        "One-time code",
        Words(
            "手机应用显示的 6 位数字；手机不在身边时，填一个恢复码",
            "The 6 digits your phone shows; without the phone, one of your recovery codes",
        ),
    )


class ConfirmForm(Form):
    """The first code, which proves that the phone has the secret."""

    code = line("手机上显示的 6 位动态口令", "The 6 digits your phone shows now")


class ProofForm(Form):
    """The password once more, before the second step is taken away or its codes renewed."""

    password = _secret("现在的密码", "Present password")


class PasswordForm(Form):
    """A new password."""

    old = _secret("现在的密码", "Present password")
    new = _secret(
        "新密码",
        "New password",
        Words(
            f"至少 {passwords.AT_LEAST} 位，越长越好；几个不相干的词最好记，不要求符号",
            f"At least {passwords.AT_LEAST} characters, longer is better: some unrelated words; no signs are asked for",
        ),
    )
    again = _secret("再输一次新密码", "New password again")

    def validate_again(self, field: Any) -> None:
        """Typed the same twice."""
        if field.data != self.new.data:
            raise ValidationError(Words("两次输入的新密码不同", "The two new passwords differ"))
