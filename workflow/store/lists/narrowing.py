"""What a list is narrowed to column by column, beside text, status and deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, literal_column, not_

from workflow.errors import BadInput
from workflow.store.rare import RARE
from workflow.store.tables import CaseRow

_C = CaseRow.__table__.c  # type: ignore[attr-defined]
#: columns with a few words in them
EQUAL: Final = (
    *("kind", "applicant_type", "handler_id", "unit", "regime", "receipt_rule"),
    *("supply_way", "supply_form", "dispatch_way", "clock_status", "fee_mode", "signed_by", "retention"),
)
#: columns with a day
BETWEEN: Final = (
    *("received_on", "decided_on", "due_on", "arrived_on", "dispatched_on", "served_on"),
    *("correction_asked_on", "correction_answer_by", "correction_received_on", "consulted_on"),
    *("consultation_served_on", "opinion_on", "extended_on", "fee_charged_on", "fee_paid_on"),
    *("limit_on", "signed_on", "archived_on"),
)
_NOTHING_SAID: Final[Any] = literal_column("''")  # an index in part serves no value that is sent apart
#: what a case has or has not
HAS: Final[dict[str, ColumnElement[bool]]] = {
    "corrected": _C.corrected,
    "consulted": _C.consulted != "",
    "extended": _C.extended,
    "charged": _C.fee_charged_on.is_not(None),
    "appealed": _C.appeals != _NOTHING_SAID,
    "overturned": _C.appeals.like("%:corrected%"),
    "remarked": _C.remark_sha256 != _NOTHING_SAID,
    "numbered": _C.archive_no != _NOTHING_SAID,
    "late": and_(_C.timely.is_not(None), not_(_C.timely)),
    "for_publication": _C.for_publication,
    "imported": _C.imported,
    "provisional": _C.provisional,
}
#: those among them that an index leads to
LEADING: Final = ("received_on", "decided_on", "handler_id", "applicant_type", "unit")


class Narrowable(NamedTuple):
    """What a list can be asked for: its columns, those with few words, those with days, and facts."""

    columns: Any
    equal: tuple[str, ...]
    between: tuple[str, ...]
    has: Mapping[str, ColumnElement[bool]]


CASES: Final = Narrowable(_C, EQUAL, BETWEEN, HAS)


class Between(NamedTuple):
    """From one day to another, both included; either may be open."""

    column: str
    first: date | None
    last: date | None


class Narrowing(NamedTuple):
    """Every condition holds. `has` says of each fact whether it must be there or must not."""

    equal: tuple[tuple[str, str | int], ...] = ()
    between: tuple[Between, ...] = ()
    has: tuple[tuple[str, bool], ...] = ()

    @property
    def is_led(self) -> bool:
        """Whether an index leads to every column asked for, so that counting may look at all of them."""
        named = {column for column, _value in self.equal} | {span.column for span in self.between}
        return named <= {*LEADING} and all(wanted and name in RARE for name, wanted in self.has)

    def conditions(self, of: Narrowable = CASES) -> list[ColumnElement[bool]]:
        """As the database takes them. Raises BadInput for a column that cannot be asked for."""
        facts = [(of.has[_known(name, of.has)], wanted) for name, wanted in self.has]
        return [
            *(of.columns[_known(column, of.equal)] == value for column, value in self.equal),
            *(_span(span, of) for span in self.between if span.first or span.last),
            *(fact if wanted else not_(fact) for fact, wanted in facts),
        ]


NOTHING: Final = Narrowing()


def _span(span: Between, of: Narrowable) -> ColumnElement[bool]:
    column: Any = of.columns[_known(span.column, of.between)]
    if span.first and span.last:
        made: ColumnElement[bool] = column.between(span.first, span.last)
        return made
    open_ended: ColumnElement[bool] = column >= span.first if span.first else column <= span.last
    return open_ended


def _known(name: str, names: Any) -> str:
    if name not in names:
        raise BadInput(f"台账不能按这一栏筛选：{name} / the ledger cannot be narrowed by it")
    return name
