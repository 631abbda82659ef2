"""Facts of the case beside a question of the guide: what the file already says on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask import url_for

from web.dates import plain_day
from web.words import said, t
from workflow.case import Consultation
from workflow.clock import Deadline
from workflow.entries import SearchRecorded
from workflow.viewing import View


class Bearing(NamedTuple):
    """One fact in words, with where to see it."""

    words: str
    url: str = ""


def bearings(view: View, names: Iterable[str]) -> list[Bearing]:
    """The facts of those names, in order; a name without anything on file says so."""
    return [fact for name in names for fact in (READERS[name](view) if name in READERS else ())]


def _correction(view: View) -> Iterable[Bearing]:
    case = view.case
    if case.correction_asked_on is None:
        yield Bearing(t("尚未告知补正。", "Correction has not been asked for."))
        return
    yield Bearing(
        t(
            "已于 {on} 告知补正，期限 {by}。",
            "Correction was asked for on {on}, due {by}.",
            on=plain_day(case.correction_asked_on),
            by=plain_day(case.correction_answer_by),
        )
    )


def _fee(view: View) -> Iterable[Bearing]:
    case = view.case
    if case.fee_charged_on is None:
        yield Bearing(t("没有收费通知。", "No fee was charged."))
        return
    on = plain_day(case.fee_charged_on)
    yield Bearing(
        t("已于 {on} 通知收费 {n} 元。", "A fee of {n} yuan was charged on {on}.", on=on, n=case.fee_yuan)
    )


def _searches(view: View) -> Iterable[Bearing]:
    found = [e.fact for e in view.history if isinstance(e.fact, SearchRecorded)]
    if not found:
        url = url_for("acts.ask", case_no=view.case.case_no, noun="search")
        yield Bearing(t("还没有检索记录。记录检索", "No search is recorded yet. Record one"), url)
    for fact in found:
        yield Bearing(
            t(
                "{on} {who} 检索 {places}，命中 {n} 份。",
                "{on}, {who} searched {places}: {n} hits.",
                on=plain_day(fact.on),
                who=fact.searcher,
                places=t("、", ", ").join(fact.places),
                n=fact.hits,
            )
        )


def _consultations(view: View) -> Iterable[Bearing]:
    if not view.case.consultations:
        yield Bearing(t("没有征求过意见。", "Nobody was consulted."))
    for asked in view.case.consultations:
        name = view.texts.get(asked.name_sha256, "")
        yield Bearing(
            t("{party}{name}：", "{party} {name}: ", party=said(asked.party), name=name)
            + _answer(asked, view.clock)
        )


def _answer(asked: Consultation, clock: Deadline | None) -> str:
    if asked.stance is not None:
        return t("{s}（{on}）", "{s} ({on})", s=said(asked.stance), on=plain_day(asked.opinion_on))
    if asked.ground is not None:
        return said(asked.ground)
    limits = clock.limits if clock else ()
    by = next((limit.due_on for limit in limits if limit.act.endswith(f":{asked.ref}")), None)
    if by is None:
        return t("等待送达", "waits for service")
    return t("等待意见，最迟 {by}", "waiting, by {by} at the latest", by=plain_day(by))


READERS: dict[str, Callable[[View], Iterable[Bearing]]] = {
    "correction": _correction,
    "fee": _fee,
    "searches": _searches,
    "consultations": _consultations,
}
