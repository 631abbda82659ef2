"""Faults of a reply found before it is signed: law, remedy, gaps, other people's data, addressee."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from stdnum.cn import ric

from notices.catalogue import Catalogue
from notices.letter import Organ
from notices.remedies import Remedies
from workflow.outcomes import Outcome

Level = Literal["stop", "warn", "ok"]
GAP = re.compile(r"【[^】]*】|_{2,}|＿{2,}|[{}]{2}|×{2,}|X{3,}|x{3,}|〔\s*〕|待填|待补|TODO")
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])|(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?!\d)")
ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+[款项])*")


class Finding(NamedTuple):
    """One check's answer: "stop" must be mended, "warn" must be looked at, "ok" was checked and holds."""

    level: Level
    zh: str
    en: str
    provision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply before approval. text: its words without mark-up; addressee: as the letter names it."""

    text: str
    outcome: Outcome
    decided_on: date
    organ: Organ
    addressee: str
    applicant: str
    applicant_phones: tuple[str, ...] = ()
    online: bool = False


def check(draft: Draft, catalogue: Catalogue, remedies: Remedies) -> tuple[Finding, ...]:
    """Every finding, those that stop first. Raises RuleMissing where no law holds on the decision date."""
    tests: Iterable[Callable[[], Iterable[Finding]]] = (
        lambda: _provision(draft, catalogue),
        lambda: _remedy(draft, remedies),
        lambda: _gaps(draft),
        lambda: _personal(draft),
        lambda: _addressee(draft),
    )
    found = [finding for test in tests for finding in test()]
    return tuple(sorted(found, key=lambda f: ("stop", "warn", "ok").index(f.level)))


def _provision(draft: Draft, catalogue: Catalogue) -> Iterable[Finding]:
    short = draft.outcome.provision(draft.decided_on)
    if not short:
        return [
            Finding(
                "warn",
                "这种结果没有法定条款，请核对处理理由",
                "No article covers this outcome: check the ground",
            )
        ]
    if catalogue.full(short) not in _flat(draft.text):
        zh = f"没有引用“{draft.outcome.zh}”的依据：{catalogue.full(short)}"
        return [Finding("stop", zh, f"The provision of this outcome is not cited: {short}", short)]
    law = next(iter(re.findall(r"《[^》]*》(?:（[^）]*）)?", catalogue.full(short))), "")
    wrong = sorted(set(_cited(draft.text, law)) - set(ARTICLE.findall(short)))
    if wrong:
        zh = f"还引用了与结果无关的条款：{'、'.join(wrong)}"
        return [Finding("warn", zh, "Other articles of the same law are cited too: check them", short)]
    return [Finding("ok", "依据与结果一致", "The provision matches the outcome", short)]


def _cited(text: str, law: str) -> list[str]:
    """Articles cited directly after the title of that law, joined by 、 where there are several."""
    runs = re.findall(rf"{re.escape(law)}((?:{ARTICLE.pattern}、?)+)", _flat(text)) if law else []
    return [article for run in runs for article in ARTICLE.findall(run)]


def _remedy(draft: Draft, remedies: Remedies) -> Iterable[Finding]:
    wanted_class = draft.outcome.remedy_class(draft.decided_on)
    wordings = remedies.every(draft.decided_on, draft.organ)
    law, text = remedies.provision(wanted_class, draft.decided_on), _flat(draft.text)
    if wanted_class == "D":
        return [_no_remedy(text, law)]
    if not any(_flat(words) in text for words in wordings[wanted_class] if words):
        other = next((c for c, ws in wordings.items() if any(w and _flat(w) in text for w in ws)), None)
        return [_remedy_fault(wanted_class, other, text, law)]
    if draft.online and "互联网" not in text:
        zh = "通过互联网送达的，应当写明申请行政复议的互联网渠道"
        return [
            Finding("stop", zh, "Served online: name the online channel for review", "行政复议法第二十二条")
        ]
    return [Finding("ok", "救济告知与结果和日期一致", "The remedy paragraph fits outcome and date", law)]


def _no_remedy(text: str, law: str) -> Finding:
    if "行政复议" in text or "行政诉讼" in text:
        return Finding("stop", "这种文书不应当有救济告知", "This letter carries no remedy paragraph", law)
    return Finding("ok", "没有救济告知，符合规定", "No remedy paragraph, as required", law)


def _remedy_fault(wanted: str, other: str | None, text: str, law: str) -> Finding:
    if other:
        return Finding(
            "stop",
            f"救济告知用了{other}类，应当用{wanted}类",
            f"Remedy class {other}, should be {wanted}",
            law,
        )
    if "行政复议" in text or "行政诉讼" in text:
        zh = f"救济告知的文字、机关或者期限与{wanted}类不一致"
        return Finding(
            "stop", zh, f"The remedy paragraph differs from class {wanted} in words, body or period", law
        )
    return Finding("stop", "没有救济告知", "The remedy paragraph is missing", law)


def _gaps(draft: Draft) -> Iterable[Finding]:
    if gaps := list(dict.fromkeys(m[0] for m in GAP.finditer(draft.text))):
        return [
            Finding("stop", f"还有未填写的地方：{'、'.join(gaps)}", f"Gaps left to fill: {', '.join(gaps)}")
        ]
    return [Finding("ok", "没有未填写的地方", "No gaps left")]


def _personal(draft: Draft) -> Iterable[Finding]:
    """No identity number belongs in a letter; a mobile number only the agency's or the applicant's."""
    law = "个人信息保护法第三十四条"
    found = []
    if any(_is_identity(m[0]) for m in ID_NUMBER.finditer(draft.text)):
        found.append(Finding("stop", "文中有身份证号码", "An identity number stands in the text", law))
    known = {
        _digits(p)[-11:] for p in (*draft.applicant_phones, *re.findall(r"[\d -]{7,}", draft.organ.phone))
    }
    strange = [m[1] for m in MOBILE.finditer(draft.text) if _digits(m[1]) not in known]
    if strange:
        masked = "、".join(f"{_digits(n)[:3]}****{_digits(n)[-4:]}" for n in dict.fromkeys(strange))
        found.append(
            Finding("stop", f"文中有他人的手机号码：{masked}", f"Somebody else's phone number: {masked}", law)
        )
    return found or [Finding("ok", "没有他人的证件和电话号码", "No identity or phone numbers of others")]


def _addressee(draft: Draft) -> Iterable[Finding]:
    if _name(draft.addressee) != _name(draft.applicant):
        zh = f"收件人“{draft.addressee}”与申请人“{draft.applicant}”不一致"
        return [Finding("stop", zh, "The letter is addressed to somebody other than the applicant")]
    if f"{_name(draft.applicant)}：" not in _flat(draft.text):
        return [Finding("stop", "文中没有写给申请人的称呼", "The text does not address the applicant")]
    return [Finding("ok", "收件人是申请人", "The addressee is the applicant")]


def _is_identity(number: str) -> bool:
    """Eighteen digits count by their check digit, so that an account number is not taken for an identity."""
    return (
        bool(ric.is_valid(number.upper())) if len(number) == 18 else number[6:8] < "99" and _old_date(number)
    )


def _old_date(number: str) -> bool:
    """The fifteen-digit card of before 1999: region, then a birth date of six digits."""
    return "01" <= number[8:10] <= "12" and "01" <= number[10:12] <= "31" and "11" <= number[:2] <= "82"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _name(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)
