"""Every kind of letter and form an office writes, and how a short provision is written out in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from notices.facts import FITS, Fact
from workflow.errors import BadInput
from workflow.outcomes import Dated, dated, read_toml

CONFIG = Path(__file__).parents[1] / "config"
ADDRESSEES = frozenset(
    {"applicant", "third_party", "co_producer", "other_organ", "unit", "review_organ", "court", "internal"}
)
REMEDIES = frozenset({"none", "outcome", "E", "F"})
EFFECTS = frozenset({"none", "start", "stop", "restart", "suspend", "resume", "extend", "end", "new_date"})
#: fields of the frame a kind may do without
FRAME = ("case_no", "received_on", "request")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of letter or internal form; title as printed, zh and en as listed on pages.

    number: row in the list of letters; form: a table for the file, without head and seal; by: the day that
    chooses the provision, of "receipt" or "decision"; remedy: "none", "outcome" (the class of the outcome) or a
    fixed class; clock: what the letter, or the answer to it, does to the reply period; series: of document
    numbers, empty where it has none; route: in approvals.toml; without: fields of the frame this kind lacks;
    facts_2007: the facts of a letter under the text of 2007.
    """

    code: str
    number: str
    title: str
    zh: str
    en: str
    addressee: str
    form: bool
    provisions: tuple[Dated, ...]
    by: str
    remedy: str
    clock: str
    series: str
    route: str
    without: frozenset[str]
    facts: tuple[Fact, ...]
    facts_2007: tuple[Fact, ...]
    specimens: tuple[str, ...]

    @property
    def numbered(self) -> bool:
        """Carries a document number (发文字号)."""
        return bool(self.series)

    def provision(self, on: date) -> str:
        """The provision in force on the day that `by` names; empty where there is none."""
        return next((p.value for p in reversed(self.provisions) if p.since <= on), "")

    def declared(self, old: bool) -> tuple[Fact, ...]:
        """The facts of a letter under the text of 2007 (old) or 2019."""
        return self.facts_2007 if old else self.facts


class Catalogue:
    """All kinds, in the order of the file."""

    def __init__(self, kinds: tuple[Kind, ...], laws: Mapping[str, str]) -> None:
        self._by_code = {kind.code: kind for kind in kinds}
        self._laws = dict(laws)
        names = "|".join(sorted(map(re.escape, self._laws), key=len, reverse=True))
        self._law = re.compile(rf"(?<![一-龥年《])({names})(?=第)")

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read and check config/notices.toml. Raises BadInput naming the kind and the fault."""
        data = read_toml(path)
        try:
            known = {name: _fact(name, row, path.name) for name, row in data["fact"].items()}
            kinds = tuple(_kind(row, known, path.name) for row in data["notice"])
            made = cls(kinds, data["laws"])
        except (KeyError, TypeError, AttributeError, ValueError) as bad:
            raise BadInput(f"{path.name}：结构不对 / wrong structure: {bad}") from bad
        if len(made._by_code) != len(kinds):
            raise BadInput(f"{path.name}：文书种类重复 / a kind of letter twice")
        if unused := known.keys() - {f.name for k in kinds for f in (*k.facts, *k.facts_2007)}:
            raise BadInput(f"{path.name}：没有文书使用 / no letter uses: {', '.join(sorted(unused))}")
        return made

    def __getitem__(self, code: str) -> Kind:
        """Raises BadInput for a kind the catalogue does not hold."""
        try:
            return self._by_code[code]
        except KeyError:
            raise BadInput(f"没有这种文书：{code} / no such letter") from None

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def full(self, provision: str) -> str:
        """A short provision (条例第三十六条第二项) with the full title of its law, as a letter cites it."""
        return self._law.sub(lambda m: self._laws[m[1]], provision)

    def law(self, provision: str) -> str:
        """The full title of the law a provision belongs to. Raises BadInput where there is none."""
        if not (found := self._law.match(provision)):
            raise BadInput(f"依据没有写明法规：{provision} / no law of that name")
        return self._laws[found[1]]


@cache
def shipped() -> Catalogue:
    """The catalogue the program comes with, read once."""
    return Catalogue.load(CONFIG / "notices.toml")


def _fact(name: str, row: dict[str, Any], file: str) -> Fact:
    options = tuple((code, *words) for code, words in row.get("options", {}).items())
    fact = Fact(
        name=name,
        required=True,
        **{k: row[k] for k in ("zh", "en", "type", "help")},
        options=options,
        columns=tuple(row.get("columns", ())),
    )
    faults = {
        "type": fact.type not in FITS,
        "options": bool(options) != (fact.type == "choice") or any(len(o) != 3 for o in options),
        "columns": bool(fact.columns) != (fact.type == "table"),
        "help": " / " not in fact.help,
        "keys": bool(row.keys() - {"zh", "en", "type", "help", "options", "columns"}),
    }
    if wrong := ", ".join(k for k, is_wrong in faults.items() if is_wrong):
        raise BadInput(f"{file} fact.{name}：内容不对 / wrong value: {wrong}")
    return fact


def _kind(row: dict[str, Any], known: Mapping[str, Fact], file: str) -> Kind:
    where = f"{file} {row.get('code', '?')}"
    keys = {"code", "number", "title", "zh", "en", "addressee", "form", "provisions", "by", "remedy", "clock"}
    keys |= {"series", "route", "without", "required", "optional", "specimens"}
    if odd := (row.keys() - {"old"}) ^ keys:
        raise BadInput(f"{where}：字段缺少或多余 / missing or unknown: {', '.join(sorted(odd))}")
    _no_fault(row, where)
    facts = _facts(row, known, where)
    return Kind(
        **{k: row[k] for k in keys - {"provisions", "without", "required", "optional", "specimens"}},
        provisions=dated(row["provisions"], "provision", where) if row["provisions"] else (),
        without=frozenset(row["without"]),
        facts=facts,
        facts_2007=_facts(row["old"], known, where) if "old" in row else facts,
        specimens=tuple(row["specimens"]),
    )


def _no_fault(row: dict[str, Any], where: str) -> None:
    text = ("code", "title", "zh", "en", "route")
    faults = {
        "addressee": row["addressee"] not in ADDRESSEES,
        "form": not isinstance(row["form"], bool),
        "remedy": row["remedy"] not in REMEDIES,
        "by": row["by"] not in ("receipt", "decision"),
        "clock": row["clock"] not in EFFECTS,
        "series": not isinstance(row["series"], str) or (row["form"] and row["series"] != ""),
        "without": bool(set(row["without"]) - set(FRAME)),
        "specimens": row["code"] not in row["specimens"],
    } | {name: not (isinstance(row[name], str) and row[name]) for name in text}
    if wrong := ", ".join(name for name, is_wrong in faults.items() if is_wrong):
        raise BadInput(f"{where}：字段内容不对 / wrong value: {wrong}")


def _facts(row: dict[str, Any], known: Mapping[str, Fact], where: str) -> tuple[Fact, ...]:
    names = [*row["required"], *row["optional"]]
    if odd := {n for n in names if n not in known or names.count(n) > 1}:
        raise BadInput(f"{where}：内容未定义或重复 / undeclared or twice: {', '.join(sorted(odd))}")
    return tuple(_as(known[name], name in row["required"]) for name in names)


def _as(fact: Fact, required: bool) -> Fact:
    held = {name: getattr(fact, name) for name in Fact.__dataclass_fields__}
    return Fact(**held | {"required": required})
