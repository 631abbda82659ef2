"""What was typed and not saved: kept on the server for the person who typed it, given back when they return."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import request
from werkzeug.datastructures import MultiDict

from web.access import desk, now, person
from web.drafting.forms import sent_fields
from workflow.entry_wording import sentence
from workflow.store.letters import scratch_rows
from workflow.store.letters.scratch_rows import REPLY, Scratch
from workflow.viewing import View
from workflow.wording import Words


class Restored(NamedTuple):
    """A scratch given back, and what others did to the case since it was typed: (what, who)."""

    scratch: Scratch
    since: list[tuple[Words, str]]


def restored(view: View, letter: str = REPLY) -> Restored | None:
    """This person's scratch on that case."""
    with desk().store.database.reading() as connection:
        found = scratch_rows.scratch(connection, desk().store.vault, person(), view.case.case_no, letter)
    if found is None:
        return None
    later = [entry for entry in view.history if entry.seq > found.version]
    return Restored(found, [(sentence(e.fact), view.names.get(e.by, "")) for e in later])


def refilled(found: Restored | None) -> MultiDict[str, str] | None:
    """The fields of a scratch; the outcome asked for in the address comes before the one typed."""
    wanted = request.args.get("outcome", "")
    if found is None:
        return None
    fields = MultiDict(list(found.scratch.fields))
    if wanted:
        fields["outcome"] = wanted
    return fields


def keep(view: View, sent: Any, version: int, letter: str = REPLY) -> None:
    """Put aside what was sent."""
    with desk().store.database.writing() as connection:
        scratch_rows.put_scratch(
            connection,
            desk().store.vault,
            person(),
            view.case.case_no,
            view.case.agency,
            sent_fields(sent),
            version,
            now(),
            letter,
        )


def drop(case_no: str, letter: str = REPLY) -> None:
    """Saved, or given up."""
    with desk().store.database.writing() as connection:
        scratch_rows.drop_scratch(connection, person(), case_no, letter)
