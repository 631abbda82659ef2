"""Papers of a case as pages: PDF page by page, pictures set on A4, plain text as text; the rest by a slip.

What cannot become pages is not lost: the slip says why, and the original lies in the package beside the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final, NamedTuple

from PIL import Image, ImageFile, ImageOps, ImageSequence, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from notices.bundle.paper import Picture, on_paper
from notices.bundle.press import press
from notices.press import LOCK
from workflow.papers.looking import decoded

#: kinds that are opened as pictures
PICTURES: Final = ("image/jpeg", "image/png", "image/tiff")
MOST_PIXELS: Final = 100_000_000
MOST_FRAMES: Final = 500
MOST_PAGES: Final = 2000
#: the EXIF tag that says how a camera was held
_TURNED: Final = 0x0112
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
        with Image.open(BytesIO(original.content)) as image:
            pictures = tuple(_frames(image, original.content))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return _slip(original, frame, "broken")
    return Pages(on_paper(pictures))


def _frames(image: Image.Image, content: bytes) -> Iterator[Picture]:
    """Each picture as the page shows it: a JPEG in grey or RGB as it is, everything else unpacked."""
    if image.width * image.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    _load(image)
    if image.format == "JPEG" and image.mode in ("RGB", "L") and image.getexif().get(_TURNED, 1) == 1:
        yield Picture(image.width, image.height, image.mode == "L", content, packed=True)
        return
    for n, frame in enumerate(ImageSequence.Iterator(image)):
        if n >= MOST_FRAMES:
            raise ValueError("too many pictures")
        upright = ImageOps.exif_transpose(frame)
        grey = upright.mode in ("1", "L")
        plain = upright.convert("L") if grey else _on_white(upright)
        yield Picture(plain.width, plain.height, grey, plain.tobytes(), packed=False)


def _on_white(image: Image.Image) -> Image.Image:
    """In RGB; what shows through is paper."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    sheet = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(sheet, clear).convert("RGB")


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
