"""What happened to one application and when: the facts the clock reads, as values and from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput


class EventType(StrEnum):
    """The facts that move a clock, in the past tense."""

    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_RECEIVED = "correction_received"
    CONSULTATION_OPENED = "consultation_opened"
    CONSULTATION_CLOSED = "consultation_closed"
    EXTENSION_NOTIFIED = "extension_notified"
    FEE_NOTIFIED = "fee_notified"
    FEE_PAID = "fee_paid"
    DELAYED_PERIOD_FIXED = "delayed_period_fixed"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    REDO_ORDERED = "redo_ordered"


#: who may be consulted; third parties under 条例第三十二条, organs under 第三十四条
PARTIES: Final = ("third_party", "co_producer", "other_organ")


class Event(NamedTuple):
    """One fact. `on` is the day it happened: dispatch for letters, arrival for answers, posting for a reply.

    served_on is the day the addressee received the letter; answer_by the last day a correction may come;
    working_days the length of an extension or of an ordered new reply; until the end of a delayed period.
    """

    type: EventType
    on: date
    ref: str = ""
    party: str = ""
    served_on: date | None = None
    answer_by: date | None = None
    working_days: int | None = None
    until: date | None = None


class Timeline(NamedTuple):
    """An application from receipt on; events in the order they happened. The receipt day is day zero."""

    received_on: date
    events: tuple[Event, ...] = ()
    regime: str = "auto"
    as_of: date | None = None


_FIELDS: Final[dict[EventType, frozenset[str]]] = {
    EventType.CORRECTION_REQUESTED: frozenset({"answer_by", "served_on"}),
    EventType.CORRECTION_RECEIVED: frozenset(),
    EventType.CONSULTATION_OPENED: frozenset({"ref", "party", "served_on"}),
    EventType.CONSULTATION_CLOSED: frozenset({"ref"}),
    EventType.EXTENSION_NOTIFIED: frozenset({"working_days"}),
    EventType.FEE_NOTIFIED: frozenset({"served_on", "received_on"}),
    EventType.FEE_PAID: frozenset(),
    EventType.DELAYED_PERIOD_FIXED: frozenset({"until"}),
    EventType.REPLIED: frozenset({"served_on"}),
    EventType.WITHDRAWN: frozenset(),
    EventType.LAPSED: frozenset(),
    EventType.REDO_ORDERED: frozenset({"working_days"}),
}
_REQUIRED: Final[dict[EventType, frozenset[str]]] = {
    EventType.EXTENSION_NOTIFIED: frozenset({"working_days"}),
    EventType.DELAYED_PERIOD_FIXED: frozenset({"until"}),
}
#: dates outside are slips of the hand; every calendar and regime lies well inside
FIRST_YEAR, LAST_YEAR = 1990, 2200
_TIMELINE_KEYS: Final = frozenset({"received_on", "regime", "as_of", "events"})


def read_timeline(data: object) -> Timeline:
    """Parse one decoded JSON timeline (design: `mingfu deadline`); BadInput names the field."""
    if not isinstance(data, Mapping):
        raise BadInput("时间线应为一个 JSON 对象 / a timeline is one JSON object")
    _refuse_unknown("", data, _TIMELINE_KEYS)
    events = data.get("events", [])
    if not isinstance(events, list):
        raise BadInput("events：应为列表 / must be a list")
    regime = data.get("regime", "auto")
    if not isinstance(regime, str):
        raise BadInput("regime：应为文字 / must be text")
    return Timeline(
        _day("received_on", data, "received_on"),
        tuple(_event(f"events[{n}]", event) for n, event in enumerate(events)),
        regime,
        _day_or_none("as_of", data, "as_of"),
    )


def _event(where: str, data: object) -> Event:
    if not isinstance(data, Mapping):
        raise BadInput(f"{where}：应为 JSON 对象 / must be an object")
    kind = _kind(where, data)
    _refuse_unknown(f"{where} ", data, _FIELDS[kind] | {"type", "on"})
    for key in sorted(_REQUIRED.get(kind, frozenset()) - data.keys()):
        raise BadInput(f"{where}.{key}：缺少 / missing")
    return Event(
        kind,
        _day(f"{where}.on", data, "on"),
        _ref(where, data),
        _party(where, data, kind),
        _served(where, data),
        _day_or_none(f"{where}.answer_by", data, "answer_by"),
        _days(where, data),
        _day_or_none(f"{where}.until", data, "until"),
    )


def _kind(where: str, data: Mapping[str, Any]) -> EventType:
    try:
        return EventType(data["type"])
    except KeyError:
        raise BadInput(f"{where}.type：缺少 / missing") from None
    except ValueError:
        raise BadInput(f"{where}.type：未知的事件 {data['type']!r} / unknown event") from None


def _ref(where: str, data: Mapping[str, Any]) -> str:
    ref = data.get("ref", "")
    if not isinstance(ref, str):
        raise BadInput(f"{where}.ref：应为文字 / must be text")
    return ref


def _party(where: str, data: Mapping[str, Any], kind: EventType) -> str:
    if kind is not EventType.CONSULTATION_OPENED:
        return ""
    party = data.get("party", "third_party")
    if party not in PARTIES:
        raise BadInput(f"{where}.party：应为 {'、'.join(PARTIES)} 之一 / must be one of these")
    return str(party)


def _served(where: str, data: Mapping[str, Any]) -> date | None:
    """served_on; a fee notice may say received_on for the same day, but not another."""
    served = _day_or_none(f"{where}.served_on", data, "served_on")
    received = _day_or_none(f"{where}.received_on", data, "received_on")
    if served is not None and received is not None and served != received:
        raise BadInput(f"{where}.received_on：与 served_on 不一致 / differs from served_on")
    return served or received


def _days(where: str, data: Mapping[str, Any]) -> int | None:
    number = data.get("working_days")
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= 1000:
        raise BadInput(f"{where}.working_days：应为 1 至 1000 的整数 / must be a whole number from 1 to 1000")
    return number


def _day(where: str, data: Mapping[str, Any], key: str) -> date:
    if data.get(key) is None:
        raise BadInput(f"{where}：缺少 / missing")
    text = data[key]
    try:
        if not isinstance(text, str) or len(text) != 10 or text[7] != "-":  # ISO weeks are not dates here
            raise ValueError
        day = date.fromisoformat(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        raise BadInput(f"{where}：{text!r} 不是日期（应如 2024-03-16）/ not a date") from None


def _day_or_none(where: str, data: Mapping[str, Any], key: str) -> date | None:
    return None if data.get(key) is None else _day(where, data, key)


def _refuse_unknown(where: str, data: Mapping[str, Any], known: frozenset[str]) -> None:
    if unknown := sorted(str(key) for key in data.keys() - known):
        raise BadInput(f"{where}未知的字段 {'、'.join(unknown)} / unknown fields")
