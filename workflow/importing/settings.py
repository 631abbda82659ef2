"""How old ledgers are read, from config/import.toml: columns, words for channels, kinds of applicant and results."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from workflow.appeal.terms import ResultKind
from workflow.errors import BadInput
from workflow.identity import ID_KINDS
from workflow.outcomes import Outcomes, read_toml
from workflow.rules import ROOT
from workflow.terms import ApplicantType, Channel, FeeMode, Party, SupplyForm, Term, Way

PATH = ROOT / "config" / "import.toml"
ORGANISATION, OPEN, UNCLEAR = "organisation", "open", "unclear"
#: words of the further columns: table of the file -> what they stand for
TERMS: Final[Mapping[str, type[Term]]] = {
    "supply_ways": Way,
    "supply_forms": SupplyForm,
    "dispatch_ways": Way,
    "parties": Party,
    "fee_modes": FeeMode,
    "appeal_results": ResultKind,
}
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_LONGEST_BLANK: Final = 12  # characters; longer cells say something
_PUNCTUATION: Final = re.compile(r"[\W_]")
_COUNTER: Final = re.compile(r"^\s*[(（]?(?:[一二三四五六七八九十]+|\d{1,2})[)）、.．:：]\s*")


class Sizes(NamedTuple):
    """Limits in bytes, columns, rows and cases a transaction."""

    file_bytes: int
    unpacked_bytes: int
    columns: int
    rows: int
    batch: int


class Settings(NamedTuple):
    """All of it; words are keys as `plain` leaves them."""

    sizes: Sizes
    columns: Mapping[str, str]  # header -> field
    nearly: Mapping[str, str]  # header without what makes no difference -> that header
    totals: frozenset[str]
    notes: tuple[str, ...]
    serials: frozenset[str]
    blanks: frozenset[str]
    not_yet: frozenset[str]
    channels: Mapping[str, Channel]
    applicant_types: Mapping[str, str]
    organisations: tuple[tuple[ApplicantType, tuple[str, ...]], ...]
    id_kinds: Mapping[str, str]
    results: Mapping[str, Mapping[str, str]]  # regime -> word -> outcome, OPEN or UNCLEAR
    terms: Mapping[str, Mapping[str, str]]  # name in TERMS -> word -> code
    answers: Mapping[str, str]  # word -> yes or no
    stages: tuple[str, ...]  # words in the title of a group of columns that is not about receipt and reply

    def header(self, word: str) -> str:
        """The known header a title stands for, empty where it is none: 答复的时间 is 答复日期."""
        return word if word in self.columns else self.nearly.get(_bare(word), "")

    def is_blank(self, text: str) -> bool:
        """Whether a cell says only that it is empty."""
        return not text or (len(text) <= _LONGEST_BLANK and (text.isspace() or _folded(text) in self.blanks))

    def says_not_yet(self, text: str) -> bool:
        """Whether a day is left out because there was none yet."""
        return plain(text) in self.not_yet


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Words as they are compared: no spaces, brackets, punctuation; a word all in brackets stays."""
    folded = _folded(text)
    bare = _PUNCTUATION.sub("", _BRACKETS.sub("", folded))
    return bare or _PUNCTUATION.sub("", folded)


@lru_cache(maxsize=8192)
def readings(text: str) -> tuple[str, ...]:
    """Ways to take a word, the exact one first: with what stands in brackets, without it, without its counter 1."""
    whole = _PUNCTUATION.sub("", _folded(text))
    bare = plain(_COUNTER.sub("", unicodedata.normalize("NFKC", text)))
    return tuple(dict.fromkeys((whole, plain(text), bare)))


@cache
def load(path: Path = PATH) -> Settings:
    """Read and check. Raises BadInput naming file and fault."""
    data = read_toml(path)
    try:
        return _settings(data, path.name)
    except (KeyError, TypeError, AttributeError, ValueError) as bad:
        raise BadInput(f"{path.name}：内容有误 / the content is wrong: {bad}") from None


def _settings(data: Mapping[str, Any], file: str) -> Settings:
    rows = data["rows"]
    known = {*(t.value for t in ApplicantType), ORGANISATION}
    columns = _by_word(data["columns"], file)
    return Settings(
        Sizes(**data["limits"]),
        columns,
        _nearly(columns),
        frozenset(map(plain, rows["totals"])),
        tuple(sorted(map(plain, rows["notes"]), key=len, reverse=True)),
        frozenset(plain(word) or word for word in rows["serials"]),
        frozenset(map(_folded, rows["blanks"])),
        frozenset(map(plain, rows["not_yet"])),
        {word: Channel(code) for word, code in (_own(Channel) | _by_word(data["channels"], file)).items()},
        _own(ApplicantType) | _only(_by_word(data["applicant_types"], file), known, file),
        tuple((ApplicantType(kind["type"]), tuple(kind["words"])) for kind in data["organisations"]),
        _only(_by_word(data["id_kinds"], file), set(ID_KINDS), file),
        {regime: _by_word(words | data["results"]["all"], file) for regime, words in _regimes(data)},
        {
            name: _only(_by_word(data[name], file), {t.value for t in kind}, file)
            for name, kind in TERMS.items()
        },
        _only(_by_word(data["answers"], file), {"yes", "no"}, file),
        tuple(rows["stages"]),
    )


def _regimes(data: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, list[str]]]]:
    return ((name, words) for name, words in data["results"].items() if name != "all")


def _by_word(named: Mapping[str, Iterable[str]], file: str) -> dict[str, str]:
    """word -> code; one word never means two things."""
    found: dict[str, str] = {}
    for code, words in named.items():
        for word in words:
            if found.setdefault(plain(word), code) != code:
                raise BadInput(f"{file}：“{word}”有两种含义 / {word!r} means two things")
    return found


def _bare(word: str) -> str:
    return word.replace("的", "").replace("时间", "日期").replace("情况", "")


def _nearly(columns: Mapping[str, str]) -> dict[str, str]:
    """Headers that differ in 的, 情况, 时间 or 日期 alone; left out where two of them mean two things."""
    found: dict[str, set[str]] = {}
    for word, field in columns.items():
        found.setdefault(_bare(word), set()).add(field)
    return {_bare(w): w for w in reversed(tuple(columns)) if _bare(w) and len(found[_bare(w)]) == 1}


def _own(kind: type[Term]) -> dict[str, str]:
    """The program's own words, as its files and pages say them."""
    return {plain(said): one.value for one in kind for said in (one.value, one.zh, one.en)}


def _only(words: dict[str, str], known: Iterable[str], file: str) -> dict[str, str]:
    if unknown := sorted(set(words.values()) - set(known)):
        raise BadInput(f"{file}：未知的 {'、'.join(unknown)} / unknown")
    return words


def result(settings: Settings, outcomes: Outcomes, regime: str, text: str) -> str | None:
    """The outcome an office's word stands for in that regime, OPEN, UNCLEAR, or None for an unknown word."""
    words = settings.results.get(regime, {})
    return next((words[way] for way in readings(text) if way in words), None) or _named(
        outcomes, regime, text
    )


def _named(outcomes: Outcomes, regime: str, text: str) -> str | None:
    """By the catalogue's own names and codes."""
    said = readings(text)
    for outcome in outcomes.for_regime(regime):
        if {plain(outcome.zh), plain(outcome.en), outcome.code.replace("_", "")} & set(said):
            return outcome.code
    return None
