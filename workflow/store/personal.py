"""Personal data at rest: sealed with a key kept outside the database, found again by a keyed digest."""

from __future__ import annotations

import base64
import hmac
import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workflow.errors import DeskError

_NONCE = 12


class KeyWrong(DeskError):
    """The key file is not the one the store was written with, or a sealed value was changed."""


class Vault:
    """Seals short texts with AES-256-GCM; digests with HMAC-SHA-256 under a key of its own."""

    def __init__(self, master: bytes) -> None:
        if len(master) != 32:
            raise KeyWrong("密钥应为 32 字节 / the key must have 32 bytes")
        self._cipher = AESGCM(_derived(master, b"mingfu seal"))
        self._digest_key = _derived(master, b"mingfu find")

    @classmethod
    def from_file(cls, path: Path) -> Vault:
        """Read the key, making one (mode 0600) where there is none yet."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path, os.urandom(32))
        try:
            return cls(base64.b64decode(path.read_text("ascii"), validate=True))
        except (ValueError, OSError) as bad:
            raise KeyWrong(f"密钥文件 {path} 无法读取或已损坏 / the key file cannot be read") from bad

    def seal(self, text: str) -> str:
        """The text encrypted, base64; empty stays empty."""
        if not text:
            return ""
        nonce = os.urandom(_NONCE)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode()

    def open(self, sealed: str) -> str:
        """The text back; KeyWrong when the key does not fit."""
        if not sealed:
            return ""
        raw = base64.b64decode(sealed)
        try:
            return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()
        except InvalidTag:
            raise KeyWrong("密钥与数据不符 / the key does not fit the data") from None

    def digest(self, text: str) -> str:
        """Same text, same digest; without the key it tells nothing. Spaces, hyphens and case do not count."""
        plain = "".join(text.split()).replace("-", "").upper()
        return hmac.new(self._digest_key, plain.encode(), sha256).hexdigest() if plain else ""


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)


def _write_once(path: Path, key: bytes) -> None:
    """Two starts at once make one key: whoever comes second reads the first's."""
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.touch(mode=0o600)
    scratch.write_text(base64.b64encode(key).decode())
    try:
        os.link(scratch, path)
    except FileExistsError:
        pass
    finally:
        scratch.unlink()
