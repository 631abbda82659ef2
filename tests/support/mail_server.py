"""A mail server on loopback that takes letters, refuses them, puts them off, or says nothing at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """What arrived; `answers` says what the server replies to a recipient or to the letter, "" for yes."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.to: list[str] = []
        self.rcpt, self.data = "", ""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take or refuse a recipient."""
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take or refuse the letter."""
        if self.data:
            return self.data
        self.to += envelope.rcpt_tos
        made = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(made, EmailMessage)
        self.taken.append(made)
        return f"250 queued as {len(self.taken)}"


@contextmanager
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A running server, which the settings then name."""
    box = Mailbox()
    running = Controller(box, hostname="127.0.0.1", port=_free_port(), server_hostname="localhost")
    running.start()
    _settings(monkeypatch, running.port)
    try:
        yield box
    finally:
        running.stop()


@contextmanager
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        _settings(monkeypatch, listening.getsockname()[1])
        yield


def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that name a server which is not there."""
    _settings(monkeypatch, _free_port())


def _settings(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    given = {
        "MINGFU_SMTP_HOST": "127.0.0.1",
        "MINGFU_SMTP_PORT": str(port),
        "MINGFU_SMTP_FROM": "foi@example.gov.cn",
        "MINGFU_SMTP_TLS": "none",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
