"""The command line `mingfu`: one module a subject; people's text by default, JSON with --json."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.metadata import entry_points
from keyword import iskeyword

import click

from workflow.errors import DeskError

#: command name -> module of this package that holds it, loaded only when it is called
COMMANDS: dict[str, str] = {
    "deadline": "workflow.cli.deadline",
    "fee": "workflow.cli.deadline",
    "init": "workflow.cli.store_commands",
    "verify": "workflow.cli.store_commands",
    "rebuild": "workflow.cli.store_commands",
    "worker": "workflow.cli.store_commands",
    "lifecycle": "workflow.cli.lifecycle",
    "calendar": "workflow.cli.calendar",
    "case": "workflow.cli.case",
    "ledger": "workflow.cli.ledger",
    "overdue": "workflow.cli.ledger",
    "demo": "workflow.cli.demo",
    "office": "workflow.cli.office",
    "report": "workflow.cli.report",
    "import": "workflow.cli.importing",
    "backup": "workflow.cli.backup",
    "restore": "workflow.cli.backup",
}


class Commands(click.Group):
    """Loads a command's module when it is asked for, so that `mingfu deadline` never loads the store."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*COMMANDS, *(e.name for e in entry_points(group="mingfu.commands"))})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in COMMANDS:
            function = f"{name}_" if iskeyword(name) else name.replace("-", "_")
            return getattr(import_module(COMMANDS[name]), function)  # type: ignore[no-any-return]
        found = entry_points(group="mingfu.commands", name=name)
        return next((e.load() for e in found), None)


@click.group(cls=Commands)
def mingfu() -> None:
    """明复：政府信息公开依申请公开办理系统。"""


def put(answer: object, as_json: bool, text: str) -> None:
    """Print JSON for scripts or text for people."""
    click.echo(json.dumps(answer, ensure_ascii=False, default=str) if as_json else text)


def main() -> None:
    """Run a command; bad input gives one line on stderr and exit status 2."""
    try:
        sys.exit(mingfu.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as bad:
        click.echo(f"mingfu: {bad.format_message()}", err=True)
    except DeskError as bad:
        click.echo(f"mingfu: {bad}", err=True)
    sys.exit(2)
