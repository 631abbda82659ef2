"""What people read when something fails: the right status, what to do, and nothing of the program's inside."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from pages import Visitor

from web import create_app
from web.access import public
from web.security import secret_key
from workflow.desk import Desk
from workflow.errors import CalendarUnknown, DeskError, MoveRefused, Reason, RuleMissing

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def app(desk: Desk) -> Flask:
    """An application of its own: these tests give it pages that fail."""
    return create_app(desk, now=lambda: NOW)


def test_an_unknown_address_is_not_found_in_words(ana: Visitor) -> None:
    assert "查找框" in ana.get("/nothing/here", 404).main()


def test_somebody_not_signed_in_gets_the_same_page(visitor: Visitor) -> None:
    page = visitor.get("/nothing/here", 404)

    assert "地址可能写错了" in page.main()


def test_a_method_that_does_not_fit_says_so(ana: Visitor) -> None:
    page = ana.get("/sign-out", 405)

    assert "只接受表单提交" in page.main()
    assert ana.get("/").status == 200  # and nobody was signed out


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (RuleMissing("2001-01-01 没有规定 / no rule"), 409, "没有规定"),
        (CalendarUnknown("1990 年没有日历 / no calendar"), 409, "没有日历"),
        (MoveRefused(Reason("甲", "A", "条例第一条"), Reason("乙", "B")), 409, "乙"),
    ],
)
def test_an_error_of_the_desk_has_its_status_and_its_words(
    app: Flask, ana: Visitor, error: DeskError, status: int, said: str
) -> None:
    fails(app, error)

    assert said in ana.get("/failing", status).main()


def test_a_failure_gives_a_reference_that_stands_in_the_log_too(
    app: Flask, ana: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    fails(app, ZeroDivisionError("secret detail"))

    with caplog.at_level(logging.ERROR):
        page = ana.get("/failing", 500)

    reference = "".join(page.all("code")[0].itertext())
    assert reference in caplog.text
    assert "secret detail" not in page.source


def fails(app: Flask, error: Exception) -> None:
    """A page that raises."""
    app.testing = False

    @public
    def failing() -> str:
        raise error

    app.view_functions["errors_test.failing"] = failing
    app._got_first_request = False
    app.add_url_rule("/failing", "errors_test.failing", failing)


def test_the_key_that_signs_sessions_is_its_owner_s_alone(tmp_path: Path) -> None:
    path = tmp_path / "home" / "web.key"

    first, second = secret_key(path), secret_key(path)

    assert first == second
    assert len(first) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
