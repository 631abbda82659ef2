"""What a ledger is of, cases or appeals: its pages, its columns, how its address is read and its lines are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request, url_for

from web.access import desk, person
from workflow.ledger_sheets import views
from workflow.ledger_sheets.lines import Column, Group, Line, picked
from workflow.wording import Words

#: legend, class of the fields, their names
Section = tuple[Words, str, Sequence[str]]


class Subject(NamedTuple):
    """One ledger. `form` reads the address, with every condition or those asked for; `told` writes figures beside."""

    key: str  # of the views kept; empty for cases
    words: Words
    counted: Words  # what a line is
    pages: str  # the blueprint of its pages
    home: str  # the endpoint of the list
    groups: tuple[Group, ...]
    columns: Mapping[str, Column]
    usual: tuple[str, ...]
    sections: tuple[Section, ...]
    form: Callable[[bool], Any]
    told: Callable[[Any], None]
    lines: Callable[[Any, Sequence[Column]], Iterator[Line]]

    def at(self, page: str, /, **asked: Any) -> str:
        """The address of one of its pages."""
        return url_for(f"{self.pages}.{page}", **asked)

    def of_list(self, **asked: Any) -> str:
        """The address of the list."""
        return url_for(self.home, **asked)

    def chosen(self, names: Iterable[str]) -> tuple[Column, ...]:
        """These columns in this order. Raises BadInput for one there is not."""
        return picked(self.columns, names)

    def of_address(self, liked: str | None = None) -> tuple[Column, ...]:
        """Those the address names, else those this person likes; none for the plain list. Raises BadInput."""
        named = request.args.get("columns", liked)
        wanted = views.own_columns(desk(), person(), self.key) if named is None else named
        return self.chosen(name for name in wanted.split(",") if name)


def asked_of(form: Any) -> dict[str, str]:
    """The address of the same list, with its columns where it names them."""
    said: dict[str, str] = form.asked
    columns = request.args.get("columns")
    return said if columns is None else {**said, "columns": columns}


def query(asked: dict[str, str], columns: Iterable[Column]) -> str:
    """What a view keeps: the conditions and the columns, wherever these came from."""
    named = {"columns": ",".join(column.name for column in columns)}
    return urlencode({**asked, **named})
