"""The views a person keeps: a name and the address of a list; without a name the columns they like."""

from __future__ import annotations

from typing import Final, NamedTuple

from workflow.errors import BadInput
from workflow.installation import Installation
from workflow.sound import is_sound_text
from workflow.store.lists import view_rows
from workflow.store.lists.view_rows import OWN as OWN
from workflow.store.lists.view_rows import View as View

MOST: Final = 30
LONGEST: Final = 40  # characters of a name
_LONGEST_QUERY: Final = 4000


class Kept(NamedTuple):
    """The columns a person likes, joined by commas (empty: the plain list), and their named views."""

    columns: str
    views: tuple[View, ...]


def kept(here: Installation, person: int, ledger: str = "") -> Kept:
    """Both in one look. `ledger` names the list they are of; empty for the ledger of cases."""
    with here.store.database.reading() as connection:
        every = view_rows.of_person(connection, person)
    own, head = _stored(ledger, OWN), f" {ledger} " if ledger else ""
    of_list = [v for v in every if v.name != own and (v.name.startswith(head) if head else v.name[0] != " ")]
    named = tuple(View(view.name.removeprefix(head), view.query) for view in of_list)
    return Kept(next((view.query for view in every if view.name == own), ""), named)


def _stored(ledger: str, name: str) -> str:
    """The name in the store: no name a person gives begins with a space."""
    return f" {ledger} {name}".rstrip() if ledger else name


def mine(here: Installation, person: int, ledger: str = "") -> list[View]:
    """Those with a name, in order of their names."""
    return list(kept(here, person, ledger).views)


def own_columns(here: Installation, person: int, ledger: str = "") -> str:
    """The names of the columns this person likes, joined by commas; empty for the plain list."""
    return kept(here, person, ledger).columns


def keep(here: Installation, person: int, agency: int, name: str, query: str, ledger: str = "") -> None:
    """Keep a view in place of one of the same name. Raises BadInput for no name, too long a one, or too many."""
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > LONGEST or not is_sound_text(wanted) or len(query) > _LONGEST_QUERY:
        raise BadInput(f"请写视图的名称，最多 {LONGEST} 字 / name the view, in {LONGEST} characters at most")
    held = {view.name for view in mine(here, person, ledger)}
    if wanted not in held and len(held) >= MOST:
        raise BadInput(f"最多保存 {MOST} 个视图，请先删除不用的 / {MOST} views at most: drop one first")
    with here.store.database.writing() as connection:
        view_rows.put(connection, person, agency, _stored(ledger, wanted), query)


def like(here: Installation, person: int, agency: int, columns: str, ledger: str = "") -> None:
    """Show these columns from now on; none brings the plain list back."""
    with here.store.database.writing() as connection:
        if columns:
            view_rows.put(connection, person, agency, _stored(ledger, OWN), columns)
        else:
            view_rows.drop(connection, person, _stored(ledger, OWN))


def forget(here: Installation, person: int, name: str, ledger: str = "") -> None:
    """Drop a view; one that is gone already stays gone."""
    with here.store.database.writing() as connection:
        view_rows.drop(connection, person, _stored(ledger, name))
