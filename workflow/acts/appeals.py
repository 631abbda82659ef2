"""Acts on appeals: registering one, what happens on its way, its result, its papers."""

from __future__ import annotations

from datetime import date

from workflow.acts.base import Act, act
from workflow.appeal.terms import AppealKind, AppealStep, PaperKind, Procedure


@act
class RegisterAppeal(Act):
    """`on` is the day the papers came, `filed_on` the day the organ took it up (the same where left empty)."""

    move = "register_appeal"
    kind: AppealKind
    organ: str
    appellant: str
    appeal_no: str = ""
    procedure: Procedure = Procedure.ORDINARY
    claim: str = ""
    filed_on: date | None = None
    on: date | None = None
    answer_by: date | None = None  # where the organ names the day
    by_third_party: bool = False
    after_review: bool = False
    against: str = ""  # number of the letter disputed; empty: the reply as it stands


@act
class StepAppeal(Act):
    """A step of the appeal's own lifecycle; which further fields it needs the step says."""

    move = "step_appeal"
    ref: str
    step: AppealStep
    on: date | None = None
    until: date | None = None  # the day of a hearing; the day the organ fixes for the answer
    place: str = ""
    organ: str = ""  # the court of second instance
    appeal_no: str = ""
    document_no: str = ""
    procedure: Procedure | None = None
    days: int | None = None  # calendar days by which the organ extends its period
    said: str = ""


@act
class DecideAppeal(Act):
    """What the organ decided; `on` is the day it was served here. With `redo` a new reply is ordered."""

    move = "decide_appeal"
    ref: str
    result: str
    document_no: str = ""
    reasons: tuple[str, ...] = ()  # why it was corrected: codes of config/appeals.toml
    redo: bool = False
    working_days: int | None = None  # None: the decision sets no period
    rectify_by: date | None = None
    said: str = ""
    on: date | None = None


@act
class AddAppealPaper(Act):
    """Record a paper of the appeal that is already in the document store."""

    move = "add_appeal_paper"
    ref: str
    what: PaperKind
    name: str
    sha256: str
    media_type: str
    size: int
    cleared_because: str = ""  # why it is not classified, though something in it looks like a mark
