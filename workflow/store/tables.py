"""The tables. Each carries agency_id; entries are append-only by trigger; personal data stands only in applicants."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Column, Index, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from workflow.store.detail_columns import RegisterColumns
from workflow.store.partial import ANSWERED as ANSWERED
from workflow.store.partial import FAULTS as FAULTS
from workflow.store.partial import LATE as LATE
from workflow.store.partial import LETTERS as LETTERS
from workflow.store.partial import LIMITED as LIMITED
from workflow.store.partial import SIGNED_OVER as SIGNED_OVER
from workflow.store.partial import TO_CALL as TO_CALL
from workflow.store.partial import TO_SERVE as TO_SERVE
from workflow.store.partial import in_part
from workflow.store.rare import RARE, of_rare


class Agency(SQLModel, table=True):
    """An agency of the tree; `path` lists its ancestors and itself, /1/4/, for subtree queries."""

    __tablename__: ClassVar[str] = "agencies"
    agency_id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="agencies.agency_id")
    path: str = Field(index=True)
    code: str = Field(unique=True)  #: stands first in case numbers
    name: str
    name_en: str = ""
    number_template: str  #: of document numbers, with {year} and {n}
    address: str = ""
    phone: str = ""
    review_organ: str = ""  #: who hears reconsideration (复议机关)
    court: str = ""
    #: the internet channel for filing reconsideration (行政复议法第二十二条); needed where replies go out online
    review_online: str = Field(default="", sa_column_kwargs={"server_default": ""})
    #: 上一级主管部门, where review could also be sought of decisions before 2024 (行政复议法（2017）第十二条)
    upper_organ: str = Field(default="", sa_column_kwargs={"server_default": ""})
    #: what letters say of where and when to ask (受理机构名称、邮政编码、办公时间)
    office: str = Field(default="", sa_column_kwargs={"server_default": ""})
    postcode: str = Field(default="", sa_column_kwargs={"server_default": ""})
    hours: str = Field(default="", sa_column_kwargs={"server_default": ""})
    closed_on: date | None = None  #: from then on it takes no new case; those it has are finished


class Person(SQLModel, table=True):
    """Someone who works here; what they may do stands in grants."""

    __tablename__: ClassVar[str] = "people"
    person_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agencies.agency_id")
    account: str = Field(unique=True)
    name: str
    password_hash: str
    active: bool = True
    session_epoch: int = 0  #: raised to sign a person out everywhere


class Grant(SQLModel, table=True):
    """One role of one person in one agency."""

    __tablename__: ClassVar[str] = "grants"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    agency_id: int = Field(primary_key=True, foreign_key="agencies.agency_id")
    role: str = Field(primary_key=True)


class StandIn(SQLModel, table=True):
    """Who acts for a person from one day to another, both included."""

    __tablename__: ClassVar[str] = "stand_ins"
    stand_in_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agencies.agency_id")
    person_id: int = Field(foreign_key="people.person_id")
    deputy_id: int = Field(foreign_key="people.person_id", index=True)
    from_on: date
    to_on: date


def _of_open(*columns: str) -> Index:
    """An index that holds open cases only: one in twenty, and the same few however many are closed."""
    name = f"cases_open_{columns[0].removesuffix('_id').removesuffix('_on')}"
    return Index(name, *columns, sqlite_where=text("is_open = 1"), postgresql_where=text("is_open"))


def _of_sealed(name: str) -> Index:
    """An index of those applicants who gave it; a query must say that the digest is not empty."""
    given = text(f"{name}_digest <> ''")
    columns = (f"{name}_digest", "case_id", "agency_id")
    return Index(f"applicants_{name}", *columns, sqlite_where=given, postgresql_where=given)


class CaseRow(RegisterColumns, table=True):
    """The projection: one row a case for lists and searches, re-derived by `mingfu rebuild`."""

    __tablename__: ClassVar[str] = "cases"
    __table_args__ = (
        UniqueConstraint("agency_id", "submission_key"),
        Index("cases_received", "agency_id", "received_on", "kind", "channel"),
        # Open cases, soonest first. What stands behind the key narrows and counts without reaching for the row.
        _of_open("due_on", "case_id", "agency_id", "status", "clock_status", "handler_id", "channel"),
        _of_open("agency_id", "due_on", "case_id", "status", "clock_status", "handler_id", "channel"),
        _of_open("handler_id", "due_on", "case_id", "agency_id", "status", "clock_status"),
        _of_open("unit", "due_on", "case_id", "agency_id", "status", "clock_status"),
        # Every case, newest first.
        Index("cases_agency", "agency_id", "case_id", "is_open", "channel", "outcome", "unit"),
        Index("cases_status", "status", "case_id", "agency_id", "channel", "outcome"),
        Index("cases_channel", "channel", "case_id", "agency_id", "is_open", "outcome"),
        Index("cases_applicant_type", "applicant_type", "case_id", "agency_id", "is_open", "channel"),
        Index("cases_outcome", "outcome", "case_id", "agency_id", "is_open", "channel"),
        Index("cases_unit", "unit", "case_id", "agency_id", "is_open", "channel"),
        Index("cases_handler", "handler_id", "case_id", "agency_id", "is_open"),
        *map(of_rare, RARE),
        # A year, a month: cases received or answered between two days.
        Index("cases_received_on", "received_on", "case_id", "agency_id", "is_open"),
        Index("cases_decided_on", "decided_on", "case_id", "agency_id", "is_open"),
        # PostgreSQL finds the beginning of a number only by an index of its own.
        Index("cases_numbers", "case_no", postgresql_ops={"case_no": "text_pattern_ops"}),
        Index("cases_documents", "document_no", postgresql_ops={"document_no": "text_pattern_ops"}),
        # The limits beside the reply, each kind by its day.
        Index(
            "cases_limits",
            *("limit_act", "limit_on", "case_id", "agency_id", "handler_id", "status"),
            sqlite_where=text(LIMITED),
            postgresql_where=text(LIMITED),
        ),
        Index(
            "cases_to_call",
            *("agency_id", "arrived_on", "case_id"),
            sqlite_where=text(TO_CALL),
            postgresql_where=text(TO_CALL),
        ),
        Index(
            "cases_to_serve",
            *("agency_id", "due_on", "case_id"),
            sqlite_where=text(TO_SERVE),
            postgresql_where=text(TO_SERVE),
        ),
        # What supervision counts. SQLite answers from an index in part alone only where that holds its condition too.
        Index(
            "cases_watch",
            *("agency_id", "due_on", "clock_status", "unit", "handler_id", "case_id", "is_open"),
            sqlite_where=text("is_open = 1"),
            postgresql_where=text("is_open"),
        ),
        Index(
            "cases_answered",
            *("agency_id", "dispatched_on", "timely", "channel", "outcome", "extended", "corrected"),
            *("clock_from", "days_waited", "kind"),
            sqlite_where=text(ANSWERED),
            postgresql_where=text(ANSWERED),
        ),
        Index(
            "cases_late",
            *("agency_id", "dispatched_on", "case_id", "timely"),
            sqlite_where=text(LATE.format(no="0")),
            postgresql_where=text(LATE.format(no="false")),
        ),
    )
    case_id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agencies.agency_id")
    case_no: str = Field(unique=True)
    submission_key: str
    kind: str
    channel: str
    status: str
    is_open: bool
    version: int
    digest: str
    arrived_on: date
    received_on: date | None = None
    regime: str = ""
    due_on: date | None = None
    due_if_today_on: date | None = None  #: while suspended: the due date if every opinion came that day
    provisional: bool = False
    clock_status: str = ""
    days_left: int | None = None  #: working days left while suspended; while running they follow from due_on
    limit_act: str = ""  #: the nearest other limit of the office, such as correction_notice
    limit_on: date | None = None
    timely: bool | None = None
    handler_id: int | None = Field(default=None, foreign_key="people.person_id")
    unit: str = ""
    outcome: str = ""
    document_no: str = ""
    decided_on: date | None = None
    dispatched_on: date | None = None
    served_on: date | None = None
    summary: str = ""
    applicant: str = ""
    applicant_type: str = ""
    #: the day the clock runs from: receipt, or the order to reply anew
    clock_from: date | None = None
    #: working days since then in which the clock stood, for the applicant or for those consulted
    days_waited: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    extended: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    corrected: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class EntryRow(SQLModel, table=True):
    """One fact of a case's history, exactly as hashed. Triggers refuse UPDATE and DELETE."""

    __tablename__: ClassVar[str] = "entries"
    __table_args__ = (
        in_part("entries_letters", LETTERS, "case_id", "kind"),
        in_part("entries_faults", FAULTS, "agency_id", "at", "kind", "case_id"),
        in_part(
            "entries_signed_over",
            SIGNED_OVER.format(find="instr"),
            *("agency_id", "at", "case_id"),
            on_postgres=SIGNED_OVER.format(find="strpos"),
        ),
        {"sqlite_with_rowid": False},
    )
    case_id: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    agency_id: int
    kind: str
    at: str  #: ISO UTC to the microsecond, so that it sorts and hashes the same on every database
    by_id: int
    acting_for: int | None = None
    data: str = Field(sa_column=Column(Text, nullable=False))
    digest: str


class TextRow(SQLModel, table=True):
    """A text the history refers to by digest: applications, drafts, opinions, notes."""

    __tablename__: ClassVar[str] = "texts"
    case_id: int = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    agency_id: int
    body: str = Field(sa_column=Column(Text, nullable=False))


class ApplicantRow(SQLModel, table=True):
    """Who asked. `..._sealed` columns are encrypted, `..._digest` keyed digests for exact search."""

    __tablename__: ClassVar[str] = "applicants"
    __table_args__ = (
        Index("applicants_name", "name", "case_id", "agency_id"),
        *(_of_sealed(name) for name in ("id_no", "phone", "email", "agent_id")),
    )
    key: str = Field(primary_key=True)
    agency_id: int
    case_id: int = Field(index=True)
    position: int
    name: str
    type: str
    id_kind: str
    id_no_sealed: str = ""
    id_no_digest: str = ""
    phone_sealed: str = ""
    phone_digest: str = ""
    address_sealed: str = ""
    email_sealed: str = ""
    email_digest: str = ""
    agent: str = ""
    help_needed: str = ""
    agent_id_kind: str = Field(default="", sa_column_kwargs={"server_default": ""})
    agent_id_sealed: str = Field(default="", sa_column_kwargs={"server_default": ""})
    agent_id_digest: str = Field(default="", sa_column_kwargs={"server_default": ""})
    agent_phone_sealed: str = Field(default="", sa_column_kwargs={"server_default": ""})
    authority: str = Field(default="", sa_column_kwargs={"server_default": ""})
    authority_seen: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Number(SQLModel, table=True):
    """The last number given in a series of an agency and year."""

    __tablename__: ClassVar[str] = "numbers"
    agency_id: int = Field(primary_key=True)
    series: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int


class NumberForm(SQLModel, table=True):
    """The form of document numbers in a series, with {year} and {n}; without one the agency's common form serves."""

    __tablename__: ClassVar[str] = "number_forms"
    agency_id: int = Field(primary_key=True, foreign_key="agencies.agency_id")
    series: str = Field(primary_key=True)
    template: str


class DocumentRow(SQLModel, table=True):
    """A document in the content-addressed folder."""

    __tablename__: ClassVar[str] = "documents"
    sha256: str = Field(primary_key=True)
    case_id: int = Field(primary_key=True)
    agency_id: int
    media_type: str
    size: int
    stored_at: str
