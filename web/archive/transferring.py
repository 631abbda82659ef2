"""Handing archived files to the archives: chosen on a page, packed while one goes on working, fetched as a ZIP."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from flask import Response, flash, redirect, render_template, request, url_for

from notices.bundle import transfer as handing
from web.access import desk, needs, now, officer, person, today
from web.admin.jobs import jobs
from web.archive.routes import archive, said_class, tabs
from web.letters.routes import as_file
from web.words import t
from workflow.archiving import lists, retention
from workflow.bundle.package import Package
from workflow.desk import Desk
from workflow.errors import BadInput, NotAllowed, NotFound
from workflow.store import repository

FOLDER, JOB = "transfers", "transfer"
MOST: Final = 100  # files in one package: each is a bound document with its originals


class Choice(NamedTuple):
    """What the page was asked to show."""

    agency: int
    retention: str
    year: int | None

    @property
    def asked(self) -> dict[str, Any]:
        """As an address."""
        return {"agency": self.agency, "retention": self.retention or None, "year": self.year}


@archive.get("/archive/transfer")
@needs(*handing.MAY_HAND_OVER)
def transfer() -> Any:
    """Archived files that wait to be handed over, and how the package in the making stands."""
    chosen = _choice(request.args)
    found = handing.waiting(desk(), person(), now(), chosen.agency, chosen.retention, MOST + 1, chosen.year)
    work = jobs().latest(JOB)
    return render_template(
        "archive/transfer.html",
        tabs=tabs(),
        chosen=chosen,
        agencies=_agencies(),
        rows=found[:MOST],
        more=len(found) > MOST,
        most=MOST,
        work=work if work and work.by == person() else None,
        busy=bool(work and work.running),
        table=retention.load(),
        transfers=[
            one for one in lists.handed_over(desk(), person(), now()) if _file(one.manifest_sha256).exists()
        ],
        said_class=said_class,
    )


@archive.post("/archive/transfer")
@needs(*handing.MAY_HAND_OVER)
def hand_over() -> Any:
    """Begin to pack those ticked; the same package sent twice is begun once."""
    chosen, numbers = _choice(request.form), tuple(sorted(set(request.form.getlist("case"))))
    back = redirect(url_for("archive.transfer", **chosen.asked), code=303)
    if not numbers:
        flash(t("没有选案卷。", "No file is ticked."))
        return back
    if len(numbers) > MOST:
        raise BadInput(f"一次最多 {MOST} 件 / at most {MOST} files at once")
    key = sha256("/".join((str(person()), *numbers)).encode()).hexdigest()
    before = jobs().latest(JOB)
    if before and before.key == key and not before.failed:
        return back
    here, by, at = desk(), person(), now()
    work = jobs().start(JOB, key, by, at, lambda: _made(here, by, chosen.agency, numbers, at))
    if work.key != key:
        flash(t("另一个移交包正在制作，请稍后再试。", "Another package is being made: try again later."))
    return back


@archive.get("/archive/transfers/<int:number>.zip")
@needs(*handing.MAY_HAND_OVER)
def package(number: int) -> Response:
    """The package as it was made, for who hands over the files of its agency."""
    made = next((one for one in lists.handed_over(desk(), person(), now(), number) if one.id == number), None)
    if made is None or made.agency_id not in handing.may_hand_over(officer()):
        raise NotFound("没有这个移交包 / no such package")
    file = _file(made.manifest_sha256)
    if not file.exists():
        raise NotFound(
            "移交包不在本机，制作时已写到别处 / the package was written elsewhere when it was made"
        )
    name = t("移交包{n}.zip", "transfer {n}.zip", n=number)
    return as_file(file.read_bytes(), name, "application/zip")


def _made(here: Desk, by: int, agency: int, numbers: tuple[str, ...], at: Any) -> dict[str, Any]:
    folder = here.store.home / FOLDER
    done = handing.hand_over(here, by, agency, numbers, at, keep=lambda package: _keep(folder, package))
    return {"transfer": done.number, "cases": done.cases, "manifest": done.package.manifest_sha256}


def _keep(folder: Path, made: Package) -> None:
    """Whole or not at all, under the digest of its manifest."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = folder / f"{made.manifest_sha256}.new"
    new.write_bytes(made.content)
    new.replace(folder / f"{made.manifest_sha256}.zip")


def _file(manifest_sha256: str) -> Path:
    return desk().store.home / FOLDER / f"{manifest_sha256}.zip"


def _agencies() -> dict[int, str]:
    """Those whose files this person hands over."""
    mine = handing.may_hand_over(officer())
    with desk().store.database.reading() as connection:
        return {a.agency_id: a.name for a in repository.agencies(connection) if a.agency_id in mine}


def _choice(sent: Any) -> Choice:
    """Raises BadInput for a year that is none, NotAllowed for an agency that is not one's own."""
    mine = handing.may_hand_over(officer())
    agency, year, wanted = sent.get("agency", ""), sent.get("year", ""), sent.get("retention", "")
    if agency and agency not in map(str, mine):
        raise NotAllowed("只能移交本机关的案卷 / only files of one's own agency")
    if year and not (year.isdecimal() and len(year) == 4 and 2008 <= int(year) <= today().year):
        raise BadInput(f"年度应在2008年至{today().year}年之间 / a year from 2008 to {today().year}")
    known = wanted if retention.load().of(wanted) else ""
    return Choice(int(agency) if agency else mine[0], known, int(year) if year else None)
