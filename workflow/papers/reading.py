"""The words of a file, read in a process of its own: whatever the file is made to do, it ends in seconds.

Run as a program it takes the file on standard input, how to read it and the member it must hold as arguments,
and writes the words. Its exit code says how far it came.
"""

from __future__ import annotations

import io
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from html import unescape

WHOLE, PARTLY, OTHER, MACROS = 0, 3, 4, 5  # exit codes; anything else: it broke
CPU_SECONDS, MEMORY = 8, 1 << 30
CHARACTERS, PAGES, MEMBERS, UNPACKED, PARTS = 2_000_000, 500, 2_000, 48 << 20, 200


class Unread(Exception):
    """What was read is not all there is."""


class SomethingElse(Exception):
    """The file is not what its name says."""


class Macros(Exception):
    """The file carries a program."""


def main(reads: str, member: str) -> int:
    """Write the words of standard input and answer an exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    content = sys.stdin.buffer.read()
    written = 0
    try:
        for words in _WAYS[reads](content, member):
            sys.stdout.buffer.write(words[: CHARACTERS - written].encode("utf-8", "replace") + b"\n")
            sys.stdout.buffer.flush()  # what was read stays where the rest takes too long
            written += len(words)
            if written >= CHARACTERS:
                return PARTLY
    except Unread:
        return PARTLY
    except SomethingElse:
        return OTHER
    except Macros:
        return MACROS
    return WHOLE


def _pdf(content: bytes, _member: str) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Unread
    for number, page in enumerate(reader.pages):
        if number >= PAGES:
            raise Unread
        yield page.extract_text()


_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"</(?:w:p|w:tc|si|ofd:TextObject|TextObject|a:p|p|div|tr|h[1-6])>|<(?:w:br|br)\b[^<>]*>")


def _plain(markup: str) -> str:
    """Markup without its tags: nothing is expanded, so nothing can grow."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", markup)))


def _packed(content: bytes, member: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [info.filename for info in packed.infolist()]
        if member not in names:
            raise SomethingElse
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Macros
        left = UNPACKED
        for info in packed.infolist()[:MEMBERS]:
            if not info.filename.lower().endswith(".xml"):
                continue
            with packed.open(info) as part:
                raw = part.read(left + 1)
            left -= len(raw)
            if left < 0:
                raise Unread
            yield _plain(raw.decode("utf-8", "replace"))
        if len(names) > MEMBERS:
            raise Unread


_RUN = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef★☆ -~]{2,}")


def _old(content: bytes, _member: str) -> Iterator[str]:
    """Compound files keep Chinese as UTF-16; the runs of readable characters are its words."""
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Macros
    for shift in (0, 1):
        yield "\n".join(_RUN.findall(content[shift:].decode("utf-16-le", "replace")))


def _mail(content: bytes, _member: str) -> Iterator[str]:
    from email import policy
    from email.parser import BytesParser

    mail = BytesParser(policy=policy.default).parsebytes(content)
    if not {"from", "date", "received", "mime-version"} & {name.lower() for name in mail}:
        raise SomethingElse
    yield str(mail.get("subject", ""))
    attached = False
    for number, part in enumerate(mail.walk()):
        if number >= PARTS:
            raise Unread
        if name := part.get_filename():
            attached = True
            yield name
        elif part.get_content_maintype() == "text":
            yield _plain(str(part.get_content()))
    if attached:
        raise Unread


_WAYS: dict[str, Callable[[bytes, str], Iterator[str]]] = {
    "pdf": _pdf,
    "packed": _packed,
    "old": _old,
    "mail": _mail,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
