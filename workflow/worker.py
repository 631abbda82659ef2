"""What time causes, done by itself: a daily sweep just after midnight and a frequent one beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import entry_points

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from workflow import sweep
from workflow.desk import Desk
from workflow.mail import outbox
from workflow.office_time import SHANGHAI
from workflow.papers import staging
from workflow.reporting import closing

logger = logging.getLogger(__name__)
EVERY_MINUTES = 5
MAIL_SECONDS = 20


def start(desk: Desk) -> Callable[[], None]:
    """Sweep at once, just after each midnight and every few minutes, send e-mail, on a thread; answers what stops it.

    A missed moment is made up for, however late; sweeps never overlap, and a second sweep changes nothing.
    """
    scheduler = BackgroundScheduler(
        timezone=SHANGHAI,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(run, CronTrigger(hour=0, minute=0, second=30, timezone=SHANGHAI), [desk], id="daily")
    scheduler.add_job(
        run,
        IntervalTrigger(minutes=EVERY_MINUTES, timezone=SHANGHAI),
        [desk],
        id="frequent",
        next_run_time=datetime.now(UTC),
    )
    scheduler.add_job(send_mail, IntervalTrigger(seconds=MAIL_SECONDS, timezone=SHANGHAI), [desk], id="mail")
    scheduler.start()

    def stop() -> None:
        scheduler.shutdown()

    return stop


def run(desk: Desk, now: datetime | None = None) -> None:
    """One sweep, as of now. An error is logged and the next sweep tries again: nothing stops the worker."""
    for task in (sweep.daily, closing.sweep, sweep.left_drafts, staging.sweep, *sweeps()):
        try:
            task(desk, now or datetime.now(UTC))
        except Exception:
            logger.exception("定时任务失败，下次再试 / the sweep failed and will be tried again")


def send_mail(desk: Desk, now: datetime | None = None) -> None:
    """One round of the outbox, as of now. An error is logged and the next round tries again."""
    try:
        outbox.send_due(desk, now or datetime.now(UTC))
    except Exception:
        logger.exception("发送邮件失败，下次再试 / sending e-mail failed and will be tried again")


def sweeps() -> tuple[Callable[[Desk, datetime], object], ...]:
    """What installed packages have to do beside it, found by entry point: the engine never imports them."""
    return tuple(found.load() for found in entry_points(group="mingfu.sweeps"))
