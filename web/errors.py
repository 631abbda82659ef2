"""What people read when something is refused or fails: the right status, every reason, and what to do next."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from web.access import NeedsSignIn, to_sign_in
from web.words import said, t
from workflow.errors import (
    BadInput,
    CalendarUnknown,
    CaseChanged,
    DeskError,
    MoveRefused,
    NotAllowed,
    NotFound,
    RuleMissing,
)

log = logging.getLogger("mingfu.web")

STATUS: dict[type[DeskError], int] = {
    MoveRefused: 409,
    CaseChanged: 409,
    CalendarUnknown: 409,
    RuleMissing: 409,
    NotAllowed: 403,
    NotFound: 404,
    BadInput: 400,
}


def register(app: Flask) -> None:
    """Attach the pages of refusal and failure."""
    app.register_error_handler(NeedsSignIn, to_sign_in)
    app.register_error_handler(DeskError, _desk_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unknown)


def _desk_error(error: DeskError) -> Any:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    if status == 500:
        return _unknown(error)
    reasons = error.reasons if isinstance(error, MoveRefused) else ()
    changes = error.changes if isinstance(error, CaseChanged) else ()
    message = "" if reasons else said(str(error))
    return _page(status, message=message, reasons=reasons, changes=changes)


def _stale_form(_error: CSRFError) -> Any:
    return _page(
        400,
        message=t(
            "这张表单已失效（可能登录已更换）。请返回，刷新页面后重新提交。",
            "This form has expired, perhaps because you signed in anew. Go back, reload the page and send it again.",
        ),
    )


def _http_error(error: HTTPException) -> Any:
    return _page(error.code or 500)


def _unknown(error: Exception) -> Any:
    reference = secrets.token_hex(4).upper()
    log.error("%s %s %s", reference, request.method, request.path, exc_info=error)
    return _page(500, reference=reference)


def heading(status: int) -> str:
    """What a status means to an officer."""
    return {
        400: t("提交的内容有误", "Something in the form is not right"),
        403: t("没有权限", "Not permitted"),
        404: t("没有找到", "Not found"),
        405: t("不能这样打开", "Cannot be opened this way"),
        409: t("现在不能这样办", "Not possible now"),
        413: t("文件太大", "The file is too large"),
    }.get(status, t("系统出错", "Something went wrong"))


def _page(status: int, **values: Any) -> Any:
    values = {"message": "", "reasons": (), "changes": (), "reference": ""} | values
    return render_template("errors/error.html", status=status, heading=heading(status), **values), status
