"""Where somebody is signed in, in words that let them know their own browsers again and tell nobody more."""

from __future__ import annotations

import ipaddress

from flask import request

_BROWSERS = (
    ("Edg/", "Edge"),
    ("QQBrowser", "QQBrowser"),
    ("360SE", "360"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def address() -> str:
    """The address the request came from."""
    return request.remote_addr or ""


def agent() -> str:
    """What the browser calls itself."""
    return request.headers.get("User-Agent", "")


def network(of: str) -> str:
    """The network of an address: three parts of four, or the first 48 bits; empty where there is none."""
    try:
        known = ipaddress.ip_address(of)
    except ValueError:
        return ""
    bits = 24 if known.version == 4 else 48
    return str(ipaddress.ip_network((known, bits), strict=False))


def browser(agent: str) -> str:
    """Name and system, as far as they are told."""
    named = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (named, system) if part)
