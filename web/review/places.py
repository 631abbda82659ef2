"""A place in the queue, as it stands in an address."""

from __future__ import annotations

from datetime import date

from flask import request

from workflow.errors import BadInput
from workflow.store.letters.waiting_rows import TAKERS, Place


def written(place: Place) -> str:
    """The place for an address."""
    return f"{place.due_on.isoformat()}~{place.case_id}~{place.ref}~{place.step}"


def asked_place(name: str) -> Place | None:
    """The place the address asks for. Raises BadInput for one that was tampered with."""
    wanted = request.args.get(name, "")
    if not wanted:
        return None
    try:
        due, case_id, ref, step = wanted.split("~")
        place = Place(date.fromisoformat(due), int(case_id), ref, step)
    except ValueError:
        place = None
    if place is None or place.step not in TAKERS or not 0 <= place.case_id < 2**31:
        raise BadInput("页码有误，请从第一页开始 / wrong page: begin at the first")
    return place
