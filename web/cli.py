"""`mingfu serve`: the web application with the worker inside."""

from __future__ import annotations

import socket
from typing import Any

import click

from web import processes as forking
from workflow import worker
from workflow.desk import Desk
from workflow.examining import examiner
from workflow.rules import Rules
from workflow.store import Store, schema

THREADS = 8
BACKLOG = 1024


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / address to listen on")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="端口 / port")
@click.option(
    "--processes",
    default=forking.usual,
    show_default="处理器数，至多 4 / one per processor, up to 4",
    type=click.IntRange(1, 32),
    help="进程数 / processes",
)
def serve(host: str, port: int, processes: int) -> None:
    """启动网页和后台任务。Serve the pages, with the worker inside."""
    store = Store.open()
    schema.require_current(store.database)
    desk = Desk(store, Rules.load(), examine=examiner())
    app, proxy = _app(desk)
    listening = _listen(host, port)
    forking.end_when_asked()
    _say(store, host, listening.getsockname()[1])
    store.close()  # a connection must not be carried into another process

    def answer(number: int) -> None:
        _answer(desk, app, listening, proxy, with_worker=number == 0)

    if processes == 1:
        answer(0)
    else:
        forking.run(processes, answer)


def _app(desk: Desk) -> tuple[Any, dict[str, Any]]:
    """The application, and whose word on the reader's address is taken. Raises BadInput."""
    from web import compiled, create_app
    from web.proxy import trusted

    app = create_app(desk)
    compiled.compile_all(app)
    return app, trusted()


def _listen(host: str, port: int) -> socket.socket:
    """The socket that all processes answer on. Raises click's one-line error where the address is taken."""
    try:
        [found, *_] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return socket.create_server(found[4][:2], family=found[0], backlog=BACKLOG)
    except OSError as taken:
        raise click.ClickException(
            f"无法使用 {host}:{port}，请换一个端口（--port） / the address cannot be used: {taken.strerror}"
        ) from taken


def _answer(
    desk: Desk, app: Any, listening: socket.socket, proxy: dict[str, Any], *, with_worker: bool
) -> None:
    """Answer people until asked to end."""
    server = server_of(app, listening, proxy)
    stop_worker = worker.start(desk) if with_worker else lambda: None
    try:
        server.run()
    finally:
        server.close()
        stop_worker()
        desk.store.close()


def server_of(app: Any, listening: socket.socket, proxy: dict[str, Any]) -> Any:
    """What answers the socket's requests until it is closed."""
    from waitress import create_server

    shared: Any = {"sockets": [listening], "threads": THREADS, "backlog": BACKLOG, "ident": None}
    return create_server(app, **shared | proxy)


def _say(store: Store, host: str, port: int) -> None:
    """Where to go, and where the demonstration accounts stand."""
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"明复已启动 / Mingfu is running: http://{shown}:{port}")
    accounts = store.home / "demo-accounts.txt"
    if accounts.exists():
        click.echo(f"演示账号 / demonstration accounts ({accounts}):")
        click.echo(accounts.read_text("utf-8").rstrip())
