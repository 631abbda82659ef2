"""The court file of a case: what it would hold, and the file itself."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from notices.bundle.contents import FormPart, LetterPart, PaperPart, Piece
from notices.bundle.making import MAY_MAKE, contents_of, make
from web.access import desk, needs, now, officer, person
from web.letters.routes import as_file
from web.words import t
from workflow.bundle.moments import decisions
from workflow.errors import BadInput
from workflow.store.archive import bundle_rows
from workflow.wording import Words

bundle = Blueprint("bundle", __name__, template_folder="templates")
#: kinds that become pages; others are handed over as originals only
_PAGED: Final = ("application/pdf", "image/jpeg", "image/png", "image/tiff", "text/plain")


@bundle.record
def _give_templates_the_file(state: Any) -> None:
    """The case page links to it for whom it opens."""
    state.app.jinja_env.globals.update(may_make_bundle=may_make_bundle)


def may_make_bundle() -> bool:
    """Whether this person's roles make court files at all."""
    return bool({held.role for held in officer().held} & set(MAY_MAKE))


@bundle.get("/cases/<case_no>/bundle")
@needs(*MAY_MAKE)
def show(case_no: str) -> Any:
    """What the file would hold for a decision, before anything is laid out."""
    held = contents_of(desk(), person(), case_no, now(), _decision(request.args.get("decision", "")))
    with desk().store.database.reading() as connection:
        made = bundle_rows.of_case(connection, case_no)
    return render_template(
        "bundle/bundle.html",
        held=held,
        view=held.view,
        decisions=decisions(held.view.history),
        made=made,
        form_of=form_of,
    )


@bundle.post("/cases/<case_no>/bundle")
@needs(*MAY_MAKE)
def take(case_no: str) -> Response:
    """The file: the whole package, or the bound document alone."""
    made = make(desk(), person(), case_no, now(), _decision(request.form.get("decision", "")))
    if request.form.get("kind") == "pdf":
        return as_file(made.pdf, t("{no} 案卷.pdf", "{no} court file.pdf", no=case_no))
    return as_file(
        made.package.content, t("{no} 案卷.zip", "{no} court file.zip", no=case_no), "application/zip"
    )


def _decision(wanted: str) -> int | None:
    """The entry asked for, None for the last decision. Raises BadInput for what is no number."""
    if not wanted:
        return None
    if not wanted.isdecimal() or len(wanted) > 6:
        raise BadInput(f"没有这项决定：{wanted[:20]} / no such decision")
    return int(wanted)


def form_of(piece: Piece) -> Words:
    """How a piece comes into the file."""
    body = piece.body
    if isinstance(body, FormPart):
        return Words("由经过生成", "made from the history")
    if isinstance(body, LetterPart):
        return Words("已签发的原文", "the letter as signed")
    if isinstance(body, PaperPart):
        paged = body.media_type.partition(";")[0] in _PAGED
        return (
            Words("材料原页", "its own pages")
            if paged
            else Words("说明页，原件另附", "a slip, original beside it")
        )
    return Words("由经过生成", "made from the history")
