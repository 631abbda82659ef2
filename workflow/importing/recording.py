"""An import put on record while it runs: who, which file, how far, and whether it was asked to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from workflow.errors import DeskError
from workflow.importing import running
from workflow.importing.judged import Judged
from workflow.importing.running import Asked, Figures
from workflow.installation import Installation
from workflow.records import moment_text
from workflow.store import import_rows

READING, READ, IMPORTING, STOPPED, DONE, FAILED = "reading", "read", "importing", "stopped", "done", "failed"


def begun(here: Installation, asked: Asked, state: str, now: datetime) -> int:
    """Put a new import on record. Raises BadInput where the file cannot be read, NotAllowed."""
    source = running.source_of(asked.path, asked.name)
    with here.store.database.writing() as connection:
        return import_rows.begin(
            connection,
            agency_id=asked.agency,
            person_id=asked.person,
            name=asked.name[:200],
            file_sha256=source.sha256,
            state=state,
            **dict.fromkeys(("total", *Figures._fields), 0),
            stop=False,
            began_at=moment_text(now),
            moved_at=moment_text(now),
            failure="",
        )


def sent_before(here: Installation, asked: Asked) -> tuple[int, ...]:
    """Imports of the same file by the same person that nobody has let in yet: the form was sent twice."""
    sha256 = running.source_of(asked.path, asked.name).sha256
    with here.store.database.reading() as connection:
        return tuple(import_rows.same(connection, asked.agency, asked.person, sha256, (READING, READ)))


def moved(
    here: Installation, import_id: int, now: datetime, state: str, figures: Figures, **more: object
) -> None:
    """Say how far it is."""
    with here.store.database.writing() as connection:
        values = {"state": state, "moved_at": moment_text(now), **figures._asdict(), **more}
        import_rows.note(connection, import_id, **values)


def performed(
    here: Installation,
    asked: Asked,
    now: Callable[[], datetime],
    stopped: Callable[[], bool],
    import_id: int | None = None,
) -> Iterator[list[Judged]]:
    """`running.perform` with its figures on record after every batch."""
    number = import_id or begun(here, asked, IMPORTING, now())
    figures = Figures()
    ended = {"asked": False}

    def stop() -> bool:
        ended["asked"] = stopped() or _asked_to_stop(here, number)
        return ended["asked"]

    try:
        for batch in running.perform(here, asked, now, stop):
            figures = figures.plus(batch)
            moved(here, number, now(), IMPORTING, figures)
            yield batch
    except Exception as bad:
        said = str(bad) if isinstance(bad, DeskError) else type(bad).__name__
        moved(here, number, now(), FAILED, figures, failure=said)
        raise
    moved(here, number, now(), STOPPED if ended["asked"] else DONE, figures)


def _asked_to_stop(here: Installation, number: int) -> bool:
    with here.store.database.reading() as connection:
        held = import_rows.found(connection, number)
    return bool(held and held.stop)
