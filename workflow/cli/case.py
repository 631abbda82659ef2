"""`mingfu case`: everything the desk can do, for scripts; the same permissions and guards as in the pages."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

import click

from workflow import acts as a
from workflow.cli import put
from workflow.cli.act_reading import act_class, fields_of, read_act, read_json
from workflow.cli.at_desk import AS_ACCOUNT, AS_JSON, agency, at_desk, day, moment, person, plain
from workflow.cli.case_pages import after_act, case_as_json, case_as_text
from workflow.composing import composed
from workflow.wording import MOVES as WORDS

CASE_NO = click.argument("case_no", callback=plain)


@click.group()
def case() -> None:
    """登记、办理、查看案件。 / Log, act on and show cases."""


@case.command()
@click.argument("file", type=click.File("rb"), default="-")
@AS_ACCOUNT
@AS_JSON
def log(file: BinaryIO, account: str | None, as_json: bool) -> None:
    """登记一件申请（JSON）。 / Log an application from JSON; FILE or stdin."""
    data = read_json(file)
    with at_desk() as desk:
        by = person(desk, account)
        form = read_act(a.Log, data, {"agency": lambda code: agency(desk, code)})
        logged = desk.log(by, form, moment())
    state = "已登记 / logged" if logged.new else "此前已登记 / logged before"
    put(logged._asdict(), as_json, f"{logged.case_no} {state}；查询码 / query code {logged.query_code}")


@case.command()
@CASE_NO
@click.argument("move", callback=plain)
@click.argument("file", type=click.File("rb"), required=False)
@click.option(
    "--seen", type=int, help="只在案件仍为此版本时办理 / act only while the case is at this version"
)
@AS_ACCOUNT
@AS_JSON
def act(
    case_no: str, move: str, file: BinaryIO | None, seen: int | None, account: str | None, as_json: bool
) -> None:
    """办理一步；所需内容为 JSON。 / Do one move, its fields as JSON from FILE or - for stdin."""
    kind = act_class(move)
    if kind is a.Log:
        raise click.UsageError("登记请用 mingfu case log / use `mingfu case log`")
    data = read_json(file) if file else {}
    with at_desk() as desk:
        by = person(desk, account)
        said = read_act(kind, data, {"handler": lambda name: person(desk, name)})
        step = composed(desk, by, case_no, said, moment())
        if isinstance(step, a.Split):
            parts = desk.split(by, case_no, step, moment())
            put({"case_no": case_no, "into": parts}, as_json, f"{case_no} → {'、'.join(parts)}")
            return
        after = desk.perform(by, case_no, step, moment(), seen)
        clock = desk.view(by, case_no, moment()).clock
    put(*after_act(after, clock, as_json))


@case.command()
@CASE_NO
@click.option("--as-of", callback=day, metavar="YYYY-MM-DD", help="那一天终了时的情形 / as it stood that day")
@AS_ACCOUNT
@AS_JSON
def show(case_no: str, as_of: date | None, account: str | None, as_json: bool) -> None:
    """显示案件，现在或过去某日的情形。 / Show a case, now or as it stood on a past day."""
    with at_desk() as desk:
        view = desk.view(person(desk, account), case_no, moment(), as_of)
    put(case_as_json(view) if as_json else None, as_json, "" if as_json else case_as_text(view))


@case.command()
@CASE_NO
@AS_ACCOUNT
@AS_JSON
def moves(case_no: str, account: str | None, as_json: bool) -> None:
    """列出此人现在可以办理的步骤，及不能办理的理由。 / The moves open to this person, and why others are not."""
    with at_desk() as desk:
        choices = desk.view(person(desk, account), case_no, moment()).choices
    lines = ["可以办理 / open："]
    lines += [f"  {c.move.name}  {WORDS[c.move.name].zh} / {WORDS[c.move.name].en}" for c in choices.open]
    lines += ["不能办理 / closed："] if choices.closed else []
    lines += [f"  {c.move.name}  {'；'.join(map(str, c.reasons))}" for c in choices.closed]
    answer = {
        "open": [{"move": c.move.name, "fields": fields_of(c.move.name)} for c in choices.open],
        "closed": [
            {"move": c.move.name, "reasons": [r._asdict() for r in c.reasons]} for c in choices.closed
        ],
    }
    put(answer, as_json, "\n".join(lines))
