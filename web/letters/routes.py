"""Letters and documents of a case: the PDF files, and how a draft will look."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response

from notices.render import html
from web.access import desk, now, person, signed_in
from web.letters import compose
from web.letters.freeze import freeze_receipt, freeze_reply
from web.security import LETTER_POLICY
from workflow.entries import DocumentAdded
from workflow.errors import NotFound

letters = Blueprint("letters", __name__)

#: the sheet on the screen, where the printed page has its margins
SHEET = (
    "<style>@media screen{html{background:#e9edf1}body{position:relative;box-sizing:border-box;width:210mm;"
    "min-height:297mm;margin:16px auto;padding:37mm 26mm 35mm 28mm;background:#fff;box-shadow:0 1px 8px #0003}"
    ".head{left:20mm;top:29.3mm}.foot{display:none}}</style></head>"
)


@letters.get("/cases/<case_no>/letters/receipt.pdf")
@signed_in
def receipt(case_no: str) -> Response:
    """登记回执."""
    return _file(freeze_receipt(desk(), person(), case_no, now()), f"{case_no} 登记回执.pdf")


@letters.get("/cases/<case_no>/letters/reply.pdf")
@signed_in
def reply(case_no: str) -> Response:
    """The signed reply."""
    return _file(freeze_reply(desk(), person(), case_no, now()), f"{case_no} 答复书.pdf")


@letters.get("/cases/<case_no>/reply/preview")
@signed_in
def preview(case_no: str) -> Response:
    """The draft, set as it will be printed; nothing on that page runs or loads."""
    letter = compose.draft(desk().view(person(), case_no, now()))
    page = html(letter.kind, letter).replace("</head>", SHEET, 1)
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
    return _file(desk().store.documents.get(sha256), name, kind)


def _file(content: bytes, name: str, kind: str = "application/pdf") -> Response:
    """Always as a download: the browser opens nothing of it in this site's name."""
    safe = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|') or "file"
    plain = "".join(c if c.isascii() else "_" for c in safe).strip("_ ") or "file"
    header = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe)}"
    return Response(content, content_type=kind, headers={"Content-Disposition": header})
