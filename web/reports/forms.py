"""Which report is asked for, read from the address, so that a report can be kept as a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf.file import FileField

from web.forms import Form, Needed, choice, on_day, tick
from workflow.reporting.annual import FIRST_YEAR, Asked
from workflow.reporting.forms import Forms
from workflow.store.agency_rows import AgencyView
from workflow.wording import Words

_BY_YEAR = Words("该年度规定的格式", "As prescribed for the year")


class ReportForm(Form):
    """Year, agency, form and day."""

    class Meta:
        csrf = False  # it changes nothing

    year = choice("年度", "Year")
    agency = choice("机关", "Agency", needed=False)
    subtree = tick("连同下级机关", "With all below")
    form = choice("格式", "Form", needed=False)
    as_of = on_day("按哪一天所知", "As known on", needed=False)

    def offer(self, today: date, agencies: Iterable[AgencyView], forms: Forms, own: int) -> None:
        """Fill the lists; without an answer it is this year and one's own agency."""
        self.year.choices = [(str(year), str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        self.agency.choices = [(str(a.agency_id), a.name) for a in agencies]
        self.form.choices = [("", _BY_YEAR), *((form.id, form.words) for form in forms.all)]
        self.year.data = self.year.data or str(today.year)
        self.agency.data = self.agency.data or (str(own) if self._has(own) else self.agency.choices[0][0])

    def _has(self, agency: int) -> bool:
        return any(value == str(agency) for value, _name in self.agency.choices)

    def report(self) -> Asked:
        """What the form asks for."""
        return Asked(
            year=int(self.year.data),
            agency=int(self.agency.data),
            subtree=bool(self.subtree.data),
            form=self.form.data or "",
            as_of=self.as_of.data,
        )

    @property
    def asked(self) -> dict[str, Any]:
        """The address of the same report."""
        return {name: str(field.data) for name, field in self._fields.items() if field.data}


class CheckForm(Form):
    """A published report."""

    file = FileField(
        Words("年度报告文件", "Report file"),
        [Needed(Words("文件", "a file"))],
        description=Words("XLSX 或 JSON", "XLSX or JSON"),
    )


class CloseForm(Form):
    """A tick that the year may be closed."""

    sure = tick("年度报告已经定稿，封存这一年", "The report is final: close the year", must=True)
