"""What a letter says: frozen values, plain text and dates only, complete before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import ClassVar

from notices.amounts import capitals
from notices.catalogue import Kind, shipped
from notices.facts import Fact, Facts, Held, complete
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
class Notice:
    """A letter or form of any kind, held to what config/notices.toml declares for it.

    applicant: the name it is addressed to (for letters to others theirs); provision: short, written out in the
    letter; facts: what this kind must state, absent optional ones filled in as empty; remedy: the paragraph as
    printed, empty where the kind has none; attachments: their names, without punctuation after them.
    Raises BadInput naming what is missing, unknown or of the wrong type.
    """

    kind: str
    organ: Organ
    applicant: str
    dated_on: date
    number: str = ""
    case_no: str = ""
    received_on: date | None = None
    request: str = ""
    provision: str = ""
    you: str = "你"
    facts: Mapping[str, Held] = field(default_factory=dict)
    remedy: str = ""
    attachments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        kind = shipped()[self.kind]
        _check(self, ("applicant", *_frame(kind, self)))
        if self.received_on is None and "received_on" not in kind.without:
            raise BadInput("文书缺少收到申请的日期 / the letter lacks: received_on")
        if not kind.form and self.received_on and self.dated_on < self.received_on:
            raise BadInput("文书日期早于收到日期 / the letter is dated before the application was received")
        if self.remedy and kind.remedy == "none":
            raise BadInput(f"{kind.zh}没有救济告知 / this letter carries no remedy paragraph")
        if not all(isinstance(name, str) and name.strip() for name in self.attachments):
            raise BadInput("附件名称不能为空 / an attachment without a name")
        object.__setattr__(self, "facts", complete(kind.declared(self.old), self.facts))

    @property
    def old(self) -> bool:
        """Written under the text of 2007."""
        return "条例（2007）" in self.provision

    @property
    def labels(self) -> dict[str, str]:
        """The words of each choice made."""
        return {f.name: zh for f in self._shown() for code, zh, _ in f.options if code == self.facts[f.name]}

    @property
    def capitals(self) -> dict[str, str]:
        """Each sum of money in the capital numerals of bills."""
        return {f.name: capitals(self.facts[f.name]) for f in self._shown() if f.type == "money"}

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The heads of each table."""
        return {f.name: f.columns for f in self._shown() if f.columns}

    def _shown(self) -> tuple[Fact, ...]:
        return shipped()[self.kind].declared(self.old)


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

    @property
    def facts(self) -> Facts:
        """The facts as every other kind carries them."""
        return _declared(self)


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

    @property
    def facts(self) -> Facts:
        """The facts as every other kind carries them."""
        return _declared(self)

    @property
    def attachments(self) -> tuple[str, ...]:
        """None beside what is supplied."""
        return ()


Letter = Notice | Receipt | Reply
#: kinds with a shape of their own; every kind, these too, can be a Notice
KINDS: dict[str, type[Receipt | Reply]] = {Receipt.kind: Receipt, Reply.kind: Reply}


def check_kind(kind: str, letter: Letter) -> None:
    """Raises BadInput for a kind the catalogue does not hold, or a letter of another one."""
    if kind not in shipped():
        raise BadInput(f"没有这种文书模板：{kind} / no such letter template")
    if letter.kind != kind:
        raise BadInput(f"内容与文书种类不符：{kind} / the values belong to another kind of letter")


def _declared(letter: Receipt | Reply) -> Facts:
    return Facts({fact.name: getattr(letter, fact.name) for fact in shipped()[letter.kind].facts})


def _frame(kind: Kind, letter: Notice) -> tuple[str, ...]:
    """The text fields this kind cannot do without."""
    needed = [name for name in ("case_no", "request") if name not in kind.without]
    needed += ["number"] if kind.numbered else []
    needed += ["provision"] if kind.provision(letter.dated_on) else []
    needed += ["remedy"] if kind.remedy != "none" else []
    return tuple(needed)


def _check(value: Organ | Letter, needed: tuple[str, ...]) -> None:
    """Dates are dates, numbers numbers, everything else text; nothing needed is blank."""
    for name, default in ((f.name, f.default) for f in fields(value)):
        held = getattr(value, name)
        if not (held is None and default is None) and not _fits(name, held):
            raise BadInput(f"{name}：内容类型不对 / wrong type: {type(held).__name__}")
    if blank := [name for name in needed if not getattr(value, name).strip()]:
        raise BadInput(f"文书缺少内容 / the letter lacks: {', '.join(blank)}")
    if getattr(value, "you", YOU[0]) not in YOU:
        raise BadInput(f"称谓应当是{'、'.join(YOU)}之一 / unknown form of address")


def _fits(name: str, held: object) -> bool:
    if name == "organ":
        return isinstance(held, Organ)
    if name in ("supplied", "attachments"):
        return isinstance(held, tuple)
    if name == "facts":
        return isinstance(held, Mapping)
    if name == "reply_days":
        return type(held) is int
    return type(held) is date if name.endswith(("_on", "_from")) else isinstance(held, str)
