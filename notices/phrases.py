"""The phrase book: what the program ships, and over it what the office has changed, retired or added."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from notices.catalogue import CONFIG, Catalogue, shipped
from workflow.errors import BadInput
from workflow.outcomes import read_toml
from workflow.store.letters.phrase_rows import Kept

#: kinds of facts a phrase can be put into
INTO = frozenset({"text", "long_text", "lines", "table"})
NEEDED = ("code", "topic", "fact", "title", "text")


def load(path: Path, catalogue: Catalogue) -> tuple[Kept, ...]:
    """The shipped phrases in their order. Raises BadInput naming the phrase and the fault."""
    rows = read_toml(path).get("phrase", [])
    made = tuple(_phrase(row, place, path.name) for place, row in enumerate(rows, start=1))
    for phrase in made:
        check(phrase, catalogue)
    codes = [phrase.code for phrase in made]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise BadInput(f"{path.name}：重复 / twice: {', '.join(twice)}")
    return made


@cache
def shipped_phrases() -> tuple[Kept, ...]:
    """Those the program comes with, read once."""
    return load(CONFIG / "phrases.toml", shipped())


def check(phrase: Kept, catalogue: Catalogue) -> None:
    """Raises BadInput where the letter lacks that field, or something is not said."""
    if phrase.topic not in catalogue:
        raise BadInput(f"{phrase.code}：没有这种文书 {phrase.topic} / no such letter")
    kind = catalogue[phrase.topic]
    facts = {fact.name: fact for fact in (*kind.facts_2007, *kind.facts)}
    if phrase.fact not in facts or facts[phrase.fact].type not in INTO:
        raise BadInput(f"{phrase.code}：{kind.zh}没有这一栏 {phrase.fact} / the letter has no such field")
    if not phrase.title.strip() or not phrase.body.strip():
        raise BadInput(f"{phrase.code}：须有标题和内容 / a phrase needs a title and words")


def book(changed: Iterable[Kept]) -> tuple[Kept, ...]:
    """Every phrase of an office, retired ones too: shipped ones as changed, then its own, each by position."""
    mine = {phrase.code: phrase for phrase in changed}
    every = [mine.pop(phrase.code, phrase) for phrase in shipped_phrases()]
    kinds = [kind.code for kind in shipped()]
    known = [phrase for phrase in (*every, *mine.values()) if phrase.topic in kinds]
    return tuple(sorted(known, key=lambda phrase: (kinds.index(phrase.topic), phrase.position, phrase.code)))


def offered(phrases: Iterable[Kept], topic: str) -> dict[str, list[Kept]]:
    """The phrases in use for one letter, by field."""
    found: dict[str, list[Kept]] = {}
    for phrase in phrases:
        if phrase.active and phrase.topic == topic:
            found.setdefault(phrase.fact, []).append(phrase)
    return found


def _phrase(row: dict[str, str], place: int, file: str) -> Kept:
    if row.keys() - {*NEEDED, "provision"} or not set(NEEDED) <= row.keys():
        raise BadInput(f"{file} {row.get('code', place)}：字段缺少或多余 / missing or unknown fields")
    return Kept(
        code=row["code"],
        topic=row["topic"],
        fact=row["fact"],
        title=row["title"],
        body=row["text"],
        provision=row.get("provision", ""),
        active=True,
        position=place * 10,
    )
