"""Who asked in a year, and months counted once they are over; triggers tell what changed, whoever writes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122_figures"
down_revision = "20261122_taken_over"

KEY = ("year", "who", "case_id", "agency_id", "received_on")
WHO = (
    "CASE WHEN a.id_no_digest <> '' THEN a.id_no_digest WHEN a.phone_digest <> '' THEN a.phone_digest "
    "ELSE a.name END"
)
#: columns by which a case counts: a change of any other leaves its months as they were
COUNTED = (
    *("agency_id", "kind", "channel", "received_on", "dispatched_on", "outcome"),
    *("timely", "extended", "corrected", "clock_from", "days_waited"),
)
YEAR = {"sqlite": "CAST(strftime('%Y', {day}) AS INTEGER)", "postgresql": "EXTRACT(YEAR FROM {day})::integer"}
MONTH = {
    "sqlite": "CAST(strftime('%Y%m', {day}) AS INTEGER)",
    "postgresql": "to_char({day}, 'YYYYMM')::integer",
}


def upgrade() -> None:
    _tables()
    op.execute(_asked("cases c", "applicants a"))
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgres()


def _tables() -> None:
    binary = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "askers",
        *_whole("year"),
        sa.Column("who", binary, nullable=False),
        *_whole("case_id", "agency_id"),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(*KEY),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure_months",
        *_whole("agency_id", "month"),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("agency_id", "month"),
    )
    op.create_table(
        "figure_stale",
        sa.Column("stale_id", sa.Integer(), primary_key=True),
        *_whole("agency_id", "month"),
    )
    op.create_index("figure_stale_month", "figure_stale", ["agency_id", "month"])


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _dialect() -> str:
    return op.get_bind().dialect.name


def _asked(cases: str, applicants: str, more: str = "") -> str:
    """Rows of askers from some cases and some applicants."""
    year = YEAR[_dialect()].format(day="c.received_on")
    return (
        f"INSERT INTO askers ({', '.join(KEY)}) "  # noqa: S608
        f"SELECT {year}, {WHO}, c.case_id, c.agency_id, c.received_on "
        f"FROM {cases} JOIN {applicants} ON a.case_id = c.case_id AND a.position = 1 "
        f"WHERE c.kind = 'application' AND c.received_on IS NOT NULL AND {WHO} <> '' {more} ON CONFLICT DO NOTHING"
    )


def _stale(source: str, agency: str, days: tuple[str, ...], *, distinct: bool = False) -> str:
    """The counted months that those agencies and days touch, said once."""
    months = ", ".join(MONTH[_dialect()].format(day=day) for day in days)
    return (
        "INSERT INTO figure_stale (agency_id, month) "  # noqa: S608
        f"SELECT {'DISTINCT' if distinct else ''} m.agency_id, m.month FROM {source} figure_months m "
        f"WHERE m.agency_id {agency} AND m.month IN ({months}) AND NOT EXISTS "
        "(SELECT 1 FROM figure_stale s WHERE s.agency_id = m.agency_id AND s.month = m.month)"
    )


BOTH = "IN (OLD.agency_id, NEW.agency_id)"
OLD, NEW = ("OLD.received_on", "OLD.dispatched_on"), ("NEW.received_on", "NEW.dispatched_on")
CHANGED = f"({', '.join(f'OLD.{c}' for c in COUNTED)}) {{differ}} ({', '.join(f'NEW.{c}' for c in COUNTED)})"
#: of one case whose row is replaced: what it was is dropped, what it is now is written
DROP = "DELETE FROM askers WHERE case_id = OLD.case_id AND year = {year} AND who = ({who})"
DROP_WHO = f"SELECT {WHO} FROM applicants a WHERE a.case_id = OLD.case_id AND a.position = 1"  # noqa: S608


def _dropped() -> str:
    return DROP.format(year=YEAR[_dialect()].format(day="OLD.received_on"), who=DROP_WHO)


def _of(row: str) -> str:
    return f"AND c.case_id = {row}.case_id"


def _on_sqlite() -> None:
    anew = _asked("cases c", "applicants a", _of("NEW"))
    changed = CHANGED.format(differ="IS NOT")
    for name, when, acts in (
        ("cases_counted_new", "INSERT ON cases", (_stale("", "= NEW.agency_id", NEW), anew)),
        (
            "cases_counted_again",
            f"UPDATE ON cases WHEN {changed}",
            (_stale("", BOTH, OLD + NEW), _dropped(), anew),
        ),
        ("cases_counted_gone", "DELETE ON cases", (_stale("", "= OLD.agency_id", OLD), _dropped())),
        ("applicants_asked", "INSERT ON applicants WHEN NEW.position = 1", (anew,)),
    ):
        op.execute(f"CREATE TRIGGER {name} AFTER {when} BEGIN {'; '.join(acts)}; END")


def _on_postgres() -> None:
    fresh = "FOR EACH STATEMENT", "REFERENCING NEW TABLE AS fresh"
    days = ("c.received_on", "c.dispatched_on")
    one, changed = ("FOR EACH ROW", ""), CHANGED.format(differ="IS DISTINCT FROM")
    anew = _asked("cases c", "applicants a", _of("NEW"))
    of_fresh = _stale("fresh c CROSS JOIN", "= c.agency_id", days, distinct=True)
    again = (_stale("", BOTH, OLD + NEW), _dropped(), anew)
    _trigger("cases_counted_new", "INSERT ON cases", fresh, of_fresh, _asked("fresh c", "applicants a"))
    _trigger("cases_counted_again", "UPDATE ON cases", one, *again, when=f"WHEN ({changed})")
    _trigger("cases_counted_gone", "DELETE ON cases", one, _stale("", "= OLD.agency_id", OLD), _dropped())
    _trigger("applicants_asked", "INSERT ON applicants", fresh, _asked("cases c", "fresh a"))


def _trigger(name: str, event: str, of: tuple[str, str], *acts: str, when: str = "") -> None:
    """A function and its trigger. A plan made while tables are empty would read them whole once they are full: the
    function allows look-ups by index alone."""
    each, fresh = of
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off "
        f"AS $$ BEGIN {'; '.join(acts)}; RETURN NULL; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} AFTER {event} {fresh} {each} {when} EXECUTE FUNCTION {name}()")
