"""Checks while typing: the same rules that judge the form when it is sent, asked one field at a time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from web.access import signed_in, today
from web.dates import understood
from web.forms import because
from web.words import said, t
from workflow.days import typed_dates
from workflow.identity import id_fault

checks = Blueprint("checks", __name__)
NUMBER_AT_MOST = 100  # characters


@checks.get("/check/day")
@signed_in
def day() -> Any:
    """The day meant by `text`, in full and as ISO date, or why none can be read."""
    typed = request.args.get("text", "")
    if not typed.strip():
        return {"ok": True, "said": "", "on": ""}
    try:
        read = typed_dates.read(typed, today(), ahead=request.args.get("ahead") == "1")
    except typed_dates.NotADay as unclear:
        return {"ok": False, "said": said(because(unclear.reason)), "on": ""}
    return {"ok": True, "said": understood(read.on, read.typed, today()), "on": read.on.isoformat()}


@checks.post("/check/identity")
@signed_in
def identity() -> Any:
    """Whether a number can be that of such a document; sent in the body, since addresses end up in logs."""
    number = request.form.get("number", "")[:NUMBER_AT_MOST].strip()
    kind = request.form.get("kind", "")
    if not number or kind == "none":
        return {"ok": True, "said": ""}
    fault = id_fault(kind, number)
    return {
        "ok": fault is None,
        "said": said(because(fault)) if fault else t("校验正确", "Number checks out"),
    }
