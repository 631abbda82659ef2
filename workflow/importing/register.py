"""The further columns of an old register: ways, fee, consultation, sending, publication, appeals, archive.

They stand beside what makes a case: what cannot be understood is left out with a word and refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from workflow.appeal.terms import AppealKind, ResultKind
from workflow.importing.judged import as_text
from workflow.importing.row import NAMES, Row
from workflow.importing.settings import plain, readings
from workflow.importing.sides import Sides
from workflow.terms import FeeMode, Party, SupplyForm, Term, Way

_PARTS: Final = re.compile(r"[、，,；;/\n\r+]+|\s+")
_NAMED: Final = re.compile(r"[:：(（]")
_MONEY: Final = re.compile(r"[¥￥]?\s*(\d{1,7})(?:\.0{1,2})?\s*元?(?:整)?")
_DAYS: Final = re.compile(r"(\d{1,3})(?:\.0)?\s*(?:个)?(?:工作日|天|日)?")
_SPACES: Final = re.compile(r"\s+")
_KINDS: Final = {
    "appeal_review": AppealKind.REVIEW,
    "appeal_litigation": AppealKind.LITIGATION,
    "appeal_complaint": AppealKind.COMPLAINT,
}
_KIND_WORDS: Final = (
    ("诉讼", AppealKind.LITIGATION),
    ("复议", AppealKind.REVIEW),
    ("投诉", AppealKind.COMPLAINT),
    ("举报", AppealKind.COMPLAINT),
)
#: the words a party's column stands under, where the cell names nobody's kind
_PARTY_HEADS: Final = (
    ("第三", Party.THIRD_PARTY),
    ("其他机关", Party.OTHER_ORGAN),
    ("共同制作", Party.CO_PRODUCER),
)
_LONGEST: Final = 200


#: days that lie between receipt and reply, and those that follow the reply
_WITHIN: Final = (
    *("correction_asked", "correction_received", "consulted_on", "consultation_served", "opinion_on"),
    *("extended", "fee_charged", "fee_paid"),
)
_AFTER: Final = ("dispatched", "served", "archived")
_FIELDS: Final = (
    *(*_WITHIN, *_AFTER, "arrived", "supply_form", "supply_way", "correction_answer_by", "consulted"),
    *("extension_days", "extension_no", "fee_mode", "fee_yuan", "signed_on", "dispatch_way", "tracking_no"),
    *("for_publication", "appeals", "archive_no", "note", *_KINDS),
)
_NOTHING: Final = Sides()
#: every column that holds days
DAYS: Final = frozenset(
    {*_WITHIN, *_AFTER, "arrived", "confirmed", "received", "applied", "replied", "signed_on"}
    | {"correction_answer_by"}
)


def sides(row: Row, received: date, replied: date | None) -> Sides:
    """Everything the line says besides. Days of an open case's clock are left to whoever handles it, with a word."""
    cells = row.line.cells
    if all(cells.get(field) is None for field in _FIELDS):
        return _NOTHING
    said = _days_said(row, received, replied)
    parties = _parties(row) if said["consulted_on"] else ()
    form, way = _supply(row)
    return Sides(
        arrived_on=_arrived(row, received),
        supply_form=form,
        supply_way=way,
        correction_asked_on=said["correction_asked"],
        correction_answer_by=_answer_by(row, said["correction_asked"]),
        correction_received_on=said["correction_received"],
        consulted=parties,
        consulted_as=row.text("consulted")[:_LONGEST] if parties else "",
        consulted_on=said["consulted_on"] if parties else None,
        consultation_served_on=said["consultation_served"] if parties else None,
        opinion_on=said["opinion_on"] if parties else None,
        extended_on=said["extended"],
        extension_days=_days(row) if said["extended"] else None,
        extension_no=row.text("extension_no")[:_LONGEST],
        fee_mode=_term(row, "fee_mode", "fee_modes", FeeMode),
        fee_yuan=_yuan(row),
        fee_charged_on=said["fee_charged"],
        fee_paid_on=said["fee_paid"],
        signed_on=said["signed_on"],
        dispatched_on=said["dispatched"],
        dispatch_way=_term(row, "dispatch_way", "dispatch_ways", Way),
        tracking_no=row.text("tracking_no")[:_LONGEST],
        served_on=said["served"],
        for_publication=_for_publication(row),
        appeals=tuple(dict.fromkeys(_appeals(row))),
        archived_on=said["archived"],
        archive_no=row.text("archive_no")[:_LONGEST],
        remark=row.text("note"),
    )


def _days_said(row: Row, received: date, replied: date | None) -> dict[str, date | None]:
    """Every day that fits the main ones and the others it rests on."""
    said = {name: _day(row, name, received, replied) for name in (*_WITHIN, *_AFTER, "signed_on")}
    if said["dispatched"] and said["served"] and said["served"] < said["dispatched"]:
        row.warn("送达日期早于发出日期，未导入", "Served before it was sent: the day of service is left out")
        said["served"] = None
    if not said["consulted_on"] and (said["consultation_served"] or said["opinion_on"]):
        row.warn("没有征求意见的发出日期，征求意见未导入", "No day of the consultation: it is left out")
    return said


def _left_out(row: Row, field: str) -> None:
    zh, en = NAMES[field]
    said = row.text(field)[:30]
    row.warn(f"{zh}“{said}”看不懂，未录入", f"The {en} {said!r} is not understood: left out")


# days -------------------------------------------------------------------------------------------


def _day(row: Row, field: str, received: date, replied: date | None) -> date | None:
    """A day beside the main ones; one that cannot be is left out with a word."""
    on = _readable(row, field)
    if on is None:
        return None
    zh, en = NAMES[field]
    if replied is None:
        row.warn(f"未结案件的{zh}未导入，请在案卷中补记", f"Open case: record the {en} by hand")
        return None
    early = on < (replied if field in _AFTER else received)
    if early or (field in _WITHIN and on > replied):
        row.warn(f"{zh} {on} 与其他日期矛盾，未导入", f"The {en} {on} contradicts other dates: left out")
        return None
    return on


def _readable(row: Row, field: str) -> date | None:
    unread: list[Any] = []
    on = row.day(field, unread)
    row.warnings += unread
    return None if unread else on


def _answer_by(row: Row, asked: date | None) -> date | None:
    """The end of the time for correction may lie ahead of the day of reading; without a notice it says nothing."""
    return _readable(row, "correction_answer_by") if asked else None


def _arrived(row: Row, received: date) -> date | None:
    on = _readable(row, "arrived")
    if on is not None and on > received:
        row.warn(f"到达日期 {on} 晚于收到日期，未录入", f"Arrived {on} after receipt: left out")
        return None
    return on


# words ------------------------------------------------------------------------------------------


def _term(row: Row, field: str, table: str, kind: type[Term]) -> Any:
    """The word of a closed set a cell stands for; None, with a word, where it is none of them."""
    said = row.text(field)
    if not said:
        return None
    words = row.words.terms[table]
    found = next((words[way] for way in readings(said) if way in words), None)
    if found is None:
        _left_out(row, field)
        return None
    return kind(found)


def _supply(row: Row) -> tuple[SupplyForm | None, Way | None]:
    """Form and way stand in one column or in two, in either order: 邮寄、纸质."""
    ways, forms = row.words.terms["supply_ways"], row.words.terms["supply_forms"]
    found: dict[str, set[str]] = {"form": set(), "way": set()}
    for field in ("supply_way", "supply_form"):
        words = [word for part in _PARTS.split(row.text(field)) if (word := plain(part))]
        if not all(word in ways or word in forms for word in words):
            _left_out(row, field)
            continue
        found["way"] |= {ways[word] for word in words if word in ways}
        found["form"] |= {forms[word] for word in words if word in forms and word not in ways}
    form = SupplyForm(found["form"].pop()) if len(found["form"]) == 1 else None
    return form, Way(found["way"].pop()) if len(found["way"]) == 1 else None


def _parties(row: Row) -> tuple[Party, ...]:
    """Third party or organ, by the cell or else by what the column is called: the clock differs."""
    words = row.words.terms["parties"]
    parts = [part for whole in _PARTS.split(row.text("consulted")) for part in _NAMED.split(whole)[:1]]
    found = [Party(words[plain(part)]) for part in parts if plain(part) in words]
    heads = row.line.heads.get("consulted_on", "") + row.line.heads.get("consulted", "")
    found = found or [party for word, party in _PARTY_HEADS if word in heads]
    if not found:
        row.warn(
            "看不出征求的是第三方还是其他机关，征求意见未导入",
            "Third party or another organ? The consultation is left out",
        )
    return tuple(dict.fromkeys(found))


def _yes(row: Row, field: str) -> bool | None:
    said = row.text(field)
    if not said or said in ("√", "✓", "✔", "×", "✗"):
        return bool(said) and said not in ("×", "✗")
    answer = row.words.answers.get(plain(said))
    return None if answer is None else answer == "yes"


def _for_publication(row: Row) -> bool:
    answer = _yes(row, "for_publication")
    if answer is None:
        _left_out(row, "for_publication")
    return bool(answer)


# numbers ----------------------------------------------------------------------------------------


def _yuan(row: Row) -> int:
    """Whole yuan, as the tariff knows them; 免 and 无 are nothing."""
    said = _SPACES.sub("", as_text(row.number_cell("fee_yuan")))
    if not said or said in ("免", "免费", "免收", "不收费", "未收费", "否"):
        return 0
    if found := _MONEY.fullmatch(said):
        return int(found[1])
    _left_out(row, "fee_yuan")
    return 0


def _days(row: Row) -> int | None:
    said = _SPACES.sub("", as_text(row.number_cell("extension_days")))
    if not said:
        return None
    if (found := _DAYS.fullmatch(said)) and int(found[1]):
        return int(found[1])
    _left_out(row, "extension_days")
    return None


# appeals ----------------------------------------------------------------------------------------


def _appeals(row: Row) -> Iterator[tuple[AppealKind, ResultKind]]:
    """Each with its column of table four; a bare 是 does not say how it ended and is left out with a word."""
    for field, kind in _KINDS.items():
        said = row.text(field)
        if not said or _yes(row, field) is False:
            continue
        if (result := _result(row, said)) is None:
            _left_out(row, field)
        else:
            yield kind, result
    said = row.text("appeals")
    if said and _yes(row, "appeals") is not False:
        yield from _together(row, said)


def _together(row: Row, said: str) -> Iterator[tuple[AppealKind, ResultKind]]:
    """复议维持；诉讼：驳回诉讼请求."""
    one = said.replace(AppealKind.COMPLAINT.zh, "投诉举报")  # our own name of it holds a 、
    parts = [part for part in re.split(r"[、，,；;\n\r]+", one) if part.strip()]
    found = [(_kind(part), _result(row, part)) for part in parts]
    if not all(kind and result for kind, result in found):
        _left_out(row, "appeals")
        return
    yield from ((kind, result) for kind, result in found if kind and result)


def _kind(part: str) -> AppealKind | None:
    return next((kind for word, kind in _KIND_WORDS if word in part), None)


def _result(row: Row, said: str) -> ResultKind | None:
    """The whole cell, what stands in its brackets, or what follows the name of the procedure."""
    words = row.words.terms["appeal_results"]
    ways = [*readings(said), *(plain(part) for part in re.split(r"[()（）:：]", said) if part)]
    ways += [re.sub(r"^(?:行政)?(?:复议|诉讼|投诉举报|投诉|举报)(?:结果)?", "", way) for way in ways]
    found = next((words[way] for way in ways if way in words), None)
    return ResultKind(found) if found else None
