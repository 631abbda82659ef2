"""Holiday files: one JSON a year in the holiday-cn schema, and local overlays; all of it is checked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

from workflow.errors import BadInput

FIRST_YEAR, LAST_YEAR = 2007, 2100
#: What the holidays are called in English.
_ENGLISH = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-Sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "农历除夕": "Lunar New Year's Eve",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th Anniversary of Victory Day",
}
_OBSERVED = "（补假）"
_KEYS = frozenset({"$schema", "$id", "year", "papers", "days"})
_LOCAL_KEYS = frozenset({"agency", "area", "source"})
_DAY_KEYS = frozenset({"name", "date", "isOffDay"})
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
#: A notice reaches at most this far over New Year: 2018-12-29 stands in the notice of 2019.
_EDGE = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class DayEntry:
    """One day a notice names: a rest day (`off`), or a day worked in exchange."""

    on: date
    name: str
    off: bool


@dataclass(frozen=True, slots=True)
class YearFile:
    """What one notice says, days in order. A local overlay also names its agency or area, and its source."""

    year: int
    papers: tuple[str, ...]
    days: tuple[DayEntry, ...]
    agency: str = ""
    area: str = ""
    source: str = ""

    @property
    def is_local(self) -> bool:
        """An overlay of one agency or area (ethnic festivals, 全国年节及纪念日放假办法), not national."""
        return bool(self.agency or self.area)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the content; layout, key order and order of the days do not matter."""
        return _digest(self)

    @property
    def text(self) -> str:
        """The file again as JSON that `read_year_file` takes."""
        days = [{"name": d.name, "date": d.on.isoformat(), "isOffDay": d.off} for d in self.days]
        plain: dict[str, object] = {"year": self.year, "papers": list(self.papers), "days": days}
        plain |= {key: value for key in ("agency", "area", "source") if (value := getattr(self, key))}
        return json.dumps(plain, ensure_ascii=False, indent=1)


@lru_cache(maxsize=128)
def _digest(file: YearFile) -> str:
    plain = json.dumps(asdict(file), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def read_year_file(source: Path | str, name: str = "") -> YearFile:
    """Read a file (Path) or its text (str); `name` is what errors call the text.

    BadInput for anything not exactly a holiday file, and for a year not announced yet (no days).
    """
    file, where = _read(source, name)
    if not file.days:
        _refuse(where, f"{file.year} 年放假安排尚未公布，days 为空", f"{file.year} is not announced: no days")
    return file


def load_folder(folder: Path) -> dict[int, YearFile]:
    """Every <year>.json of a folder by year; a year whose `days` is still empty counts as not announced."""
    found = {}
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].json")):
        file, where = _read(path, "")
        if str(file.year) != path.stem:
            _refuse(where, f"文件名与年份 {file.year} 不符", f"the file name is not the year {file.year}")
        if file.is_local:
            _refuse(where, "地方安排应放在 local 文件夹", "a local overlay belongs in the folder local")
        if file.days:
            found[file.year] = file
    return found


def load_local(folder: Path, code: str) -> YearFile:
    """The overlay local/<code>.json of a holiday folder; BadInput for an unknown code or a national file."""
    if not _CODE.fullmatch(code):
        _refuse(repr(code), "地方代码只能用小写字母、数字和连字符", "a local code is a-z, 0-9 and hyphens")
    path = folder / "local" / f"{code}.json"
    file = read_year_file(path)
    if not file.is_local:
        _refuse(path.name, "地方安排缺少 area 或 agency", "a local overlay names its area or agency")
    return file


def english_name(name: str) -> str:
    """The English of a holiday name, joint names included; a local festival keeps its own name."""
    parts = [part.removesuffix(_OBSERVED) for part in name.split("、")]
    english = " and ".join(_ENGLISH.get(part, part) for part in parts)
    return f"{english} (observed)" if name.endswith(_OBSERVED) else english


def _refuse(where: str, zh: str, en: str) -> NoReturn:
    raise BadInput(f"{where}：{zh} / {en}")


def _read(source: Path | str, name: str) -> tuple[YearFile, str]:
    where = name or (source.name if isinstance(source, Path) else "（文本 / text）")
    text = _text_of(source, where) if isinstance(source, Path) else source.removeprefix("\ufeff")
    return _of_text(text, where), where


@lru_cache(
    maxsize=128
)  # every sweep looks into the folder; a file is checked once as long as its text is the same
def _of_text(text: str, where: str) -> YearFile:
    return _year_file(_parsed(text, where), where)


def _text_of(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        _refuse(where, "不是 UTF-8 文本", "not UTF-8 text")
    except OSError as bad:
        _refuse(where, "文件无法读取", f"the file cannot be read ({bad.strerror})")


def _parsed(text: str, where: str) -> dict[str, Any]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            _refuse(where, f"键 {twice!r} 重复", f"the key {twice!r} stands twice in one object")
        return dict(pairs)

    try:
        data = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as bad:
        _refuse(where, f"第 {bad.lineno} 行不是有效的 JSON", f"broken JSON in line {bad.lineno}: {bad.msg}")
    except (RecursionError, ValueError):
        _refuse(where, "不是有效的 JSON", "not JSON that can be read")
    if not isinstance(data, dict):
        _refuse(where, "顶层不是 JSON 对象", "the top level is not an object")
    return data


def _year_file(data: dict[str, Any], where: str) -> YearFile:
    _check_keys(data, required=_KEYS - {"$schema", "$id"}, known=_KEYS | _LOCAL_KEYS, where=where)
    year, papers, days = data["year"], data["papers"], data["days"]
    local = {key: _text(data[key], where, key) for key in sorted(_LOCAL_KEYS & data.keys())}
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        span = f"{FIRST_YEAR}-{LAST_YEAR}"
        _refuse(where, f"year {year!r} 不是 {span} 的整数", f"year {year!r} is not a whole number in {span}")
    if local and ("source" not in local or len(local) == 1):
        _refuse(
            where, "地方安排须写明 source 和 area 或 agency", "an overlay needs source, and area or agency"
        )
    if not isinstance(papers, list) or not all(_is_url(paper) for paper in papers):
        _refuse(where, "papers 应为网址列表", "papers is not a list of web addresses")
    if not isinstance(days, list):
        _refuse(where, "days 应为列表", "days is not a list")
    entries = [_entry(day, f"{where} days[{place}]", year) for place, day in enumerate(days)]
    return YearFile(year, tuple(papers), _checked(entries, where, is_local=bool(local)), **local)


def _check_keys(data: dict[str, Any], required: frozenset[str], known: frozenset[str], where: str) -> None:
    for key in sorted(required - data.keys()):
        _refuse(where, f"缺少 {key}", f"{key} is missing")
    for key in sorted(data.keys() - known):
        _refuse(where, f"不认识的键 {key!r}", f"unknown key {key!r}")


def _is_url(paper: object) -> bool:
    return isinstance(paper, str) and re.fullmatch(r"https?://[^\s<>\"']+", paper) is not None


def _text(value: object, where: str, key: str) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > 200:
        _refuse(where, f"{key} 应为一行文字", f"{key} is not one line of text")
    return value


def _entry(day: object, where: str, year: int) -> DayEntry:
    if not isinstance(day, dict):
        _refuse(where, "不是 JSON 对象", "not an object")
    _check_keys(day, required=_DAY_KEYS, known=_DAY_KEYS, where=where)
    if not isinstance(day["isOffDay"], bool):
        _refuse(where, "isOffDay 应为 true 或 false", "isOffDay is not true or false")
    on = _date(day["date"], where)
    if not date(year, 1, 1) - _EDGE <= on < date(year + 1, 1, 1) + _EDGE:
        _refuse(where, f"{on} 不属于 {year} 年", f"{on} does not belong to {year}")
    return DayEntry(on, _text(day["name"], where, "name"), day["isOffDay"])


def _date(text: object, where: str) -> date:
    try:
        if isinstance(text, str) and _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    _refuse(where, f"{text!r} 不是日期（年-月-日）", f"{text!r} is not a date (YYYY-MM-DD)")


def _checked(entries: Iterable[DayEntry], where: str, is_local: bool) -> tuple[DayEntry, ...]:
    days: dict[date, DayEntry] = {}
    for entry in sorted(entries):
        other = days.setdefault(entry.on, entry)
        if other.off != entry.off:
            _refuse(where, f"{entry.on} 既放假又上班", f"{entry.on} is declared both off and working")
        if other is not entry:
            _refuse(where, f"{entry.on} 重复", f"{entry.on} stands twice")
    # An overlay may work a weekday the national notice gives off; a national notice has no cause to.
    idle = None if is_local else next((entry for entry in days.values() if _is_idle(entry, days)), None)
    if idle:
        _refuse(where, f"{idle.on} 本是工作日，不是调休", f"{idle.on} is a working weekday anyway")
    return tuple(days.values())


def _is_idle(entry: DayEntry, days: Mapping[date, DayEntry]) -> bool:
    """A worked weekday says nothing, except where work resumes: the notice of 2020-01-27 names 2020-02-03."""
    eve = days.get(entry.on - _DAY)
    resumes = eve is not None and eve.off and eve.name == entry.name
    return not entry.off and entry.on.weekday() < 5 and not resumes
