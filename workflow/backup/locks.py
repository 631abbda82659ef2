"""What proves a frame, and hides it if asked: AES-256-GCM under a passphrase or key file, else SHA-256 alone."""

from __future__ import annotations

import json
import os
from hashlib import scrypt, sha256
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workflow.errors import BadInput, DeskError

MAGIC = b"mingfu backup 1\n"
COST = {"n": 2**16, "r": 8, "p": 1}  # 64 MB and some tenths of a second for each guess
MEMORY = 256 * 2**20
AT_LEAST = 12  # characters of a passphrase


class BackupDamaged(DeskError):
    """The file was cut short or changed since it was written, or is no backup."""


class SecretWrong(DeskError):
    """The passphrase or key file does not open this backup."""


class Secret(NamedTuple):
    """What locks a backup: a passphrase that people keep, or the bytes of a key file."""

    kind: str
    value: bytes

    @classmethod
    def passphrase(cls, words: str) -> Secret:
        """Raises BadInput for one that is soon guessed."""
        if len(words.strip()) < AT_LEAST:
            raise BadInput(
                f"备份口令至少 {AT_LEAST} 个字符 / a passphrase has at least {AT_LEAST} characters"
            )
        return cls("passphrase", words.strip().encode())

    @classmethod
    def key_file(cls, path: Path) -> Secret:
        """Raises BadInput for a file that cannot be read or is too short to be a key."""
        try:
            value = path.read_bytes()
        except OSError as bad:
            raise BadInput(f"密钥文件 {path} 无法读取 / the key file cannot be read") from bad
        if len(value) < 32:
            raise BadInput("密钥文件至少 32 字节 / a key file has at least 32 bytes")
        return cls("key", value)


class Lock(Protocol):
    """Closes and opens frames; `number` and `last` keep them in their places."""

    def close(self, number: int, last: bool, content: bytes) -> bytes:
        """The frame."""

    def open(self, number: int, last: bool, frame: bytes) -> bytes:
        """Its content. Raises BackupDamaged."""


def new(secret: Secret | None) -> tuple[bytes, Lock]:
    """A header and the lock it describes, with a salt of its own."""
    said: dict[str, Any] = {"lock": secret.kind if secret else "none"}
    key = b""
    if secret is not None:
        said |= {"salt": os.urandom(16).hex()} | (COST if secret.kind == "passphrase" else {})
        key = _key(secret, said)
        said["check"] = _derived(key, b"mingfu backup check").hex()
    header = MAGIC + json.dumps(said, sort_keys=True).encode() + b"\n"
    return header, _lock(header, key)


def of(header: bytes, secret: Secret | None) -> Lock:
    """The lock of a header as read. Raises BackupDamaged, BadInput where a secret is missing, SecretWrong."""
    try:
        said = json.loads(header.removeprefix(MAGIC))
        kind = said["lock"]
        if not header.startswith(MAGIC) or kind not in ("none", "passphrase", "key"):
            raise ValueError(kind)
        if kind == "none":
            return _lock(header, b"")
        if secret is None or secret.kind != kind:
            wanted = "口令 / a passphrase" if kind == "passphrase" else "密钥文件 / a key file"
            raise BadInput(f"这份备份已加密，需要{wanted} / the backup is encrypted")
        key = _key(secret, said)
        if _derived(key, b"mingfu backup check").hex() != said["check"]:
            raise SecretWrong("口令或密钥文件不对 / the passphrase or key file is not the right one")
    except (ValueError, KeyError, TypeError) as bad:
        raise BackupDamaged("不是明复的备份文件，或已损坏 / not a Mingfu backup, or damaged") from bad
    return _lock(header, key)


def _key(secret: Secret, said: dict[str, Any]) -> bytes:
    salt = bytes.fromhex(said["salt"])
    if secret.kind == "key":
        return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"mingfu backup key").derive(secret.value)
    n, r, p = (int(said[name]) for name in ("n", "r", "p"))
    if 128 * n * r > MEMORY // 2:
        raise ValueError("a header that asks for more memory than any backup was written with")
    return scrypt(secret.value, salt=salt, n=n, r=r, p=p, maxmem=MEMORY, dklen=32)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(key)


def _lock(header: bytes, key: bytes) -> Lock:
    return Closed(header, _derived(key, b"mingfu backup frames")) if key else Open(header)


class Closed:
    """Encrypted. The key serves one file alone, so that the place of a frame can be its nonce."""

    def __init__(self, header: bytes, key: bytes) -> None:
        self._cipher, self._header = AESGCM(key), sha256(header).digest()

    def close(self, number: int, last: bool, content: bytes) -> bytes:
        return self._cipher.encrypt(_place(number, last), content, self._header)

    def open(self, number: int, last: bool, frame: bytes) -> bytes:
        try:
            return self._cipher.decrypt(_place(number, last), frame, self._header)
        except InvalidTag:
            raise BackupDamaged(f"备份在第 {number + 1} 段损坏 / damaged in frame {number + 1}") from None


class Open:
    """Not encrypted: a digest of place and content finds damage, though not a forger."""

    def __init__(self, header: bytes) -> None:
        self._header = sha256(header).digest()

    def close(self, number: int, last: bool, content: bytes) -> bytes:
        return content + self._digest(number, last, content)

    def open(self, number: int, last: bool, frame: bytes) -> bytes:
        content = frame[:-32]
        if self._digest(number, last, content) != frame[-32:]:
            raise BackupDamaged(f"备份在第 {number + 1} 段损坏 / damaged in frame {number + 1}")
        return content

    def _digest(self, number: int, last: bool, content: bytes) -> bytes:
        return sha256(self._header + _place(number, last) + content).digest()


def _place(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
