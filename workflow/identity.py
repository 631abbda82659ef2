"""Who someone is: checks of identity and credit codes, and how personal data is shown masked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidLength, ValidationError

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
#: how the numbers of other documents look; a foreign passport may be anything of letters and digits
_FORMS: Final = {
    "passport": (re.compile(r"[0-9A-Z]{5,20}"), "5 至 20 位字母、数字", "5 to 20 letters and digits"),
    "hk_macau": (re.compile(r"[HM][0-9]{8}([0-9]{2})?"), "H 或 M 加 8 位数字", "H or M and 8 digits"),
    "taiwan": (re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?"), "8 位数字", "8 digits"),
    "foreign_residence": (
        re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]"),
        "15 或 18 位",
        "15 or 18 characters",
    ),
}
_OLD = re.compile(r"[0-9]{15}")


def tidy(number: str) -> str:
    """As it stands on the document: no spaces, capital letters, ordinary digits."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def id_fault(kind: str, number: str) -> Reason | None:
    """Why the number cannot be right (GB 11643, GB 32100), None when it can. Spaces do not count."""
    number = tidy(number)
    if kind not in ID_KINDS:
        return Reason(f"没有这种证件：{kind}", f"No such kind of identity proof: {kind}")
    if kind == "none" or not number:
        return None
    if kind == "resident":
        return _resident_fault(number)
    if kind == "credit_code":
        return _checked(
            uscc.validate, number, "统一社会信用代码校验不符，请对照证照", "Credit code fails its check"
        )
    form, zh, en = _FORMS[kind]
    if not form.fullmatch(number):
        return Reason(f"{ID_KINDS[kind][0]}号码应为{zh}", f"The number should have {en}")
    return None


def _resident_fault(number: str) -> Reason | None:
    """Eighteen characters with their check digit, or fifteen of a card issued before 1999, which has none."""
    if _OLD.fullmatch(number):
        return _checked(
            _old_form, number, "15 位证件号码中的出生日期不存在", "No such birth date in the number"
        )
    return _checked(
        ric.validate, number, "居民身份证号码校验不符，请对照证件", "Identity number fails its check"
    )


def _old_form(number: str) -> None:
    """Place and birth date of a number of fifteen digits, held against the rules of the longer form."""
    longer = f"{number[:6]}19{number[6:]}"
    ric.validate(longer + ric.calc_check_digit(f"{longer}0"))


def _checked(validate: Callable[[str], object], number: str, zh: str, en: str) -> Reason | None:
    try:
        validate(number)
    except InvalidLength:
        zh, en = f"应为 18 位，现在是 {len(number)} 位", f"18 characters are needed, not {len(number)}"
        return Reason(zh, en)
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


def mask_address(address: str) -> str:
    """The place down to its city, county or district; without one the first two characters."""
    told = re.match(r".{1,12}?[省市区县州盟旗](?:.{1,8}?[市区县旗])?", address)
    shown = told.group() if told else address[:2]
    return f"{shown}****" if address else ""


def mask_email(email: str) -> str:
    """The first character and the host."""
    name, at, host = email.partition("@")
    return f"{name[:1]}****{at}{host}" if at else "*" * len(email)
