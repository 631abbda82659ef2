"""The tables of reminders: what each person is reminded of, how they want to hear of it, what was sent to them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

EVERYBODY = 0  #: stands for the heads of the agency where nobody has the case in hand


class ReminderRow(SQLModel, table=True):
    """A limit of a case that comes near or has passed, and whom it concerns. Raised anew where it gets worse."""

    __tablename__: ClassVar[str] = "reminders"
    __table_args__ = (
        Index("reminders_person", "person_id", "seen_at", "agency_id"),
        Index("reminders_agency", "agency_id", "act"),
    )
    case_id: int = Field(primary_key=True)
    act: str = Field(
        primary_key=True
    )  #: "reply", a limit as `cases.limit_act` names it without its reference, or one of an appeal with it
    agency_id: int
    person_id: int  #: the handler; 0 where there is none
    due_on: date
    level: int  #: working days left at which it was raised; -1: the day has passed
    raised_on: date
    seen_at: str = ""  #: ISO UTC; empty until somebody takes note of it


class ReminderSetting(SQLModel, table=True):
    """How a person hears of reminders beside the page; nobody who said nothing gets e-mail."""

    __tablename__: ClassVar[str] = "reminder_settings"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    agency_id: int
    email_sealed: str
    daily: bool  #: one e-mail each working morning
    urgent: bool  #: another as soon as something is due or past
    changed_at: str


class CalendarFeed(SQLModel, table=True):
    """The secret address of a person's calendar; only its digest is kept."""

    __tablename__: ClassVar[str] = "calendar_feeds"
    person_id: int = Field(primary_key=True, foreign_key="people.person_id")
    agency_id: int
    token_digest: str = Field(unique=True)
    made_at: str


class ReminderMail(SQLModel, table=True):
    """An e-mail to one of us. state: queued, sent, failed, dropped."""

    __tablename__: ClassVar[str] = "reminder_mails"
    __table_args__ = (Index("reminder_mails_due", "state", "next_try_at"),)
    person_id: int = Field(primary_key=True)
    key: str = Field(primary_key=True)  #: what it says and of which day, so that it is said once
    agency_id: int
    to_sealed: str
    subject: str
    body_sealed: str = Field(sa_column=Column(Text, nullable=False))
    message_id: str = Field(unique=True)
    state: str
    tries: int
    queued_at: str
    next_try_at: str
    last_said: str
