"""Behind a reverse proxy: its word on where a reader sits is taken where it is named, and nobody else's ever."""

from __future__ import annotations

import re
import socket
import threading
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
import rows
from pages import PASSWORD

from web import create_app
from web.cli import server_of
from web.proxy import trusted
from workflow.desk import Desk
from workflow.errors import BadInput

READER = "203.0.113.9"


@pytest.mark.parametrize(
    ("named", "seen"), [("127.0.0.1", "203.0.113.0/24"), ("127.0.0.2", "127.0.0.0/24"), ("", "127.0.0.0/24")]
)
def test_a_reader_sits_where_the_named_proxy_says(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, named: str, seen: str
) -> None:
    monkeypatch.setenv("MINGFU_TRUSTED_PROXY", named)

    sign_in_through_proxy(desk)

    assert rows.run(desk.store, "SELECT network FROM sessions") == [(seen,)]


def sign_in_through_proxy(desk: Desk) -> None:
    """Ana signs in at a server; the request says it was forwarded for the reader."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = server_of(create_app(desk), listening, trusted())
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        _sign_in(f"http://127.0.0.1:{listening.getsockname()[1]}/sign-in")
    finally:
        server.close()
        thread.join(timeout=5)


def _sign_in(address: str) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(address, timeout=20).read().decode()
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    sent = urlencode({"csrf_token": token, "account": "ana", "password": PASSWORD}).encode()
    asked = Request(
        address, sent, {"X-Forwarded-For": f"198.51.100.1, {READER}", "X-Forwarded-Proto": "https"}
    )
    assert browser.open(asked, timeout=20).status == 200


@pytest.mark.parametrize("named", ["*", "proxy.example", "127.0.0.1, 10.0.0.1", "10.0.0.0/8"])
def test_what_is_no_address_stops_the_start(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("MINGFU_TRUSTED_PROXY", named)

    with pytest.raises(BadInput, match="MINGFU_TRUSTED_PROXY"):
        trusted()
