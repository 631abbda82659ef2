"""Fails a test that reaches for the network: only loopback and unix sockets are this machine's own."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

#: Where the running test tried to go; read and emptied around each test.
ATTEMPTS: list[str] = []
_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}


class NetworkUsed(RuntimeError):
    """A test tried to leave the machine."""


def watch() -> None:
    """From now on, in this process and for good: refuse every address that is not the machine's own."""
    sys.addaudithook(_on_event)


def is_own(host: object) -> bool:
    """Whether a host is this machine itself: None, "localhost", or a loopback address."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _on_event(event: str, args: tuple[Any, ...]) -> None:
    if event in _CONNECTING and args[0].family in (socket.AF_INET, socket.AF_INET6) and args[1]:
        _refuse(args[1][0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and not _is_any(args[0]):
        _refuse(args[0])


def _is_any(host: object) -> bool:
    """Whether a name to look up is the wildcard a server may bind: looking it up asks nobody."""
    return host in ("0.0.0.0", "::")


def _refuse(host: object) -> None:
    if not is_own(host):
        ATTEMPTS.append(str(host))
        raise NetworkUsed(f"测试不得访问网络 / a test may not use the network: {host}")
