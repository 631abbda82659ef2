"""What an address of a list asks for, and the addresses that ask for the cases behind a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from markupsafe import Markup, escape

from web.words import said
from workflow.errors import BadInput
from workflow.levels import Band
from workflow.supervision.watching import Behind, Line


def behind() -> Behind:
    """The cases behind a figure, as the address says. Raises BadInput for what was tampered with."""
    given = request.args
    return Behind(
        agency=whole(given.get("agency")),
        alone="alone" in given,
        band=given.get("band", ""),
        unit=given.get("unit"),
        handler=whole(given.get("handler")),
        unassigned="unassigned" in given,
        act=given.get("act", ""),
        after=place(given.get("after")),
    )


def whole(text: str | None) -> int | None:
    """A number of an address. Raises BadInput."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise BadInput("页面地址有误 / the address is wrong")
    return int(text)


def place(text: str | None) -> tuple[date | None, int] | None:
    """Where the page before ended. Raises BadInput."""
    if not text:
        return None
    day, _, number = text.partition("~")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise BadInput("页码有误 / wrong page")
    try:
        return (date.fromisoformat(day) if day else None), int(number)
    except ValueError:
        raise BadInput("页码有误 / wrong page") from None


def said_place(after: tuple[date | None, int] | None) -> str:
    """The same for an address."""
    return f"{after[0] or ''}~{after[1]}" if after else ""


def address_of(endpoint: str, asked: Mapping[str, str]) -> Callable[..., str]:
    """Answers the addresses of one page, narrowed further by what it is called with: a page of figures has hundreds."""
    path = url_for(endpoint)
    said = {name: urlencode({name: value}) for name, value in asked.items()}

    def address(**narrowed: Any) -> str:
        parts = (said | {name: urlencode({name: value}) for name, value in narrowed.items()}).values()
        return f"{path}?{'&'.join(parts)}"

    return address


def of_line(line: Line, by: str) -> str:
    """The part of an address that names a line of the ledger: one agency, unit or person."""
    asked: dict[str, Any] = {"agency": line.agency_id, "alone": 1}
    if by == "unit":
        asked["unit"] = line.unit or ""
    if by == "person":
        asked |= {"handler": line.handler} if line.handler else {"unassigned": 1}
    return urlencode(asked)


def heads(bands: Iterable[Band]) -> list[tuple[str, Markup, str]]:
    """The columns of a tally, said once for all its rows: code, label, and the class of a figure that presses."""
    return [
        (band.code, escape(said(band.words)), f" l-{band.level.code}" if band.level else "") for band in bands
    ]
