"""docs/cli.md: every command and every option stands there with an example, and nothing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from workflow.cli import mingfu

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
EXAMPLES = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL))


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        elif found is not None:
            yield " ".join((*path, name)), found


ALL = dict(commands(mingfu))


@pytest.mark.parametrize("name", ALL)
def test_every_command_is_described_and_has_an_example(name: str) -> None:
    assert f"| `mingfu {name}" in PAGE or f"、`mingfu {name}`" in PAGE
    assert re.search(rf"(^|\| )mingfu {re.escape(name)}\b", EXAMPLES, re.MULTILINE)


@pytest.mark.parametrize("name", ALL)
def test_every_command_says_in_both_languages_what_it_does(name: str) -> None:
    said = ALL[name].help or ""

    assert re.search(r"[\u4e00-\u9fff]", said)
    assert re.search(r"[a-z]{3}", said)


@pytest.mark.parametrize("name", ALL)
def test_every_command_that_answers_something_can_answer_in_json(name: str) -> None:
    options = {option for parameter in ALL[name].params for option in parameter.opts}

    assert "--json" in options or name in ("serve", "worker")


def test_no_command_of_the_page_is_unknown() -> None:
    named = set(re.findall(r"^\| `mingfu ([a-z -]+?)(?=`| [A-Z\[])", PAGE, re.MULTILINE))

    assert named <= set(ALL)
    assert len(named) >= 15


def test_every_option_of_the_examples_exists() -> None:
    known = {option for command in ALL.values() for parameter in command.params for option in parameter.opts}

    assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", EXAMPLES)) <= known
