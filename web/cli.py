"""`mingfu serve`: the web application with the worker inside."""

from __future__ import annotations

import signal
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, schema

THREADS = 8


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / address to listen on")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="端口 / port")
def serve(host: str, port: int) -> None:
    """启动网页和后台任务。Serve the pages, with the worker inside."""
    store = Store.open()
    schema.require_current(store.database)
    desk = Desk(store, Rules.load(), examine=examiner())
    server = _server(desk, host, port)
    stop_worker = start_worker(desk)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    _say(store, host, server.effective_port)
    try:
        server.run()
    finally:
        server.close()
        stop_worker()
        store.close()


class _Stop(SystemExit):
    """Asked to end."""


def _stop(_number: int, _frame: object) -> None:
    raise _Stop(0)


def _server(desk: Desk, host: str, port: int) -> Any:
    """Waitress on that address. Raises click's one-line error where it is taken."""
    from waitress import create_server

    from web import create_app
    from web.proxy import trusted

    settings = trusted()
    try:
        return create_server(create_app(desk), host=host, port=port, threads=THREADS, ident=None, **settings)
    except OSError as taken:
        raise click.ClickException(
            f"无法使用 {host}:{port}，请换一个端口（--port） / the address cannot be used: {taken.strerror}"
        ) from taken


def start_worker(desk: Desk) -> Callable[[], None]:
    """Start what time causes, and answer how to stop it."""
    if find_spec("workflow.worker") is None:
        return lambda: None
    stop: Callable[[], None] = import_module("workflow.worker").start(desk)
    return stop


def _say(store: Store, host: str, port: int) -> None:
    """Where to go, and where the demonstration accounts stand."""
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"明复已启动 / Mingfu is running: http://{shown}:{port}")
    accounts = store.home / "demo-accounts.txt"
    if accounts.exists():
        click.echo(f"演示账号 / demonstration accounts ({accounts}):")
        click.echo(accounts.read_text("utf-8").rstrip())
