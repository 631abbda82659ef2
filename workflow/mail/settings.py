"""Where e-mail goes out, from the environment."""

from __future__ import annotations

import os
from typing import NamedTuple

from workflow.errors import BadInput

TLS = {"starttls": 587, "ssl": 465, "none": 25}


class Settings(NamedTuple):
    """A mail server and who we are there; tls: starttls, ssl or none."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    tls: str


def is_set_up() -> bool:
    """Whether this installation sends e-mail at all."""
    return bool(os.environ.get("MINGFU_SMTP_HOST") and sender())


def sender() -> str:
    """The address e-mails come from; empty where e-mail is not set up."""
    return os.environ.get("MINGFU_SMTP_FROM", "")


def read() -> Settings | None:
    """The settings, None where e-mail is not set up. Raises BadInput for ones that cannot be."""
    if not is_set_up():
        return None
    tls = os.environ.get("MINGFU_SMTP_TLS") or "starttls"
    if tls not in TLS:
        raise BadInput(f"MINGFU_SMTP_TLS 应为 {'、'.join(TLS)}，不是 {tls} / must be one of these")
    port = os.environ.get("MINGFU_SMTP_PORT") or str(TLS[tls])
    if not (port.isdecimal() and port.isascii() and 0 < int(port) < 65536):
        raise BadInput(f"MINGFU_SMTP_PORT 不是端口：{port} / no such port")
    return Settings(
        host=os.environ["MINGFU_SMTP_HOST"],
        port=int(port),
        user=os.environ.get("MINGFU_SMTP_USER", ""),
        password=os.environ.get("MINGFU_SMTP_PASSWORD", ""),
        sender=sender(),
        tls=tls,
    )
