"""How a case may end: each outcome with its provision, letter, evidence, remedy class and row in the report."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from workflow.errors import BadInput, RuleMissing
from workflow.terms import CaseKind

#: rows of table three an outcome may count in, per form of the annual report
ROWS_2021 = frozenset(
    {
        *("granted", "partial", "denied_state_secret", "denied_law_forbids", "denied_three_securities"),
        *("denied_third_party", "denied_internal", "denied_process", "denied_enforcement_file"),
        *("denied_admin_query", "unable_not_held", "unable_needs_making", "unable_unclear"),
        *("notproc_petition", "notproc_repeat", "notproc_publication", "notproc_excessive"),
        *("notproc_reconfirm", "other_no_correction", "other_no_payment", "other_misc"),
    }
)
FORMS: Mapping[str, frozenset[str]] = {
    "2019": frozenset(r for r in ROWS_2021 if not r.startswith("other_")) | {"other_single"},
    "2021": ROWS_2021,
}
REGIMES = ("prc-2007", "prc-2019")
REMEDY_CLASSES = frozenset("ABCDEFG")
ENDINGS = ("replied", "lapsed", "withdrawn")


class Dated(NamedTuple):
    """A value that holds from `since` until the next one."""

    since: date
    value: str


class Evidence(NamedTuple):
    """Something the file must hold before the outcome can be approved."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way an application ends. `closes` is the status the case goes to: replied, lapsed or withdrawn."""

    code: str
    letter_code: str
    regime: str
    kind: CaseKind
    zh: str
    en: str
    provisions: tuple[Dated, ...]
    letter: str
    evidence: tuple[Evidence, ...]
    discloses: bool
    remedy: tuple[Dated, ...]
    rows: Mapping[str, str]
    closes: str

    def provision(self, on: date) -> str:
        """The provision a decision of that day rests on; empty where no article exists. Raises RuleMissing."""
        return _in_force(self.provisions, on, f"{self.zh}在{on}没有可用的依据 / no provision for {self.code}")

    def remedy_class(self, on: date) -> str:
        """A review first, B free choice, C limited, D none, G record correction. Raises RuleMissing."""
        return _in_force(self.remedy, on, f"{self.zh}在{on}没有救济类别 / no remedy class for {self.code}")

    def report_row(self, form: str) -> str | None:
        """The row of table three ("2019" or "2021" form); None where the table does not count this kind."""
        if form not in FORMS:
            raise BadInput(f"没有{form}年版年度报告格式 / no annual report form {form}")
        return self.rows.get(form)


class Outcomes:
    """The catalogue, in the order of the file."""

    def __init__(self, outcomes: tuple[Outcome, ...]) -> None:
        self._by_code = {o.code: o for o in outcomes}

    @classmethod
    def load(cls, path: Path) -> Outcomes:
        """Read and check the whole file. Raises BadInput naming the outcome and the fault."""
        data = read_toml(path)
        try:
            evidence = {k: Evidence(k, v["zh"], v["en"]) for k, v in data["evidence"].items()}
            outcomes = tuple(_outcome(row, evidence, path.name) for row in data["outcome"])
        except (KeyError, TypeError, AttributeError) as bad:
            raise BadInput(f"{path.name}：结构不对 / wrong structure: {bad}") from bad
        codes = [o.code for o in outcomes]
        if twice := {c for c in codes if codes.count(c) > 1}:
            raise BadInput(f"{path.name}：结果重复 / outcome twice: {', '.join(sorted(twice))}")
        return cls(outcomes)

    def __getitem__(self, code: str) -> Outcome:
        """Raises BadInput for a code the catalogue does not hold."""
        try:
            return self._by_code[code]
        except KeyError:
            raise BadInput(f"没有这种答复结果：{code} / no such outcome") from None

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def for_regime(self, regime: str, kind: CaseKind = CaseKind.APPLICATION) -> tuple[Outcome, ...]:
        """The outcomes open to a case of that regime ("prc-2007", "prc-2019") and kind."""
        if regime not in REGIMES:
            raise BadInput(f"没有这个法规版本：{regime} / no such regime")
        return tuple(o for o in self if o.regime == regime and o.kind == kind)


def read_toml(path: Path) -> dict[str, Any]:
    """A configuration file as a mapping. Raises BadInput where it is missing or broken."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as bad:
        raise BadInput(f"{path.name}：无法读取 / cannot be read: {bad}") from bad


def dated(rows: Any, key: str, where: str) -> tuple[Dated, ...]:
    """Rows of {since, key} as dated values, oldest first. Raises BadInput where dates are missing or unordered."""
    try:
        values = tuple(Dated(row["since"], row[key]) for row in rows)
    except (KeyError, TypeError) as bad:
        raise BadInput(f"{where}：缺少 since 或 {key} / since or {key} is missing") from bad
    if not values or any(type(v.since) is not date or not isinstance(v.value, str) for v in values):
        raise BadInput(f"{where}：日期或内容类型不对 / empty, or a wrong type")
    if any(a.since >= b.since for a, b in pairwise(values)):
        raise BadInput(f"{where}：日期没有按先后排列 / dates out of order")
    return values


def _in_force(values: tuple[Dated, ...], on: date, otherwise: str) -> str:
    held = [v.value for v in values if v.since <= on]
    if not held:
        raise RuleMissing(otherwise)
    return held[-1]


def _outcome(row: dict[str, Any], evidence: Mapping[str, Evidence], file: str) -> Outcome:
    where = f"{file} {row.get('code', '?')}"
    names = set(Outcome.__dataclass_fields__)
    if row.keys() != names:
        odd = ", ".join(sorted(row.keys() ^ names))
        raise BadInput(f"{where}：字段缺少或多余 / missing or unknown: {odd}")
    remedy = dated(row["remedy"], "class", where)
    faults = {
        "regime": row["regime"] not in REGIMES,
        "kind": row["kind"] not in list(CaseKind),
        "closes": row["closes"] not in ENDINGS,
        "remedy": any(v.value not in REMEDY_CLASSES for v in remedy),
        "evidence": any(e not in evidence for e in row["evidence"]),
        "discloses": not isinstance(row["discloses"], bool),
        "rows": any(r not in FORMS.get(f, ()) for f, r in row["rows"].items())
        or (row["kind"] == CaseKind.APPLICATION and row["rows"].keys() != FORMS.keys()),
    } | {k: not (isinstance(row[k], str) and row[k]) for k in ("code", "letter_code", "zh", "en", "letter")}
    if wrong := ", ".join(k for k, is_wrong in faults.items() if is_wrong):
        raise BadInput(f"{where}：字段内容不对 / wrong value: {wrong}")
    return Outcome(
        **(
            row
            | {
                "kind": CaseKind(row["kind"]),
                "provisions": dated(row["provisions"], "provision", where),
                "evidence": tuple(evidence[e] for e in row["evidence"]),
                "remedy": remedy,
            }
        )
    )
