"""How a provision is cited in English: the law by a short name, its article, paragraph and item by numbers."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Final

#: laws, orders and the office's own rules by the short names the rules use; longer names come first
_LAWS: Final[dict[str, str]] = {
    "中华人民共和国政府信息公开条例": "Regulations",
    "行政复议法实施条例": "Implementing Regulations of the Reconsideration Law",
    "档案法实施条例": "Implementing Regulations of the Archives Law",
    "行政诉讼证据规定": "Rules of Evidence in Administrative Litigation",
    "个人信息保护法": "Personal Information Protection Law",
    "最高人民法院指导案例": "Supreme People's Court, guiding case ",
    "国家档案局令": "Order of the National Archives Administration ",
    "国办公开办函": "Disclosure Office of the State Council ",
    "行政复议法": "Reconsideration Law",
    "行政诉讼法": "Litigation Law",
    "本机关内部时限": "this office's own limit",
    "本机关规定": "this office's own rule",
    "保守国家秘密法": "State Secrets Law",
    "档案法": "Archives Law",
    "邮政法": "Postal Law",
    "指导案例": "guiding case ",
    "国办发": "State Council Office ",
    "国办函": "State Council Office letter ",
    "人薪发": "Ministry of Personnel ",
    "国务院令": "State Council Order ",
    "法释": "Judicial Interpretation ",
    "条例": "Regulations",
    "办法": "Fee Measures",
}
_DIGITS: Final = {digit: n for n, digit in enumerate("一二三四五六七八九", start=1)}
_NUMBER = "([一二三四五六七八九十百零]+)"


def _unit(en: str, found: re.Match[str]) -> str:
    return f" {en} {number(found[1])}"


@cache
def english(provision: str) -> str:
    """条例第三十三条第二款 as "Regulations art. 33 para. 2"; what is not known stays as it is written."""
    text = provision
    for zh, en in _LAWS.items():
        text = text.replace(f"《{zh}》", en).replace(zh, en)
    text = re.sub(rf"附件{_NUMBER}（{_NUMBER}）(\d*)", _annex, text)
    for unit, en in (("条", "art."), ("款", "para."), ("项", "item")):
        text = re.sub(rf"第{_NUMBER}{unit}", partial(_unit, en), text)
    text = re.sub(r"〔(\d+)〕(\d+)号", r"[\1] No. \2", re.sub(r"第?(?<!〕)(?<!\d)(\d+)号", r"No. \1", text))
    text = re.sub(r"（(\d{4})）", r" (\1)", text)
    text = re.sub(r"[、，；]\s*", ", ", text)
    return re.sub(r"\s+", " ", text).strip()


def _annex(found: re.Match[str]) -> str:
    return f", annex {number(found[1])} ({number(found[2])}) {found[3]}".rstrip()


def number(chinese: str) -> int:
    """一百二十三 as 123."""
    hundreds, _, rest = chinese.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    tenfold = (_DIGITS.get(tens.lstrip("零"), 1) if ten else 0) * 10
    return _DIGITS.get(hundreds, 0) * 100 + tenfold + _DIGITS.get(ones.lstrip("零"), 0)
