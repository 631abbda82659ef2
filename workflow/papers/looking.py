"""Looking at a file before it comes in: what it really is, how it may be named, and whether it bears a mark."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from typing import NamedTuple

import puremagic

from workflow.errors import BadInput, Reason
from workflow.papers import reading
from workflow.papers.limits import Kind, Limits
from workflow.papers.marks import Found, marks_in
from workflow.papers.names import ending_of, safe_name

SECONDS = 12  # for reading one file
_HEAD = 4096  # bytes that tell what a file is


class NotTaken(BadInput):
    """The file may not come in; `reason` says why and what to do."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"{reason.zh} / {reason.en}")
        self.reason = reason


class Paper(NamedTuple):
    """A file that may come in. Each warning asks for the officer's written word that it is not classified."""

    name: str
    sha256: str
    media_type: str
    size: int
    warnings: tuple[Reason, ...]


def look_at(name: str, content: bytes, limits: Limits) -> Paper:
    """The file as it may be kept. Raises NotTaken."""
    kind = kind_of(name, content, limits)
    text, warnings = _words(kind, content)
    for found in marks_in(name, text, limits):
        if found.stop:
            raise NotTaken(_classified(found))
        warnings.append(_warned(found))
    return Paper(safe_name(name), sha256(content).hexdigest(), kind.media, len(content), tuple(warnings))


def kind_of(name: str, content: bytes, limits: Limits) -> Kind:
    """The kind its name says, where its size and first bytes agree. Raises NotTaken."""
    if not content:
        raise NotTaken(Reason("文件是空的", "The file is empty"))
    if len(content) > limits.sizes.file_bytes:
        most = limits.sizes.file_bytes >> 20
        raise NotTaken(
            Reason(f"文件超过 {most} MB，请压缩或分开", f"The file is larger than {most} MB: split it")
        )
    kind = limits.kind_of(ending_of(name))
    if kind is None:
        raise NotTaken(_unknown(limits))
    if not _fits(kind, content):
        ending = ending_of(name)
        zh = f"内容不是 {ending} 文件，请用原来的程序另存后再添加"
        raise NotTaken(Reason(zh, f"The content is not that of a .{ending} file: save it anew and add that"))
    return kind


def _fits(kind: Kind, content: bytes) -> bool:
    if not kind.signs:
        return _is_text(content)
    try:
        guessed = {guess.extension for guess in puremagic.magic_string(content[:_HEAD])}
    except puremagic.PureError:
        return False
    return bool(guessed & set(kind.signs))


def _is_text(content: bytes) -> bool:
    text = decoded(content)
    return text is not None and not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text[:100_000])


def decoded(content: bytes) -> str | None:
    """The text in one of the encodings of offices; None where it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _words(kind: Kind, content: bytes) -> tuple[str, list[Reason]]:
    """What can be read, and a warning where that is not all. Pictures are for the officer's eye and tick."""
    if not kind.reads:
        return "", []
    if kind.reads == "text":
        return decoded(content) or "", []
    text, code = _read_apart(kind, content)
    if code == reading.OTHER:
        raise NotTaken(
            Reason("内容与扩展名不符，请另存后再添加", "The content does not fit the name: save it anew")
        )
    if code == reading.MACROS:
        zh = "文件带有宏（程序），请另存为不带宏的格式或 PDF 后再添加"
        raise NotTaken(Reason(zh, "The file carries macros: save it without them, or as PDF"))
    return text, [] if code == reading.WHOLE else [_unread(kind)]


def _read_apart(kind: Kind, content: bytes) -> tuple[str, int]:
    command = [sys.executable, "-I", "-m", reading.__name__, kind.reads, kind.member]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        return (late.output or b"").decode("utf-8", "replace"), reading.PARTLY
    return done.stdout.decode("utf-8", "replace"), done.returncode


def _unread(kind: Kind) -> Reason:
    if kind.reads == "mail":
        zh = "邮件带有附件，附件未检查密级标志；请把附件另存后逐个添加"
        return Reason(zh, "The mail has attachments that were not looked into: add them one by one")
    zh = "内容不能全部读出（加密、损坏或过大），未能检查密级标志"
    return Reason(zh, "Not all of it could be read (locked, damaged or too long) to look for marks")


def _unknown(limits: Limits) -> Reason:
    listed = "、".join(limits.endings)
    return Reason(
        f"不能添加这种文件；可以添加：{listed}。压缩包请解开后逐个添加",
        f"Files of this kind are not taken. Taken: {', '.join(limits.endings)}. Unpack archives first",
    )


def _classified(found: Found) -> Reason:
    return Reason(
        f"发现{found.mark.zh}：“{found.line}”。不得录入本系统；请停止处理，交保密工作机构另行办理，"
        "并删除本机上的副本",
        f"Found {found.mark.en}: “{found.line}”. It may not enter this system: stop, hand it to the secrecy "
        "office, and delete the copy on this computer",
    )


def _warned(found: Found) -> Reason:
    zh = f"发现{found.mark.zh}：“{found.line}”"
    return Reason(zh, f"Found {found.mark.en}: “{found.line}”")
