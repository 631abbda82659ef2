"""The phrase book of an office: read by whoever works there, changed by its approvers and administrators."""

from __future__ import annotations

import secrets
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from notices.catalogue import shipped
from notices.phrases import book, shipped_phrases
from web.access import desk, needs, now, officer, person
from web.phrases.forms import PhraseForm
from web.phrases.readers import KEEPERS, READERS
from web.words import t
from workflow.errors import BadInput, NotAllowed, NotFound
from workflow.store.letters import phrase_rows
from workflow.store.letters.phrase_rows import Kept
from workflow.store.offices import office_rows
from workflow.wording import Words

phrases = Blueprint("phrases", __name__, template_folder="templates")


@phrases.get("/phrases")
@needs(*READERS)
def listed() -> Any:
    """Every phrase of the own agency by letter and field, retired ones marked."""
    every, names = _book()
    groups = [
        (shipped()[topic], [(fact, list(those)) for fact, those in groupby(mine, key=lambda p: p.fact)])
        for topic, mine in ((topic, list(those)) for topic, those in groupby(every, key=lambda p: p.topic))
    ]
    return render_template(
        "phrases/phrases.html", groups=groups, names=names, may_keep=_may_keep(), field_name=_field_name
    )


@phrases.get("/phrases/new")
@needs(*KEEPERS)
def new() -> Any:
    """An empty phrase."""
    return _page(None)


@phrases.post("/phrases/new")
@needs(*KEEPERS)
def add() -> Any:
    """Add a phrase of one's own."""
    return _saved(None)


@phrases.get("/phrases/<code>")
@needs(*KEEPERS)
def edit(code: str) -> Any:
    """One phrase."""
    return _page(_one(code))


@phrases.post("/phrases/<code>")
@needs(*KEEPERS)
def change(code: str) -> Any:
    """Change it for the own agency, retire it, take it into use again, or go back to the words it came with."""
    phrase, pressed = _one(code), request.form.get("do", "")
    _need_keeper()
    if pressed in ("retire", "use"):
        return _kept(phrase._replace(active=pressed == "use"))
    if pressed == "original":
        original = next((p for p in shipped_phrases() if p.code == code), None)
        if original is None:
            raise BadInput("这是本单位自己的用语，没有原文 / it is the office's own: there is no original")
        return _kept(original)
    return _saved(phrase)


def _saved(phrase: Kept | None) -> Any:
    _need_keeper()
    form = PhraseForm()
    form.offer(desk().rules.outcomes, phrase)
    if not form.validate():
        return _page(phrase, form), 400
    if phrase is None:
        return _added(form.kept(f"own-{secrets.token_hex(6)}", True))
    return _kept(form.kept(phrase.code, phrase.active))


def _added(phrase: Kept) -> Any:
    """A new phrase; one that says just the same is there already where the form was sent twice."""
    same = (p for p in _book()[0] if p._replace(code=phrase.code, changed_by=0, changed_at="") == phrase)
    return _kept(next(same, phrase))


def _kept(phrase: Kept) -> Any:
    with desk().store.database.writing() as connection:
        phrase_rows.keep(connection, officer().agency, phrase, person(), now())
    flash(t("已保存：{title}。", "Saved: {title}.", title=phrase.title))
    return redirect(url_for("phrases.listed", _anchor=phrase.code), code=303)


def _page(phrase: Kept | None, form: PhraseForm | None = None) -> str:
    _need_keeper()
    if form is None:
        form = PhraseForm()
        form.offer(desk().rules.outcomes, phrase)
    known = {p.code: p for p in shipped_phrases()}
    return render_template(
        "phrases/phrase.html", form=form, phrase=phrase, original=known.get(phrase.code) if phrase else None
    )


def _book() -> tuple[tuple[Kept, ...], dict[int, str]]:
    with desk().store.database.reading() as connection:
        every = book(phrase_rows.kept(connection, officer().agency))
        return every, office_rows.names(connection, {p.changed_by for p in every})


def _one(code: str) -> Kept:
    found = next((p for p in _book()[0] if p.code == code), None)
    if found is None:
        raise NotFound("没有这条用语 / no such phrase")
    return found


def _may_keep() -> bool:
    return bool(officer().roles_in(officer().agency) & set(KEEPERS))


def _need_keeper() -> None:
    """A role held elsewhere does not change the own agency's book. Raises NotAllowed."""
    if not _may_keep():
        raise NotAllowed(
            "须由本单位签发人员或者管理员修改 / only the office's approvers and administrators change it"
        )


def _field_name(topic: str, fact: str) -> Words:
    kind = shipped()[topic]
    found = next(f for f in (*kind.facts, *kind.facts_2007) if f.name == fact)
    return Words(found.zh, found.en)
