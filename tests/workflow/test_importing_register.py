"""The further columns of old registers: recognised under many names, kept with the case, or left out with a word."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import rows
from builders import DAYS, RULES, moment
from command_line import mingfu
from old_ledgers import GOOD, HEAD, TODAY, judged, line, one, said, write
from people import FRONT, OWN

from workflow import records, verifying
from workflow.appeal.terms import AppealKind, ResultKind
from workflow.desk import Desk
from workflow.entries import CaseImported
from workflow.importing import settings
from workflow.importing.judged import Judged
from workflow.importing.reading import columns
from workflow.importing.row import NAMES
from workflow.importing.running import Asked, perform
from workflow.importing.sides import Sides
from workflow.ledger_sheets.columns import COLUMNS
from workflow.store import Store
from workflow.supervision.spans import spans
from workflow.terms import Channel, FeeMode, Party, SupplyForm, Way

NOW = moment(TODAY)
#: what the program works out, or knows without the register
OWN_COLUMNS = (
    *("number", "agency_name", "status", "waiting_for", "imported", "receipt_rule", "regime", "due_on"),
    *("remaining", "timely", "provisional", "limit_act", "limit_on"),
)
WIDE: dict[str, Any] = {
    "到达日期": "2023-01-04",
    "获取方式": "邮寄、电子版",
    "补正告知": "2023-01-09",
    "补正期限": "2023-01-30",
    "收到补正": "2023-01-13",
    "征求意见对象": "第三方：示例公司",
    "征求意见发出": "2023-01-16",
    "征求意见送达": "2023-01-18",
    "收到意见": "2023-02-03",
    "延期告知": "2023-02-14",
    "延期天数": "10个工作日",
    "延期批准人": "李样",
    "延期文号": "示延〔2023〕1号",
    "计费方式": "按件",
    "收费（元）": 100,
    "签发日期": "2023-02-20",
    "送达方式": "挂号信",
    "交邮日期": "2023-02-21",
    "邮件号": "XA12345678911",
    "送达日期": "2023-02-24",
    "是否转主动公开": "是",
    "行政复议": "维持",
    "行政诉讼": "否",
    "归档日期": "2023-03-01",
    "档号": "2023-Y-7",
    "备注": "来电询问过两次",
}


def wide(**changes: Any) -> list[tuple[Any, ...]]:
    """A header and a row of all these columns."""
    values = WIDE | changes
    return [(*HEAD, *values), (*line(答复日期="2023-02-20"), *values.values())]


def sides(tmp_path: Path, **more: Any) -> tuple[Sides, Judged]:
    """What was read besides of a row with these columns, and its judgement."""
    main = {name: more.pop(name) for name in tuple(more) if name in GOOD}
    [found] = judged(tmp_path, [(*HEAD, *more), (*line(**main), *more.values())])
    assert found.taken is not None, said(found)
    return found.taken.sides, found


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in OWN_COLUMNS])
def test_every_column_of_our_own_register_is_known_again(name: str) -> None:
    assert settings.plain(COLUMNS[name].words.zh) in settings.load().columns


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("申请公开的信息的内容", "request"),
        ("补正材料收到时间", "correction_received"),
        ("征求意见发出时间", "consulted_on"),
        ("寄出的日期", "dispatched"),
        ("收费的情况", "fee_yuan"),
    ],
)
def test_a_title_that_differs_in_words_of_no_weight_is_known(title: str, field: str) -> None:
    known = settings.load()

    assert known.columns[known.header(settings.plain(title))] == field


def test_every_title_means_what_it_says_and_not_what_another_nearly_says() -> None:
    known = settings.load()

    assert all(known.header(word) == word for word in known.columns)
    assert known.header("受理情况") == known.header("日期") == known.header("情况") == ""


def test_a_register_written_here_in_both_languages_is_read_again(tmp_path: Path) -> None:
    named = {
        "申请人类型 / Kind of applicant": "自然人 / Natural person",
        "渠道 / Channel": f"{Channel.SIGNED_POST.zh} / {Channel.SIGNED_POST.en}",
        "获取方式 / Way of supply": f"{Way.POST.zh} / {Way.POST.en}",
        "送达方式 / Sent by": f"{Way.POST.zh} / {Way.POST.en}",
        "计费方式 / Charged by": f"{FeeMode.PER_PAGE.zh} / {FeeMode.PER_PAGE.en}",
        "复议、诉讼、投诉及结果 / Appeals and results": "投诉、举报（结果纠正） / Complaint or report (corrected)",
        "转主动公开 / For publication": "是 / Yes",
        "答复结果 / Outcome": "予以公开 / Disclosed",
    }
    rest = [column for column in HEAD if column not in ("申请人类型", "申请方式", "答复结果")]

    [found] = judged(tmp_path, [(*rest, *named), (*(GOOD[column] for column in rest), *named.values())])

    assert (found.reasons, found.values.applicant_type, found.values.channel, found.values.result) == (
        *((), "natural_person", "signed_post", "disclosed"),
    )
    assert found.taken is not None
    read = found.taken.sides
    assert (read.supply_way, read.dispatch_way, read.fee_mode) == (Way.POST, Way.POST, FeeMode.PER_PAGE)
    assert (read.for_publication, read.appeals) == (
        True,
        ((AppealKind.COMPLAINT, ResultKind.CORRECTED),),
    )


def test_a_masked_number_is_said_to_be_masked(tmp_path: Path) -> None:
    found = one(tmp_path, 证件号码="110105********002X", 联系电话="139****1234")

    assert (found.values.id_no, found.values.phone) == ("", "")
    assert said(found).count("masked") == 2


def test_every_further_column_is_read(tmp_path: Path) -> None:
    [found] = judged(tmp_path, wide())

    assert found.taken is not None
    assert found.reasons == ()
    assert found.taken.sides == Sides(
        arrived_on=date(2023, 1, 4),
        supply_form=SupplyForm.ELECTRONIC,
        supply_way=Way.POST,
        correction_asked_on=date(2023, 1, 9),
        correction_answer_by=date(2023, 1, 30),
        correction_received_on=date(2023, 1, 13),
        consulted=(Party.THIRD_PARTY,),
        consulted_as="第三方：示例公司",
        consulted_on=date(2023, 1, 16),
        consultation_served_on=date(2023, 1, 18),
        opinion_on=date(2023, 2, 3),
        extended_on=date(2023, 2, 14),
        extension_days=10,
        extension_no="示延〔2023〕1号",
        fee_mode=FeeMode.PER_CASE,
        fee_yuan=100,
        signed_on=date(2023, 2, 20),
        dispatched_on=date(2023, 2, 21),
        dispatch_way=Way.POST,
        tracking_no="XA12345678911",
        served_on=date(2023, 2, 24),
        for_publication=True,
        appeals=((AppealKind.REVIEW, ResultKind.UPHELD),),
        archived_on=date(2023, 3, 1),
        archive_no="2023-Y-7",
        remark="来电询问过两次",
    )
    assert json.loads(found.taken.said)["extension_by"] == "李样"


@pytest.mark.parametrize(
    "column",
    [name for name in WIDE if name not in ("延期批准人", "延期天数", "补正期限", "征求意见对象", "行政诉讼")],
)
def test_each_further_column_is_read_where_it_stands_alone(tmp_path: Path, column: str) -> None:
    read, found = sides(tmp_path, 答复日期="2023-02-20", **{column: WIDE[column]})

    assert read != Sides() or found.reasons


def test_a_serial_is_kept_as_the_day_it_shows_as(tmp_path: Path) -> None:
    _read, found = sides(tmp_path, 收到日期=44931, 送达日期=44950, 档号=44931)

    assert found.taken is not None
    kept = json.loads(found.taken.said)
    assert (kept["received"], kept["served"], kept["archive_no"]) == ("2023-01-05", "2023-01-24", "44931")


def test_the_register_shows_what_the_old_one_said(desk: Desk, store: Store, tmp_path: Path) -> None:
    file = write(tmp_path, wide())
    asked = Asked(file, file.name, OWN, FRONT)

    assert [j.action.value for batch in perform(desk, asked, lambda: NOW) for j in batch] == ["import"]

    shown = (
        *("arrived_on", "supply_form", "supply_way", "correction_asked_on", "consulted", "opinion_on"),
        *("extension_days", "extension_no", "fee_yuan", "dispatched_on", "dispatch_way", "tracking_no"),
        *("appeals", "archived_on", "archive_no"),
    )
    [row] = rows.run(store, f"SELECT {', '.join(shown)} FROM cases")
    assert tuple(map(str, row)) == (
        *("2023-01-04", "electronic", "post", "2023-01-09", "third_party", "2023-02-03"),
        *("10", "示延〔2023〕1号", "100", "2023-02-21", "post", "XA12345678911"),
        *("review:upheld", "2023-03-01", "2023-Y-7"),
    )
    view = desk.view(FRONT, "示发改-旧-1", NOW)
    assert view.texts[view.case.remark_sha256] == "来电询问过两次"
    assert verifying.verify(store, RULES) == []
    verifying.rebuild(store, RULES)
    assert rows.run(store, f"SELECT {', '.join(shown)} FROM cases") == [row]
    assert verifying.verify(store, RULES) == []


def test_time_spent_waiting_for_a_third_party_makes_no_imported_reply_late(
    desk: Desk, store: Store, tmp_path: Path
) -> None:
    asked = ("征求第三方意见日期", "收到第三方意见日期")
    late, waited = line(答复日期="2023-02-20"), line(登记编号="2", 申请内容="乙", 答复日期="2023-02-20")
    file = write(tmp_path, [(*HEAD, *asked), (*late, None, None), (*waited, "2023-01-16", "2023-02-08")])

    list(perform(desk, Asked(file, file.name, OWN, FRONT), lambda: NOW))

    found = rows.run(store, "SELECT case_no, timely FROM cases ORDER BY case_no")
    assert [(number, bool(timely)) for number, timely in found] == [
        ("示发改-旧-1", False),
        ("示发改-旧-2", True),
    ]


def test_a_reply_ends_the_clock_on_the_day_it_left(desk: Desk, tmp_path: Path) -> None:
    file = write(tmp_path, [(*HEAD, "交邮日期"), (*line(答复日期="2023-02-02"), "2023-03-20")])

    list(perform(desk, Asked(file, file.name, OWN, FRONT), lambda: NOW))

    view = desk.view(FRONT, "示发改-旧-1", NOW)
    assert view.case.dispatched_on == date(2023, 3, 20)
    assert view.clock is not None
    assert view.clock.timely is False


def test_the_days_before_a_case_was_taken_over_lie_with_nobody_here(desk: Desk, tmp_path: Path) -> None:
    open_one = line(登记编号="2", 申请内容="乙", 收到日期="2026-11-02", 答复日期=None, 答复结果=None)
    file = write(tmp_path, [HEAD, line(), open_one])
    list(perform(desk, Asked(file, file.name, OWN, FRONT), lambda: NOW))
    later = moment(TODAY + timedelta(days=2))

    for number, expected in (("1", [("before", 11)]), ("2", [("before", 14), ("front_desk", 2)])):
        view = desk.view(FRONT, f"示发改-旧-{number}", later)
        found = spans(view.history, DAYS, TODAY + timedelta(days=2))
        assert [(span.held.holder.value, span.working_days) for span in found] == expected


def test_what_the_register_leaves_open_is_shown_as_open(desk: Desk, store: Store, tmp_path: Path) -> None:
    file = write(tmp_path, [HEAD, line()])

    list(perform(desk, Asked(file, file.name, OWN, FRONT), lambda: NOW))

    assert rows.run(store, "SELECT supply_form, supply_way FROM cases") == [("", "")]


def test_the_day_of_receipt_is_not_the_one_below_another_title(tmp_path: Path) -> None:
    upper = (*HEAD[:5], "征求意见情况", None, *HEAD[5:])
    lower = (*(None,) * 5, "发出日期", "收到日期", *(None,) * 5)
    good = line()

    [found] = judged(tmp_path, [upper, lower, (*good[:5], "2023-01-09", "2023-01-12", *good[5:])], "F1:G1")

    assert found.values.received == date(2023, 1, 5)


@pytest.mark.parametrize(
    ("said_there", "field"),
    [
        ({"缴费日期": "2023-01-12"}, "fee_paid_on"),  # no notice was sent
        ({"收费通知日期": "2023-03-12"}, "fee_charged_on"),  # after the reply
        ({"征求第三方意见日期": "2023-01-12"}, "consulted_on"),  # when did it end?
        ({"征求意见日期": "2023-01-09", "收到意见": "2023-01-12"}, "consulted_on"),  # who was asked?
        ({"延期日期": "2023-01-12", "延期天数": "30"}, "extended_on"),  # twenty at most
        ({"收到补正": "2023-01-12"}, "correction_received_on"),  # nothing was asked for
        ({"到达日期": "2023-01-09"}, "arrived_on"),  # after receipt
        ({"交邮日期": "2023-01-12"}, "dispatched_on"),  # before the reply
        ({"交邮日期": "2023-02-10", "送达日期": "2023-02-01"}, "served_on"),  # before it was sent
        ({"获取方式": "随便"}, "supply_way"),
        ({"送达方式": "快递"}, "dispatch_way"),  # by the post or a private courier?
        ({"计费方式": "按次"}, "fee_mode"),
        ({"收费金额": "约100"}, "fee_yuan"),
        ({"收费金额": 99.5}, "fee_yuan"),
        ({"转主动公开": "待定"}, "for_publication"),
        ({"行政复议": "是"}, "appeals"),  # how did it end?
        ({"复议诉讼情况": "复议维持，已上报"}, "appeals"),
        ({"签发日期": "#N/A"}, "signed_on"),
    ],
)
def test_what_cannot_be_or_is_not_understood_is_left_out_with_a_word(
    tmp_path: Path, said_there: dict[str, Any], field: str
) -> None:
    read, found = sides(tmp_path, **said_there)

    assert not getattr(read, field)
    assert (found.action, len(found.reasons)) == ("import_warn", 1)


@pytest.mark.parametrize(
    ("said_there", "field", "value"),
    [
        ({"收费金额": "￥40元"}, "fee_yuan", 40),
        ({"收费金额": "免收"}, "fee_yuan", 0),
        ({"获取方式": "当面领取", "信息载体": "纸质"}, "supply_form", SupplyForm.PAPER),
        ({"转主动公开": "√"}, "for_publication", True),
        ({"转主动公开": "否"}, "for_publication", False),
        ({"行政诉讼": "诉讼（败诉）"}, "appeals", ((AppealKind.LITIGATION, ResultKind.CORRECTED),)),
        ({"投诉举报": "/"}, "appeals", ()),
        (
            {"复议、诉讼情况": "行政复议：维持；行政诉讼：驳回诉讼请求"},
            "appeals",
            ((AppealKind.REVIEW, ResultKind.UPHELD), (AppealKind.LITIGATION, ResultKind.UPHELD)),
        ),
    ],
)
def test_words_of_further_columns_are_understood(
    tmp_path: Path, said_there: dict[str, Any], field: str, value: Any
) -> None:
    read, found = sides(tmp_path, **said_there)

    assert (getattr(read, field), found.reasons) == (value, ())


def test_without_a_day_of_receipt_the_confirmation_of_an_email_counts(tmp_path: Path) -> None:
    _read, found = sides(tmp_path, 收到日期=None, 申请方式="电子邮件", 确认日期="2023-01-06")

    assert found.values.received == date(2023, 1, 6)
    assert found.action == "import_warn"


def test_columns_nobody_here_knows_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGFU_HOME", str(tmp_path))
    monkeypatch.delenv("MINGFU_DATABASE_URL", raising=False)
    file = write(tmp_path, [(*HEAD, "杂栏", "序号"), (*line(), "一", 1)], sheets={"说明": [("没有台账",)]})

    [found] = columns(file)

    assert (found.sheet, found.unread, found.known["received"]) == ("台账", ("杂栏",), "收到日期")
    answer = mingfu("import", str(file), "--dry-run", "--json")
    assert answer.json["unread"] == {"台账": ["杂栏"]}


def test_every_column_that_is_read_has_a_name_to_be_shown_by() -> None:
    assert set(settings.load().columns.values()) <= set(NAMES)


def test_imports_from_before_the_further_columns_read_as_they_were() -> None:
    data = (
        '{"closes":"","correction_asked_on":null,"correction_received_on":null,"document_no":"",'
        '"extended_days":null,"extended_on":null,"file_sha256":"","old_no":"1","outcome":"","replied_on":null,'
        '"row":2,"said_sha256":"","served_on":null,"sheet":1,"unit":""}'
    )

    fact = records.read_fact("CaseImported", data)

    assert isinstance(fact, CaseImported)
    assert (fact.unsaid, fact.register) == ((), None)
