"""Rows that are there already: twice in the file, imported before, or entered here by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from workflow.errors import Reason
from workflow.importing.facts import key_of, number_of, tidied
from workflow.importing.judged import Judged
from workflow.store import Connection, import_rows


class InFile:
    """Remembers the rows gone by; the first of several counts."""

    def __init__(self) -> None:
        self._digests: dict[bytes, str] = {}
        self._numbers: dict[str, str] = {}
        self._twins: dict[bytes, tuple[str, str]] = {}

    def checked(self, judged: Judged) -> Judged:
        """The row, refused or warned where an earlier one says the same."""
        if judged.taken is None:
            return judged
        here = f"{judged.sheet}!{judged.excel_row}"
        whole = bytes.fromhex(judged.digest)
        if (before := self._digests.setdefault(whole, here)) != here:
            return judged.refused(Reason(f"与 {before} 行完全相同", f"The same as row {before}"))
        number = tidied(judged.values.case_no)
        if number and (before := self._numbers.setdefault(number, here)) != here:
            return judged.refused(
                Reason(f"编号与 {before} 行重复", f"The number stands in row {before} already")
            )
        return self._twin(judged, number, here)

    def _twin(self, judged: Judged, number: str, here: str) -> Judged:
        values = judged.values
        said = f"{values.applicant}\n{values.received}\n{values.request}"
        before, other = self._twins.setdefault(sha256(said.encode()).digest(), (here, number))
        if before == here:
            return judged
        if number and other:
            return judged.warned(
                Reason(
                    f"申请人、日期、内容与 {before} 行相同，编号不同",
                    f"Same applicant, day and request as row {before}, another number",
                )
            )
        return judged.refused(
            Reason(
                f"申请人、日期、内容与 {before} 行相同", f"Same applicant, day and request as row {before}"
            )
        )


def in_store(connection: Connection, agency: int, code: str, batch: Sequence[Judged]) -> list[Judged]:
    """The rows of a batch, refused or warned where the store holds them."""
    rows = [judged for judged in batch if judged.taken is not None]
    if not rows:
        return list(batch)
    keys = import_rows.by_key(connection, agency, [key_of(j) for j in rows])
    numbers = import_rows.numbers(connection, _numbers(code, rows))
    days = {j.taken.received_on for j in rows if j.taken}
    twins = import_rows.twins(connection, agency, days, {j.values.applicant for j in rows})
    return [_checked(judged, code, keys, numbers, twins) if judged.taken else judged for judged in batch]


def _numbers(code: str, rows: Iterable[Judged]) -> set[str]:
    """The numbers the rows would get, and those they would have if they had been given here."""
    found = {number_of(code, judged) for judged in rows}
    return found | {judged.values.case_no for judged in rows if judged.values.case_no}


def _checked(
    judged: Judged,
    code: str,
    keys: dict[str, str],
    numbers: frozenset[str],
    twins: Mapping[tuple[date, str, str], str],
) -> Judged:
    values = judged.values
    if (case_no := keys.get(key_of(judged))) is not None:
        return judged.refused(Reason(f"以前已经导入：{case_no}", f"Imported before: {case_no}"), case_no)
    held = next((n for n in (number_of(code, judged), values.case_no) if n in numbers), None)
    if held:
        return judged.refused(Reason(f"编号已有案件：{held}", f"There is a case of that number: {held}"))
    assert values.received is not None
    twin = twins.get((values.received, values.applicant, sha256(values.request.encode()).hexdigest()))
    if twin is None:
        return judged
    if values.case_no:
        return judged.warned(
            Reason(f"与 {twin} 申请人、日期、内容相同", f"Same applicant, day and request as {twin}")
        )
    return judged.refused(
        Reason(f"与 {twin} 申请人、日期、内容相同", f"Same applicant, day and request as {twin}")
    )
