"""On PostgreSQL the triggers of figures start from the rows just written, whatever was planned on an empty store."""

from __future__ import annotations

from alembic import op

revision = "20261122_figures_from_new"
down_revision = "20261122_figures_by_key"

WHO = (
    "CASE WHEN a.id_no_digest <> '' THEN a.id_no_digest WHEN a.phone_digest <> '' THEN a.phone_digest "
    "ELSE a.name END"
)
#: OFFSET 0 keeps the look-up inside the loop: joined, a plan may walk a whole table for every row of `fresh`
STALE = """
    INSERT INTO figure_stale (agency_id, month)
    SELECT m.agency_id, m.month
    FROM (SELECT DISTINCT c.agency_id, u.month FROM fresh c CROSS JOIN LATERAL unnest(ARRAY[
        to_char(c.received_on, 'YYYYMM')::integer, to_char(c.dispatched_on, 'YYYYMM')::integer]) AS u(month)) w
    CROSS JOIN LATERAL (SELECT k.agency_id, k.month FROM figure_months k
        WHERE k.agency_id = w.agency_id AND k.month = w.month OFFSET 0) m
    WHERE NOT EXISTS (SELECT 1 FROM figure_stale s WHERE s.agency_id = m.agency_id AND s.month = m.month)
"""
ASK = f"""
    INSERT INTO askers (year, who, case_id, agency_id, received_on)
    SELECT EXTRACT(YEAR FROM c.received_on)::integer, {WHO}, c.case_id, c.agency_id, c.received_on
    FROM {{joined}}
    WHERE a.position = 1 AND c.kind = 'application' AND c.received_on IS NOT NULL AND {WHO} <> ''
    ON CONFLICT DO NOTHING
"""  # noqa: S608
OF_CASES = """
    fresh c CROSS JOIN LATERAL
    (SELECT * FROM applicants p WHERE p.case_id = c.case_id AND p.position = 1 OFFSET 0) a
"""
OF_APPLICANTS = "fresh a CROSS JOIN LATERAL (SELECT * FROM cases k WHERE k.case_id = a.case_id OFFSET 0) c"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return  # row by row there
    _function("cases_counted_new", f"{STALE}; {ASK.format(joined=OF_CASES)}")
    _function("applicants_asked", ASK.format(joined=OF_APPLICANTS))


def _function(name: str, acts: str) -> None:
    op.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off "
        f"AS $$ BEGIN {acts}; RETURN NULL; END $$"
    )
