"""What no letter may contain: placeholders, identity numbers, phones and homes of others, a wrong addressee."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from stdnum.cn import ric

from notices.letter import Organ
from notices.levels import Found

GAP = re.compile(r"【[^】]*】|_{2,}|＿{2,}|[{}]{2}|×{2,}|X{3,}|x{3,}|〔\s*〕|待填|待补|TODO")
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])|(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-－ ]\d{7,8}(?!\d)")
#: a home: street and number with building, unit or room behind it, or any street and number said to be one
STREET = r"[一-龥]{2,12}(?:大道|路|街|巷|道|胡同|里|村|苑|园)\d+号"
HOME = re.compile(
    rf"{STREET}院?(?:\d+(?:栋|幢|号楼|座|单元|室|户))+|(?:住址|住所|家住|现住|户籍地|住在)[：:为]?({STREET})"
)
#: a gap holds one of these; a letter always has 〔2026〕, an empty pair is looked for by itself
HINTS = ("【", "__", "＿＿", "{", "}", "××", "XXX", "xxx", "待填", "待补", "TODO")
EMPTY = re.compile(r"〔\s*〕")
#: a street's number, and how far around it a home reaches
STREET_NO = re.compile(r"[道路街巷同里村苑园]\d+号")
AROUND = 40
#: where a number may stand: only these places are looked at closely
RUN = re.compile(r"\d[\d\- －]{5,}\d")
LAW = "个人信息保护法第三十四条"


class Known(NamedTuple):
    """Whose data may stand in the letter: the agency's, the applicant's own, other bodies' public contacts."""

    organ: Organ
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


def gaps(text: str) -> Found:
    """Whether placeholders are left."""
    hinted = any(hint in text for hint in HINTS) or EMPTY.search(text)
    if hinted and (left := list(dict.fromkeys(m[0] for m in GAP.finditer(text)))):
        return Found(
            "gaps", False, f"还有未填写的地方：{'、'.join(left)}", f"Gaps left to fill: {', '.join(left)}"
        )
    return Found("gaps", True, "没有未填写的地方", "No gaps left")


def personal(text: str, known: Known) -> Iterable[Found]:
    """No identity number belongs in a letter; a phone or a home only the agency's or the applicant's."""
    for public in known.contacts:
        text = text.replace(public, "")
    numbers = "\n".join(text[max(0, m.start() - 1) : m.end() + 1] for m in RUN.finditer(text))
    found = [*_identity(numbers), *_mobile(numbers, known), *_landline(numbers, known), *_home(text, known)]
    no_data = Found(
        "identity_number", True, "没有他人的证件号码、电话和住址", "No identity, phone or home of others"
    )
    return found or [no_data]


def _identity(text: str) -> Iterable[Found]:
    if any(_is_identity(m[0]) for m in ID_NUMBER.finditer(text)):
        yield Found(
            "identity_number", False, "文中有身份证号码", "An identity number stands in the text", LAW
        )


def _mobile(text: str, known: Known) -> Iterable[Found]:
    own = {_digits(p)[-11:] for p in (*known.phones, *re.findall(r"[\d -]{7,}", known.organ.phone))}
    if strange := [m[1] for m in MOBILE.finditer(text) if _digits(m[1]) not in own]:
        masked = "、".join(f"{_digits(n)[:3]}****{_digits(n)[-4:]}" for n in dict.fromkeys(strange))
        yield Found(
            "phone", False, f"文中有他人的手机号码：{masked}", f"Somebody else's phone number: {masked}", LAW
        )


def _landline(text: str, known: Known) -> Iterable[Found]:
    own = {_digits(phone) for phone in (*known.phones, known.organ.phone)}
    if any(_digits(m[0]) not in own for m in LANDLINE.finditer(text)):
        zh = "文中有不是本机关的固定电话，请核对是否为他人的电话"
        yield Found("landline", False, zh, "A fixed line that is not the agency's: whose is it?", LAW)


def _home(text: str, known: Known) -> Iterable[Found]:
    own = flat("".join((*known.addresses, known.organ.address)))
    whole = flat(text)
    near = (whole[max(0, m.start() - AROUND) : m.end() + AROUND] for m in STREET_NO.finditer(whole))
    homes = (m[1] or m[0] for place in near for m in HOME.finditer(place))
    if any(
        home not in own and not any(flat(a) and flat(a) in home for a in known.addresses) for home in homes
    ):
        zh = "文中有住址，请核对是否为他人的个人信息"
        yield Found("address", False, zh, "A home address stands in the text: whose is it?", LAW)


def addressed(text: str, addressee: str, wanted: str) -> Found:
    """Whether the letter goes to whom it belongs, by name and by salutation."""
    if flat(addressee) != flat(wanted):
        zh = f"收件人“{addressee}”与申请人“{wanted}”不一致"
        return Found("addressee", False, zh, "The letter is addressed to somebody other than the applicant")
    if f"{flat(wanted)}：" not in flat(text):
        return Found(
            "addressee", False, "文中没有写给申请人的称呼", "The text does not address the applicant"
        )
    return Found("addressee", True, "收件人是申请人", "The addressee is the applicant")


def flat(text: str) -> str:
    """Without any space."""
    return "".join(text.split())


def _is_identity(number: str) -> bool:
    """Eighteen digits count by their check digit, so that an account number is not taken for an identity."""
    if len(number) == 18:
        return bool(ric.is_valid(number.upper()))
    return number[6:8] < "99" and _old_date(number)


def _old_date(number: str) -> bool:
    """The fifteen-digit card of before 1999: region, then a birth date of six digits."""
    return "01" <= number[8:10] <= "12" and "01" <= number[10:12] <= "31" and "11" <= number[:2] <= "82"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
