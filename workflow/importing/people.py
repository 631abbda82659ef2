"""Who asks, as a cell says it: people, agents, kinds of organisation, and whether numbers are sound. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final, NamedTuple

from workflow.acts import Applicant
from workflow.errors import Reason
from workflow.identity import id_fault, tidy
from workflow.importing.settings import ORGANISATION, Settings, plain
from workflow.terms import ApplicantType

_BETWEEN: Final = re.compile(r"[、，,；;\n\r]+|\s*/\s*")
_ROLE: Final = r"(?:委托代理人|诉讼代理人|法定代理人|代理人|代理律师|受托人|受委托人|代办人)"
_AGENT_INSIDE: Final = re.compile(rf"[(\[【]\s*{_ROLE}\s*[:：]?\s*([^()\[\]【】]+)[)\]】]")
_AGENT_BEHIND: Final = re.compile(rf"[\s,，、;；]*{_ROLE}\s*[:：]\s*(.+)$")
_ENTRUSTS: Final = re.compile(r"^(.{2,30}?)\s*委托\s*([^\s(（]{2,30}?)(?:代理|申请|代为申请|办理)*$")
_MORE: Final = re.compile(r"^(.*?)等\s*(\d+|[二两三四五六七八九十]+)?\s*[人户位名]?$")
_PERSON: Final = re.compile(
    r"[㐀-䶿一-鿿]{2,4}|[㐀-䶿一-鿿]{1,8}[·•・][㐀-䶿一-鿿·•・]{1,12}|[A-Za-z][A-Za-z .'\-]{1,60}"
)
_DAMAGED: Final = re.compile(r"[+-]?\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_MOBILE: Final = re.compile(r"(?:\+?86-?)?1[3-9]\d{9}")
_PHONE: Final = re.compile(r"(?:\(?0\d{2,3}\)?-?)?\d{7,8}(?:[-转]\d{1,6})?|400-?\d{3}-?\d{4}|\+?\d{8,15}")
_MASK: Final = "*"
MOST, LONGEST = 50, 120  # people in a cell, characters of a name


class Found(NamedTuple):
    """The people of a row and what has to be said of them; no one where the cell names nobody."""

    people: tuple[Applicant, ...]
    warnings: tuple[Reason, ...] = ()


class Cells(NamedTuple):
    """What a row says of its applicants, as typed."""

    name: str
    type: str = ""
    id_kind: str = ""
    id_no: Any = None
    phone: Any = None
    address: str = ""
    email: str = ""
    agent: str = ""


def applicants(cells: Cells, settings: Settings) -> Found:
    """Everyone the cell names, each with their own number where as many numbers stand beside."""
    warnings: list[Reason] = []
    named, agent = _names(cells.name, warnings)
    if not named:
        return Found((), tuple(warnings))
    types = [_type(name, cells.type, settings, warnings) for name in named]
    ids = _each("证件号码", "identity numbers", _numbers(cells.id_no), len(named), warnings)
    phones = _each("电话", "phones", _numbers(cells.phone), len(named), warnings)
    people = []
    for place, (name, kind) in enumerate(zip(named, types, strict=True)):
        id_kind, id_no = identity(ids[place], cells.id_kind, kind, settings, warnings)
        people.append(
            Applicant(
                name=name,
                type=kind,
                id_kind=id_kind,
                id_no=id_no,
                phone=phone(phones[place], warnings),
                address=cells.address if place == 0 else "",
                email=cells.email if place == 0 and "@" in cells.email else "",
                agent=(cells.agent or agent) if place == 0 else "",
            )
        )
    return Found(tuple(people), tuple(dict.fromkeys(warnings)))


# names ------------------------------------------------------------------------------------------


def _names(text: str, warnings: list[Reason]) -> tuple[list[str], str]:
    """Names in order without repeats, and the agent's."""
    said = unicodedata.normalize("NFKC", text).strip()
    agent = ""
    for pattern in (_AGENT_INSIDE, _AGENT_BEHIND):
        if found := pattern.search(said):
            agent, said = found[1].strip(), (said[: found.start()] + said[found.end() :]).strip()
            break
    if not agent and (found := _ENTRUSTS.match(said)):
        said, agent = found[1].strip(), found[2].strip()
    parts = [" ".join(part.split()) for part in _BETWEEN.split(said)]
    names = list(dict.fromkeys(_tidied(part) for part in parts if part.strip()))
    names = _without_rest(names, warnings)
    return [name[:LONGEST] for name in names if name][:MOST], agent[:LONGEST]


def _tidied(name: str) -> str:
    """张 三 is 张三; English names keep their spaces."""
    return name if re.search(r"[A-Za-z]", name) else name.replace(" ", "")


def _without_rest(names: list[str], warnings: list[Reason]) -> list[str]:
    """张三等3人: who is named, and a word about those who are not."""
    if not names or not (found := _MORE.match(names[-1])) or not (found[1] or len(names) > 1):
        return names
    named = [*names[:-1], *([found[1]] if found[1] else [])]
    said = found[2] or ""
    if not (said.isdigit() and int(said) == len(named)):
        warnings.append(
            Reason(
                f"“等{said}人”中只列明 {len(named)} 人，其余未录入",
                f"Only {len(named)} of those meant are named",
            )
        )
    return named


# kinds ------------------------------------------------------------------------------------------


def _type(name: str, said: str, settings: Settings, warnings: list[Reason]) -> ApplicantType:
    told = settings.applicant_types.get(plain(said)) if said else None
    looks = _looks(name, settings)
    if said and told is None:
        warnings.append(
            Reason(
                f"申请人类型“{said}”不认识，按名称判断",
                f"Kind of applicant {said!r} unknown; judged by the name",
            )
        )
    if told is None or told == ORGANISATION:
        return _by_name(name, looks, told == ORGANISATION, warnings)
    kind = ApplicantType(told)
    if looks and kind is ApplicantType.NATURAL_PERSON:
        warnings.append(
            Reason(
                f"“{name}”像是单位，类型写的是自然人",
                f"{name!r} looks like an organisation, the type says person",
            )
        )
    return kind


def _looks(name: str, settings: Settings) -> ApplicantType | None:
    """What the name says of an organisation, None for a person's."""
    if len(name) < 4:
        return None
    bare = re.sub(r"\(.*?\)", "", name)
    for kind, words in settings.organisations:
        if any(word in bare if len(word) > 1 else bare.endswith(word) for word in words):
            return kind
    return None


def _by_name(
    name: str, looks: ApplicantType | None, organisation: bool, warnings: list[Reason]
) -> ApplicantType:
    if looks:
        return looks
    if organisation or not _PERSON.fullmatch(name):
        kind = ApplicantType.OTHER if organisation else ApplicantType.NATURAL_PERSON
        zh, en = (
            f"“{name}”是哪类申请人不能确定，按{kind.zh}录入",
            f"Kind of {name!r} not sure; taken as {kind.en}",
        )
        warnings.append(Reason(zh, en))
        return kind
    return ApplicantType.NATURAL_PERSON


# numbers ----------------------------------------------------------------------------------------


def _numbers(cell: Any) -> list[Any]:
    if not isinstance(cell, str):
        return [] if cell is None else [cell]
    return [part.strip() for part in _BETWEEN.split(unicodedata.normalize("NFKC", cell)) if part.strip()]


def _each(zh: str, en: str, found: list[Any], many: int, warnings: list[Reason]) -> list[Any]:
    """One for each person; where the numbers are not as many as the people, nobody's is known."""
    if not found:
        return [None] * many
    if len(found) == many or (many == 1 and zh == "电话"):
        return found[:many]
    if len(found) == 1 and zh == "电话":
        warnings.append(
            Reason("几位申请人共一个电话，录在第一人名下", "One phone for several people: kept for the first")
        )
        return [*found, *[None] * (many - 1)]
    warnings.append(
        Reason(
            f"{zh} {len(found)} 个、申请人 {many} 人，不能对应，未录入",
            f"{len(found)} {en} for {many} people: left empty",
        )
    )
    return [None] * many


def identity(
    cell: Any, said: str, type_: ApplicantType, settings: Settings, warnings: list[Reason]
) -> tuple[str, str]:
    """Kind and number; a number damaged by a spreadsheet or failing its check is left empty, never stored."""
    number, damaged = _digits(cell)
    if not number:
        return "none", ""
    kind = settings.id_kinds.get(plain(said), "") if said else ""
    kind = kind or _id_kind(number, type_)
    long_person = kind == "resident" and len(number) == 18
    if damaged or (long_person and number.endswith("000")):
        warnings.append(
            Reason(
                "证件号码已被表格软件损坏（末几位丢失），未录入",
                "The identity number was damaged by the spreadsheet: left empty",
            )
        )
        return "none", ""
    if _MASK in number:
        warnings.append(Reason("证件号码是掩码，未录入", "The identity number is masked: left empty"))
        return "none", ""
    if fault := id_fault(kind, number):
        warnings.append(Reason(f"证件号码未录入：{fault.zh}", f"Identity number left empty: {fault.en}"))
        return "none", ""
    return kind, number


def _id_kind(number: str, type_: ApplicantType) -> str:
    if re.fullmatch(r"\d{17}[\dX]|\d{15}", number) and type_ is ApplicantType.NATURAL_PERSON:
        return "resident"
    if len(number) == 18 and type_ is not ApplicantType.NATURAL_PERSON:
        return "credit_code"
    if re.fullmatch(r"[HM]\d{8}(\d{2})?", number):
        return "hk_macau"
    if re.fullmatch(r"[A-Z]{1,2}\d{6,8}[A-Z]?", number):
        return "passport"
    return "resident" if type_ is ApplicantType.NATURAL_PERSON else "credit_code"


def _digits(cell: Any) -> tuple[str, bool]:
    """The number as text, and whether digits were lost: a spreadsheet keeps fifteen."""
    if isinstance(cell, bool) or cell is None:
        return "", False
    if isinstance(cell, int | float):
        if not float(cell).is_integer():
            return str(cell), True
        return str(int(cell)), abs(cell) >= 10**15
    text = tidy(str(cell)).lstrip("'‘’`").rstrip(".")
    text = re.sub(r"^(\d{6,})\.0+$", r"\1", text)
    return text, bool(_DAMAGED.fullmatch(text))


def phone(cell: Any, warnings: list[Reason]) -> str:
    """The number without the .0 a spreadsheet adds; one that lost digits is left empty."""
    number, damaged = _digits(cell)
    plain_number = re.sub(r"[\s()（）]", "", number)
    if not plain_number:
        return ""
    if _MASK in plain_number:
        warnings.append(Reason("电话号码是掩码，未录入", "The phone number is masked: left empty"))
        return ""
    if damaged:
        warnings.append(
            Reason(
                "电话号码已被表格软件损坏，未录入",
                "The phone number was damaged by the spreadsheet: left empty",
            )
        )
        return ""
    if not (_MOBILE.fullmatch(plain_number) or _PHONE.fullmatch(plain_number)) or (
        len(plain_number) == 11 and plain_number.startswith("1") and not _MOBILE.fullmatch(plain_number)
    ):
        warnings.append(
            Reason(f"电话号码“{_shown(number)}”不像电话，未录入", "This is no phone number: left empty")
        )
        return ""
    return plain_number


def _shown(number: str) -> str:
    return f"{number[:2]}…" if len(number) > 4 else number
