"""What the register says of who acted, appeals, archive and remarks (law.md 9.1), on both databases."""

from __future__ import annotations

import pytest
from builders import DISPATCH, RECEIVED, REPLY, SAMPLES, SERVE, TAKE, drive, enter, moment
from people import APPROVER, FRONT, HANDLER, REVIEWER

from workflow import acts as a
from workflow import verifying
from workflow.desk import Desk
from workflow.ledger_sheets import streaming
from workflow.ledger_sheets.columns import COLUMNS, chosen
from workflow.ledger_sheets.files import csv_text
from workflow.ledger_sheets.lines import Line
from workflow.ledger_sheets.workbooks import _letters, inline
from workflow.store.lists.narrowing import Between, Narrowing
from workflow.terms import Channel
from workflow.viewing import Filter
from workflow.wording import Words

NOW = moment(RECEIVED, 15)
EXTENDED = [SAMPLES[name] for name in ("propose_extension", "approve_extension", "notify_extension")]


def line(desk: Desk, *names: str) -> dict[str, object]:
    """What stands in these columns of the only case."""
    columns = chosen(names)
    [found] = streaming.lines(desk, FRONT, NOW, Filter(), columns)
    return {column.name: column.value(found) for column in columns}


def name(desk: Desk, person: int) -> str:
    return desk.officer(person, NOW).name


def test_an_extension_names_who_approved_it(desk: Desk) -> None:
    drive(desk, enter(desk, "k"), (TAKE, *EXTENDED), NOW)

    assert line(desk, "extension_by", "extension_days", "extended_on") == {
        "extension_by": name(desk, APPROVER),
        "extension_days": 20,
        "extended_on": RECEIVED,
    }


def test_a_reply_names_who_reviewed_and_signed_it_and_when(desk: Desk) -> None:
    drive(desk, enter(desk, "k"), (TAKE, *REPLY, DISPATCH, SERVE), NOW)

    assert line(desk, "reviewed_by", "signed_by", "signed_on", "dispatched_on", "served_on") == {
        "reviewed_by": name(desk, REVIEWER),
        "signed_by": name(desk, APPROVER),
        "signed_on": RECEIVED,
        "dispatched_on": RECEIVED,
        "served_on": RECEIVED,
    }


def test_a_reply_recalled_was_signed_by_nobody(desk: Desk) -> None:
    drive(desk, enter(desk, "k"), (TAKE, *REPLY, SAMPLES["recall_reply"]), NOW)

    assert line(desk, "reviewed_by", "signed_by", "signed_on") == {
        "reviewed_by": None,
        "signed_by": None,
        "signed_on": None,
    }


def test_the_last_note_is_the_remark(desk: Desk) -> None:
    case_no = enter(desk, "k")

    assert line(desk, "remark") == {"remark": None}
    for words in ("申请人来电", "材料在二号柜"):
        desk.perform(HANDLER, case_no, a.Note(note=words), NOW)

    assert line(desk, "remark") == {"remark": "材料在二号柜"}
    assert [row.case_no for row in desk.ledger(FRONT, NOW, has("remarked")).rows] == [case_no]


def has(name_: str) -> Filter:
    return Filter(more=Narrowing(has=((name_, True),)))


def test_an_appeal_stands_with_its_result(desk: Desk) -> None:
    case_no = enter(desk, "k")
    drive(desk, case_no, (TAKE, *REPLY, DISPATCH, SAMPLES["register_appeal"]), NOW)

    assert line(desk, "appeals") == {"appeals": Words("行政复议（尚未审结）", "Reconsideration (pending)")}
    assert [row.case_no for row in desk.ledger(FRONT, NOW, has("appealed")).rows] == [case_no]
    assert not desk.ledger(FRONT, NOW, has("overturned")).rows


def test_an_archived_file_shows_day_class_and_number(desk: Desk) -> None:
    case_no = enter(desk, "k")
    archived = a.Archive(retention="30年", archive_no="2026-DQ-0012", reason="涉及重大行政决策")
    drive(desk, case_no, (TAKE, *REPLY, DISPATCH, SERVE, archived), NOW)

    found = line(desk, "archived_on", "archive_no", "retention")

    assert (found["archived_on"], found["archive_no"]) == (RECEIVED, "2026-DQ-0012")
    assert str(getattr(found["retention"], "zh", "")).startswith("30")
    for more in (
        Narrowing(equal=(("retention", "30年"),)),
        Narrowing(equal=(("signed_by", APPROVER),)),
        Narrowing(between=(Between("archived_on", RECEIVED, None), Between("signed_on", None, RECEIVED))),
        Narrowing(has=(("numbered", True),)),
    ):
        assert desk.ledger(FRONT, NOW, Filter(more=more)).total == 1


def test_a_fee_says_how_it_was_charged(desk: Desk) -> None:
    drive(desk, enter(desk, "k"), (TAKE, SAMPLES["charge_fee"]), NOW)

    found = line(desk, "fee_mode", "fee_yuan", "fee_charged_on")

    assert [str(getattr(value, "zh", value)) for value in found.values()] == [
        "按件计收",
        "100",
        str(RECEIVED),
    ]


def test_the_day_of_confirmation_is_shown_where_it_fixed_receipt(desk: Desk) -> None:
    enter(desk, "k", channel=Channel.WEB, confirmed_on=RECEIVED, confirmed_how="电话")

    assert line(desk, "confirmed_on", "received_on") == {"confirmed_on": RECEIVED, "received_on": RECEIVED}


def test_where_receipt_needed_no_confirmation_no_day_of_one_is_shown(desk: Desk) -> None:
    enter(desk, "k")

    assert line(desk, "confirmed_on", "received_on") == {"confirmed_on": None, "received_on": RECEIVED}


def test_what_the_rows_say_follows_from_the_histories(desk: Desk) -> None:
    drive(desk, enter(desk, "k"), (TAKE, *EXTENDED, *REPLY, DISPATCH, SAMPLES["register_appeal"]), NOW)
    before = line(desk, *COLUMNS)

    verifying.rebuild(desk.store, desk.rules)

    assert line(desk, *COLUMNS) == before
    assert verifying.verify(desk.store, desk.rules) == []


def test_every_column_can_be_written_to_a_file(desk: Desk) -> None:
    drive(desk, enter(desk, "k"), (TAKE, *REPLY), NOW)
    columns = chosen(COLUMNS)
    lines: list[Line] = list(streaming.lines(desk, FRONT, NOW, Filter(), columns))

    [head, row] = "".join(csv_text(columns, lines, lambda words: words.zh)).splitlines()

    assert head.count(",") == row.count(",") == len(columns) - 1


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("征地补偿", "<t>征地补偿</t>"),
        ("a<b&c>", '<t xml:space="preserve">a&lt;b&amp;c&gt;</t>'),
        (" 空格", '<t xml:space="preserve"> 空格</t>'),
        ("一\n二", '<t xml:space="preserve">一\n二</t>'),
        ("a\x0bb", '<t xml:space="preserve">a_x000B_b</t>'),
        ("_x0041_", '<t xml:space="preserve">_x005F_x0041_</t>'),
    ],
)
def test_text_stands_in_a_cell_as_it_was_written(text: str, held: str) -> None:
    assert inline(text) == f' t="inlineStr"><is>{held}</is></c>'


def test_a_cell_holds_no_more_than_the_format_takes() -> None:
    assert len(inline("长" * 40_000)) < 33_000


def test_columns_of_a_sheet_have_letters_for_names() -> None:
    assert [_letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
