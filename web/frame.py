"""What every page shows around its main part: who, when, where to go, and how much waits there."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Flask, g, request, session, url_for

from web import access, dates, rows
from web.access import desk, now, today
from web.acts.table import noun_of
from web.phrases.readers import READERS
from web.words import cited, filled, language, other_language, said, t
from workflow import identity
from workflow.archiving.lists import READERS as ARCHIVE_READERS
from workflow.entry_wording import say, sentence
from workflow.errors import DeskError
from workflow.personal_data import WATCHING
from workflow.reminding import reading
from workflow.reporting.scope import READERS as REPORT_READERS
from workflow.store import repository
from workflow.store.repository import Officer
from workflow.supervision.scope import WATCHERS
from workflow.terms import Role

DESK = {Role.FRONT_DESK, Role.HANDLER}


class Place(NamedTuple):
    """One line of the navigation."""

    endpoint: str
    label: str
    url: str
    waiting: int | None = None
    hot: bool = False


class Group(NamedTuple):
    """Lines under one heading."""

    heading: str
    places: tuple[Place, ...]


def register(app: Flask) -> None:
    """Give every template the words, the dates and the frame."""
    app.jinja_env.globals.update(
        t=t,
        filled=filled,
        day=dates.day,
        plain_day=dates.plain_day,
        moment=dates.moment,
        month=dates.month,
        language=language,
        other_language=other_language,
        frame=frame,
        current_place=current_place,
        today=today,
        channel_name=rows.channel_name,
        row_tone=rows.tone,
        near=rows.near,
        presses=rows.presses,
        noun_of=noun_of,
    )
    app.jinja_env.filters.update(
        said=said,
        cited=cited,
        move=say,
        sentence=sentence,
        mask_id=identity.mask_id,
        mask_phone=identity.mask_phone,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def frame() -> dict[str, Any]:
    """Person, agency, navigation; empty where nobody is signed in or the store cannot answer."""
    if "frame" not in g:
        g.frame = _frame()
    return dict(g.frame)


def _frame() -> dict[str, Any]:
    here = access.here() if "person" in session else None
    if here is None or here.owes:
        return {}
    try:
        who = access.officer()
        with desk().store.database.reading() as connection:
            agency = repository.agency(connection, who.agency)
            counts = {"reminders": reading.unseen(connection, who)}
        counts |= desk().counts(who.id, now())
    except (DeskError, access.NeedsSignIn):
        return {}
    return {"officer": who, "agency": agency, "roles": roles_said(who), "groups": groups(who, counts)}


def roles_said(who: Officer) -> str:
    """The roles held, in table order."""
    held = {h.role for h in who.held}
    return t("、", ", ").join(said(role) for role in Role if role in held)


def groups(who: Officer, counts: dict[str, int]) -> tuple[Group, ...]:
    """The navigation of this person: only pages that open."""
    held = {h.role for h in who.held}
    places = [_place("work.mine", t("我的工作", "My work"), counts.get("my_work"))]
    places.append(_place("reminders.mine", t("提醒", "Reminders"), counts.get("reminders"), hot=True))
    if held & DESK:
        places.append(_place("intake.new", t("收件登记", "Log an application")))
        places.append(_place("calls.today", t("待确认", "To confirm"), counts.get("to_confirm"), hot=True))
    if held & {Role.SECRECY_REVIEWER, Role.LEGAL_REVIEWER}:
        places.append(_place("review.to_review", t("待审查", "To review"), counts.get("to_review")))
    if held & {Role.APPROVER, Role.LEADER}:
        places.append(_place("review.to_approve", t("待签发", "To approve"), counts.get("to_approve")))
    if held & DESK:
        places.append(_place("post.today", t("待寄发", "To dispatch"), counts.get("to_dispatch")))
    watch = [
        _place("ledger.cases", t("台账", "Ledger")),
        _overdue(counts.get("overdue"), watching=bool(held & set(WATCHERS))),
        _place("appeals.listed", t("复议、诉讼", "Appeals")),
    ]
    if held & set(REPORT_READERS):
        watch.append(_place("reports.annual_report", t("年度报告", "Annual report")))
    return (
        Group("", tuple(places)),
        Group(t("监督", "Supervision"), tuple(watch)),
        Group(t("单位", "Office"), tuple(_house(held))),
    )


def _house(held: set[Role]) -> list[Place]:
    """What belongs to the office itself."""
    house = [_place("rules.overview", t("规则", "Rules"))]
    if held & set(READERS):
        house.append(_place("phrases.listed", t("理由用语", "Phrase book")))
    if held & set(ARCHIVE_READERS):
        house.append(_place("archive.kept", t("归档", "Archive")))
    if held & set(WATCHING):
        house.append(_place("bundle.views", t("个人信息查看记录", "Looks at personal data")))
    if held & {Role.ADMINISTRATOR, Role.FRONT_DESK}:
        house.append(_place("importing.ledgers", t("导入台账", "Import a ledger")))
    if held & {Role.ADMINISTRATOR, Role.AUDITOR}:
        house.insert(0, _place("admin.settings", t("设置", "Settings")))
    return house


def _place(endpoint: str, label: str, count: int | None = None, *, hot: bool = False) -> Place:
    return Place(endpoint, label, url_for(endpoint), count, hot and bool(count))


def _overdue(count: int | None, *, watching: bool) -> Place:
    """Who watches comes to the overdue ledger, others to the overdue cases they may see."""
    if watching:
        return _place("supervision.overdue", t("超期督办", "Overdue"), count, hot=True)
    return Place(
        "ledger:overdue", t("超期", "Overdue"), url_for("ledger.cases", overdue=1), count, bool(count)
    )


def current_place() -> str:
    """Which line of the navigation the page stands under."""
    endpoint = request.endpoint or ""
    if endpoint == "ledger.cases" and request.args.get("overdue"):
        return "ledger:overdue"
    area = endpoint.partition(".")[0]
    first = {
        "admin": "settings",
        "rules": "overview",
        "calls": "today",
        "post": "today",
        "importing": "ledgers",
        "appeals": "listed",
        "archive": "kept",
        "reports": "annual_report",
        "supervision": "overdue",
        "reminders": "mine",
    }
    return f"{area}.{first[area]}" if area in first else endpoint
