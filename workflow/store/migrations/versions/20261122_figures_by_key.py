"""Months that changed are found along the key, and who asked is written anew only where that changed."""

from __future__ import annotations

from alembic import op

revision = "20261122_figures_by_key"
down_revision = "20261122_carried_by_case"

ASKED = ("agency_id", "kind", "received_on")
COUNTED = (
    *("agency_id", "kind", "channel", "received_on", "dispatched_on", "outcome"),
    *("timely", "extended", "corrected", "clock_from", "days_waited"),
)
WHO = (
    "CASE WHEN a.id_no_digest <> '' THEN a.id_no_digest WHEN a.phone_digest <> '' THEN a.phone_digest "
    "ELSE a.name END"
)
STALE = """
    INSERT INTO figure_stale (agency_id, month) SELECT {distinct} m.agency_id, m.month FROM {source} figure_months m
    WHERE m.agency_id {agency} AND m.month {months} AND NOT EXISTS
        (SELECT 1 FROM figure_stale s WHERE s.agency_id = m.agency_id AND s.month = m.month)
"""
DROP = f"""
    DELETE FROM askers WHERE case_id = OLD.case_id AND year = {{year}} AND who =
        (SELECT {WHO} FROM applicants a WHERE a.case_id = OLD.case_id AND a.position = 1)
"""  # noqa: S608
ASK = f"""
    INSERT INTO askers (year, who, case_id, agency_id, received_on)
    SELECT {{year}}, {WHO}, c.case_id, c.agency_id, c.received_on
    FROM {{cases}} c JOIN applicants a ON a.case_id = c.case_id AND a.position = 1
    WHERE c.kind = 'application' AND c.received_on IS NOT NULL AND {WHO} <> '' {{more}} ON CONFLICT DO NOTHING
"""  # noqa: S608
BOTH = "IN (OLD.agency_id, NEW.agency_id)"
DAYS = tuple(f"{row}.{day}" for row in ("OLD", "NEW") for day in ("received_on", "dispatched_on"))


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgres()


def _differ(columns: tuple[str, ...], word: str) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"({old}) {word} ({new})"


def _on_sqlite() -> None:
    months = ", ".join(f"CAST(strftime('%Y%m', {day}) AS INTEGER)" for day in DAYS)
    stale = STALE.format(distinct="", source="", agency=BOTH, months=f"IN ({months})")
    drop = DROP.format(year="CAST(strftime('%Y', OLD.received_on) AS INTEGER)")
    year = "CAST(strftime('%Y', c.received_on) AS INTEGER)"
    ask = ASK.format(year=year, cases="cases", more="AND c.case_id = NEW.case_id")
    op.execute("DROP TRIGGER cases_counted_again")
    for name, columns, acts in (
        ("cases_counted_again", COUNTED, stale),
        ("cases_asked_again", ASKED, f"{drop}; {ask}"),
    ):
        when = _differ(columns, "IS NOT")
        op.execute(f"CREATE TRIGGER {name} AFTER UPDATE ON cases WHEN {when} BEGIN {acts}; END")


def _on_postgres() -> None:
    """A list with columns in it is no condition of an index, an array is."""
    months = "= ANY (ARRAY[{}])".format(", ".join(f"to_char({day}, 'YYYYMM')::integer" for day in DAYS))
    fresh = "= ANY (ARRAY[to_char(c.received_on, 'YYYYMM')::integer, to_char(c.dispatched_on, 'YYYYMM')::integer])"
    year = "EXTRACT(YEAR FROM c.received_on)::integer"
    stale_new = STALE.format(
        distinct="DISTINCT", source="fresh c CROSS JOIN", agency="= c.agency_id", months=fresh
    )
    ask_new = ASK.format(year=year, cases="fresh", more="")
    _function("cases_counted_new", f"{stale_new}; {ask_new}")
    drop = DROP.format(year="EXTRACT(YEAR FROM OLD.received_on)::integer")
    ask = ASK.format(year=year, cases="cases", more="AND c.case_id = NEW.case_id")
    again = f"IF {_differ(ASKED, 'IS DISTINCT FROM')} THEN {drop}; {ask}; END IF"
    stale = STALE.format(distinct="", source="", agency=BOTH, months=months)
    _function("cases_counted_again", f"{stale}; {again}")


def _function(name: str, acts: str) -> None:
    op.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off "
        f"AS $$ BEGIN {acts}; RETURN NULL; END $$"
    )
