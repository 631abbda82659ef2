"""Letters and documents of a case: the PDF files, and how a draft will look."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, render_template

from notices.catalogue import shipped
from notices.examining import examine, subject_of
from notices.issuing import freeze_notice, freeze_receipt, freeze_reply
from notices.letter import Notice
from notices.render import html, text
from web.access import desk, now, person, signed_in
from web.letters import reading, routing
from web.letters.reading import drafted_notice, drafted_reply
from web.security import LETTER_POLICY
from workflow.entries import DocumentAdded
from workflow.errors import NotFound
from workflow.guards.letters import replaceable
from workflow.viewing import View

letters = Blueprint("letters", __name__, template_folder="templates")


@letters.record
def _give_templates_the_letters(state: Any) -> None:
    """How far a letter is, in the words of every page that lists letters."""
    state.app.jinja_env.globals.update(
        letter_name=reading.name_of,
        letter_issuer=reading.issuer_of,
        letter_open_to=reading.open_to,
        letter_replaceable=replaceable,
        letter_steps=reading.steps,
        letter_waits=reading.waits,
        letters_missing=reading.missing,
        letter_route=routing.route,
        failed_reply=reading.failed_reply,
    )


#: the sheet on the screen, where the printed page has its margins
SHEET = (
    "<style>@media screen{html{background:#e9edf1}body{position:relative;box-sizing:border-box;width:210mm;"
    "min-height:297mm;margin:16px auto;padding:37mm 26mm 35mm 28mm;background:#fff;box-shadow:0 1px 8px #0003}"
    ".head{left:20mm;top:29.3mm}.foot{display:none}}"
    # a narrow window gets the words, not the margins, and a phone smaller type
    "@media screen and (max-width:830px){html{background:#fff}body{width:auto;min-height:0;margin:0;"
    "padding:24px 5vw;box-shadow:none}.head{margin:0}}"
    "@media screen and (max-width:480px){body{zoom:.72}}</style></head>"
)


@letters.get("/cases/<case_no>/letters/receipt.pdf")
@signed_in
def receipt(case_no: str) -> Response:
    """登记回执."""
    return as_file(freeze_receipt(desk(), person(), case_no, now()), f"{case_no} 登记回执.pdf")


@letters.get("/cases/<case_no>/letters/reply.pdf")
@signed_in
def reply(case_no: str) -> Response:
    """The signed reply."""
    return as_file(freeze_reply(desk(), person(), case_no, now()), f"{case_no} 答复书.pdf")


@letters.get("/cases/<case_no>/reply/preview")
@signed_in
def preview(case_no: str) -> Response:
    """The draft, set as it will be printed; nothing on that page runs or loads."""
    return _sheet(drafted_reply(desk().view(person(), case_no, now())))


@letters.get("/cases/<case_no>/letters/<int:ref>")
@signed_in
def letter(case_no: str, ref: int) -> Any:
    """One letter beside the reply: its words, what the checks find, and what comes next."""
    view = desk().view(person(), case_no, now())
    drafted, subject = drafted_notice(view, str(ref)), subject_of(desk(), view, str(ref))
    return render_template(
        "letters/letter.html",
        view=view,
        notice=view.case.notice(str(ref)),
        lines=text(drafted.kind, drafted).splitlines(),
        findings=examine(subject) if subject and not drafted_before(view, ref) else (),
        opened={choice.move.name for choice in view.choices.open},
    )


@letters.get("/cases/<case_no>/letters/<int:ref>.pdf")
@signed_in
def letter_file(case_no: str, ref: int) -> Response:
    """A signed letter beside the reply."""
    content = freeze_notice(desk(), person(), case_no, str(ref), now())
    notice = desk().view(person(), case_no, now()).case.notice(str(ref))
    return as_file(content, f"{case_no} {shipped()[notice.kind].zh if notice else ref}.pdf")


@letters.get("/cases/<case_no>/letters/<int:ref>/preview")
@signed_in
def letter_preview(case_no: str, ref: int) -> Response:
    """It, set as it will be printed."""
    return _sheet(drafted_notice(desk().view(person(), case_no, now()), str(ref)))


def drafted_before(view: View, ref: int) -> bool:
    """Signed already: nothing is left to check."""
    notice = view.case.notice(str(ref))
    return notice is not None and notice.signed_on is not None


def _sheet(drafted: Notice) -> Response:
    page = html(drafted.kind, drafted).replace("</head>", SHEET, 1)
    return Response(page, headers={"Content-Security-Policy": LETTER_POLICY})


@letters.get("/cases/<case_no>/documents/<sha256>")
@signed_in
def document(case_no: str, sha256: str) -> Response:
    """A document of the case, compared with its digest."""
    view = desk().view(person(), case_no, now())
    facts = [e.fact for e in view.history if isinstance(e.fact, DocumentAdded) and e.fact.sha256 == sha256]
    if not facts:
        raise NotFound("本件没有这份材料 / the case has no such document")
    name, kind = view.texts.get(facts[0].name_sha256, case_no), facts[0].media_type
    return as_file(desk().store.documents.get(sha256), name, kind)


def as_file(content: bytes, name: str, kind: str = "application/pdf") -> Response:
    """Always as a download: the browser opens nothing of it in this site's name."""
    safe = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|') or "file"
    plain = "".join(c if c.isascii() else "_" for c in safe).strip("_ ") or "file"
    header = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe)}"
    return Response(content, content_type=kind, headers={"Content-Disposition": header})
