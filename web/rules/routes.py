"""Pages of the rules, for everybody who works here, to read and to print."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template

from notices import catalogue
from notices.levels import shipped_levels
from web.access import desk, signed_in, today
from web.rules import naming, reading
from workflow.approvals import Approvals
from workflow.clock.regime import Regime
from workflow.days.holiday_files import english_name, read_year_file
from workflow.outcomes import read_toml
from workflow.store.offices import calendar_rows
from workflow.terms import CaseKind

rules = Blueprint("rules", __name__, template_folder="templates")


@rules.context_processor
def words() -> dict[str, Any]:
    """What the templates of this area say."""
    return {
        "steps_said": naming.STEPS,
        "routes_said": naming.ROUTES,
        "levels_said": naming.LEVELS,
        "effects_said": naming.EFFECTS,
        "regimes": tuple(desk().rules.regimes),
    }


@rules.get("/rules")
@signed_in
def overview() -> Any:
    """The regimes, how working days are counted, and what else there is to read."""
    with desk().store.database.reading() as connection:
        held = calendar_rows.contents(connection, desk().calendars.newest(connection))
    years = [read_year_file(text) for _year, text in sorted(held.items(), reverse=True)]
    return render_template("rules/overview.html", years=years, english_name=english_name)


@rules.get("/rules/regimes/<regime_id>")
@signed_in
def regime(regime_id: str) -> Any:
    """Every limit and effect of one regime, with its provision."""
    found = _regime(regime_id)
    return render_template("rules/regime.html", regime=found, parts=reading.parts(found, today()))


def _regime(regime_id: str) -> Regime:
    found = next((r for r in desk().rules.regimes if r.id == regime_id), None)
    if found is None:
        abort(404)
    return found


def _last_day(found: Regime) -> date:
    return min(today(), found.received_to) if found.received_to else today()


@rules.get("/rules/outcomes/<regime_id>")
@signed_in
def outcomes(regime_id: str) -> Any:
    """How a case may end: provision, route, evidence, remedy."""
    found, held = _regime(regime_id), desk().rules
    groups = [
        (kind, reading.ways(held.outcomes.for_regime(found.id, kind), held.approvals, _last_day(found)))
        for kind in CaseKind
    ]
    classes = read_toml(catalogue.CONFIG / "remedies.toml")["classes"]
    return render_template("rules/outcomes.html", regime=found, groups=groups, classes=classes)


@rules.get("/rules/letters")
@signed_in
def letters() -> Any:
    """Every kind of letter: provision, numbering, who signs, what it does to the clock."""
    approvals: Approvals = desk().rules.approvals
    kinds = tuple(catalogue.shipped())
    routes = {
        kind.code: approvals.letter_steps(kind.code) for kind in kinds if kind.code in approvals.notices
    }
    return render_template("rules/letters.html", kinds=kinds, routes=routes)


@rules.get("/rules/checks")
@signed_in
def checks() -> Any:
    """The checks before a signature, those that stop first."""
    levels = sorted(shipped_levels().items(), key=lambda item: item[1] != "stop")
    return render_template("rules/checks.html", levels=levels, names=naming.CHECKS)


@rules.get("/rules/fees")
@signed_in
def fees() -> Any:
    """The tariffs, with the sums they come to."""
    tariffs = desk().rules.fees
    samples = {"cases": (10, 11, 30, 31, 41, 50), "pages": (30, 31, 100, 101, 200, 201)}
    return render_template("rules/fees.html", tariffs=tariffs, samples=samples)


@rules.get("/rules/lifecycle")
@signed_in
def lifecycle() -> Any:
    """Every move of a case: from where to where, by whom, under what."""
    newest = tuple(desk().rules.regimes)[-1]
    rows = [(m, reading.provisions(newest, m.under, today())) for m in reading.moves_from()]
    return render_template("rules/lifecycle.html", rows=rows, regime=newest)
