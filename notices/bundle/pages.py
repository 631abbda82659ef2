"""Papers of a case as pages: PDF page by page, pictures set on A4, plain text as text; the rest by a slip.

What cannot become pages is not lost: the slip says why, and the original lies in the package beside the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final, NamedTuple

from PIL import Image, ImageFile, ImageSequence, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from notices.bundle.press import press
from notices.press import LOCK
from workflow.papers.looking import decoded

#: kinds that are opened as pictures
PICTURES: Final = ("image/jpeg", "image/png", "image/tiff")
MOST_PIXELS: Final = 100_000_000
MOST_FRAMES: Final = 500
MOST_PAGES: Final = 2000
_WHY: Final = {
    "locked": "文件加密，不能成页",
    "broken": "文件损坏，不能成页",
    "long": f"文件超过{MOST_PAGES}页",
    "kind": "该格式的电子文件不能成页",
}


class Pages(NamedTuple):
    """A paper as PDF; `copied`: its pages are the uploaded file's own, which nobody has made archival."""

    pdf: bytes
    copied: bool = False
    slip: bool = False


class Original(NamedTuple):
    """A paper as it was put in: its name, kind, bytes and digest, and where the package holds it."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    place: str


def pages_of(original: Original, frame: Mapping[str, Any]) -> Pages:
    """The paper as pages; `frame` is what every sheet says (agency, case_no)."""
    kind = original.media_type.partition(";")[0]
    if kind == "application/pdf":
        return _copied(original, frame)
    if kind in PICTURES:
        return _pictures(original, frame)
    text = decoded(original.content) if kind == "text/plain" else None
    if text is None:
        return _slip(original, frame, "kind")
    values = {"heading": original.name, "rows": (), "said": text, "lines": (), "facts": (), "note": ""}
    return Pages(press("words", {**frame, **values}))


def _copied(original: Original, frame: Mapping[str, Any]) -> Pages:
    try:
        reader = PdfReader(BytesIO(original.content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return _slip(original, frame, "locked")
        if len(reader.pages) > MOST_PAGES:
            return _slip(original, frame, "long")
        sound = bool(reader.pages) and all(_has_size(page) for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return _slip(original, frame, "broken")
    return Pages(original.content, copied=True) if sound else _slip(original, frame, "broken")


def _has_size(page: Any) -> bool:
    return float(page.cropbox.width) > 0 and float(page.cropbox.height) > 0


def _pictures(original: Original, frame: Mapping[str, Any]) -> Pages:
    try:
        held = {f"picture:{n}": picture for n, picture in enumerate(_frames(original))}
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return _slip(original, frame, "broken")
    values = {"name": original.name, "pictures": tuple(held)}
    return Pages(press("pictures", {**frame, **values}, held))


def _frames(original: Original) -> Iterator[bytes]:
    """Each picture as the page shows it: as it is where PDF/A takes it, else as PNG in RGB or grey."""
    with Image.open(BytesIO(original.content)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        _load(image)
        if image.format in ("JPEG", "PNG") and image.mode in ("RGB", "L") and "icc_profile" not in image.info:
            yield original.content
            return
        for n, frame in enumerate(ImageSequence.Iterator(image)):
            if n >= MOST_FRAMES:
                raise ValueError("too many pictures")
            made = BytesIO()
            frame.convert("L" if frame.mode in ("1", "L") else "RGB").save(made, "PNG", compress_level=3)
            yield made.getvalue()


def _load(image: Image.Image) -> None:
    """Raises OSError for a picture cut short, which the press would take with its rest left blank."""
    with LOCK:
        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _slip(original: Original, frame: Mapping[str, Any], why: str) -> Pages:
    values = {
        "name": original.name,
        "why": _WHY[why],
        "place": original.place,
        "size": len(original.content),
        "digest": original.sha256,
    }
    return Pages(press("slip", {**frame, **values}), slip=True)
