"""Fields for what a kind of letter must state, one for each declared fact, and for how a signed letter travels."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask import request

from notices.catalogue import shipped
from notices.facts import Fact
from web.access import desk, now
from web.acts import signed
from web.acts.form import ActForm, At
from web.forms import choice, line, number, on_day, several, text
from workflow.case import Notice
from workflow.guards import Around
from workflow.guards.letters import SENDS, ready
from workflow.permission import roles_on
from workflow.store import agency_rows
from workflow.store.agency_rows import AgencyView
from workflow.terms import Way
from workflow.viewing import View
from workflow.wording import Words

_MAKERS: Mapping[str, Any] = {
    "text": line,
    "long_text": text,
    "date": on_day,
    "lines": several,
    "money": number,
    "count": number,
    "table": several,
}


class Stated(ActForm):
    """A form that grows a field for every fact of its letter; `prefix` keeps them apart from its own fields."""

    prefix = ""
    chooser = ""  # the field that decides which facts are asked for
    stated: tuple[str, ...] = ()
    given: Any = None  # fields to fill it with in place of those just sent: an unsaved draft
    carries = False  # fields not among those sent begin with their usual value

    @property
    def sent(self) -> Any:
        """The fields it is filled with; None before anything was sent."""
        if self.given is not None:
            return self.given
        return request.form if self.is_submitted() else None

    @property
    def undecided(self) -> bool:
        """Nothing to fill in before the kind is chosen."""
        return not self.stated

    def ask(self, facts: Iterable[Fact], values: Mapping[str, Any]) -> None:
        """Add the fields, filled with these values until something is sent."""
        self.stated = tuple(fact.name for fact in facts)
        for fact in facts:
            name, value = self.prefix + fact.name, values.get(fact.name)
            field = _field(fact).bind(form=self, name=name, prefix="", translations=None, _meta=self.meta)
            field.tall = fact.type == "table"  # its rows are long, and break
            sent = None if self.carries and name not in (self.sent or ()) else self.sent
            field.process(sent, *(() if value in (None, "") else (_shown(value),)))
            self._fields[name] = field

    def facts(self) -> dict[str, Any]:
        """What was filled in."""
        said = {name: self._fields[self.prefix + name].data for name in self.stated}
        return {name: value for name, value in said.items() if value not in (None, "", ())}

    def last(self, *names: str) -> None:
        """Ask these fields after the others."""
        for name in names:
            self._fields[name] = self._fields.pop(name)


def _shown(value: Any) -> Any:
    """Rows of a table as lines, their cells parted by |."""
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return tuple(" | ".join(row) for row in value)
    return value


def _field(fact: Fact) -> Any:
    hint = Words(*fact.help.split(" / ", 1))
    if fact.type == "choice":
        options = {code: Words(zh, en) for code, zh, en in fact.options}
        return choice(fact.zh, fact.en, options, hint, needed=fact.required)
    if fact.type == "table":
        cells = " | ".join(fact.columns)
        hint = Words(f"{hint.zh}：{cells}", f"{hint.en}: {cells}")
    more = {"ahead": True} if fact.type == "date" else {}
    return _MAKERS[fact.type](fact.zh, fact.en, hint, needed=fact.required, **more)


class Sending(ActForm):
    """An act that sends a signed letter: which one, and how it travels."""

    letter: Any = choice(
        "发出的文书", "Letter sent", (), Words("已签发的文书", "Signed letters"), needed=False
    )
    way: Any = choice("方式", "Way", Way, default=Way.POST)
    carrier = line(
        "承运单位",
        "Carrier",
        Words("邮寄的，只能交邮政企业", "By post only the postal enterprise"),
        needed=False,
    )
    tracking_no = line("邮件编号", "Tracking number", needed=False)

    def offer_letters(self, at: At) -> None:
        """The signed letters of its kinds; the only one is taken without asking, and none asks nothing."""
        found = ready(at.view.case, SENDS.get(self.act.move, ()))
        if not found:
            del self.letter
        else:
            self.letter.choices = [(n.ref, named(n)) for n in found]
            wanted = request.values.get("ref", "")
            self.letter.data = self.letter.data or (found[0].ref if len(found) == 1 else wanted or None)
        for name in ("letter", "way", "carrier", "tracking_no", "on"):
            if name in self._fields:
                self._fields[name] = self._fields.pop(name)

    def prepare(self, at: At) -> None:
        """Offer the letters, and say what the one to be sent states."""
        super().prepare(at)
        self.offer_letters(at)
        if not self.is_submitted() or "look" in request.form:
            self._begin(at)

    def _begin(self, at: At) -> None:
        """Fill what is still empty from the letter."""
        notice = at.view.case.notice(self.letter.data or "") if "letter" in self._fields else None
        if notice is None:
            return
        held = json.loads(at.view.texts[notice.content_sha256])
        for name, value in signed.stated(self.act.move, held, at.view.case, around_of(at.view)).items():
            field = self._fields.get(name)
            if field is not None and not field.data:
                field.data = (
                    date.fromisoformat(value)
                    if field.type == "DayField" and isinstance(value, str)
                    else value
                )


def named(notice: Notice) -> Words:
    """A letter by its number and kind: a list on a phone shows the beginning, and two may be of one kind."""
    kind = shipped()[notice.kind]
    mark = notice.document_no or f"#{notice.ref}"
    return Words(f"{mark} {kind.zh}", f"{mark} {kind.en}")


def is_theirs(notice: Notice, at: At, move: str) -> bool:
    """Whether this person has to do with letters where it is issued: nobody below acts for an agency above."""
    return bool(roles_on(at.view.officer, at.view.case, move, notice.ref, at.view.agency.path))


def issuer_of(notice: Notice | None) -> AgencyView | None:
    """The agency above that issues the letter; None where the agency that has the case does."""
    if notice is None or not notice.issuer:
        return None
    with desk().store.database.reading() as connection:
        return agency_rows.agency(connection, notice.issuer)


def around_of(view: View) -> Around:
    """The law and the calendar as they stand for whoever looks at the case."""
    with desk().store.database.reading() as connection:
        return desk().around(connection, view.officer, now())
