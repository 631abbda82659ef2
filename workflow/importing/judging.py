"""One line of an old ledger judged: it becomes a case, with a warning, or not at all. Pure."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Final

from workflow.acts import Applicant
from workflow.days.typed_dates import NotADay
from workflow.errors import Reason, RuleMissing
from workflow.guards import Around
from workflow.importing import clocks, days, people, register, settings
from workflow.importing.judged import Action, Judged, Taken, as_text, digest_of, values_of
from workflow.importing.layout import Line
from workflow.importing.row import ERRORS, Row
from workflow.importing.settings import OPEN, UNCLEAR, Settings
from workflow.papers.limits import Limits
from workflow.papers.marks import marks_in
from workflow.terms import Channel

LONGEST_NUMBER, LONGEST_LINE, LONGEST_TEXT = 60, 200, 200_000
_CONFIRMED: Final = (Channel.PLAIN_POST, Channel.FAX, Channel.EMAIL, Channel.WEB)
UNSAID = Channel.COUNTER  # taken, with a warning, where the old register names no way
#: not kept in words: who asked and what for stand where personal data stands
_ELSEWHERE: Final = frozenset(
    {"applicant", "id_kind", "id_no", "phone", "address", "email", "agent", "request"}
)


class Judge:
    """Judges lines by the law and the words of this office, as of `around.today`."""

    def __init__(self, words: Settings, around: Around, limits: Limits) -> None:
        self.words, self.around, self.limits = words, around, limits

    def judge(self, line: Line) -> Judged:
        """What becomes of the line, by itself; duplicates are found elsewhere."""
        return _OneLine(self, line).judged()


class _OneLine(Row):
    def __init__(self, judge: Judge, line: Line) -> None:
        super().__init__(line, judge.words, judge.around.today)
        self.around, self.limits = judge.around, judge.limits

    def judged(self) -> Judged:
        self.check_cells()
        found = self._people()
        received = self._received()
        old_no, request, channel = self._number(), self._request(), self._channel()
        replied = self.day("replied", self.faults)
        outcome = self._outcome(received, replied)
        self._order(received, replied)
        self._law(received, channel)
        values = values_of(found, old_no, received, channel, request, replied, outcome)
        taken = None
        if not self.faults and received is not None:
            taken = self._taken(found, old_no, received, channel or UNSAID, request, replied, outcome)
        reasons = (*self.faults, *self.warnings)
        action = Action.REFUSE if self.faults else Action.WARN if self.warnings else Action.IMPORT
        line = self.line
        return Judged(
            line.sheet,
            line.sheet_number,
            line.excel_row,
            action,
            reasons,
            values,
            digest_of(line.cells),
            taken,
        )

    # who, what, how -----------------------------------------------------------------------------

    def _people(self) -> tuple[Applicant, ...]:
        cells = people.Cells(
            self.text("applicant"),
            self.text("applicant_type"),
            self.text("id_kind"),
            self.number_cell("id_no"),
            self.number_cell("phone"),
            self.text("address")[:LONGEST_LINE],
            self.text("email")[:LONGEST_LINE],
            self.text("agent")[:LONGEST_LINE],
        )
        found = people.applicants(cells, self.words)
        self.warnings += found.warnings
        if not found.people and self._was_there_to_read("applicant"):
            self.refuse("没有申请人姓名或名称", "No applicant is named", "条例第二十九条")
        return found.people

    def _was_there_to_read(self, field: str) -> bool:
        """An error or a formula without a value is said to be one, and not to be missing besides."""
        return as_text(self.line.cells.get(field)) not in ERRORS and field not in self.line.uncounted

    def _number(self) -> str:
        cell = self.line.cells.get("case_no")
        if isinstance(cell, date | time):
            self.warn(
                "编号被表格软件变成了日期，未录入",
                "The spreadsheet turned the number into a date: left empty",
            )
            return ""
        if "case_no" in self.line.lent:
            self.refuse(
                "与上一行合并编号，不能分辨是一件还是多件",
                "The number is merged with the row above: one case or several?",
            )
        said = self.text("case_no")
        if len(said) > LONGEST_NUMBER:
            self.refuse("编号过长", "The number is too long")
        return " ".join(said.split())[:LONGEST_NUMBER]

    def _request(self) -> str:
        said = self.text("request")
        if not said and self._was_there_to_read("request"):
            self.refuse("没有申请内容", "It does not say what is asked for", "条例第二十九条")
        if len(said) > LONGEST_TEXT:
            self.refuse("申请内容过长", "The request is too long")
        if said and (found := next((f for f in marks_in("", said, self.limits) if f.stop), None)):
            self.refuse(
                f"发现{found.mark.zh}，不得录入本系统", f"Found {found.mark.en}: it may not enter this system"
            )
        return said

    def _channel(self) -> Channel | None:
        said = self.text("channel")
        if not said:
            self.warn(f"没有写申请方式，按“{UNSAID.zh}”录入", f"No channel is said: taken as '{UNSAID.en}'")
            return None
        found = next(
            (self.words.channels[way] for way in settings.readings(said) if way in self.words.channels), None
        )
        if found is None:
            self.refuse(f"不认识的申请方式“{said[:30]}”", f"Unknown channel {said[:30]!r}")
        return found

    # days ---------------------------------------------------------------------------------------

    def _received(self) -> date | None:
        before = len(self.faults)
        received = self.day("received", self.faults)
        if received or len(self.faults) > before:
            return received
        if confirmed := self._confirmed():
            return confirmed
        applied = self.day("applied", self.faults)
        if applied:
            self.warn(
                "没有收到日期，按申请日期录入", "No day of receipt: the day of the application is taken"
            )
        elif len(self.faults) == before and not self.line.uncounted & {"received", "applied"}:
            self.refuse("没有收到日期", "No day of receipt", "条例第三十一条")
        return applied

    def _confirmed(self) -> date | None:
        """Where both sides confirmed a letter, a fax or a message, that day is the day of receipt (条例第三十一条)."""
        said, channel = self.text("channel"), None
        if said:
            ways = settings.readings(said)
            channel = next((self.words.channels[way] for way in ways if way in self.words.channels), None)
        if channel not in _CONFIRMED or not (on := self.day("confirmed", self.faults)):
            return None
        self.warn("没有收到日期，按确认日期录入", "No day of receipt: the day of the confirmation is taken")
        return on

    def _order(self, received: date | None, replied: date | None) -> None:
        if received and replied and replied < received:
            self.refuse(
                f"答复日期 {replied} 早于收到日期 {received}", f"Replied {replied} before receipt {received}"
            )

    def _law(self, received: date | None, channel: Channel | None) -> None:
        if received is None or received > self.around.today:
            return
        try:
            regime = self.around.regimes.for_receipt(received)
            regime.rule(f"receipt.{(channel or UNSAID).value}", received)
        except RuleMissing as none:
            self.faults.append(Reason(str(none), str(none)))

    # result -------------------------------------------------------------------------------------

    def _outcome(self, received: date | None, replied: date | None) -> str:
        """The outcome, empty while open. A result and its day stand together or not at all."""
        said = self.text("result")
        found = self._named(said, received, replied) if said else OPEN
        asked_day = bool(self.text("replied")) and not self.words.says_not_yet(self.text("replied"))
        if found == UNCLEAR:
            self.refuse(f"结果“{said[:30]}”没有说明是哪一种", f"The result {said[:30]!r} does not say which")
        elif found is None:
            self.refuse(f"不认识的结果“{said[:30]}”", f"Unknown result {said[:30]!r}")
        elif found == OPEN and asked_day:
            self.refuse("有答复日期，没有答复结果", "There is a day of reply and no result")
        elif found == OPEN and self.text("document_no"):
            self.refuse(
                "有答复文号，没有答复日期和结果", "There is a number of the reply, but neither day nor result"
            )
        elif found != OPEN and not asked_day:
            self.refuse("有答复结果，没有答复日期", "There is a result and no day of reply")
        return "" if found in (None, OPEN, UNCLEAR) else str(found)

    def _named(self, said: str, received: date | None, replied: date | None) -> str | None:
        """By the regime of receipt; a reply under the later text may use its words."""
        regimes = [self._regime(on) for on in (received or self.around.today, replied) if on]
        outcomes = self.around.outcomes
        for place, regime in enumerate(dict.fromkeys(r for r in regimes if r)):
            if found := settings.result(self.words, outcomes, regime, said):
                if place:
                    self.warn(
                        "按答复时的条例确定结果", "The result is taken by the text in force at the reply"
                    )
                return found
        return None

    def _regime(self, on: date) -> str:
        try:
            return self.around.regimes.for_receipt(on).id
        except RuleMissing:
            return ""

    # all of it ----------------------------------------------------------------------------------

    def _taken(
        self,
        found: tuple[Applicant, ...],
        old_no: str,
        received: date,
        channel: Channel,
        request: str,
        replied: date | None,
        outcome: str,
    ) -> Taken:
        read, unlikely = clocks.possible(register.sides(self, received, replied), received, self.around)
        self.warnings += unlikely
        return Taken(
            old_no=old_no,
            people=found,
            received_on=received,
            channel=channel,
            request=request,
            replied_on=replied,
            outcome=outcome,
            closes=self.around.outcomes[outcome].closes if outcome else "",
            document_no=self.text("document_no")[:LONGEST_LINE] if outcome else "",
            unit=self.text("unit")[:LONGEST_LINE],
            sides=read,
            said=json.dumps(
                {f: s for f in self.line.cells if f not in _ELSEWHERE and (s := self._as_said(f))},
                ensure_ascii=False,
                sort_keys=True,
            ),
        )

    def _as_said(self, field: str) -> str:
        """A cell in its own words; a serial as the day it shows as in the workbook."""
        cell = self.line.cells.get(field)
        if field not in register.DAYS or isinstance(cell, bool) or not isinstance(cell, int | float):
            return self.text(field)
        try:
            return days.read(cell, self.line.epoch, self.line.year).on.isoformat()
        except NotADay:
            return self.text(field)
