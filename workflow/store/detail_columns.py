"""What the register says of each case beyond status and deadline; columns of the table `cases`."""

from __future__ import annotations

from datetime import date

from sqlalchemy import false
from sqlmodel import Field, SQLModel


class RegisterColumns(SQLModel):
    """Filled by `workflow.register.details`."""

    receipt_rule: str = Field(
        default="", sa_column_kwargs={"server_default": ""}
    )  #: by which rule the day of receipt was fixed
    supply_form: str = Field(default="", sa_column_kwargs={"server_default": ""})
    supply_way: str = Field(default="", sa_column_kwargs={"server_default": ""})
    correction_asked_on: date | None = None
    correction_answer_by: date | None = None
    correction_received_on: date | None = None
    consulted: str = Field(
        default="", sa_column_kwargs={"server_default": ""}
    )  #: kinds of those consulted, each once, joined by commas
    consulted_on: date | None = None  #: the first letter of enquiry
    consultation_served_on: date | None = None  #: the last proof of its service
    opinion_on: date | None = None  #: once no opinion is waited for: the day the last consultation ended
    extension_days: int | None = None
    extended_on: date | None = None  #: the applicant was told
    extension_by: int | None = None  #: who approved it
    extension_no: str = Field(
        default="", sa_column_kwargs={"server_default": ""}
    )  #: number of the letter that told of it
    fee_mode: str = Field(default="", sa_column_kwargs={"server_default": ""})
    fee_yuan: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    fee_charged_on: date | None = None
    fee_paid_on: date | None = None
    dispatch_way: str = Field(default="", sa_column_kwargs={"server_default": ""})
    tracking_no: str = Field(default="", sa_column_kwargs={"server_default": ""})
    for_publication: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    imported: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    signed_on: date | None = None  #: the reply was approved
    signed_by: int | None = None
    reviewed_by: str = Field(
        default="", sa_column_kwargs={"server_default": ""}
    )  #: ids of who passed it for secrecy and law, joined by commas
    appeals: str = Field(
        default="", sa_column_kwargs={"server_default": ""}
    )  #: kind:column of table four of each, joined by commas
    archived_on: date | None = None
    archive_no: str = Field(default="", sa_column_kwargs={"server_default": ""})
    retention: str = Field(default="", sa_column_kwargs={"server_default": ""})
    remark_sha256: str = Field(default="", sa_column_kwargs={"server_default": ""})  #: the last note's text
