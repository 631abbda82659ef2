"""Who someone is: checks of identity and credit codes, and how personal data is shown masked."""

from __future__ import annotations

import re
from typing import Final

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from workflow.errors import Reason

#: kinds of identity proof, with both names; only the first two carry a check digit
ID_KINDS: Final[dict[str, tuple[str, str]]] = {
    "resident": ("居民身份证", "Resident identity card"),
    "credit_code": ("统一社会信用代码", "Unified social credit code"),
    "passport": ("护照", "Passport"),
    "hk_macau": ("港澳居民来往内地通行证", "Travel permit, Hong Kong and Macau"),
    "taiwan": ("台湾居民来往大陆通行证", "Travel permit, Taiwan"),
    "foreign_residence": ("外国人永久居留身份证", "Foreign permanent residence card"),
    "none": ("未提供", "Not given"),
}
_OTHER = re.compile(r"[0-9A-Z]{5,20}")


def id_fault(kind: str, number: str) -> Reason | None:
    """Why the number cannot be right (GB 11643, GB 32100), None when it can. Spaces do not count."""
    number = "".join(number.split()).upper()
    if kind not in ID_KINDS:
        return Reason(f"没有这种证件：{kind}", f"No such kind of identity proof: {kind}")
    if kind == "none" or not number:
        return None
    if kind == "resident":
        return _checked(
            ric.validate, number, "居民身份证号码校验不符，请对照证件", "Identity number fails its check"
        )
    if kind == "credit_code":
        return _checked(uscc.validate, number, "统一社会信用代码校验不符", "Credit code fails its check")
    if not _OTHER.fullmatch(number):
        return Reason("证件号码应为 5 至 20 位字母、数字", "Document numbers have 5 to 20 letters and digits")
    return None


def _checked(validate: object, number: str, zh: str, en: str) -> Reason | None:
    try:
        validate(number)  # type: ignore[operator]
    except ValidationError:
        return Reason(zh, en)
    return None


def mask_id(number: str) -> str:
    """The first four and last four characters; short numbers keep only the last two."""
    keep = 4 if len(number) >= 12 else 0
    tail = 4 if keep else 2
    hidden = max(len(number) - keep - tail, 0)
    return number[:keep] + "*" * hidden + number[keep + hidden :] if number else ""


def mask_phone(number: str) -> str:
    """The first three and last four digits."""
    digits = "".join(number.split()).replace("-", "")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 9 else "*" * len(digits)


def mask_name(name: str) -> str:
    """The surname alone, for public lists."""
    return name[:1] + "*" * max(len(name) - 1, 0)


def mask_address(address: str) -> str:
    """The place down to its city, county or district; without one the first two characters."""
    told = re.match(r".{1,12}?[省市区县州盟旗](?:.{1,8}?[市区县旗])?", address)
    shown = told.group() if told else address[:2]
    return f"{shown}****" if address else ""


def mask_email(email: str) -> str:
    """The first character and the host."""
    name, at, host = email.partition("@")
    return f"{name[:1]}****{at}{host}" if at else "*" * len(email)
