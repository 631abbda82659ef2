"""What the pages of supervision are asked for, read from the address so that a page can be kept as a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from web.forms import Form, choice
from workflow.store.agency_rows import AgencyView
from workflow.supervision.watching import BY
from workflow.wording import Words

FIRST_YEAR: Final = 2008
_ALL: Final = Words("全部", "All")


class AddressForm(Form):
    """A form that changes nothing."""

    class Meta:
        csrf = False

    agency = choice("机关及其下级", "Agency and below", needed=False)

    def offer_agencies(self, agencies: Iterable[AgencyView]) -> None:
        """The agencies watched; all of them where none is chosen."""
        self.agency.choices = [("", _ALL), *((str(a.agency_id), a.name) for a in agencies)]

    @property
    def below(self) -> int | None:
        """The agency chosen."""
        return int(self.agency.data) if self.agency.data else None

    @property
    def asked(self) -> dict[str, Any]:
        """The address of the same page."""
        return {name: str(field.data) for name, field in self._fields.items() if field.data}


class WatchForm(AddressForm):
    """Below which agency, by what."""

    by = choice("分列", "Listed", BY, needed=False)

    def offer(self, agencies: Iterable[AgencyView]) -> None:
        """Fill the lists; by agency where nothing is chosen."""
        self.offer_agencies(agencies)
        self.by.data = self.by.data or "agency"


class PeriodForm(AddressForm):
    """A year, or a month of it."""

    year = choice("年度", "Year", needed=False)
    month = choice("月份", "Month", needed=False)

    def offer(self, agencies: Iterable[AgencyView], today: date) -> None:
        """Fill the lists; this year where nothing is chosen."""
        self.offer_agencies(agencies)
        self.year.choices = [(str(year), str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        self.month.choices = [("", Words("全年", "Whole year")), *((str(n), _month(n)) for n in range(1, 13))]
        self.year.data = self.year.data or str(today.year)

    def days(self) -> tuple[date, date]:
        """First and last day."""
        year = int(self.year.data)
        if not self.month.data:
            return date(year, 1, 1), date(year, 12, 31)
        month = int(self.month.data)
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), after - timedelta(days=1)


def _month(n: int) -> Words:
    name = "January February March April May June July August September October November December"
    return Words(f"{n}月", name.split()[n - 1])
