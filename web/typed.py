"""What somebody typed into a form that was not taken, so that no work is lost: shown, and sent again by one press."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import request, url_for

from web.acts.table import BY_NOUN
from web.forms import Form
from web.words import said, t

#: what a form carries beside what is typed
CARRIED = frozenset({"csrf_token", "version", "submission_key", "look"})
#: never shown, never repeated
SECRET = frozenset({"sign_in", "account"})
LONG = 60  # characters


class Typed(NamedTuple):
    """One field: what it is called, its name, what stands in it, and whether it needs several lines."""

    label: str
    name: str
    value: str
    long: bool


class Kept(NamedTuple):
    """What can be saved of a form: the fields as read, all that is sent again, whether files were lost, where to."""

    fields: tuple[Typed, ...]
    sent: tuple[tuple[str, str], ...]
    files: bool
    action: str


def kept() -> Kept | None:
    """What was typed into the form of this request; None where there is none, or another site sent it."""
    if request.method != "POST" or request.blueprint in SECRET or not _is_ours():
        return None
    sent = tuple((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    shown = [(name, value) for name, value in sent if name not in CARRIED and value.strip()]
    files = any(file.filename for file in request.files.values())
    if not shown and not files:
        return None
    fields = tuple(_typed(name, value, n) for n, (name, value) in enumerate(shown, start=1))
    return Kept(fields, sent, files, request.full_path.rstrip("?"))


def _is_ours() -> bool:
    """Whether one of our own pages sent it: what another site made up is not offered to be sent again."""
    said_so = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(said_so) and urlsplit(said_so).netloc == request.host


def afresh(held: Kept, version: int) -> Kept | None:
    """The same for the form of the act on the case as it now stands, to be looked at before it is sent."""
    where = request.view_args or {}
    if request.endpoint != "acts.do" or where.get("noun") not in BY_NOUN:
        return None
    rest = tuple((name, value) for name, value in held.sent if name not in ("version", "look"))
    return held._replace(
        sent=(*rest, ("version", str(version)), ("look", "1")), action=url_for("acts.do", **where)
    )


def _typed(name: str, value: str, n: int) -> Typed:
    label = _label(name)
    called = said(label) if label else t("第 {n} 项", "Item {n}", n=n)
    return Typed(called, name, value, len(value) > LONG or "\n" in value)


def _label(name: str) -> Any:
    """The label of a field of that name: of the act's form, else where every form agrees on it."""
    noun = (request.view_args or {}).get("noun", "")
    if noun in BY_NOUN:
        return _label_in(BY_NOUN[noun], name)
    labels = {label for form in _forms(Form) if (label := _label_in(form, name))}
    return labels.pop() if len(labels) == 1 else None


def _label_in(form: type[Any], name: str) -> Any:
    field = getattr(form, name, None)
    return (getattr(field, "args", ()) or (None,))[0]


def _forms(base: type[Any]) -> set[type[Any]]:
    below = set(base.__subclasses__())
    return below.union(*(_forms(form) for form in below)) if below else below
