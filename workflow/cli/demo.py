"""`mingfu demo`: an empty store becomes a demonstration office."""

from __future__ import annotations

import click

from workflow.cli import put
from workflow.cli.at_desk import AS_JSON, at_desk, exists, moment
from workflow.cli.store_commands import set_up
from workflow.demo.filling import fill
from workflow.demo.people import FILE
from workflow.terms import Role


@click.command()
@AS_JSON
def demo(as_json: bool) -> None:
    """在空库中装入演示单位，打印一次账号和密码。 / Fill an empty store with a demonstration office."""
    if not exists():
        set_up()
    with at_desk() as desk:
        accounts = fill(desk.store, desk.rules, moment())
        kept = desk.store.home / FILE
    lines = [
        f"{a.name:<10} {a.password}  {Role(a.role).zh} / {Role(a.role).en}  {a.agency}" for a in accounts
    ]
    lines += ["", f"密码保存在 / passwords are kept in {kept}"]
    put({"accounts": [a._asdict() for a in accounts]}, as_json, "\n".join(lines))
