"""`mingfu case`: everything the desk can do, under the same permissions; what does not fit changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import Ran, mingfu
from databases import Databases
from demonstration import case_in, everything, visited
from rows import run

from workflow.days.office_time import today_of
from workflow.store import Store

TODAY = today_of(datetime.now(UTC))


@pytest.fixture
def office(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demonstration office, on each kind of database."""
    with visited(databases, tmp_path, monkeypatch) as store:
        yield store


def letter(**changes: Any) -> dict[str, Any]:
    """A counter application of today."""
    form = {
        "agency": "示府办",
        "channel": "counter",
        "arrived_on": TODAY.isoformat(),
        "application": "请求公开示例大桥检测报告。",
        "applicants": [{"name": "赵一", "id_no": "11010518930208492X", "phone": "010-00000199"}],
        "submission_key": "form-1",
    }
    return form | changes


def act(
    case_no: str, move: str, said: object = None, *, by: str = "wangmin", more: tuple[str, ...] = ()
) -> Ran:
    """Do a move as a script would."""
    fields = () if said is None else ("-",)
    return mingfu("case", "act", case_no, move, *fields, "--as", by, "--json", *more, given=said)


def test_a_logged_application_is_a_case_with_a_number_and_a_query_code(office: Store) -> None:
    done = mingfu("case", "log", "-", "--as", "lihua", "--json", given=letter())
    seen = mingfu("case", "show", done.json["case_no"], "--as", "lihua", "--json").json

    assert (done.status, done.json["new"], len(done.json["query_code"])) == (0, True, 8)
    assert (seen["status"], seen["received_on"]) == ("received", TODAY.isoformat())
    assert seen["application"] == "请求公开示例大桥检测报告。"


def test_the_same_form_sent_twice_is_one_case(office: Store) -> None:
    first = mingfu("case", "log", "-", "--as", "lihua", "--json", given=letter())
    second = mingfu("case", "log", "-", "--as", "lihua", "--json", given=letter())

    assert second.json == first.json | {"new": False}


def test_personal_numbers_are_shown_masked(office: Store) -> None:
    case_no = mingfu("case", "log", "-", "--as", "lihua", "--json", given=letter()).json["case_no"]

    shown = mingfu("case", "show", case_no, "--as", "lihua", "--json")

    assert shown.json["applicants"][0]["id_no"] == "1101**********492X"
    assert "00000199" not in shown.out


def test_a_case_goes_from_log_to_reply_by_script(office: Store) -> None:
    case_no = mingfu("case", "log", "-", "--as", "lihua", "--json", given=letter()).json["case_no"]
    steps: list[tuple[str, str, object]] = [
        ("wangmin", "take_in_hand", {"handler": "wangmin"}),
        ("wangmin", "draft_reply", {"outcome": "disclosed", "content": {"supplied": ["检测报告"]}}),
        ("wangmin", "submit", None),
        ("zhoujie", "pass_secrecy", {"items": ["检测报告"]}),
        ("zhaoqiang", "approve", None),
        ("lihua", "dispatch", {"way": "post", "tracking_no": "XA1"}),
        ("lihua", "record_service", {"how": "邮政回执"}),
    ]

    answers = [act(case_no, move, said, by=by) for by, move, said in steps]

    assert [a.status for a in answers] == [0] * len(steps)
    assert (answers[-1].json["status"], answers[-1].json["outcome"]) == ("served", "disclosed")
    assert answers[-1].json["document_no"].startswith("示府办公开〔")
    assert mingfu("verify").status == 0


def test_an_act_may_come_from_a_file_and_the_account_from_the_settings(
    office: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGFU_ACCOUNT", "wangmin")
    file = tmp_path / "note.json"
    file.write_text('\ufeff{"note": "已电话联系。"}', "utf-8")
    case_no = case_in(office, "in_hand")

    done = mingfu("case", "act", case_no, "note", str(file))

    assert (done.status, done.out) == (0, done.out)
    assert case_no in done.out
    assert mingfu("case", "show", case_no, "--json").json["history"][-1]["kind"] == "NoteAdded"


def test_a_split_answers_the_cases_it_made(office: Store) -> None:
    case_no = case_in(office, "received")

    done = act(case_no, "split", {"parts": ["第一项", "第二项"]})

    assert len(done.json["into"]) == 2
    assert (
        mingfu("case", "show", done.json["into"][1], "--as", "wangmin", "--json").json["application"]
        == "第二项"
    )


def test_moves_are_listed_with_their_fields_and_closed_ones_with_reasons(office: Store) -> None:
    listed = mingfu("case", "moves", case_in(office, "in_hand"), "--as", "wangmin", "--json").json

    draft = next(move for move in listed["open"] if move["move"] == "draft_notice")
    assert [f["name"] for f in draft["fields"] if f["required"]] == ["kind"]
    consult = next(move for move in listed["closed"] if move["move"] == "open_consultation")
    assert consult["reasons"][0]["zh"] == "先拟写并签发相应文书"
    assert all(move["reasons"] for move in listed["closed"])
    assert "approve" not in {move["move"] for move in listed["open"] + listed["closed"]}


def test_a_case_is_shown_as_it_stood_on_a_past_day(office: Store) -> None:
    case_no = case_in(office, "archived")
    logged_on = date.fromisoformat(
        mingfu("case", "show", case_no, "--as", "wangmin", "--json").json["arrived_on"]
    )

    then = mingfu("case", "show", case_no, "--as", "wangmin", "--as-of", logged_on.isoformat(), "--json").json
    before = mingfu("case", "show", case_no, "--as", "wangmin", "--as-of", str(logged_on - timedelta(1)))

    assert (then["status"], then["deadline"]["status"], len(then["history"])) == ("received", "running", 2)
    assert before.refused


def test_a_supervisor_sees_the_case_of_an_agency_below_but_may_not_act_on_it(office: Store) -> None:
    case_no = case_in(office, "in_hand", "和平府办")

    assert mingfu("case", "show", case_no, "--as", "sunli").status == 0
    assert act(case_no, "note", {"note": "请尽快"}, by="sunli").refused


def test_a_stale_version_is_told_what_changed(office: Store) -> None:
    case_no = case_in(office, "in_hand")
    version = mingfu("case", "show", case_no, "--as", "wangmin", "--json").json["version"]
    act(case_no, "note", {"note": "先到"})

    late = act(case_no, "note", {"note": "后到"}, more=("--seen", str(version)))

    assert late.refused
    assert "备注" in late.err


#: status of the case, move, its fields, who tries, and a word of the reason
NO_ACTS: list[tuple[str, str, object, str, str]] = [
    ("in_hand", "approve", None, "zhaoqiang", "办理中"),
    ("awaiting_approval", "approve", None, "wangmin", "签发"),
    ("in_hand", "note", {"note": "x"}, "heping2", "本机关"),
    ("in_hand", "note", {"note": "x"}, "nobody", "nobody"),
    ("in_hand", "note", {}, "wangmin", "note"),
    ("in_hand", "note", {"note": 5}, "wangmin", "note"),
    ("in_hand", "note", {"note": "x", "colour": "red"}, "wangmin", "colour"),
    ("in_hand", "note", "{", "wangmin", "JSON"),
    ("in_hand", "note", "[]", "wangmin", "JSON"),
    ("in_hand", "note", '{"note": "a", "note": "b"}', "wangmin", "JSON"),
    ("in_hand", "note", b'{"note": "\xff"}', "wangmin", "JSON"),
    ("in_hand", "note", '{"note": "a\\u0000b"}', "wangmin", "NUL"),
    ("in_hand", "note", '{"note": "\\ud800"}', "wangmin", "JSON"),
    ("in_hand", "dance", None, "wangmin", "dance"),
    ("in_hand", "log", {}, "wangmin", "case log"),
    ("received", "take_in_hand", {"handler": "nobody"}, "wangmin", "nobody"),
    ("replied", "record_service", {"how": "签收", "on": "2026-02-30"}, "jiaoyu1", "on"),
    ("in_hand", "open_consultation", {"party": "martian", "name": "x", "subject": "y"}, "wangmin", "party"),
    ("in_hand", "ask_unit", {"unit": "x", "what": "y", "on": "9999-12-31"}, "wangmin", "9999"),
    ("in_hand", "ask_unit", {"unit": "x", "what": "y", "on": 20260101}, "wangmin", "on"),
]  # fmt: skip


def test_what_does_not_fit_is_refused_in_one_line_and_changes_nothing(office: Store) -> None:
    before = everything(office)

    for status, move, fields, by, why in NO_ACTS:
        done = act(
            case_in(office, status, "河东府办" if status == "replied" else "示府办"), move, fields, by=by
        )
        assert done.refused, (move, fields, done)
        assert why in done.err

    assert everything(office) == before


#: what is wrong with the letter, and a word of the reason
NO_LETTERS: list[tuple[dict[str, Any], str]] = [
    ({"arrived_on": "2026-02-30"}, "arrived_on"),
    ({"arrived_on": (TODAY + timedelta(2)).isoformat()}, "还没有到"),
    ({"arrived_on": "0001-01-01"}, "0001"),
    ({"agency": "无此机关"}, "无此机关"),
    ({"agency": 999_999}, "本机关"),
    ({"agency": "和平府办"}, "本机关"),
    ({"channel": "pigeon"}, "channel"),
    ({"application": "  "}, "申请内容"),
    ({"applicants": []}, "申请人"),
    ({"applicants": [{"name": "赵一", "id_no": "110105189302084921"}]}, "身份证"),
    ({"applicants": [{"name": "赵一", "shoe": 43}]}, "applicants.0.shoe"),
    ({"submission_key": ""}, "编号"),
    ({"colour": "red"}, "colour"),
]


def test_a_letter_that_cannot_be_is_refused_and_changes_nothing(office: Store) -> None:
    before = everything(office)

    for changes, why in NO_LETTERS:
        done = mingfu("case", "log", "-", "--as", "lihua", given=letter(**changes))
        assert done.refused, (changes, done)
        assert why in done.err

    assert everything(office) == before


def test_a_case_of_another_agency_is_not_shown(office: Store) -> None:
    assert mingfu("case", "show", case_in(office, "in_hand"), "--as", "heping2").refused
    assert mingfu("case", "moves", case_in(office, "in_hand"), "--as", "heping2").refused
    assert mingfu("case", "show", "示府办-1999-0001", "--as", "wangmin").refused


def test_whoever_names_no_account_or_no_day_is_told(office: Store) -> None:
    case_no = case_in(office, "in_hand")

    assert "--as" in mingfu("case", "show", case_no).err
    assert mingfu("case", "show", case_no, "--as", "wangmin", "--as-of", "2026-02-30").refused
    assert mingfu("case", "show", "\udcff", "--as", "wangmin").refused
    assert mingfu("case", "act", case_no, "note", "no-such-file.json", "--as", "wangmin").refused


def test_a_person_whose_account_was_closed_may_do_nothing(office: Store) -> None:
    run(office, "UPDATE people SET active = :no WHERE account = 'wangmin'", no=False)

    assert mingfu("case", "show", case_in(office, "in_hand"), "--as", "wangmin").refused


def test_bare_facts_become_a_complete_letter(office: Store) -> None:
    case_no = case_in(office, "in_hand")
    facts = {"outcome": "needs_processing", "content": {"reason": "需要逐件统计。", "way": "post"}}

    done = mingfu("case", "act", case_no, "revise_reply", "-", "--as", "wangmin", "--json", given=facts)

    assert done.status == 0, done.err
    kept = [json.loads(body) for (body,) in run(office, "SELECT body FROM texts") if "需要逐件统计。" in body]
    assert kept[0]["letter"] == "needs_processing"
    assert kept[0]["provision"] == "条例第三十八条"


def test_a_letter_without_its_facts_is_refused_by_name(office: Store) -> None:
    said = {"outcome": "needs_processing"}

    done = mingfu(
        "case", "act", case_in(office, "in_hand"), "revise_reply", "-", "--as", "wangmin", given=said
    )

    assert done.refused
    assert "理由" in done.err
