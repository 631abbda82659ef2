"""What keeps the pages safe: the secret key, cookies, headers, and one form in one session."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from flask import Flask, Response, current_app, request
from flask_wtf import CSRFProtect

from workflow.sign_in import second_step, sessions

csrf = CSRFProtect()

POLICY = (
    "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
#: a letter carries its own style sheet; nothing else may load or run on that page
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; frame-ancestors 'self'; "
    "form-action 'none'"
)
UPLOAD_AT_MOST = 50 * 1024 * 1024


def secure(app: Flask, home: Path) -> None:
    """Set the cookies, the key, the headers and the form tokens."""
    https = os.environ.get("MINGFU_HTTPS") == "1"
    app.config.update(
        SECRET_KEY=secret_key(home / "web.key"),
        SESSION_COOKIE_NAME="__Host-mingfu" if https else "mingfu",  # the prefix: no other host can set it
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_PATH="/",
        SESSION_LIMITS=sessions.limits(),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a letter takes longer than an hour to write
        WTF_CSRF_SSL_STRICT=False,  # the token decides; behind a proxy the address of the page differs
        MAX_CONTENT_LENGTH=UPLOAD_AT_MOST,
        MAX_FORM_MEMORY_SIZE=5 * 1024 * 1024,
    )
    second_step.required_roles()
    csrf.init_app(app)
    app.after_request(_headers)


def secret_key(path: Path) -> bytes:
    """The key that signs sessions, made at the first start, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, secrets.token_hex(32))
    return path.read_text("ascii").encode()


def _write_once(path: Path, key: str) -> None:
    """Two starts at once agree on one key, and nobody reads half of it."""
    scratch = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    try:
        os.link(scratch, path)
    except FileExistsError:
        pass
    finally:
        scratch.unlink()


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"  # a letter is looked at inside its own page
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":  # pages, letters, scans and lists hold personal data
        response.headers["Cache-Control"] = "no-store"
    return response
