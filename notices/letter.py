"""What a letter says: frozen values, plain text and dates only, complete before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from workflow.errors import BadInput

YOU = ("你", "你们", "你单位", "您")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """The agency that writes: `name` stands in red at the head and under the letter.

    review_organ and court are where the applicant may go; upper_organ is the second choice of review before
    2024; review_online the internet channel for filing a review; office is the disclosure office of art. 4.
    """

    name: str
    review_organ: str
    court: str
    upper_organ: str = ""
    review_online: str = ""
    office: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    hours: str = ""

    def __post_init__(self) -> None:
        _check(self, ("name", "review_organ", "court"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """登记回执: what came, when it counts as received and why, when the answer is due. No remedy paragraph.

    reply_days is the statutory number of working days; provisional_from the first day whose holidays are not
    yet announced, when due_on depends on it; request is printed as registered, line breaks included.
    """

    kind: ClassVar[str] = "receipt"

    organ: Organ
    case_no: str
    query_code: str
    applicant: str
    channel: str
    received_on: date
    received_how: str
    received_provision: str
    due_on: date
    reply_days: int
    reply_provision: str
    provisional_from: date | None = None
    request: str
    supply: str
    dated_on: date
    you: str = "你"

    def __post_init__(self) -> None:
        needed = ("case_no", "query_code", "applicant", "channel", "received_how", "received_provision")
        _check(self, (*needed, "reply_provision", "request", "supply"))
        if self.due_on < self.received_on:
            raise BadInput("答复期限早于收到日期 / the reply is due before the application was received")
        if self.reply_days < 1:
            raise BadInput("答复期限的工作日数应当大于零 / reply_days must be positive")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """答复书 (art. 36(2)): what is supplied, in which form and way, and the remedy paragraph.

    number is the document number (示例公开〔2026〕12号); provision is short (条例第三十六条第二项) and written out
    in the letter; remedy is printed as given; supplied lists the documents by name, without punctuation after
    it; supply is the form (纸质复印件), way how they travel (邮寄).
    """

    kind: ClassVar[str] = "reply_disclosed"

    organ: Organ
    number: str
    case_no: str
    applicant: str
    received_on: date
    request: str
    provision: str
    supplied: tuple[str, ...]
    supply: str
    way: str
    remedy: str
    dated_on: date
    corrected_on: date | None = None
    extended_on: date | None = None
    you: str = "你"
    note: str = ""

    def __post_init__(self) -> None:
        _check(self, ("number", "case_no", "applicant", "request", "provision", "supply", "way", "remedy"))
        if not self.supplied or not all(isinstance(s, str) and s.strip() for s in self.supplied):
            raise BadInput("应当列明所提供的信息 / the documents supplied must be listed")
        if self.dated_on < self.received_on:
            raise BadInput("答复日期早于收到日期 / the reply is dated before the application was received")


Letter = Receipt | Reply
KINDS: dict[str, type[Receipt | Reply]] = {Receipt.kind: Receipt, Reply.kind: Reply}


def _check(value: Organ | Letter, needed: tuple[str, ...]) -> None:
    """Dates are dates, numbers numbers, everything else text; nothing needed is blank."""
    for name in (f.name for f in fields(value)):
        held = getattr(value, name)
        if not _fits(name, held):
            raise BadInput(f"{name}：内容类型不对 / wrong type: {type(held).__name__}")
    if blank := [name for name in needed if not getattr(value, name).strip()]:
        raise BadInput(f"文书缺少内容 / the letter lacks: {', '.join(blank)}")
    if getattr(value, "you", YOU[0]) not in YOU:
        raise BadInput(f"称谓应当是{'、'.join(YOU)}之一 / unknown form of address")


def _fits(name: str, held: object) -> bool:
    if name == "organ":
        return isinstance(held, Organ)
    if name == "supplied":
        return isinstance(held, tuple)
    if name == "reply_days":
        return type(held) is int
    if name in ("provisional_from", "corrected_on", "extended_on") and held is None:
        return True
    return type(held) is date if name.endswith(("_on", "_from")) else isinstance(held, str)
