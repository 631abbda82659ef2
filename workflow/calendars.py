"""The working calendar by version: who loaded which notice when, and what was known at a past moment."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from workflow.days.holiday_files import YearFile, load_folder, read_year_file
from workflow.days.working_days import WorkingDays
from workflow.store import Connection
from workflow.store.offices import calendar_rows


class Calendars:
    """Builds `WorkingDays` for a version (the id of the newest notice known) and keeps the last few."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._built: dict[int, WorkingDays] = {}

    def newest(self, connection: Connection) -> int:
        """The version in force now; 0 before any was recorded."""
        return calendar_rows.newest(connection)

    def at_version(self, connection: Connection, version: int) -> WorkingDays:
        """The calendar as of that version; version 0 is the folder as shipped."""
        if version not in self._built:
            if len(self._built) > 8:
                self._built.clear()
            self._built[version] = self._build(connection, version)
        return self._built[version]

    def forget(self) -> None:
        """Drop what was built; a version that is being recorded may yet be rolled back."""
        self._built.clear()

    def at_moment(self, connection: Connection, moment: datetime) -> WorkingDays:
        """The calendar as it was known at a past moment."""
        return self.at_version(connection, calendar_rows.newest_at(connection, moment))

    def _build(self, connection: Connection, version: int) -> WorkingDays:
        if version == 0:
            return WorkingDays.from_years(_shipped(self.folder))
        contents = calendar_rows.contents(connection, version)
        return WorkingDays.from_years({year: read_year_file(text) for year, text in contents.items()})


@lru_cache(maxsize=2)
def _shipped(folder: Path) -> dict[int, YearFile]:
    return load_folder(folder)
