"""An old ledger from the browser: sent, looked at, imported, marked, and not doubled."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import rows
from flask import Flask
from pages import Visitor

from workflow.store import Store

HEAD = ("登记编号", "申请人", "收到日期", "申请方式", "申请内容", "答复日期", "答复结果")
GOOD = ("2023-1", "王样一", "2023-01-05", "当面", "请求公开甲项目批复", "2023-01-20", "予以公开")
DOUBTFUL = ("2023-2", "王样二", "2023-02-01", "", "请求公开乙项目批复", "", "")
REFUSED = ("2023-3", "王样三", "01/02/2023", "网上", "请求公开丙项目批复", "", "")


def ledger(*lines: tuple[Any, ...]) -> BytesIO:
    """A workbook of these lines below a header."""
    book = openpyxl.Workbook()
    for line in (HEAD, *lines):
        book.active.append(line)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


@pytest.fixture
def front(app: Flask) -> Visitor:
    """Ana, front desk of her agency."""
    visitor = Visitor(app.test_client())
    visitor.sign_in("ana")
    return visitor


def send(visitor: Visitor, content: BytesIO, name: str = "台账.xlsx") -> str:
    """The address of the import that the file became, once it was looked at."""
    values = visitor.get("/import").values()
    answer = visitor.client.post("/import", data={**values, "file": (content, name)})
    assert answer.status_code == 303
    return settled(visitor, str(answer.location))


def settled(visitor: Visitor, address: str) -> str:
    """The same address, when nothing goes on there any more."""
    visitor.client.get(address)
    one_after_another = visitor.client.application.extensions["import thread"]
    one_after_another.submit(int).result(timeout=60)  # its turn comes when the import has ended
    assert "Refresh" not in visitor.client.get(address).headers
    return address


def press(visitor: Visitor, address: str, button: str) -> Any:
    """Press a button of the page."""
    token = visitor.get(address).values()["csrf_token"]
    return visitor.client.post(f"{address}/{button}", data={"csrf_token": token})


def cases(store: Store) -> list[str]:
    """The numbers of every case, in order."""
    return [number for (number,) in rows.run(store, "SELECT case_no FROM cases ORDER BY case_no")]


def test_what_each_column_was_taken_for_is_shown(front: Visitor) -> None:
    book = openpyxl.load_workbook(ledger(GOOD))
    book.active.cell(1, len(HEAD) + 1, "经办科室意见")
    out = BytesIO()
    book.save(out)
    out.seek(0)

    words = front.get(send(front, out)).main()

    assert "“Sheet”中没有读入的栏：经办科室意见" in words
    assert "申请内容" in words.partition("各栏读作什么")[2]


def test_a_case_taken_over_shows_what_the_old_register_said(front: Visitor, store: Store) -> None:
    book = openpyxl.load_workbook(ledger(GOOD))
    book.active.cell(1, len(HEAD) + 1, "延期批准人")
    book.active.cell(2, len(HEAD) + 1, "李样局长")
    out = BytesIO()
    book.save(out)
    out.seek(0)
    press(front, (address := send(front, out)), "run")
    settled(front, address)

    words = front.get(f"/cases/{cases(store)[0]}").main()

    assert "延期批准人李样局长" in words.partition("原台账所记")[2]
    assert "原台账没有记载" in words  # how the information was to be had


def test_nothing_is_imported_before_it_was_looked_at(front: Visitor, store: Store) -> None:
    address = send(front, ledger(GOOD, DOUBTFUL, REFUSED))

    words = front.get(address).main()

    assert "待确认" in words
    assert "分不清哪个是月、哪个是日" in words
    assert "没有写申请方式" in words
    assert cases(store) == []


def test_what_fits_becomes_cases_and_the_page_says_what_did_not(front: Visitor, store: Store) -> None:
    address = send(front, ledger(GOOD, DOUBTFUL, REFUSED))

    press(front, address, "run")
    words = front.get(settled(front, address)).main()

    assert "已完成" in words
    assert cases(store) == ["示例-旧-2023-1", "示例-旧-2023-2"]
    assert "自原台账导入" in front.get("/cases/示例-旧-2023-1").words


def test_the_same_file_again_doubles_nothing(front: Visitor, store: Store) -> None:
    press(front, settled(front, (address := send(front, ledger(GOOD)))), "run")
    settled(front, address)

    again = front.get(send(front, ledger(GOOD))).main()

    assert "以前已经导入：示例-旧-2023-1" in again
    assert cases(store) == ["示例-旧-2023-1"]


def test_the_marked_workbook_holds_the_original_rows_and_the_reasons(front: Visitor) -> None:
    address = send(front, ledger(GOOD, REFUSED))

    answer = front.client.get(f"{address}/report")
    found = list(openpyxl.load_workbook(BytesIO(answer.data)).active.values)

    assert [row[0] for row in found] == ["处理 / action", "导入 / import", "不导入 / refused"]
    assert "分不清" in str(found[2][1])
    assert found[2][2:] == tuple(cell or None for cell in REFUSED)


def test_a_file_that_is_no_workbook_is_refused_with_the_reason(front: Visitor) -> None:
    words = front.get(send(front, BytesIO(b"PK\x03\x04 no workbook"))).main()

    assert "文件不是工作簿，或已损坏" in words


def test_the_file_is_deleted_on_request_and_the_figures_stay(front: Visitor, store: Store) -> None:
    address = send(front, ledger(GOOD))

    press(front, address, "forget")

    assert "文件已删除" in front.get(address).main()
    assert not list((store.home / "imports").iterdir())


def test_what_waits_on_disk_shows_nobody_the_rows(front: Visitor, store: Store) -> None:
    send(front, ledger(REFUSED))

    held = next((store.home / "imports").glob("*/rows")).read_text("ascii")

    assert not re.search("王样三|01/02/2023", held)


def test_another_agency_sees_no_import_of_ours(front: Visitor, app: Flask) -> None:
    address = send(front, ledger(GOOD))
    other = Visitor(app.test_client())
    other.sign_in("cy")

    page = other.get(address, status=404)

    assert "没有这次导入" in page.main()
    assert "台账.xlsx" not in page.source
    assert "台账.xlsx" in front.get(address).source  # it is there, for us


def test_pages_speak_english_too(front: Visitor) -> None:
    address = send(front, ledger(GOOD, REFUSED))
    front.client.set_cookie("lang", "en")

    words = front.get(address).main()

    assert "Day and month cannot be told apart" in words
    assert "Waits for your word" in words


def test_why_a_file_cannot_be_read_is_said_in_the_language_of_the_page(front: Visitor) -> None:
    address = send(front, BytesIO(b"PK\x03\x04 no workbook"), "旧台账.xlsx")

    words = front.get(address).main()

    assert "文件不是工作簿，或已损坏" in words
    assert "damaged" not in words
