"""The file of a case, made in one go: the bound document, and the package of originals, histories and digests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from math import ceil
from typing import Any, Final, NamedTuple

from notices.bundle import contents, sheets
from notices.bundle.binding import Part, archival, bind, part
from notices.bundle.contents import FormPart, LetterPart, PaperPart, Piece, SheetPart
from notices.bundle.pages import Original, Pages, pages_of
from notices.bundle.press import press
from notices.forms import printable, printed_line
from notices.issuing import freeze_notice, freeze_reply
from notices.render import render
from workflow.bundle import moments, package
from workflow.bundle.moments import Decision
from workflow.bundle.package import BUNDLE, File, Package
from workflow.desk import Desk
from workflow.entries import DocumentAdded
from workflow.errors import NotAllowed
from workflow.records import moment_text
from workflow.store import repository
from workflow.store.archive import bundle_rows
from workflow.terms import Role
from workflow.viewing import View

UNDECIDED = "截至制卷时的材料（尚未作出决定）"
FIRST, SECOND = "第一部分　作出决定时已有的材料", "第二部分　决定以后形成的材料"
#: texts that the file shows; drafts, notes and comments inside the house are not handed over
_SHOWN = (
    *("application_sha256", "summary_sha256", "items_sha256", "reasons_sha256", "name_sha256"),
    *("opinion_sha256", "finding_sha256", "answer_sha256", "reason_sha256"),
)


#: who answers for the agency before the review organ and the court, and who oversees it
MAY_MAKE: Final = (Role.HANDLER, Role.LEGAL_REVIEWER, Role.APPROVER, Role.LEADER, Role.SUPERVISOR)


class Contents(NamedTuple):
    """What the file would hold, before anything is laid out."""

    view: View
    then: View
    decision: Decision | None
    first: tuple[Piece, ...]
    second: tuple[Piece, ...]


class Bundle(NamedTuple):
    """The bound document, and the package that holds it with everything beside it."""

    pdf: bytes
    pages: int
    archival: bool
    slips: tuple[str, ...]
    package: Package
    decision: Decision | None


def contents_of(desk: Desk, person: int, case_no: str, now: datetime, seq: int | None = None) -> Contents:
    """What the file of that case would hold for the decision at entry `seq`. Raises NotFound, NotAllowed."""
    view = desk.view(person, case_no, now)
    _require(view)
    decision = moments.chosen(view.history, seq)
    then = moments.then(desk, view, decision.seq, now) if decision else view
    first = contents.at_decision(then, view, decision)
    return Contents(view, then, decision, first, contents.after(then, view))


def make(desk: Desk, person: int, case_no: str, now: datetime, seq: int | None = None) -> Bundle:
    """Make it and write down who did. Raises NotFound, NotAllowed, DocumentChanged where a file is not as stored."""
    _require(desk.view(person, case_no, now))
    _freeze(desk, person, case_no, now)
    held = contents_of(desk, person, case_no, now, seq)
    papers = _originals(desk, held.view)
    body, slips = _body(desk, held, papers, now)
    parts = _with_front(held, body, slips, now)
    title = f"{case_no} 政府信息公开申请案卷"
    pdf = bind(parts, case_no, title, held.view.agency.name, now.astimezone(UTC))
    total = sum(each.pages for each in parts)
    packed = _packed(desk, held, pdf, total, papers, now)
    bundle_rows.record(
        desk.store.database, case_no, held.view.case.agency, person, packed.manifest_sha256, total,
        held.decision.seq if held.decision else None, now,
    )  # fmt: skip
    return Bundle(pdf, total, archival(parts), slips, packed, held.decision)


def _require(view: View) -> None:
    """Who oversees reaches the subtree; everybody else the own agency."""
    held = (h for h in view.officer.held if h.role in MAY_MAKE)
    if not any(h.agency == view.case.agency or h.role is Role.SUPERVISOR for h in held):
        raise NotAllowed("只有承办、审核、签发和督办人员可以制作案卷 / this person makes no court file")


def _freeze(desk: Desk, person: int, case_no: str, now: datetime) -> None:
    """What is signed but not rendered yet is rendered first."""
    case = desk.view(person, case_no, now).case
    frozen = {letter.content_sha256 for letter in case.letters}
    if case.reply_content_sha256 and case.reply_content_sha256 not in frozen:
        freeze_reply(desk, person, case_no, now)
    for notice in case.notices:
        if notice.signed_on is not None and notice.content_sha256 not in frozen:
            freeze_notice(desk, person, case_no, notice.ref, now)


def _originals(desk: Desk, view: View) -> dict[str, Original]:
    """Every paper of the case by its digest, numbered in the order it came in."""
    made: dict[str, Original] = {}
    for entry in view.history:
        fact = entry.fact
        if isinstance(fact, DocumentAdded) and fact.sha256 not in made:
            name = view.texts.get(fact.name_sha256, "") or "材料"
            place = package.numbered("originals", len(made) + 1, name)
            content = desk.store.documents.get(fact.sha256)
            made[fact.sha256] = Original(name, fact.media_type, content, fact.sha256, place)
    return made


#: lines on a page of the index: a guess that saves setting it twice, no more
_LINES: Final = 25


class IndexLine(NamedTuple):
    """A line of the index with its pages in the bound document; `in_first`: it was there at the decision."""

    no: int
    title: str
    source: str
    proves: str
    pages: str
    code: str
    in_first: bool


class _Bound(NamedTuple):
    piece: Piece
    under: str
    part: Part


def _body(
    desk: Desk, held: Contents, papers: Mapping[str, Original], now: datetime
) -> tuple[list[_Bound], tuple[str, ...]]:
    made: list[_Bound] = []
    slips: list[str] = []
    first = FIRST if held.decision else UNDECIDED
    for under, pieces in ((first, held.first), (SECOND, held.second)):
        for piece in pieces:
            pages = _pages(desk, held, piece, papers, now)
            slips += [piece.title] if pages.slip else []
            title = f"{len(made) + 1}. {piece.title}"
            made.append(_Bound(piece, under, part(title, under, pages.pdf, pages.copied)))
    return made, tuple(slips)


def _pages(desk: Desk, held: Contents, piece: Piece, papers: Mapping[str, Original], now: datetime) -> Pages:
    body = piece.body
    if isinstance(body, FormPart):
        line = printed_line(held.view, held.view.officer.name, now)
        return Pages(render(body.form.kind, printable(body.view, body.form), printed=line))
    if isinstance(body, LetterPart):
        return _letter(desk, held, piece, body)
    if isinstance(body, PaperPart):
        return pages_of(papers[body.sha256], sheets.frame(held.view))
    assert isinstance(body, SheetPart)
    if body.sheet == "timeline":
        return Pages(press("timeline", sheets.timeline(body.view)))
    return Pages(press("words", sheets.sheet(body, piece.title)))


def _letter(desk: Desk, held: Contents, piece: Piece, body: LetterPart) -> Pages:
    if body.pdf_sha256:
        return Pages(desk.store.documents.get(body.pdf_sha256))
    values = {"name": piece.title, "why": "文书尚未生成", "place": "—", "size": 0, "digest": "—"}
    return Pages(press("slip", {**sheets.frame(held.view), **values}), slip=True)


def _with_front(held: Contents, body: list[_Bound], slips: tuple[str, ...], now: datetime) -> list[Part]:
    """Cover, index and day count before the body; the index is set until its own length is right."""
    counted = part("期限计算表", "", press("timeline", sheets.timeline(held.then)))
    copied = any(bound.part.copied for bound in body)
    index_pages = max(1, ceil(len(body) / _LINES))
    while True:
        first = 1 + index_pages + counted.pages
        index = part("卷内目录", "", press("index", _index(held, body, first)))
        if index.pages == index_pages:
            break
        index_pages = index.pages
    total = first + sum(bound.part.pages for bound in body)
    cover = press(
        "cover", sheets.cover(held.then, held.decision, total, tuple(_notes(held, copied, slips, now)))
    )
    return [part("封面", "", cover), index, counted, *(bound.part for bound in body)]


def index_of(
    desk: Desk, person: int, case_no: str, now: datetime, seq: int | None = None
) -> tuple[IndexLine, ...]:
    """The index of the file as `make` would bind it, nothing being written down. Raises NotFound, NotAllowed."""
    held = contents_of(desk, person, case_no, now, seq)
    body, slips = _body(desk, held, _originals(desk, held.view), now)
    before = sum(each.pages for each in _with_front(held, body, slips, now)[:3])
    return tuple(_lines(body, before))


def _index(held: Contents, body: list[_Bound], before: int) -> dict[str, Any]:
    parts: dict[str, list[IndexLine]] = {}
    for bound, line in zip(body, _lines(body, before), strict=True):
        parts.setdefault(bound.under, []).append(line)
    return {**sheets.frame(held.view), "parts": tuple(parts.items())}


def _lines(body: list[_Bound], before: int) -> Iterator[IndexLine]:
    """The body numbered through, with the pages each piece has behind those before it."""
    page = before
    for number, bound in enumerate(body, start=1):
        listed, last = bound.piece.listed, page + bound.part.pages
        pages = str(page + 1) if last == page + 1 else f"{page + 1}－{last}"
        first = bound.under != SECOND
        yield IndexLine(number, bound.piece.title, listed.source, listed.proves.zh, pages, listed.code, first)
        page = last


def _notes(held: Contents, copied: bool, slips: tuple[str, ...], now: datetime) -> Iterator[str]:
    yield printed_line(held.view, held.view.officer.name, now)
    yield "本卷与压缩包内的原件、办理经过和摘要清单一并使用；压缩包可用本系统核验。"
    yield f"办理经过末项摘要：{held.view.case.digest}"
    if copied:
        yield "本卷含有按原样复制的上传PDF文件，未经归档格式转换，故不标为PDF/A；原件另附。"
    if slips:
        yield f"未能成页、以说明页代替的材料：{'、'.join(slips)}。原件另附。"


def _packed(
    desk: Desk,
    held: Contents,
    pdf: bytes,
    total: int,
    papers: Mapping[str, Original],
    now: datetime,
) -> Package:
    view, decision = held.view, held.decision
    with desk.store.database.reading() as connection:
        history = repository.history(connection, view.case.case_no).records
    files = [File("案卷.pdf", pdf), File("history.jsonl", package.lines(r._asdict() for r in history))]
    files.append(File("texts.jsonl", package.lines(_texts(view))))
    people = ({"id": number, "name": name} for number, name in sorted(view.names.items()))
    files.append(File("people.jsonl", package.lines(people)))
    files += [File(original.place, original.content) for original in papers.values()]
    files += _letters(desk, view)
    facts = {
        "format": BUNDLE,
        "case_no": view.case.case_no,
        "agency": view.agency.name,
        "made_at": moment_text(now),
        "made_by": held.view.officer.name,
        "pages": total,
        "decision": {"entry": decision.seq, "on": str(decision.on), "no": decision.document_no}
        if decision
        else None,
        "history": {"entries": len(history), "head": history[-1].digest},
    }
    return package.pack(files, facts, now)


def _texts(view: View) -> Iterator[dict[str, str]]:
    wanted = dict.fromkeys(
        digest for entry in view.history for name in _SHOWN if (digest := getattr(entry.fact, name, ""))
    )
    for digest in wanted:
        body = view.texts.get(digest)
        if body is not None and sha256(body.encode()).hexdigest() == digest:
            yield {"sha256": digest, "body": body}


def _letters(desk: Desk, view: View) -> Iterator[File]:
    """Frozen letters byte for byte; the bound file shows their pages."""
    held = dict.fromkeys(
        (letter.pdf_sha256, letter.document_no or letter.kind) for letter in view.case.letters
    )
    for number, (digest, name) in enumerate(held, start=1):
        yield File(package.numbered("letters", number, f"{name}.pdf"), desk.store.documents.get(digest))
