"""Numbers on mail: what the postal enterprise gives, what private couriers give, and what is mistyped."""

from __future__ import annotations

import re
import unicodedata

from workflow.errors import Reason
from workflow.guards.letters import POSTAL_LAW

_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
_DOMESTIC = re.compile(r"[A-Z]{2}\d{11}|1\d{12}|99\d{11}")
#: beginnings of numbers that private couriers give, and whose they are
COURIERS = {
    r"SF\d{9,}": "顺丰",
    r"YT\d{13,}": "圆通",
    r"JD[A-Z]*\d{10,}.*": "京东",
    r"JT\d{12,}": "极兔",
    r"DPK\d{9,}": "德邦",
    r"(ZTO|ZT)\d{9,}": "中通",
    r"(STO|ST)\d{12,}": "申通",
    r"(YD|YUNDA)\d{9,}": "韵达",
}
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def plain(number: str) -> str:
    """The number in capitals, half width, without spaces and hyphens."""
    text = unicodedata.normalize("NFKC", number).upper()
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-–—")


def check_digit(serial: str) -> int:
    """The ninth digit of an international number (UPU S10), from the eight before it."""
    left = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(left, left)


def number_fault(number: str) -> Reason | None:
    """Why a plain number cannot stand on an official letter: a courier's, or a check digit that does not fit."""
    for pattern, name in COURIERS.items():
        if re.fullmatch(pattern, number):
            return Reason(
                f"是{name}快递的单号；答复等公文只能交邮政企业寄递，不得使用快递公司",
                "A courier's number: official letters travel by the postal enterprise alone",
                POSTAL_LAW,
            )
    if _S10.fullmatch(number) and int(number[10]) != check_digit(number[2:10]):
        wanted = check_digit(number[2:10])
        return Reason(
            f"校验位不符（第9位数字应为 {wanted}），请对照邮件详情单",
            f"The check digit does not fit (the ninth digit should be {wanted}): look at the slip",
        )
    return None


def is_usual(number: str) -> bool:
    """Whether it looks like a number of the postal enterprise: S10 (EMS, registered) or a domestic one of 13 signs."""
    return bool(_S10.fullmatch(number) or _DOMESTIC.fullmatch(number))
