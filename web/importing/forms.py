"""The form that takes an old ledger."""

from __future__ import annotations

from collections.abc import Mapping

from flask_wtf.file import FileField

from web.forms import Form, Needed, choice
from workflow.wording import Words

_FILE = Words("台账文件", "The ledger")


class LedgerForm(Form):
    """A workbook, and the agency it belongs to."""

    agency = choice("机关", "Agency", {})
    file = FileField(
        _FILE,
        [Needed(_FILE)],
        description=Words(
            ".xlsx 工作簿或 CSV。先逐行检查，给你看过以后才导入。",
            "An .xlsx workbook or CSV. Every row is looked at first; nothing is imported before you say so.",
        ),
    )

    def offer(self, agencies: Mapping[int, str]) -> None:
        """The agencies this person may import into; the first is meant unless another is chosen."""
        self.agency.choices = [(str(number), Words(name, name)) for number, name in agencies.items()]
        if not self.agency.data:
            self.agency.data = str(next(iter(agencies), ""))


class PressForm(Form):
    """A button."""
