"""A letter becomes a file once: rendered from frozen content, kept by its digest, and served from there ever after."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from notices.letter import Letter, Receipt
from notices.render import render
from web.letters import compose, receipts
from workflow import acts as a
from workflow.desk import Desk
from workflow.errors import CaseChanged, MoveRefused
from workflow.store.repository import WORKER
from workflow.viewing import View


def freeze_reply(desk: Desk, person: int, case_no: str, now: datetime) -> bytes:
    """The signed reply as PDF. Raises NotFound before approval."""
    view = desk.view(person, case_no, now)
    letter = compose.signed(view)
    return _frozen(desk, view, letter, letter.number, view.case.reply_content_sha256, now)


def freeze_receipt(desk: Desk, person: int, case_no: str, now: datetime) -> bytes:
    """The receipt as PDF. Raises NotFound before receipt is fixed."""
    view = desk.view(person, case_no, now)
    with desk.store.database.reading() as connection:
        around = desk.around(connection, view.officer, now)
        then = desk.calendars.at_moment(connection, view.history[0].at)
    letter = receipts.receipt(view, around._replace(days=then))
    said = json.dumps(asdict(letter), ensure_ascii=False, sort_keys=True, default=str)
    return _frozen(desk, view, letter, view.case.case_no, sha256(said.encode()).hexdigest(), now)


def _frozen(desk: Desk, view: View, letter: Letter, number: str, content_sha256: str, now: datetime) -> bytes:
    kept = _kept(desk, view, letter.kind, content_sha256)
    if kept is not None:
        return kept
    pdf = render(letter.kind, letter)
    act = a.FreezeLetter(
        letter=letter.kind,
        document_no=number,
        content_sha256=content_sha256,
        pdf_sha256=desk.store.documents.put(pdf),
    )
    try:
        desk.perform(WORKER, view.case.case_no, act, now)
    except (CaseChanged, MoveRefused):  # two asked at once: the other one's file is the letter
        return (
            _kept(desk, desk.view(view.officer.id, view.case.case_no, now), letter.kind, content_sha256)
            or pdf
        )
    return pdf


def _kept(desk: Desk, view: View, kind: str, content_sha256: str) -> bytes | None:
    """The file kept for that content; for a receipt the first one made, whatever changed since."""
    for held in view.case.letters:
        if held.kind == kind and (kind == Receipt.kind or held.content_sha256 == content_sha256):
            return desk.store.documents.get(held.pdf_sha256)
    return None
