"""Parts bound into one document: page numbers through the whole file, bookmarks, and what an archive asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from notices.bundle.objects import add
from notices.bundle.press import press

#: annotations that only show something; every other kind acts, plays or leads out of the file
SHOWN: Final = {"/Widget", "/Stamp", "/FreeText", "/Highlight", "/Underline", "/Square", "/Ink", "/Line"}
_ACTING: Final = ("/AA", "/A", "/StructParents", "/StructParent", "/Tabs", "/PZ", "/Metadata", "/PieceInfo")
_DIGIT, _EDGE, _TOP = (
    5,
    34,
    30,
)  # points: width of a digit, distance of the number from the right edge and the top
#: the frame of a stamp: before the number, after it
_WIDE, _AFTER = 170, 62


class Part(NamedTuple):
    """A piece of the file: its bookmark, the heading it stands under, its PDF; `pages` counts them."""

    title: str
    under: str
    pdf: bytes
    copied: bool
    pages: int


def part(title: str, under: str, pdf: bytes, copied: bool = False) -> Part:
    """A piece, its pages counted."""
    return Part(title, under, pdf, copied, len(PdfReader(BytesIO(pdf), strict=False).pages))


def bind(parts: Sequence[Part], case_no: str, title: str, author: str, at: datetime) -> bytes:
    """One PDF: archival (PDF/A-3b) where every page is our own, an ordinary one where a page was copied in."""
    writer = PdfWriter()
    total = sum(each.pages for each in parts)
    stamps = _Stamps(writer, case_no, total)
    headings: dict[str, Any] = {}
    for each in parts:
        first = len(writer.pages)
        for page in _read(each).pages:
            number = len(writer.pages) + 1
            stamps.put(_clean(writer.add_page(page)), number)
        if each.under and each.under not in headings:
            headings[each.under] = writer.add_outline_item(title=each.under, page_number=first)
        writer.add_outline_item(title=each.title, page_number=first, parent=headings.get(each.under))
    _describe(writer, parts, title, author, at)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def archival(parts: Iterable[Part]) -> bool:
    """Whether the file may say that it is PDF/A: nothing in it was copied from elsewhere."""
    return not any(each.copied for each in parts)


def _read(each: Part) -> PdfReader:
    reader = PdfReader(BytesIO(each.pdf), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    return reader


def _clean(page: PageObject) -> PageObject:
    """Nothing in the file acts: annotations keep their look and lose what they do."""
    for name in _ACTING:
        page.pop(NameObject(name), None)
    kept = ArrayObject()
    for held in page.get("/Annots", None) or ():
        note = held.get_object()
        if isinstance(note, DictionaryObject) and note.get("/Subtype") in SHOWN and "/AP" in note:
            for name in (*_ACTING, "/Parent", "/Popup"):
                note.pop(NameObject(name), None)
            kept.append(held)
    page.pop(NameObject("/Annots"), None)
    if kept:
        page[NameObject("/Annots")] = kept
    return page


class _Stamps:
    """The page number at the upper right, composed of forms that the whole file shares."""

    def __init__(self, writer: PdfWriter, case_no: str, total: int) -> None:
        self.writer = writer
        drawn = PdfReader(BytesIO(press("stamps", {"case_no": case_no, "total": total})))
        self.forms = [self._form(page) for page in drawn.pages]
        self.opening = add(writer, _stream(b"q\n"))

    def _form(self, page: PageObject) -> Any:
        drawn = page.get_contents()
        form: StreamObject = _stream(b"" if drawn is None else drawn.get_data()).flate_encode()
        form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(page.mediabox)
        form[NameObject("/Resources")] = page["/Resources"].get_object().clone(self.writer)  # type: ignore[union-attr]
        return add(self.writer, form)

    def put(self, page: PageObject, number: int) -> None:
        """Draw the number over whatever the page shows, upright as the reader sees it."""
        drawn = [str(number)[n] for n in range(len(str(number)))]
        wide, high = _seen(page)
        x, y = wide - _EDGE - _AFTER - _DIGIT * len(drawn), high - _TOP
        placed = [(0, x - _WIDE), *((2 + int(d), x + _DIGIT * n) for n, d in enumerate(drawn))]
        placed.append((1, x + _DIGIT * len(drawn)))
        said = "".join(f"q 1 0 0 1 {at:.2f} {y:.2f} cm /MfStamp{n} Do Q\n" for n, at in placed)
        upright = " ".join(f"{value:.4f}" for value in _upright(page))
        self._name({n for n, _at in placed}, page)
        self._append(page, f"Q\nq {upright} cm\n{said}Q\n".encode())

    def _name(self, used: set[int], page: PageObject) -> None:
        """The page's own resources, for others may share the ones it came with."""
        held = page.get("/Resources", DictionaryObject()).get_object()
        resources = DictionaryObject(held)
        objects = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
        for n in used:
            objects[NameObject(f"/MfStamp{n}")] = self.forms[n]
        resources[NameObject("/XObject")] = objects
        page[NameObject("/Resources")] = resources

    def _append(self, page: PageObject, said: bytes) -> None:
        """Before and behind the page's own content, which is not read."""
        raw = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
        held = raw.get_object()
        own = list(held) if isinstance(held, ArrayObject) else [raw]
        after = add(self.writer, _stream(said))
        page[NameObject("/Contents")] = ArrayObject([self.opening, *own, after])


def _seen(page: PageObject) -> tuple[float, float]:
    """Width and height as the reader sees the page."""
    wide, high = float(page.cropbox.width), float(page.cropbox.height)
    return (high, wide) if page.rotation % 180 else (wide, high)


def _upright(page: PageObject) -> tuple[float, ...]:
    """From the page as seen, its lower left corner at the origin, to the page as it lies."""
    box = page.cropbox
    left, low, right, top = float(box.left), float(box.bottom), float(box.right), float(box.top)
    turned = {
        0: (1.0, 0.0, 0.0, 1.0, left, low),
        90: (0.0, 1.0, -1.0, 0.0, right, low),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, -1.0, 1.0, 0.0, left, top),
    }
    return Transformation(turned.get(page.rotation % 360, turned[0])).ctm


def _stream(data: bytes) -> StreamObject:
    made = DecodedStreamObject()
    made.set_data(data)
    return made


def _describe(writer: PdfWriter, parts: Sequence[Part], title: str, author: str, at: datetime) -> None:
    """Title, language and bookmarks for everybody; the mark of the archive only where it is true."""
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("zh-CN")
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    stamp = at.strftime("D:%Y%m%d%H%M%SZ")
    info = {"/Title": title, "/Author": author, "/Producer": "Mingfu", "/Creator": "Mingfu"}
    writer.metadata = {**info, "/CreationDate": stamp, "/ModDate": stamp}
    if archival(parts):
        source = PdfReader(BytesIO(parts[0].pdf)).trailer["/Root"]
        root[NameObject("/OutputIntents")] = source["/OutputIntents"].clone(writer)  # type: ignore[index]
        metadata = _stream(_xmp(title, author, at))
        metadata[NameObject("/Type")], metadata[NameObject("/Subtype")] = (
            NameObject("/Metadata"),
            NameObject("/XML"),
        )
        root[NameObject("/Metadata")] = add(writer, metadata)
    writer.generate_file_identifiers()


def _xmp(title: str, author: str, at: datetime) -> bytes:
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdf:Producer>Mingfu</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>Mingfu</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()
