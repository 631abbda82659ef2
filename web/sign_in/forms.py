"""Account and password."""

from __future__ import annotations

from wtforms import PasswordField

from web.forms import Form, Needed, line
from workflow.wording import Words

_PASSWORD = Words("密码", "Password")


class SignInForm(Form):
    """Who signs in."""

    account = line("账号", "Account")
    password = PasswordField(_PASSWORD, [Needed(_PASSWORD)])
