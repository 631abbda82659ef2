"""What time causes, done by itself: a daily sweep just after midnight and a frequent one beside it.

However many processes run a worker, one acts: who holds the lease. The others ask again every few seconds.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import entry_points
from time import monotonic
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from workflow import sweep
from workflow.days.office_time import SHANGHAI
from workflow.desk import Desk
from workflow.mail import outbox
from workflow.papers import staging
from workflow.reminding import digests, sweeping
from workflow.reminding import outbox as own_mail
from workflow.reporting import closing
from workflow.store.lease import Lease
from workflow.supervision import keeping

logger = logging.getLogger(__name__)
EVERY_MINUTES = 5
MAIL_SECONDS = 20
LEASE, LEASE_SECONDS, RENEW_SECONDS = "worker", 90, 15
Task = Callable[[Desk, datetime], object]


def start(desk: Desk) -> Callable[[], None]:
    """Sweep at once, just after each midnight and every few minutes, send e-mail, on a thread; answers what stops it.

    A missed moment is made up for, however late; sweeps never overlap, and a second sweep changes nothing. The lease
    is renewed on a thread of its own: a long sweep does not lose it.
    """
    lease = Lease(desk.store.database, LEASE, LEASE_SECONDS)
    scheduler = BackgroundScheduler(
        timezone=SHANGHAI,
        executors={"default": ThreadPoolExecutor(1), "lease": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    _plan(scheduler, desk, lease)
    scheduler.start()

    def stop() -> None:
        scheduler.shutdown()
        lease.give_back()

    return stop


def _plan(scheduler: Any, desk: Desk, lease: Lease) -> None:
    """The times of each job; who does not hold the lease lets them pass.

    No job asks anything of the scheduler, which waits for its jobs when it ends.
    """
    frequent = _Frequent(desk, lease)

    def mailed() -> None:
        if lease.is_mine():
            send_mail(desk)

    def every(**span: int) -> Any:
        return IntervalTrigger(timezone=SHANGHAI, **span)

    at_once = {"next_run_time": datetime.now(UTC)}
    midnight = CronTrigger(hour=0, minute=0, second=30, timezone=SHANGHAI)
    scheduler.add_job(frequent.sweep, midnight, id="daily")
    scheduler.add_job(frequent.sweep_if_due, every(seconds=RENEW_SECONDS), id="frequent", **at_once)
    scheduler.add_job(mailed, every(seconds=MAIL_SECONDS), id="mail")
    scheduler.add_job(lease.take, every(seconds=RENEW_SECONDS), id="lease", executor="lease", **at_once)


class _Frequent:
    """Sweeps every few minutes while the lease is held, and at once when it was just taken."""

    def __init__(self, desk: Desk, lease: Lease) -> None:
        self.desk, self.lease, self.due = desk, lease, 0.0

    def sweep_if_due(self) -> None:
        """Sweep where the time has come; whoever takes the lease makes up for what passed while nobody held it."""
        if not self.lease.is_mine() and not self.lease.take():
            self.due = 0.0
        elif monotonic() >= self.due:
            self.sweep()

    def sweep(self) -> None:
        """Sweep now, unless another process holds the lease."""
        if self.lease.is_mine():
            self.due = monotonic() + EVERY_MINUTES * 60
            run(self.desk, still=self.lease.is_mine)


def run(desk: Desk, now: datetime | None = None, still: Callable[[], bool] = lambda: True) -> None:
    """One sweep, as of now, for as long as `still` says so.

    An error is logged and the next sweep tries again: nothing stops the worker.
    """
    own: tuple[Task, ...] = (
        sweep.daily,
        sweeping.sweep,
        digests.sweep,
        closing.sweep,
        sweep.left_drafts,
        staging.sweep,
        keeping.sweep,
    )
    for task in (*own, *sweeps()):
        if not still():
            return
        try:
            task(desk, now or datetime.now(UTC))
        except Exception:
            logger.exception("定时任务失败，下次再试 / the sweep failed and will be tried again")


def send_mail(desk: Desk, now: datetime | None = None) -> None:
    """One round of both outboxes, as of now. An error is logged and the next round tries again."""
    for send_due in (outbox.send_due, own_mail.send_due):
        try:
            send_due(desk, now or datetime.now(UTC))
        except Exception:
            logger.exception("发送邮件失败，下次再试 / sending e-mail failed and will be tried again")


def sweeps() -> tuple[Task, ...]:
    """What installed packages have to do beside it, found by entry point: the engine never imports them."""
    return tuple(found.load() for found in entry_points(group="mingfu.sweeps"))
