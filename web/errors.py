"""What people read when something is refused or fails: the right status, every reason, and what to do next."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime
from typing import Any, NamedTuple

from flask import Flask, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from web import typed
from web.access import NeedsSignIn, Owes, desk, here, now, person, to_sign_in
from web.words import said, t
from workflow.entry_wording import sentence
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
from workflow.sign_in import sessions
from workflow.sign_in.throttle import Wait

log = logging.getLogger("mingfu.web")

STATUS: dict[type[DeskError], int] = {
    MoveRefused: 409,
    CaseChanged: 409,
    CalendarUnknown: 409,
    RuleMissing: 409,
    Wait: 429,
    NotAllowed: 403,
    NotFound: 404,
    BadInput: 400,
}


class Since(NamedTuple):
    """What was done to a case since its form was opened."""

    words: Any
    who: str
    at: datetime


def register(app: Flask) -> None:
    """Attach the pages of refusal and failure."""
    app.register_error_handler(NeedsSignIn, _needs_sign_in)
    app.register_error_handler(Owes, _owes)
    app.register_error_handler(DeskError, _desk_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unknown)


def _needs_sign_in(_error: NeedsSignIn) -> Any:
    """To the door; whoever sent a form keeps what was typed."""
    held = typed.kept()
    if held is None:
        return to_sign_in()
    return _page(403, again=held, signed_out=True)


def _owes(error: Owes) -> Any:
    page = "account.password" if error.what == sessions.PASSWORD else "account.codes"
    return redirect(url_for(page), code=303)


def _desk_error(error: DeskError) -> Any:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    if status == 500:
        return _unknown(error)
    reasons = error.reasons if isinstance(error, MoveRefused) else ()
    since, version = _since() if status == 409 else ((), 0)
    held = typed.kept() if status == 409 else None
    message = "" if reasons or since else said(str(error))
    fresh = typed.afresh(held, version) if held and since and not reasons else None
    return _page(
        status, message=message, reasons=reasons, since=since, again=fresh or held, fresh=bool(fresh)
    )


def _since() -> tuple[tuple[Since, ...], int]:
    """Who did what to the case of this page since the version in the form, and the version it has now."""
    case_no, seen = (request.view_args or {}).get("case_no"), request.form.get("version", "")
    if not case_no or not seen.isdecimal():
        return (), 0
    try:
        view = desk().view(person(), case_no, now())
    except DeskError:
        return (), 0
    later = view.history[int(seen) :]
    done = tuple(Since(sentence(e.fact), view.names.get(e.by, ""), e.at) for e in later)
    return done, view.case.version


def _stale_form(_error: CSRFError) -> Any:
    held = typed.kept()
    out = "ticket" not in session or here() is None
    message = t(
        "这张表单已失效（可能登录已更换），没有执行。",
        "This form has expired, perhaps because you signed in anew. It was not taken.",
    )
    if held is None:
        message += t("请返回，刷新页面后重新提交。", " Go back, reload the page and send it again.")
    return _page(400, message="" if held and out else message, again=held, signed_out=bool(held and out))


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
        429: t("请稍候再试", "Wait a little"),
    }.get(status, t("系统出错", "Something went wrong"))


def _page(status: int, **values: Any) -> Any:
    fixed: dict[str, Any] = {"message": "", "reasons": (), "since": (), "reference": ""}
    fixed |= {"again": None, "fresh": False, "signed_out": False}
    values = fixed | values
    top = t("登录已过期", "You have been signed out") if values["signed_out"] else heading(status)
    return render_template("errors/error.html", status=status, heading=top, **values), status
