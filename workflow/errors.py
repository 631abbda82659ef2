"""What can go wrong at the desk. Raised early, with facts as attributes; caught only at the edges."""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """Why an act is refused, in both languages, with the provision it rests on (empty for a rule of the office)."""

    zh: str
    en: str
    provision: str = ""

    def __str__(self) -> str:
        return f"{self.zh}（{self.provision}）" if self.provision else self.zh


class DeskError(Exception):
    """Anything an officer can be told about; its text is one line."""


class BadInput(DeskError):
    """A file, form or timeline that cannot be what it claims to be; nothing was changed."""


class MoveRefused(DeskError):
    """The act is not open now; carries every reason, never only the first."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("；".join(str(reason) for reason in reasons))
        self.reasons = reasons


class NotAllowed(DeskError):
    """This person holds no role that may do this here."""


class CaseChanged(DeskError):
    """Somebody else acted on the case first; its text says who did what since, in both languages."""


class NotFound(DeskError):
    """No such case, person or agency within the person's sight."""


class RuleMissing(DeskError):
    """The law data holds no value in force on that date; the act stops rather than guess."""


class CalendarUnknown(DeskError):
    """A day lies outside every calendar that is loaded or can be projected."""
