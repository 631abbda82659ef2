"""The editor's page: the letter as far as it goes, what the checks say, phrases for each field, the road ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from notices.drafting import Unfinished, unfinished
from notices.evidence import Standing, route, standing
from notices.phrases import book, offered
from web.access import desk
from web.acts.form import At
from web.acts.stated import around_of
from web.drafting.forms import ReplyForm
from workflow.examining import Finding
from workflow.outcomes import Outcome
from workflow.store.letters import phrase_rows
from workflow.store.letters.phrase_rows import Kept
from workflow.terms import Way
from workflow.wording import Words


class Judged(NamedTuple):
    """A draft not saved yet, and how it stands."""

    outcome: Outcome
    draft: Unfinished
    needs: tuple[Standing, ...]
    route: tuple[Words, ...]

    @property
    def faults(self) -> Sequence[Finding]:
        """What stops or warns."""
        return [found for found in self.draft.findings if found.level != "ok"]

    @property
    def passed(self) -> Sequence[Finding]:
        """What was found in order."""
        return [found for found in self.draft.findings if found.level == "ok"]


def judged(form: ReplyForm, at: At) -> Judged:
    """The letter of these fields with its checks."""
    outcome = outcome_of(form, at)
    you = form.you.data if form.you.data in dict(form.you.choices) else form.you.choices[0][0]
    draft = unfinished(
        at.view,
        outcome,
        form.stated_facts() if form.rows else form.facts(),
        around_of(at.view),
        request=form.request.data or "",
        you=you,
        way=_way(form, at),
        attachments=form.attachments.data or (),
    )
    return Judged(outcome, draft, standing(at.view, outcome), route(desk().rules.approvals, outcome))


def outcome_of(form: ReplyForm, at: At) -> Outcome:
    """The outcome whose facts the form asks for."""
    code = str(form.outcome.data or "")
    fits = [outcome for outcome in form.offered(at) if outcome.code == code]
    return fits[0] if fits else form.offered(at)[0]


def _way(form: ReplyForm, at: At) -> Way:
    try:
        return Way(form.way.data)
    except ValueError:
        return at.view.case.supply_way


def phrases(agency: int, letter: str) -> dict[str, list[Kept]]:
    """The phrases the office offers for that letter, by field."""
    with desk().store.database.reading() as connection:
        return offered(book(phrase_rows.kept(connection, agency)), letter)


def inserted(form: ReplyForm, into: str, code: str, found: dict[str, list[Kept]]) -> bool:
    """Add a phrase to what stands in a field; False where there is no such phrase or field."""
    fact = into.removeprefix(form.prefix)
    row, field = _field(form, into)
    wanted = next((p for p in found.get("withheld" if row else fact, ()) if p.code == code), None)
    if wanted is None or field is None:
        return False
    put_in(field, wanted.body, "" if row else "\n")
    return True


def put_in(field: Any, words: str, joint: str = "\n") -> None:
    """Add these words to what stands in a field."""
    held = field.data or ""
    if isinstance(held, tuple):
        field.data = (*held, *words.splitlines())
    else:
        field.data = f"{held}{joint if held else ''}{words}"


def _field(form: ReplyForm, name: str) -> tuple[bool, Any]:
    """Whether it belongs to a row of documents, and the field itself."""
    for row in form.rows:
        if row.why.name == name:
            return True, row.why
    return False, form._fields.get(name)
