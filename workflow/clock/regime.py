"""Law as data: loads and checks the regime files; gives the value in force on a date, with its provision."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput, RuleMissing

#: periods are whole numbers of these units
PERIODS: Final = frozenset({"working_days", "days", "months", "years"})
#: anchors say which day counts, effects say what happens; both are words
WORDS: Final = frozenset({"anchor", "effect"})
_FILE_KEYS: Final = frozenset({"id", "title_zh", "title_en", "received_from", "received_to", "rules"})
_VALUE_KEYS: Final = frozenset({"since", "until", "value", "unit", "provision", "note", "office_choice"})


class Rule(NamedTuple):
    """A value in force: a whole number for a period, a word for an anchor or effect (the loader checks)."""

    value: Any
    unit: str
    provision: str
    since: date
    office_choice: bool = False
    note: str = ""
    until: date | None = None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


class Regime:
    """One national regime: applications received in its time run under it for good."""

    __slots__ = ("_rules", "id", "received_from", "received_to", "title_en", "title_zh")

    def __init__(
        self,
        id: str,
        title: tuple[str, str],
        received: tuple[date, date | None],
        rules: Mapping[str, tuple[Rule, ...]],
    ) -> None:
        self.id = id
        self.title_zh, self.title_en = title
        self.received_from, self.received_to = received
        self._rules = {name: values[::-1] for name, values in rules.items()}

    def __repr__(self) -> str:
        return f"Regime({self.id!r})"

    @property
    def names(self) -> tuple[str, ...]:
        """Every rule this regime knows on some date."""
        return tuple(self._rules)

    def rule(self, name: str, on: date) -> Rule:
        """The value in force on that day; RuleMissing where the law holds none."""
        for rule in self._rules.get(name, ()):
            if rule[3] <= on:  # newest first: the first that has begun is the one, unless it has ended
                if rule[6] is None or on <= rule[6]:
                    return rule
                break
        raise RuleMissing(f"{self.id} 在 {on} 没有“{name}”的规定 / no rule {name!r} in force on {on}")

    def holds(self, name: str, on: date) -> bool:
        """Whether such a rule is in force on that day."""
        return any(rule.holds(on) for rule in self._rules.get(name, ()))

    def values(self, name: str) -> tuple[Rule, ...]:
        """Every dated value of a rule, oldest first."""
        return self._rules.get(name, ())[::-1]


class Regimes:
    """The regimes of a folder; which one governs is decided by the receipt date (条例第五十六条)."""

    def __init__(self, regimes: Mapping[str, Regime]) -> None:
        self._by_id = dict(regimes)
        self._by_date = tuple(sorted(self._by_id.values(), key=lambda r: r.received_from, reverse=True))

    @classmethod
    def load(cls, folder: Path) -> Regimes:
        """Read every *.toml of the folder; BadInput names file and entry."""
        regimes = [read_regime(path) for path in sorted(folder.glob("*.toml"))]
        if not regimes:
            raise BadInput(f"{folder} 中没有法规文件 / no regime files")
        _refuse_overlap(regimes)
        return cls({regime.id: regime for regime in regimes})

    def __getitem__(self, id: str) -> Regime:
        try:
            return self._by_id[id]
        except KeyError:
            known = "、".join(self._by_id)
            raise BadInput(f"没有法规“{id}”，只有 {known} / unknown regime {id!r}") from None

    def __iter__(self) -> Iterator[Regime]:
        return iter(self._by_date[::-1])

    def for_timeline(self, name: str, received_on: date) -> Regime:
        """The regime a timeline names, or by receipt date for "auto"; BadInput where the two disagree."""
        governing = self.for_receipt(received_on)
        if name != "auto" and self[name] is not governing:
            raise BadInput(
                f"{received_on} 收到的申请适用 {governing.id}，不适用 {name} / the receipt date decides the regime"
            )
        return governing

    def for_receipt(self, received_on: date) -> Regime:
        """The regime of an application received that day; RuleMissing before the first regime."""
        for regime in self._by_date:
            if regime.received_from <= received_on:
                if regime.received_to is None or received_on <= regime.received_to:
                    return regime
                break
        raise RuleMissing(f"{received_on} 收到的申请没有可适用的条例 / no regime governs that receipt date")


def read_regime(path: Path) -> Regime:
    """Load and check one regime file; BadInput names the file and what is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
        raise BadInput(f"{path.name}：不是有效的 TOML / not TOML: {bad}") from bad
    _refuse_keys(path.name, data, _FILE_KEYS, required=_FILE_KEYS - {"received_to"})
    rules = dated_rules(path.name, data["rules"])
    return Regime(
        _text(path.name, data, "id"),
        (_text(path.name, data, "title_zh"), _text(path.name, data, "title_en")),
        (_day(path.name, data, "received_from"), _day_or_none(path.name, data, "received_to")),
        rules,
    )


def dated_rules(where: str, rules: Mapping[str, object]) -> dict[str, tuple[Rule, ...]]:
    """Rules by name, each with its dated values, oldest first; BadInput names file and rule."""
    return {name: _values(f"{where} {name}", values) for name, values in rules.items()}


def _values(where: str, values: object) -> tuple[Rule, ...]:
    if not isinstance(values, list) or not values or not all(isinstance(v, dict) for v in values):
        raise BadInput(f"{where}：应为带日期的值的列表 / must be a list of dated values")
    rules = tuple(sorted((_value(where, value) for value in values), key=lambda rule: rule.since))
    for old, new in pairwise(rules):
        if old.until is None or old.until >= new.since:
            raise BadInput(f"{where}：{old.since} 与 {new.since} 的值日期重叠 / values overlap")
    return rules


def _value(where: str, data: dict[str, Any]) -> Rule:
    _refuse_keys(where, data, _VALUE_KEYS, required=frozenset({"since", "value", "unit", "provision"}))
    since, until = _day(where, data, "since"), _day_or_none(where, data, "until")
    if until is not None and until < since:
        raise BadInput(f"{where}：终止日 {until} 早于起始日 {since} / ends before it begins")
    value, unit = data["value"], data["unit"]
    if unit not in PERIODS | WORDS:
        raise BadInput(f"{where}：单位“{unit}”未知 / unknown unit")
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if not (whole if unit in PERIODS else isinstance(value, str) and value):
        raise BadInput(f"{where}：值 {value!r} 与单位 {unit} 不符 / value does not fit its unit")
    choice = data.get("office_choice", False)
    if not isinstance(choice, bool):
        raise BadInput(f"{where}：office_choice 应为 true 或 false / must be true or false")
    note = _text(where, data, "note") if "note" in data else ""
    return Rule(value, unit, _text(where, data, "provision"), since, choice, note, until)


def _refuse_keys(where: str, data: dict[str, Any], known: frozenset[str], required: frozenset[str]) -> None:
    if unknown := sorted(data.keys() - known):
        raise BadInput(f"{where}：未知的键 {'、'.join(unknown)} / unknown keys")
    if missing := sorted(required - data.keys()):
        raise BadInput(f"{where}：缺少 {'、'.join(missing)} / missing keys")


def _refuse_overlap(regimes: list[Regime]) -> None:
    ordered = sorted(regimes, key=lambda regime: regime.received_from)
    for old, new in pairwise(ordered):
        if old.id == new.id:
            raise BadInput(f"法规编号 {old.id} 重复 / regime id used twice")
        if old.received_to is None or old.received_to + timedelta(days=1) != new.received_from:
            raise BadInput(f"{old.id} 与 {new.id} 的适用日期不衔接 / their dates overlap or leave a gap")


def _text(where: str, data: dict[str, Any], key: str) -> str:
    if not isinstance(data[key], str) or not data[key].strip():
        raise BadInput(f"{where}：{key} 不能为空 / must be text and not empty")
    return str(data[key])


def _day(where: str, data: dict[str, Any], key: str) -> date:
    if type(data[key]) is not date:
        raise BadInput(f"{where}：{key} 应为日期 / must be a date")
    return data[key]  # type: ignore[no-any-return]


def _day_or_none(where: str, data: dict[str, Any], key: str) -> date | None:
    return _day(where, data, key) if key in data else None
