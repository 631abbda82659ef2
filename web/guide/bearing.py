"""Facts of the case beside a question of the guide: what the file already says on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask import g, url_for

from web.access import desk, now, person
from web.dates import plain_day
from web.words import said, t
from workflow.case import Consultation
from workflow.clock.deadline import Deadline
from workflow.entries import SearchRecorded
from workflow.errors import NotAllowed, RuleMissing
from workflow.hinting import CaseHint, Hints, HintsAsked, hints
from workflow.store.lists import hints as month_rows
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


def _hints(view: View) -> Hints:
    """What else the office knows of this applicant and these words, asked once a page."""
    if "guide_hints" not in g:
        who = view.applicants[0]
        asked = HintsAsked(
            agency=view.case.agency,
            name=who.name,
            id_no=who.id_no,
            phone=who.phone,
            text=view.texts[view.case.application_sha256],
            besides=view.case.case_no,
        )
        try:
            g.guide_hints = hints(desk(), person(), now(), asked)
        except (NotAllowed, RuleMissing):
            g.guide_hints = Hints()
    found: Hints = g.guide_hints
    return found


def _earlier(view: View) -> Iterable[Bearing]:
    found = _hints(view)
    same = {hint.case_no for hint in found.same_applicant}
    alike = [hint for hint in found.similar if hint.case_no in same]
    if not alike:
        n = len(same)
        yield Bearing(
            t(
                "没有找到该申请人内容相近的案件（其他案件 {n} 件）。",
                "No similar case of this applicant was found ({n} others).",
                n=n,
            )
        )
    for hint in alike:
        yield Bearing(_told(hint), url_for("cases.show", case_no=hint.case_no))


def _told(hint: CaseHint) -> str:
    """A case with how it was answered."""
    outcomes = desk().rules.outcomes
    outcome = outcomes[hint.outcome] if hint.outcome and hint.outcome in outcomes else None
    answer = t(outcome.zh, outcome.en) if outcome else said(hint.status)
    on = f" {plain_day(hint.dispatched_on)}" if hint.dispatched_on else ""
    return f"{hint.case_no} {hint.summary}" + t("：", ": ") + f"{answer} {hint.document_no}{on}".strip()


def _month(view: View) -> Iterable[Bearing]:
    """The month is that of receipt (config/fees.toml, month_by)."""
    who, on = view.applicants[0], view.case.received_on or view.case.arrived_on
    with desk().store.database.reading() as connection:
        known = month_rows.Who.of(desk().store.vault, who.name, who.id_no, who.phone)
        n = month_rows.received_in_month(connection, view.case.agency, known, on, view.case.case_no) + 1
    sure = "" if known.sure else t("（只按姓名核对）", " (by name alone)")
    yield Bearing(
        t(
            "收到之月，本件是该申请人的第 {n} 件申请{sure}。",
            "It is this applicant's number {n} in the month of receipt{sure}.",
            n=n,
            sure=sure,
        )
    )


def _public(view: View) -> Iterable[Bearing]:
    found = _hints(view).published
    if not found:
        yield Bearing(
            t("已公开信息目录中没有找到相近的。", "Nothing alike in the register of what is public.")
        )
    for entry in found:
        where = entry.where_found if entry.where_found.startswith(("http://", "https://")) else ""
        words = f"{entry.title} {entry.document_no}".strip()
        if entry.case_no:
            words += t("（由 {no} 转为主动公开）", " (made public after {no})", no=entry.case_no)
        yield Bearing(words if where else f"{words}（{entry.where_found}）", where)


READERS: dict[str, Callable[[View], Iterable[Bearing]]] = {
    "correction": _correction,
    "fee": _fee,
    "searches": _searches,
    "consultations": _consultations,
    "earlier": _earlier,
    "month": _month,
    "public": _public,
}
