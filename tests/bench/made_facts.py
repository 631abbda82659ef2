"""Where the made cases count in the annual report.

The great store makes up no ends of its histories, so this is written from its case rows: two rows a closed case, as the
desk would have left. It has to be there before the worker first runs, which closes the years that are over.
"""

from __future__ import annotations

from workflow.desk import Desk

_AT = "|| 'T01:00:00.000000Z'"
_FILL = f"""
INSERT INTO report_facts (case_id, known_from, known_until, agency_id, in_year, out_year, applicant_type, outcome,
                          regime, channel, extended, fee_year, fee_yuan)
SELECT case_id, CAST(received_on AS TEXT) {_AT},
       CASE WHEN dispatched_on IS NULL THEN '9999' ELSE CAST(dispatched_on AS TEXT) {_AT} END,
       agency_id, CAST(SUBSTR(CAST(received_on AS TEXT), 1, 4) AS INTEGER), 9999, applicant_type, '', regime, channel,
       {{false}}, 0, 0
FROM cases WHERE received_on IS NOT NULL
UNION ALL
SELECT case_id, CAST(dispatched_on AS TEXT) {_AT}, '9999', agency_id,
       CAST(SUBSTR(CAST(received_on AS TEXT), 1, 4) AS INTEGER),
       CAST(SUBSTR(CAST(dispatched_on AS TEXT), 1, 4) AS INTEGER), applicant_type, outcome, regime, channel,
       {{false}}, 0, 0
FROM cases WHERE received_on IS NOT NULL AND dispatched_on IS NOT NULL
"""


def fill(desk: Desk) -> None:
    """Write the rows of every made case."""
    false = "0" if desk.store.database.is_sqlite else "false"
    with desk.store.database.writing() as connection:
        connection.exec_driver_sql(_FILL.format(false=false))
    if not desk.store.database.is_sqlite:  # what the server does by itself in a while
        with desk.store.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
            alone.exec_driver_sql("VACUUM ANALYZE report_facts")
