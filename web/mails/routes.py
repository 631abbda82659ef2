"""Sending a letter of a case by e-mail."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for

from notices.issuing import freeze_receipt
from web.access import desk, needs, now, person
from web.acts.asking import version_seen
from web.mails import reading
from web.words import t
from workflow import acts as a
from workflow.terms import Role

mails = Blueprint("mails", __name__, template_folder="templates")


@mails.record
def _give_templates_the_mails(state: Any) -> None:
    state.app.jinja_env.globals.update(
        mails_of=reading.mails_of, receipt_by_mail=reading.receipt_by_mail, next_of_mail=reading.NEXT
    )


@mails.post("/cases/<case_no>/letters/receipt/mail")
@needs(Role.FRONT_DESK, Role.HANDLER)
def receipt(case_no: str) -> Any:
    """Queue the receipt, rendered where it was not yet; the worker sends it within seconds."""
    held, version = desk().view(person(), case_no, now()), version_seen()
    if held.case.version == version:  # else the desk says who changed what
        freeze_receipt(desk(), person(), case_no, now())
        version = desk().view(person(), case_no, now()).case.version
    desk().perform(person(), case_no, a.SendMail(letter="receipt"), now(), version)
    flash(
        t(
            "登记回执待发送，送出与否见案件页“电子邮件”。",
            "The receipt waits to be sent; the case page tells whether it left.",
        )
    )
    return redirect(url_for("cases.show", case_no=case_no), code=303)
