"""What a file holds, in the order courts look at it: what there was at the decision, and what came after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from notices import forms
from notices.bundle import listed
from notices.bundle.listed import Listed
from notices.catalogue import shipped
from notices.forms import Form
from notices.forms.base import entries
from workflow.bundle.moments import Decision
from workflow.entries import (
    CorrectionReceived,
    DocumentAdded,
    Entry,
    NoticeSigned,
    NoticeVoided,
    OpinionRecorded,
    ReasonsReceived,
    RepliedOnSpot,
    ReplyApproved,
    TakenInHand,
)
from workflow.viewing import View


class FormPart(NamedTuple):
    """A form filled from the view it is to be printed from."""

    view: View
    form: Form


class LetterPart(NamedTuple):
    """A signed letter, by the digest of its file; empty while it has not been rendered."""

    pdf_sha256: str


class PaperPart(NamedTuple):
    """A paper of the case, by the digest of its file."""

    name: str
    media_type: str
    sha256: str


class SheetPart(NamedTuple):
    """A sheet written for this file: which one, and of which entry where it quotes one."""

    sheet: str
    view: View
    entry: Entry | None = None


class Piece(NamedTuple):
    """One line of the index with what stands behind it."""

    listed: Listed
    title: str
    body: FormPart | LetterPart | PaperPart | SheetPart


def at_decision(then: View, now: View, decision: Decision | None) -> tuple[Piece, ...]:
    """Everything there was when the case was decided. `now` holds letters rendered only after their signature."""
    made = [
        *_sheets(then, decision),
        *_forms(then),
        *_letters(then, now),
        *_papers(then),
        *_replies(then, now, decision),
    ]
    return _ordered(made)


def after(then: View, now: View) -> tuple[Piece, ...]:
    """What came after the decision; empty where nothing did."""
    if len(now.history) == len(then.history):
        return ()
    rest = now._replace(history=now.history[len(then.history) :])
    known = {(form.ref, str(form.facts)) for form in forms.MAKERS["proof_of_service"](then)}
    items = listed.load().items
    made = [
        _form(now, form)
        for form in forms.MAKERS["proof_of_service"](now)
        if not form.gaps and (form.ref, str(form.facts)) not in known
    ]
    made += [piece._replace(listed=items["later_letter"]) for piece in _letters(rest, now)]
    made += [_paper(rest, fact, "later_paper") for _, fact in entries(rest, DocumentAdded)]
    made += list(_replies(rest, now, None))
    if now.clock is not None and now.clock != then.clock:
        item = items["later_timeline"]
        made.append(Piece(item, item.said.zh, SheetPart("timeline", now)))
    made.append(Piece(items["later_history"], items["later_history"].said.zh, SheetPart("history", rest)))
    return _ordered(made)


def _ordered(made: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(sorted(made, key=lambda piece: piece.listed.rank))


def _sheets(then: View, decision: Decision | None) -> Iterator[Piece]:
    items = listed.load().items
    yield Piece(items["application"], items["application"].said.zh, SheetPart("application", then))
    quoted = {
        CorrectionReceived: "corrected_application",
        ReasonsReceived: "reasons",
        OpinionRecorded: "opinion",
    }
    for entry in then.history:
        code = quoted.get(type(entry.fact))
        if code:
            yield Piece(items[code], items[code].said.zh, SheetPart("quoted", then, entry))
    if then.case.links or then.case.split_from or then.case.split_into:
        yield Piece(items["related"], items["related"].said.zh, SheetPart("related", then))
    if decision is not None:
        yield Piece(items["legal_basis"], items["legal_basis"].said.zh, SheetPart("legal_basis", then))


def _forms(then: View) -> Iterator[Piece]:
    """Forms without a gap; what a form lacks is no evidence."""
    for form in forms.forms(then):
        if not form.gaps and form.kind in listed.load().items:
            yield _form(then, form)


def _form(view: View, form: Form) -> Piece:
    """Sheets of a letter say which; those of a letter beside the reply stand with that letter."""
    notice = view.case.notice(form.ref)
    own = listed.load().items[form.kind]
    if notice is None:
        title = f"{own.said.zh}（答复书）" if form.ref == "reply" else own.said.zh
        return Piece(own, title, FormPart(view, form))
    place = own if view.as_of is None else own._replace(rank=listed.load().of_letter(notice.kind).rank)
    return Piece(place, f"{own.said.zh}（{shipped()[notice.kind].zh}）", FormPart(view, form))


def _letters(then: View, now: View) -> Iterator[Piece]:
    """Letters beside the reply that were signed by then, and the receipt if it was made by then."""
    listing = listed.load()
    frozen = {letter.content_sha256: letter for letter in now.case.letters}
    voided = {fact.ref for _, fact in entries(then, NoticeVoided)}
    for _, fact in entries(then, NoticeSigned):
        letter = frozen.get(fact.content_sha256)
        void = "，已作废" if fact.ref in voided else ""
        title = f"{shipped()[fact.kind].zh}（{fact.document_no}{void}）"
        yield Piece(listing.of_letter(fact.kind), title, LetterPart(letter.pdf_sha256 if letter else ""))
    made = {getattr(entry.fact, "pdf_sha256", "") for entry in then.history}
    for letter in now.case.letters:
        if letter.kind == "receipt" and letter.pdf_sha256 in made:
            item = listing.items["receipt"]
            yield Piece(item, item.said.zh, LetterPart(letter.pdf_sha256))


def _papers(then: View) -> Iterator[Piece]:
    """Those put in before anybody took the case in hand came with the application."""
    taken = next((entry.seq for entry, _ in entries(then, TakenInHand)), len(then.history) + 1)
    for entry, fact in entries(then, DocumentAdded):
        yield _paper(then, fact, "application_paper" if entry.seq < taken else "other_paper")


def _paper(view: View, fact: DocumentAdded, code: str) -> Piece:
    name = view.texts.get(fact.name_sha256, "") or f"材料 {fact.sha256[:12]}"
    return Piece(listed.load().items[code], name, PaperPart(name, fact.media_type, fact.sha256))


def _replies(then: View, now: View, decision: Decision | None) -> Iterator[Piece]:
    """The reply that was decided, and those before it that were recalled or annulled."""
    items = listed.load().items
    frozen = {letter.content_sha256: letter.pdf_sha256 for letter in now.case.letters}
    for entry in then.history:
        fact = entry.fact
        if isinstance(fact, ReplyApproved):
            number = f"（{fact.document_no}）"
        elif isinstance(fact, RepliedOnSpot) and fact.content_sha256 in frozen:
            number = ""
        else:
            continue
        code = "reply" if decision and entry.seq == decision.seq else "earlier_reply"
        item = items[code] if decision else items["later_letter"]
        title = f"{items['reply'].said.zh}{number}"
        yield Piece(item, title, LetterPart(frozen.get(fact.content_sha256, "")))
