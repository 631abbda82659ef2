"""What section one of the report says of applications, and section six of fees, in figures of the tables."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.reporting.annual import Report, total
from workflow.reporting.forms import TOTAL, Row
from workflow.wording import Words

#: results said as one figure: name of the section -> words
_SUMMED = {"denied": "不予公开", "unable": "无法提供", "notproc": "不予处理", "other_ending": "其他处理"}
_SUMMED_EN = {
    "denied": "refused",
    "unable": "cannot be provided",
    "notproc": "not processed",
    "other_ending": "other",
}


def paragraphs(report: Report) -> tuple[Words, ...]:
    """The sentences, each in both languages; only figures that stand in the tables."""
    said = _received(report) if "new_received" in report.table.rows else _old(report)
    return (said, _appeals(report), _fees(report))


def _received(report: Report) -> Words:
    table, year = report.table, report.year
    new, before, done, left = (
        total(table, row) for row in ("new_received", "carried_in", "processed_total", "carried_out")
    )
    zh, en = _results(report)
    return Words(
        f"{year}年，新收政府信息公开申请{new}件，上年结转{before}件；办理{done}件{'，其中' + zh if zh else ''}；"
        f"结转下年度继续办理{left}件。",
        f"Applications in {year}: received {new}, carried over from the year before {before}, dealt with {done}"
        f"{' (' + en + ')' if en else ''}, carried over to the next year {left}.",
    )


def _results(report: Report) -> tuple[str, str]:
    """Results that occur, those of one section as one figure."""
    table = report.table
    found: dict[str, tuple[int, str, str]] = {}
    for row in table.form.rows:
        if row.part and row.outcomes is not None:
            zh, en = _named(row)
            key = row.section or row.id
            found[key] = (found.get(key, (0,))[0] + total(table, row.id), zh, en)
    some = [(n, zh, en) for n, zh, en in found.values() if n]
    return "、".join(f"{zh}{n}件" for n, zh, _ in some), ", ".join(f"{en} {n}" for n, _, en in some)


def _named(row: Row) -> tuple[str, str]:
    if row.section:
        return _SUMMED[row.section], _SUMMED_EN[row.section]
    names: Mapping[str, tuple[str, str]] = {
        "granted": ("予以公开", "granted"),
        "partial": ("部分公开", "granted in part"),
        "other_single": ("其他处理", "other"),
    }
    return names[row.id]


def _old(report: Report) -> Words:
    got, done, said = (total(report.table, row) for row in ("received", "closed", "replies"))
    return Words(
        f"{report.year}年，收到政府信息公开申请{got}件，办结{done}件，答复{said}件。",
        f"Applications in {report.year}: received {got}, dealt with {done}, answered {said}.",
    )


def _appeals(report: Report) -> Words:
    counts = {"review": 0, "litigation": 0}
    for group in report.table.form.groups:
        cells = report.table.groups[group.id]
        counts[group.kind] += (cells[TOTAL] if TOTAL in cells else sum(n or 0 for n in cells.values())) or 0
    return Words(
        f"因政府信息公开申请行政复议{counts['review']}件，提起行政诉讼{counts['litigation']}件。",
        f"Appeals: reconsideration {counts['review']}, suits {counts['litigation']}.",
    )


def _fees(report: Report) -> Words:
    return Words(
        f"收取信息处理费{report.fees_yuan}元。", f"Processing fees received: {report.fees_yuan} yuan."
    )
