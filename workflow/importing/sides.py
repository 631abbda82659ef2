"""What an old register says of a case besides who asked what, when, and how it was answered. Plain values."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workflow.appeal.terms import AppealKind, ResultKind
from workflow.terms import FeeMode, Party, SupplyForm, Way


class Sides(NamedTuple):
    """What the register says besides; None, nothing or 0 where it does not. Days are checked against the main ones."""

    arrived_on: date | None = None
    supply_form: SupplyForm | None = None
    supply_way: Way | None = None
    correction_asked_on: date | None = None
    correction_answer_by: date | None = None
    correction_received_on: date | None = None
    consulted: tuple[Party, ...] = ()
    consulted_as: str = ""
    consulted_on: date | None = None
    consultation_served_on: date | None = None
    opinion_on: date | None = None
    extended_on: date | None = None
    extension_days: int | None = None
    extension_no: str = ""
    fee_mode: FeeMode | None = None
    fee_yuan: int = 0
    fee_charged_on: date | None = None
    fee_paid_on: date | None = None
    signed_on: date | None = None
    dispatched_on: date | None = None
    dispatch_way: Way | None = None
    tracking_no: str = ""
    served_on: date | None = None
    for_publication: bool = False
    appeals: tuple[tuple[AppealKind, ResultKind], ...] = ()
    archived_on: date | None = None
    archive_no: str = ""
    remark: str = ""
