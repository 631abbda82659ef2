"""Who made a court file of which case, and the digest that vouches for it: a table that only grows."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, NamedTuple

from sqlalchemy import Connection, insert, select
from sqlmodel import Field, SQLModel

from workflow.records import moment, moment_text
from workflow.store.database import Database
from workflow.store.offices.office_rows import PEOPLE
from workflow.store.repository import CASES


class BundleRow(SQLModel, table=True):
    """One court file as it was handed out; `decision` is the entry it stands at, `at` as in entries."""

    __tablename__: ClassVar[str] = "bundles"
    bundle_id: int | None = Field(default=None, primary_key=True)
    agency_id: int
    case_id: int = Field(index=True)
    person_id: int
    decision: int | None = None
    pages: int
    manifest_sha256: str = Field(index=True)
    at: str


BUNDLES = BundleRow.__table__  # type: ignore[attr-defined]


class Made(NamedTuple):
    """One court file as a list shows it."""

    case_no: str
    at: datetime
    person: str
    pages: int
    decision: int | None
    manifest_sha256: str


def record(
    database: Database,
    case_no: str,
    agency: int,
    person: int,
    manifest_sha256: str,
    pages: int,
    decision: int | None,
    at: datetime,
) -> None:
    """Write down that it was made."""
    with database.writing() as connection:
        case_id = connection.scalar(select(CASES.c.case_id).where(CASES.c.case_no == case_no))
        connection.execute(
            insert(BUNDLES).values(
                agency_id=agency,
                case_id=case_id,
                person_id=person,
                decision=decision,
                pages=pages,
                manifest_sha256=manifest_sha256,
                at=moment_text(at),
            )
        )


def of_case(connection: Connection, case_no: str) -> tuple[Made, ...]:
    """Every file made of a case, newest first."""
    return _made(connection, CASES.c.case_no == case_no)


def of_manifest(connection: Connection, manifest_sha256: str) -> Made | None:
    """The file with that manifest, if it was made here."""
    return next(iter(_made(connection, BUNDLES.c.manifest_sha256 == manifest_sha256)), None)


def _made(connection: Connection, where: object) -> tuple[Made, ...]:
    wanted = (
        select(BUNDLES, CASES.c.case_no, PEOPLE.c.name)
        .join(CASES, CASES.c.case_id == BUNDLES.c.case_id)
        .join(PEOPLE, PEOPLE.c.person_id == BUNDLES.c.person_id)
        .where(where)  # type: ignore[arg-type]
        .order_by(BUNDLES.c.bundle_id.desc())
    )
    return tuple(
        Made(row.case_no, moment(row.at), row.name, row.pages, row.decision, row.manifest_sha256)
        for row in connection.execute(wanted)
    )
