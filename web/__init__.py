"""The pages: built on the desk and the letters, one folder for each area a person would name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from workflow.desk import Desk


def create_app(desk: Desk, now: Callable[[], datetime] | None = None) -> Flask:
    """The web application on one desk; `now` answers an aware moment (given in tests)."""
    from web import errors, frame, security

    app = Flask(__name__)
    app.config["NOW"] = now or (lambda: datetime.now(UTC))
    app.extensions["mingfu"] = desk
    security.secure(app, desk.store.home)
    frame.register(app)
    errors.register(app)
    _add_areas(app)
    return app


def _add_areas(app: Flask) -> None:
    from web.acts.routes import acts
    from web.admin.routes import admin
    from web.cases.routes import cases
    from web.checks.routes import checks
    from web.drafting.routes import drafting
    from web.guide.routes import guide
    from web.intake.routes import intake
    from web.ledger.routes import ledger
    from web.letters.routes import letters
    from web.papers.routes import papers
    from web.phrases.routes import phrases
    from web.fees.routes import fees
    from web.review.batch import review
    from web.rules.routes import rules
    from web.sheets.routes import sheets
    from web.sign_in.account import account
    from web.sign_in.routes import sign_in
    from web.work.routes import work

    for area in (
        sign_in,
        account,
        work,
        intake,
        checks,
        papers,
        cases,
        guide,
        fees,
        phrases,
        drafting,
        acts,
        review,
        letters,
        sheets,
        ledger,
        rules,
        admin,
    ):
        app.register_blueprint(area)
    _add_calls_and_post(app)


def _add_calls_and_post(app: Flask) -> None:
    from web.calls.routes import calls
    from web.mails.routes import mails
    from web.post.slips import post

    for area in (calls, post, mails):
        app.register_blueprint(area)
