"""Both languages of the pages: Chinese first, English second, chosen by a cookie; nothing is said in one alone."""

from __future__ import annotations

import re
from typing import Any

from flask import g, has_request_context, request

from workflow import citing
from workflow.errors import Reason
from workflow.terms import Term
from workflow.wording import Words

COOKIE = "lang"
LANGUAGES = ("zh", "en")
#: a count and what is counted, in an English text
COUNTED = re.compile(
    r"\{(\w+)\} ((?:working |calendar |more )?)"
    r"(agenc|appeal|application|case|day|entr|item|letter|line|minute|month|page|piece|time|unit|year)(ies|s)\b"
)


def language() -> str:
    """The language of this request: the cookie's, else Chinese."""
    try:
        held = g.get("language")  # one look: a page asks hundreds of times
    except RuntimeError:  # outside any application
        held = None
    if held is None:
        held = _chosen()
    return str(held)


def _chosen() -> str:
    """What the cookie of this request says, kept for the length of it."""
    if not has_request_context():
        return "zh"
    chosen = request.cookies.get(COOKIE, "")
    g.language = chosen if chosen in LANGUAGES else "zh"
    return str(g.language)


def other_language() -> str:
    """The name of the language to switch to, in that language itself."""
    return "English" if language() == "zh" else "中文"


def t(zh: str, en: str, /, **values: object) -> str:
    """The text in the language of the request; {names} are filled in."""
    text = en if language() == "en" else zh
    return filled(text, **values) if values else text


def filled(text: str, /, **values: object) -> str:
    """The text with {names} filled in; one of a thing is said in the singular: "1 working day"."""

    def single(found: re.Match[str]) -> str:
        name, before, stem, ending = found.groups()
        one = str(values.get(name)) == "1"
        return f"{{{name}}} {before}{stem}{('y' if ending == 'ies' else '') if one else ending}"

    return COUNTED.sub(single, text).format(**values)


def cited(provision: str) -> str:
    """A provision as the language of the request cites it."""
    return t(provision, citing.english(provision)) if provision else ""


def said(words: Any) -> str:
    """A term, a reason, words or a one-line error ("中文 / English") in the language of the request."""
    if isinstance(words, Term | Words | Reason):
        return t(words.zh, words.en)
    text = str(words)
    zh, both, en = text.partition(" / ")
    return t(zh, en) if both else text
