"""The one time zone of the office: dates are Asia/Shanghai calendar dates, moments aware UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from workflow.errors import BadInput

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


def today_of(now: datetime) -> date:
    """The calendar date of an aware moment. Raises BadInput for a naive one."""
    if now.tzinfo is None:
        raise BadInput("时刻必须带时区 / a moment needs its time zone")
    return now.astimezone(SHANGHAI).date()
