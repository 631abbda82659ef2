"""My work: everything that waits for this person, soonest deadline first, with the next act on each line."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request, url_for

from web.access import desk, now, person, signed_in
from web.acts.table import noun_of
from web.words import t
from workflow.errors import BadInput
from workflow.my_work import Group, MyWork, Task, my_work
from workflow.store.lists.work_queries import MOST_COUNTED, Place

work = Blueprint("work", __name__, template_folder="templates")

#: what is decided on with the draft before one's eyes
_BEFORE_THE_DRAFT = (
    *("pass_secrecy", "pass_secrecy_to_legal", "pass_legal", "pass_legal_to_secrecy"),
    *("endorse", "approve", "approve_as_leader"),
)


@work.record
def _give_templates_the_way(state: Any) -> None:
    state.app.jinja_env.globals.update(act_url=act_url)


@work.get("/")
@signed_in
def mine() -> Any:
    """The first page after signing in."""
    found = my_work(desk(), person(), now(), _after())
    return render_template(
        "work/mine.html",
        work=found,
        groups=_grouped(found.tasks),
        most=MOST_COUNTED,
        first=not request.args.get("after"),
        next_after="~".join(map(str, found.next_after)) if found.next_after else "",
        nothing=_nothing(found),
    )


def act_url(case_no: str, move: str, ref: str = "") -> str:
    """Where that act is done, on the letter it names: its own form, or the page of the draft it is decided on."""
    if move in _BEFORE_THE_DRAFT:
        return url_for("review.draft", case_no=case_no)
    return url_for("acts.ask", case_no=case_no, noun=noun_of(move), ref=ref or None)


def _grouped(tasks: tuple[Task, ...]) -> list[tuple[Group, list[Task]]]:
    """They come in the order of the groups."""
    return [(group, list(found)) for group, found in groupby(tasks, key=lambda task: task.group)]


def _nothing(found: MyWork) -> str:
    if found.tasks or found.queues:
        return ""
    return t("现在没有等你办理的案件。", "Nothing waits for you now.")


def _after() -> Place | None:
    """Where the page before ended. Raises BadInput for an address that was tampered with."""
    wanted = request.args.get("after", "")
    if not wanted:
        return None
    on, _, case_id = wanted.partition("~")
    try:
        return date.fromisoformat(on).isoformat(), int(case_id)
    except ValueError:
        raise BadInput("页码有误，请从第一页开始 / wrong page: begin at the first") from None
