"""The forms of the annual report as data: rows, columns, groups of appeals, rules, and the years they are valid for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.errors import BadInput
from workflow.outcomes import Outcomes, read_toml
from workflow.wording import Words

PHASES: Final = ("received", "carried_in", "processed", "carried_out")
OVER: Final = ("column", "row", "group")
TOTAL: Final = "total"


class Column(NamedTuple):
    """A column of table three; `in_group` stands under 法人或其他组织."""

    id: str
    words: Words
    in_group: bool


class Row(NamedTuple):
    """A row of table three. It counts a phase, narrowed to outcomes, channels, extended or not; None: not narrowed."""

    id: str
    words: Words
    part: str
    section: str
    marks: tuple[str, ...]
    phase: str
    outcomes: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    channels: frozenset[str] | None = None
    extended: bool | None = None


class AppealGroup(NamedTuple):
    """A block of table four; `after_review` None: whether or not it was reviewed first."""

    id: str
    words: Words
    kind: str
    after_review: bool | None


class Rule(NamedTuple):
    """Left and right are sums of rows in each column, of columns in each row, or of results in each group."""

    name: str
    over: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `parts` and `sections` name the merged cells that stand before rows."""

    id: str
    words: Words
    provision: str
    years: tuple[int, int]
    closes_on: tuple[int, int]  # month and day of the year after, from which the year is closed
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    parts: Mapping[str, Words]
    sections: Mapping[str, Words]
    groups: tuple[AppealGroup, ...]
    results: tuple[tuple[str, Words], ...]
    rules: tuple[Rule, ...]

    def row(self, id_: str) -> Row:
        """Raises BadInput for a row the form does not have."""
        for row in self.rows:
            if row.id == id_:
                return row
        raise BadInput(f"{self.id}年版没有这一行：{id_} / no such row")

    def words_of(self, over: str, id_: str) -> Words:
        """What a column, row or group (`over`) is called."""
        named: dict[str, dict[str, Words]] = {
            "column": {column.id: column.words for column in self.columns},
            "row": {row.id: row.words for row in self.rows},
            "group": {group.id: group.words for group in self.groups},
        }
        return named[over][id_]

    @property
    def column_ids(self) -> tuple[str, ...]:
        """Every column, the total last."""
        return tuple(column.id for column in self.columns)

    @property
    def has_types(self) -> bool:
        """Whether it tells applicants apart by kind."""
        return len(self.columns) > 1


class Forms:
    """Every form, oldest first."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        self.all = tuple(sorted(forms, key=lambda form: form.years))

    @classmethod
    def load(cls, folder: Path, outcomes: Outcomes) -> Forms:
        """Read config/reports. Raises BadInput naming file and fault."""
        return cls(
            tuple(_form(read_toml(path), path.name, outcomes) for path in sorted(folder.glob("*.toml")))
        )

    def __getitem__(self, id_: str) -> Form:
        for form in self.all:
            if form.id == id_:
                return form
        raise BadInput(f"没有{id_}年版年度报告格式 / no annual report form {id_}")

    def of_year(self, year: int) -> Form:
        """The form prescribed for the report of that year. Raises BadInput before the first."""
        for form in self.all:
            if form.years[0] <= year <= form.years[1]:
                return form
        raise BadInput(f"{year}年没有年度报告格式 / no annual report form for {year}")


def _form(data: Mapping[str, Any], file: str, outcomes: Outcomes) -> Form:
    try:
        form = Form(
            id=data["id"],
            words=_words(data),
            provision=data["provision"],
            years=(data["first_year"], data.get("last_year", 9999)),
            closes_on=_month_day(data["closes_on"]),
            columns=tuple(Column(c["id"], _words(c), c.get("group", False)) for c in data["column"]),
            rows=tuple(_row(row, data["id"], outcomes) for row in data["row"]),
            parts={p["id"]: _words(p) for p in data.get("part", ())},
            sections={s["id"]: _words(s) for s in data.get("section", ())},
            groups=tuple(
                AppealGroup(g["id"], _words(g), g["kind"], g.get("after_review")) for g in data["group"]
            ),
            results=tuple((r["id"], _words(r)) for r in data["result"]),
            rules=tuple(_rule(rule, data) for rule in data["rule"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as bad:
        raise BadInput(f"{file}：结构不对 / wrong structure: {bad}") from bad
    _require_sound(form, file, outcomes)
    return form


def _month_day(said: str) -> tuple[int, int]:
    month, _, day = said.partition("-")
    return int(month), int(day)


def _words(data: Mapping[str, Any]) -> Words:
    return Words(data["zh"], data["en"])


def _row(data: Mapping[str, Any], form: str, outcomes: Outcomes) -> Row:
    by_row = data["counts"] == "row"
    counted = frozenset(o.code for o in outcomes if o.rows.get(form) == data["id"]) if by_row else None
    named = frozenset(data["outcomes"]) if "outcomes" in data else None
    return Row(
        id=data["id"],
        words=_words(data),
        part=data.get("part", ""),
        section=data.get("section", ""),
        marks=tuple(data["marks"]),
        phase="processed" if by_row else data["counts"],
        outcomes=counted if by_row else named,
        without=frozenset(data.get("without", ())),
        channels=frozenset(data["channels"]) if "channels" in data else None,
        extended=data.get("extended"),
    )


def _rule(data: Mapping[str, Any], form: Mapping[str, Any]) -> Rule:
    """@results stands for every row of a result, @columns for every column but the total."""
    meant = {
        "@results": [row["id"] for row in form["row"] if row["counts"] == "row"],
        "@columns": [column["id"] for column in form["column"] if column["id"] != TOTAL],
    }
    left, right = (
        tuple(i for name in data[side] for i in meant.get(name, [name])) for side in ("left", "right")
    )
    return Rule(data["name"], data["over"], left, right, _words(data))


def _require_sound(form: Form, file: str, outcomes: Outcomes) -> None:
    """Every name a row or rule uses is there."""
    rows, results = {row.id for row in form.rows}, {id_ for id_, _words in form.results}
    known = {"column": rows, "row": set(form.column_ids), "group": results}
    odd = [name for rule in form.rules for name in (*rule.left, *rule.right) if name not in known[rule.over]]
    odd += [row.phase for row in form.rows if row.phase not in PHASES]
    named = [code for row in form.rows for code in (*(row.outcomes or ()), *row.without)]
    odd += [code for code in named if code not in outcomes]
    odd += [row.part for row in form.rows if row.part and row.part not in form.parts]
    odd += [row.section for row in form.rows if row.section and row.section not in form.sections]
    if odd or len(rows) != len(form.rows):
        raise BadInput(f"{file}：名称重复或不存在 / a name twice or unknown: {', '.join(odd)}")
