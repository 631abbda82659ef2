"""Which days of an old register the clock can have run by; the others are left out, each group with a word. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from workflow.clock.timeline import Event, EventType, Timeline
from workflow.clock.timeline_check import faults
from workflow.errors import Reason, RuleMissing
from workflow.guards import Around
from workflow.importing.sides import Sides

_T = EventType
_Group = Mapping[str, Any]
_CORRECTION: Final[_Group] = {
    "correction_asked_on": None,
    "correction_received_on": None,
    "correction_answer_by": None,
}
_EXTENSION: Final[_Group] = {"extended_on": None, "extension_days": None}
_FEE: Final[_Group] = {"fee_charged_on": None, "fee_paid_on": None}
_CONSULTATION: Final[_Group] = {
    "consulted": (),
    "consulted_as": "",
    "consulted_on": None,
    "consultation_served_on": None,
    "opinion_on": None,
}
#: the last ones are left out first
_GROUPS: Final = (
    (_CORRECTION, "补正", "correction"),
    (_EXTENSION, "延期", "extension"),
    (_FEE, "收费、缴费", "fee"),
    (_CONSULTATION, "征求意见", "consultation"),
)


def possible(sides: Sides, received: date, around: Around) -> tuple[Sides, tuple[Reason, ...]]:
    """What can have happened so, and a word for each group that cannot."""
    if not any(getattr(sides, name) for group, _zh, _en in _GROUPS for name in group):
        return sides, ()
    kept = sides
    for group, _zh, _en in _GROUPS:
        kept = kept._replace(**group)
    reasons = []
    for group, zh, en in _GROUPS:
        if not any(getattr(sides, name) for name in group):
            continue
        more = kept._replace(**{name: getattr(sides, name) for name in group})
        if _holds(more, received, around) and _is_whole(more):
            kept = more
        else:
            reasons.append(
                Reason(
                    f"{zh}的日期不合规定或不全，未导入",
                    f"The days of the {en} cannot be, or lack one: left out",
                )
            )
    return kept, tuple(reasons)


def extension(sides: Sides, received: date, around: Around) -> int:
    """The working days said, or all the law allows where the register only dates it."""
    if sides.extension_days is not None:
        return sides.extension_days
    return int(around.regimes.for_receipt(received).rule("extension", received).value)


def _is_whole(sides: Sides) -> bool:
    """A consultation without the day it ended says nothing of how long the clock stood."""
    return not sides.consulted or (sides.consulted_on is not None and sides.opinion_on is not None)


def _holds(sides: Sides, received: date, around: Around) -> bool:
    regime = around.regimes.for_receipt(received)
    try:
        told = sorted(events(sides, received, around), key=lambda event: event.on)
        return not faults(Timeline(received, tuple(told), regime.id), regime, around.days)
    except RuleMissing:  # the text of that day knows no such act
        return False


def events(sides: Sides, received: date, around: Around) -> Iterator[Event]:
    """What the clock reads of them, consultations too."""
    plain = (
        (sides.correction_asked_on, _T.CORRECTION_REQUESTED),
        (sides.correction_received_on, _T.CORRECTION_RECEIVED),
        (sides.fee_charged_on, _T.FEE_NOTIFIED),
        (sides.fee_paid_on, _T.FEE_PAID),
    )
    yield from (Event(kind, on) for on, kind in plain if on)
    if sides.extended_on:
        days = extension(sides, received, around)
        yield Event(_T.EXTENSION_NOTIFIED, sides.extended_on, working_days=days)
    for party in sides.consulted:
        if sides.consulted_on and sides.opinion_on:
            ref, served_on = party.value, sides.consultation_served_on
            yield Event(_T.CONSULTATION_OPENED, sides.consulted_on, ref=ref, party=ref, served_on=served_on)
            yield Event(_T.CONSULTATION_CLOSED, sides.opinion_on, ref=party.value)
