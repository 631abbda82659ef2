"""Agencies: what they are called, where they are, how their letters are numbered and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from workflow import office
from workflow.administration.pictures import require_png
from workflow.administration.scope import changing
from workflow.errors import BadInput
from workflow.store import Store, agency_rows
from workflow.store.agency_rows import AgencyView
from workflow.store.offices import office_rows, people_rows

#: what may be changed of an agency; its code begins case numbers and stays
TEXTS = (
    *("name", "name_en", "office", "address", "postcode", "phone", "hours"),
    *("review_organ", "upper_organ", "court", "review_online"),
)
SEAL_AT_MOST = 2 * 2**20


def add_agency(
    store: Store, by: int, now: datetime, *, parent: int, code: str, values: Mapping[str, str]
) -> int:
    """Set up an agency below one of one's own; `values` hold TEXTS and number_template. Raises BadInput."""
    code = code.strip()
    if not code or any(letter.isspace() or letter in "/\\-.%" for letter in code):
        raise BadInput(
            "机关代码不能为空，不能含空格、斜线、横线和点 / a code has no spaces, slashes, hyphens or dots"
        )
    template = values.get("number_template") or f"{code}公开〔{{year}}〕{{n}}号"
    office.check_template(template)
    texts = {name: values.get(name, "").strip() for name in TEXTS}
    if not texts["name"]:
        raise BadInput("机关须有名称 / an agency needs a name")
    with changing(store, by, now) as here:
        here.agency(parent)
        kept = texts | {"code": code, "number_template": template}
        made = office_rows.add_agency(here.connection, parent, kept)
        here.record(made, "agency_added", code, after=_said(kept))
    return made


def change_agency(store: Store, by: int, now: datetime, agency: int, values: Mapping[str, str]) -> None:
    """Change its TEXTS; letters signed before keep what they said. Raises BadInput for an empty name."""
    new = {name: text.strip() for name, text in values.items() if name in TEXTS}
    if not new.get("name", "x"):
        raise BadInput("机关须有名称 / an agency needs a name")
    with changing(store, by, now) as here:
        found = here.agency(agency)
        old = {name: getattr(found, name) for name in new}
        if old != new:
            people_rows.change_agency(here.connection, agency, new)
            here.record(agency, "agency_changed", found.code, old, new)


def close_agency(store: Store, by: int, now: datetime, agency: int) -> None:
    """From now on it takes no new case; those it has are finished. Raises BadInput for the last one open."""
    with changing(store, by, now) as here:
        found = here.agency(agency)
        if found.closed_on:
            raise BadInput(f"{found.name}已经停用 / the agency is closed already")
        every = agency_rows.agencies(here.connection)
        if not any(a.closed_on is None for a in every if a.agency_id != agency):
            raise BadInput("最后一个机关不能停用 / the last agency cannot be closed")
        people_rows.change_agency(here.connection, agency, {"closed_on": here.today})
        here.record(agency, "agency_closed", found.code, after={"from": str(here.today)})


def reopen_agency(store: Store, by: int, now: datetime, agency: int) -> None:
    """It takes cases again. Raises BadInput where it is open."""
    with changing(store, by, now) as here:
        found = here.agency(agency)
        if found.closed_on is None:
            raise BadInput(f"{found.name}没有停用 / the agency is open")
        people_rows.change_agency(here.connection, agency, {"closed_on": None})
        here.record(agency, "agency_opened", found.code)


def set_number_forms(store: Store, by: int, now: datetime, agency: int, forms: Mapping[str, str]) -> None:
    """The form of document numbers, under "" the common one, else by series; an empty one joins the common one.

    A series that has a form keeps having one: its counter goes on. Raises BadInput.
    """
    with changing(store, by, now) as here:
        found = here.agency(agency)
        old = {"": found.number_template} | people_rows.number_forms(here.connection, agency)
        new = {series: form.strip() for series, form in forms.items() if form.strip()}
        if gone := sorted(old.keys() - new.keys()):
            raise BadInput(
                f"已有的文号格式不能取消：{'、'.join(gone)} / a form in use stays: its numbers go on"
            )
        for form in new.values():
            office.check_template(form)
        if len(set(new.values())) < len(new):
            raise BadInput(
                "两类文书不能用同一文号格式，否则会重号 / two series with one form would share numbers"
            )
        if old == new:
            return
        people_rows.change_agency(here.connection, agency, {"number_template": new[""]})
        people_rows.put_number_forms(here.connection, agency, {s: f for s, f in new.items() if s})
        here.record(agency, "numbers_changed", found.code, old, new)


def seal_path(store: Store, agency: AgencyView) -> Path:
    """Where the seal lies that letters are stamped with."""
    return store.home / "seals" / f"{agency.code}.png"


def set_seal(store: Store, by: int, now: datetime, agency: int, content: bytes) -> None:
    """Put a seal: from now on letters are stamped with it, frozen ones stay as they are. Raises BadInput."""
    if len(content) > SEAL_AT_MOST:
        raise BadInput("印章图片最大 2 MB / a seal has at most 2 MB")
    picture = require_png(content)
    with changing(store, by, now) as here:
        found = here.agency(agency)
        path = seal_path(store, found)
        if path.exists() and path.read_bytes() == content:
            return
        before = {"sha256": store.documents.put(path.read_bytes())} if path.exists() else {}
        after = {"sha256": store.documents.put(content), "width": picture.width, "height": picture.height}
        path.parent.mkdir(exist_ok=True)
        scratch = path.with_suffix(".new")
        scratch.write_bytes(content)
        scratch.replace(path)
        here.record(agency, "seal_set", found.code, before, after)


def _said(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in values.items() if text}
