"""The pages: built on the desk and the letters, one folder for each area a person would name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from flask import Flask

from workflow.desk import Desk

#: every area: its module below web, and the blueprint there
AREAS = (
    "sign_in.routes:sign_in",
    "sign_in.account:account",
    "work.routes:work",
    "reminders.routes:reminders",
    "intake.routes:intake",
    "checks.routes:checks",
    "papers.routes:papers",
    "cases.routes:cases",
    "guide.routes:guide",
    "fees.routes:fees",
    "phrases.routes:phrases",
    "drafting.routes:drafting",
    "acts.routes:acts",
    "review.batch:review",
    "letters.routes:letters",
    "sheets.routes:sheets",
    "bundle.hearing:bundle",
    "archive.transferring:archive",
    "ledger.routes:ledger",
    "bulk.routes:bulk",
    "appeals.drafting:appeals",
    "supervision.assessing:supervision",
    "reports.routes:reports",
    "rules.routes:rules",
    "admin.routes:admin",
    "calls.routes:calls",
    "post.slips:post",
    "mails.routes:mails",
    "importing.routes:importing",
)


def create_app(desk: Desk, now: Callable[[], datetime] | None = None) -> Flask:
    """The web application on one desk; `now` answers an aware moment (given in tests)."""
    from web import compiled, errors, frame, security

    app = Flask(__name__)
    app.jinja_environment = compiled.Bilingual
    app.config["NOW"] = now or (lambda: datetime.now(UTC))
    app.extensions["mingfu"] = desk
    security.secure(app, desk.store.home)
    frame.register(app)
    errors.register(app)
    _add_areas(app)
    app.wsgi_app = one_view(desk, app.wsgi_app)  # type: ignore[method-assign]
    return app


def one_view(desk: Desk, answer: Callable[..., Any]) -> Callable[..., Any]:
    """A page reads in a dozen places: all of them in one transaction."""

    def answered(environ: Any, start_response: Any) -> Any:
        with desk.store.database.one_view():
            return answer(environ, start_response)

    return answered


def _add_areas(app: Flask) -> None:
    for area in AREAS:
        module, name = area.split(":")
        app.register_blueprint(getattr(import_module(f"web.{module}"), name))
