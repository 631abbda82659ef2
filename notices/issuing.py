"""A letter becomes a file once: rendered from signed content, kept by its digest, and served from there ever after.

Between signature and file nothing is lost: what could not be rendered or stored is found and tried again.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from notices import receipts
from notices.composing import signed_letter
from notices.letter import Letter, Receipt
from notices.render import render
from workflow import acts as a
from workflow.case import Case
from workflow.desk import Desk
from workflow.entries import Entry, LetterFrozen, NoticeSigned, ReplyApproved
from workflow.errors import CaseChanged, DeskError, MoveRefused, NotFound
from workflow.folding import fold
from workflow.records import read
from workflow.store import repository
from workflow.store.letters import letter_queries
from workflow.store.repository import WORKER

log = logging.getLogger(__name__)


def freeze_reply(desk: Desk, person: int, case_no: str, now: datetime) -> bytes:
    """The signed reply as PDF. Raises NotFound before approval."""
    view = desk.view(person, case_no, now)
    if not view.case.reply_content_sha256:
        raise NotFound(f"{case_no} 的答复尚未签发 / the reply has not been approved")
    return _issued(desk, view.case, view.texts, view.case.reply_content_sha256, now)


def freeze_notice(desk: Desk, person: int, case_no: str, ref: str, now: datetime) -> bytes:
    """A signed letter beside the reply as PDF, also one that was voided. Raises NotFound before its signature."""
    view = desk.view(person, case_no, now)
    notice = view.case.notice(ref)
    if notice is None or notice.signed_on is None:
        raise NotFound(f"{case_no} 的第 {ref} 号文书尚未签发 / letter {ref} has not been signed")
    return _issued(desk, view.case, view.texts, notice.content_sha256, now)


def freeze_receipt(desk: Desk, person: int, case_no: str, now: datetime) -> bytes:
    """The receipt as PDF, the first one made whatever changed since. Raises NotFound before receipt is fixed."""
    view = desk.view(person, case_no, now)
    with desk.store.database.reading() as connection:
        around = desk.around(connection, view.officer, now)
        then = desk.calendars.at_moment(connection, view.history[0].at)
    letter = receipts.receipt(view, around._replace(days=then))
    first = next((h.content_sha256 for h in view.case.letters if h.kind == Receipt.kind), "")
    said = json.dumps(asdict(letter), ensure_ascii=False, sort_keys=True, default=str)
    return _frozen(
        desk, view.case, letter, view.case.case_no, first or sha256(said.encode()).hexdigest(), now
    )


def freeze_pending(desk: Desk, now: datetime) -> list[str]:
    """Render every signed letter that has no file yet; answers the cases where it was done.

    One that fails is logged and tried again the next time; it keeps none of the others waiting.
    """
    with desk.store.database.reading() as connection:
        waiting = letter_queries.unfrozen(connection)
    return [case_no for case_no in waiting if _all_issued(desk, case_no, now)]


def _all_issued(desk: Desk, case_no: str, now: datetime) -> bool:
    with desk.store.database.reading() as connection:
        stored = repository.history(connection, case_no)
        texts = repository.texts(connection, stored.case_id)
    history = read(stored.records)
    done = False
    for digest in _signed(history):
        try:
            _issued(desk, fold(history), texts, digest, now)
            done = True
        except (DeskError, OSError, MemoryError) as bad:
            said = "文书未能生成，下次再试 / rendering failed and will be tried again"
            log.error("%s：%s：%s", case_no, said, bad)
    return done


def _signed(history: list[Entry]) -> list[str]:
    """Contents that were signed and have no file, also of replies recalled since: their numbers stay taken."""
    facts = [entry.fact for entry in history]
    frozen = {fact.content_sha256 for fact in facts if isinstance(fact, LetterFrozen)}
    signed = [f.content_sha256 for f in facts if isinstance(f, ReplyApproved | NoticeSigned)]
    return [digest for digest in signed if digest not in frozen]


def _issued(desk: Desk, case: Case, texts: dict[str, str], digest: str, now: datetime) -> bytes:
    letter = signed_letter(json.loads(texts[digest]))
    return _frozen(desk, case, letter, letter.number, digest, now)


def _frozen(desk: Desk, case: Case, letter: Letter, number: str, digest: str, now: datetime) -> bytes:
    kept = _kept(desk, case, digest)
    if kept is not None:
        return kept
    above = next((n.issuer for n in case.notices if n.content_sha256 == digest and n.issuer), 0)
    pdf = render(letter.kind, letter, seal=_seal(desk, above or case.agency))
    act = a.FreezeLetter(
        letter=letter.kind,
        document_no=number,
        content_sha256=digest,
        pdf_sha256=desk.store.documents.put(pdf),
    )
    try:
        desk.perform(WORKER, case.case_no, act, now)
    except (CaseChanged, MoveRefused):  # two asked at once: the other one's file is the letter
        with desk.store.database.reading() as connection:
            now_held = fold(read(repository.history(connection, case.case_no).records))
        return _kept(desk, now_held, digest) or pdf
    return pdf


def _seal(desk: Desk, agency: int) -> bytes | None:
    """The agency's seal (PNG), where one lies in the store: seals/<code>.png."""
    with desk.store.database.reading() as connection:
        code = repository.agency(connection, agency).code
    path = desk.store.home / "seals" / f"{code}.png"
    return path.read_bytes() if path.is_file() else None


def _kept(desk: Desk, case: Case, digest: str) -> bytes | None:
    """The file kept for that content, compared with its digest."""
    held = next((letter for letter in case.letters if letter.content_sha256 == digest), None)
    return desk.store.documents.get(held.pdf_sha256) if held else None
