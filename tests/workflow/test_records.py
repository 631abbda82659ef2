"""A history says exactly what was entered, in order, and any change to it shows."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders import SAMPLES, at, moment
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow import records
from workflow.entries import KINDS, ConsultationServed, Fact, NoteAdded
from workflow.errors import BadInput
from workflow.folding import at_moment, fold
from workflow.records import Record
from workflow.terms import Status

SERVED = at(Status.SERVED).do(SAMPLES["archive"])
MOMENTS = st.integers(0, 10**15).map(
    lambda micros: datetime(2008, 5, 1, tzinfo=UTC) + timedelta(microseconds=micros)
)
NOTES = st.builds(NoteAdded, note_sha256=st.text())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_kind_of_entry_comes_back_as_it_was_written(kind: type[Fact], data: st.DataObject) -> None:
    fact = data.draw(st.builds(kind))

    text = records.fact_text(fact)

    assert records.read_fact(kind.__name__, text) == fact
    assert records.fact_text(records.read_fact(kind.__name__, text)) == text


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
@settings(max_examples=10)
@given(data=st.data())
def test_the_fields_of_an_entry_are_exact(kind: type[Fact], data: st.DataObject) -> None:
    fields: dict[str, Any] = json.loads(records.fact_text(data.draw(st.builds(kind))))
    needed = {f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}  # type: ignore[arg-type]
    fewer = [{key: fields[key] for key in fields if key != name} for name in needed]

    for wrong in (*fewer, fields | {"unheard_of": 1}):
        with pytest.raises(BadInput, match=kind.__name__):
            records.read_fact(kind.__name__, json.dumps(wrong))


def test_an_unknown_kind_of_entry_is_refused() -> None:
    with pytest.raises(BadInput, match="NoSuchThing"):
        records.read_fact("NoSuchThing", "{}")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"ref": 1, "on": "2026-07-01"}', '{"ref": "1", "on": "x"}'])
def test_a_broken_fact_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="ConsultationServed"):
        records.read_fact(ConsultationServed.__name__, text)


def test_an_untouched_history_has_no_broken_link() -> None:
    assert records.broken_link(SERVED.case.case_no, SERVED.records) is None


@pytest.mark.parametrize("place", range(len(SERVED.records)))
@given(data=st.data())
def test_a_changed_byte_breaks_the_chain_at_its_entry(place: int, data: st.DataObject) -> None:
    record = SERVED.records[place]
    field = data.draw(st.sampled_from(Record._fields))
    changed = record._replace(**{field: _changed(getattr(record, field), data)})
    forged = (*SERVED.records[:place], changed, *SERVED.records[place + 1 :])

    assert records.broken_link(SERVED.case.case_no, forged) == place + 1


def _changed(value: object, data: st.DataObject) -> object:
    if isinstance(value, str):
        at_byte = data.draw(st.integers(0, len(value) - 1))
        letter = data.draw(st.characters(codec="utf-8").filter(lambda c: c != value[at_byte]))
        return value[:at_byte] + letter + value[at_byte + 1 :]
    known = value if isinstance(value, int) else 0
    return data.draw(st.integers(1, 10**6).filter(lambda n: n != known))


@pytest.mark.parametrize("place", range(len(SERVED.records)))
def test_a_missing_or_doubled_entry_breaks_the_chain_at_its_place(place: int) -> None:
    before, after = SERVED.records[:place], SERVED.records[place + 1 :]
    case_no = SERVED.case.case_no

    if after:  # a history cut off at its end is caught by the row, which keeps its version and digest
        assert records.broken_link(case_no, (*before, *after)) == place + 1
    doubled = (*before, SERVED.records[place], *SERVED.records[place:])
    assert records.broken_link(case_no, doubled) == place + 2


def test_the_history_of_one_case_does_not_fit_another() -> None:
    assert records.broken_link("示发改-2026-0002", SERVED.records) == 1


@given(times=st.lists(MOMENTS, min_size=1, max_size=6))
def test_time_never_runs_backwards_in_a_case(times: list[datetime]) -> None:
    paper = at(Status.RECEIVED)
    history = list(paper.history)
    for at_ in times:
        made = records.chain("1", [NoteAdded(note_sha256="x")], after=history[-1], at=at_, by=1)
        history += [entry for _record, entry in made]

    moments = [entry.at for entry in history]
    assert moments == sorted(moments)


@given(at_=MOMENTS)
def test_a_moment_comes_back_to_the_microsecond_and_sorts_as_text(at_: datetime) -> None:
    text = records.moment_text(at_)

    assert records.moment(text) == at_
    assert records.moment_text(at_ + timedelta(microseconds=1)) > text


def test_a_moment_is_the_same_in_every_time_zone() -> None:
    noon = moment(date(2026, 7, 1), 12)

    assert records.moment_text(noon) == "2026-07-01T04:00:00.000000Z"


@given(notes=st.lists(NOTES, min_size=1, max_size=5))
def test_what_was_read_back_folds_to_the_same_case(notes: list[NoteAdded]) -> None:
    paper = at(Status.IN_HAND)
    made = records.chain(
        paper.case.case_no, notes, after=paper.history[-1], at=moment(date(2026, 7, 2)), by=3, acting_for=4
    )
    stored = (*paper.records, *(record for record, _entry in made))

    back = records.read(stored)

    assert back == [*paper.history, *(entry for _record, entry in made)]
    assert fold(back).version == len(stored)


def test_folding_part_by_part_gives_the_same_case_as_folding_at_once() -> None:
    assert fold(SERVED.history) == SERVED.case
    assert fold(records.read(SERVED.records)) == SERVED.case


def test_a_case_is_folded_up_to_a_moment() -> None:
    paper = at(Status.RECEIVED).on(date(2026, 7, 3)).do(SAMPLES["take_in_hand"])

    assert at_moment(paper.history, moment(date(2026, 7, 1), 8)) is None
    before = at_moment(paper.history, moment(date(2026, 7, 2)))
    assert before is not None
    assert before.status is Status.RECEIVED
    assert at_moment(paper.history, moment(date(2026, 7, 3))) == paper.case
