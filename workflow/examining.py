"""Checking a letter before it is signed: the engine asks, the letters' own package answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import Any, NamedTuple

from workflow.acts import Applicant
from workflow.case import Case
from workflow.errors import MoveRefused, Reason
from workflow.guards import Around
from workflow.store.repository import AgencyView


class Finding(NamedTuple):
    """What a check says. level: stop (cannot be signed), warn (needs a written reason), ok."""

    level: str
    zh: str
    en: str
    provision: str = ""


class Subject(NamedTuple):
    """A draft as it would be signed now: its kind or outcome, what it says, and the case it belongs to."""

    kind: str  # letter kind; empty for the reply, whose outcome decides
    outcome: str
    content: Mapping[str, Any]
    case: Case
    agency: AgencyView
    applicants: tuple[Applicant, ...]
    around: Around
    at_counter: bool = False  # answered at once by the officer: no draft, no separate review


Examiner = Callable[[Subject], tuple[Finding, ...]]


@cache
def examiner() -> Examiner | None:
    """The checks of the installed letters package, found by entry point: the engine never imports it."""
    found = tuple(entry_points(group="mingfu.examiners"))
    return found[0].load() if found else None


def warned(findings: tuple[Finding, ...]) -> str:
    """What warns, a line each in both languages; empty where nothing does."""
    return "\n".join(f"{Reason(*f[1:])} / {f.en}" for f in findings if f.level == "warn")


def require_signable(findings: tuple[Finding, ...], warnings_accepted: str) -> None:
    """Raises MoveRefused: a finding that stops cannot be signed over, one that warns needs a written reason."""
    stops = [Reason(f.zh, f.en, f.provision) for f in findings if f.level == "stop"]
    if stops:
        raise MoveRefused(*stops)
    warns = [Reason(f.zh, f.en, f.provision) for f in findings if f.level == "warn"]
    if warns and not warnings_accepted.strip():
        said = Reason("有提示而签发，须写明理由", "Signing in spite of a warning needs a written reason")
        raise MoveRefused(said, *warns)
