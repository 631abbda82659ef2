"""What is said once for all the ticked cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from web.forms import Form, choice, line, on_day, text
from workflow import acts as a
from workflow.archiving import retention
from workflow.case import Case
from workflow.terms import Status, UrgingKind
from workflow.wording import Words


class BulkForm(Form):
    """Base of the forms; `act` answers what each case gets."""

    def begin(self, handlers: Mapping[int, str], answer_by: date) -> None:
        """Fill lists and first values."""

    def judge(self, cases: Iterable[Case]) -> None:
        """Add to the fields what is missing for these cases."""

    def act(self, case: Case) -> a.Act:
        """The act on one case."""
        raise NotImplementedError


class Assign(BulkForm):
    """Cases not taken in hand yet go to the handler; those in hand are handed on."""

    handler = choice("承办人", "Handler")
    unit = line("承办部门", "Unit", needed=False)
    reason = line(
        "改派理由",
        "Reason for handing on",
        Words("已有承办人的案件要写", "For cases that have a handler"),
        needed=False,
    )

    def begin(self, handlers: Mapping[int, str], answer_by: date) -> None:
        """Those who handle cases in the agencies of the selection."""
        self.handler.choices = [(str(person), name) for person, name in handlers.items()]

    def judge(self, cases: Iterable[Case]) -> None:
        """Whoever takes a case from its handler says why."""
        if not self.reason.data and not all(map(_is_new, cases)):
            self.reason.errors = [
                Words("其中有的案件已有承办人，请写明改派理由", "Some have a handler: say why")
            ]

    def act(self, case: Case) -> a.Act:
        """Taken in hand, or handed on."""
        handler, unit = int(self.handler.data), self.unit.data or ""
        if _is_new(case):
            return a.TakeInHand(handler=handler, unit=unit)
        return a.Reassign(handler=handler, unit=unit, reason=self.reason.data or "")


def _is_new(case: Case) -> bool:
    """Nobody has it in hand yet."""
    return case.status is Status.RECEIVED and case.handler is None


class Urge(BulkForm):
    """The same demand to each handler; letters are written from the case."""

    demands: Any = text("要求", "What is asked", Words("每行一项", "One a line"))
    answer_by: Any = on_day("最迟答复日期", "To be answered by", needed=True, ahead=True)

    def begin(self, handlers: Mapping[int, str], answer_by: date) -> None:
        """A few working days ahead."""
        self.answer_by.data = self.answer_by.data or answer_by

    def act(self, case: Case) -> a.Act:
        """Urged."""
        return a.Urge(kind=UrgingKind.URGE, demands=self.demands.data, answer_by=self.answer_by.data)


_PROPOSED: Final = Words(
    "按拟定的保管期限（有复议、诉讼的较长）", "As proposed for each: longer where it was appealed"
)


class Archive(BulkForm):
    """Each as proposed, or one retention period for all with the reason."""

    retention = choice(
        "保管期限",
        "Kept for",
        {"": _PROPOSED, **{one.value: one.said for one in retention.load().classes}},
        default="",
        needed=False,
    )
    reason = text("统一改用其他期限的，写明理由", "Why, if all are kept for another class", needed=False)

    def act(self, case: Case) -> a.Act:
        """Archived."""
        return a.Archive(retention=self.retention.data or "", reason=self.reason.data or "")


FORMS: Final[dict[str, type[BulkForm]]] = {"assign": Assign, "urge": Urge, "archive": Archive}
