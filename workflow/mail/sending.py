"""One e-mail to the mail server: what it said, or why it did not take it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from workflow.days.office_time import SHANGHAI
from workflow.errors import DeskError
from workflow.mail.settings import Settings
from workflow.store.letters.mail_rows import Mail

SECONDS = 20  # that the server may keep us waiting, at each step


class Refused(DeskError):
    """The server will never take this e-mail: no such mailbox, or the like."""


class NotNow(DeskError):
    """The server took nothing this time; another try may do better."""


class Unreachable(NotNow):
    """The server does not answer, or does not know us: no other e-mail will do better now."""


def send(settings: Settings, mail: Mail, pdf: bytes) -> str:
    """Hand the e-mail over and answer the server's words. Raises Refused, NotNow, Unreachable."""
    return hand_over(settings, mail.to, message(settings, mail, pdf))


def hand_over(settings: Settings, to: str, content: bytes) -> str:
    """Hand a message over to the server; the same answer, the same errors."""
    try:
        with _reached(settings, SECONDS) as server:
            return _handed_over(server, settings.sender, to, content)
    except smtplib.SMTPResponseException as bad:
        raise Unreachable(_words(bad.smtp_code, bad.smtp_error)) from bad
    except (OSError, smtplib.SMTPException) as bad:
        raise Unreachable(f"{type(bad).__name__}: {bad}") from bad


def message(settings: Settings, mail: Mail, pdf: bytes) -> bytes:
    """The e-mail as it travels; the same however often it is sent, so that a receiver can drop a second one."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = settings.sender, mail.to, mail.subject
    made["Date"] = format_datetime(mail.queued_at.astimezone(SHANGHAI))
    made["Message-ID"] = mail.message_id
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.body)
    made.add_attachment(pdf, maintype="application", subtype="pdf", filename=mail.file_name)
    made.set_boundary(f"mingfu-{mail.message_id[1:33]}")
    return made.as_bytes()


@contextmanager
def _reached(settings: Settings, seconds: float) -> Iterator[smtplib.SMTP]:
    kind = smtplib.SMTP_SSL if settings.tls == "ssl" else smtplib.SMTP
    named = settings.sender.rpartition("@")[2].strip("> ")  # not asked of the network
    server = kind(settings.host, settings.port, local_hostname=named, timeout=seconds)
    try:
        server.ehlo_or_helo_if_needed()
        if settings.tls == "starttls":
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if settings.user:
            server.login(settings.user, settings.password)
        yield server
    finally:
        server.close()  # no farewell: a server that hangs would be waited for once more


def _handed_over(server: smtplib.SMTP, sender: str, to: str, content: bytes) -> str:
    _taken(server.mail(sender))
    _taken(server.rcpt(to))
    return _taken(server.data(content))


def _taken(answer: tuple[int, bytes]) -> str:
    code, said = answer
    if code >= 500:
        raise Refused(_words(code, said))
    if code >= 400:
        raise NotNow(_words(code, said))
    return _words(code, said)


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())[:200]
