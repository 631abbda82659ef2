"""What ISO 19005-3 at level A asks of a file and a reader can see: every breach as a sentence with its clause."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject, NameObject, StreamObject

ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/JavaScript", "/SetOCGState"}
BLENDS = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten"}
#: the standard types of structure (ISO 32000-1, 14.8.4) that need no role
TYPES = (
    " Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl"
    " LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form "
)
OPERATORS = (
    " b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q"
    " re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" "
)
SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"S", b"sh"}
Rule = Callable[[bytes, PdfReader], Iterator[str]]


def breaches(pdf: bytes) -> list[str]:
    """Each breach of a rule; empty for a file that keeps them all."""
    reader = PdfReader(io.BytesIO(pdf))
    return [said for rule in RULES for said in rule(pdf, reader)]


def objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file, however deep, once."""
    seen: set[tuple[int, int]] = set()
    stack: list[Any] = [reader.trailer]
    while stack:
        held = stack.pop()
        if isinstance(held, IndirectObject):
            if (held.idnum, held.generation) in seen:
                continue
            seen.add((held.idnum, held.generation))
            held = held.get_object()
        yield held
        if isinstance(held, dict):
            stack += [held.raw_get(key) for key in held]  # type: ignore[attr-defined]
        elif isinstance(held, list):
            stack += list(held)


def dictionaries(reader: PdfReader) -> list[Any]:
    return [held for held in objects(reader) if isinstance(held, dict)]


def operations(reader: PdfReader, page: Any) -> list[tuple[Any, bytes]]:
    return [
        (operands, bytes(name)) for operands, name in ContentStream(page.get_contents(), reader).operations
    ]


def _frame(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    first, second = pdf.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first):
        yield "6.1.2 header"
    if not second.startswith(b"%") or len(second) < 5 or min(second[1:5]) < 128:
        yield "6.1.2 no bytes above 127 after the header"
    if "/Encrypt" in reader.trailer or len(reader.trailer.get("/ID", [])) != 2:
        yield "6.1.3 encrypted or without identity"
    if not re.search(rb"%%EOF\r?\n?\Z", pdf):
        yield "6.1.3 something follows the end of the file"


def _objects(_: bytes, reader: PdfReader) -> Iterator[str]:
    for held in objects(reader):
        if isinstance(held, NameObject) and len(held.encode()) > 127:
            yield "6.1.13 long name"
        elif isinstance(held, str | bytes) and len(held) > 32767:
            yield "6.1.13 long string"
        elif isinstance(held, int) and not -(2**31) <= held < 2**31:
            yield "6.1.13 large number"
        if isinstance(held, StreamObject):
            filters = held.get("/Filter", [])
            named = {str(f) for f in ([filters] if isinstance(filters, str) else filters)}
            if {"/F", "/FFilter", "/FDecodeParms"} & held.keys() or {"/LZWDecode", "/Crypt"} & named:
                yield "6.1.7 external stream or barred filter"


def _intent(_: bytes, reader: PdfReader) -> Iterator[str]:
    intents = [held.get_object() for held in reader.trailer["/Root"].get("/OutputIntents", [])]  # type: ignore[union-attr, call-overload]
    if [held.get("/S") for held in intents] != ["/GTS_PDFA1"]:
        yield "6.2.3 not one output intent"
        return
    profile = intents[0]["/DestOutputProfile"].get_object()
    data = profile.get_data()
    if data[36:40] != b"acsp" or data[8] > 4 or {b"GRAY": 1, b"RGB ": 3}.get(data[16:20]) != profile["/N"]:
        yield "6.2.3 the profile of the output intent"


def _graphics(_: bytes, reader: PdfReader) -> Iterator[str]:
    for held in dictionaries(reader):
        barred = {"/TR", "/HTP", "/OPI", "/Alternates"} & held.keys()
        if (
            barred
            or held.get("/TR2", "/Default") != "/Default"
            or held.get("/Interpolate") not in (None, False)
        ):
            yield f"6.2.5 to 6.2.8 {sorted(barred)}"
        if held.get("/Subtype") == "/PS" or held.get("/BM", "/Normal") not in BLENDS:
            yield "6.2.9, 6.2.10 PostScript or blend mode"
        if held.get("/Subtype") == "/Image" and held.get("/ColorSpace") not in ("/DeviceRGB", "/DeviceGray"):
            yield "6.2.4 an image in colours the output intent does not hold"


def _contents(_: bytes, reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, 1):
        used = {name.decode("latin-1") for _operands, name in operations(reader, page)}
        if unknown := sorted(name for name in used if f" {name} " not in OPERATORS):
            yield f"6.2.2 page {number}: {unknown}"
        if used & {"k", "K"}:
            yield f"6.2.4 page {number}: CMYK under an RGB intent"
        if not all(3 <= side <= 14400 for side in page.mediabox[2:]):
            yield f"6.1.13 page {number}: size"


def _fonts(_: bytes, reader: PdfReader) -> Iterator[str]:
    for font in (held for held in dictionaries(reader) if held.get("/Type") == "/Font"):
        if font["/Subtype"] == "/Type0":
            if font["/Encoding"] not in ("/Identity-H", "/Identity-V"):
                yield f"6.2.11.3 encoding of {font['/BaseFont']}"
            yield from _map(font)
            continue
        described = font["/FontDescriptor"].get_object()
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys():
            yield f"6.2.11.4 {font['/BaseFont']} is not embedded"
        elif "/FontFile3" in described:
            yield from _program(font, described["/FontFile3"].get_object())
        if font["/Subtype"] == "/CIDFontType2" and "/CIDToGIDMap" not in font:
            yield f"6.2.11.3 {font['/BaseFont']} has no map to its glyphs"


def _map(font: Any) -> Iterator[str]:
    """Every code that can be shown has a character, none of the three that say nothing."""
    if "/ToUnicode" not in font:
        yield f"6.2.11.7 {font['/BaseFont']} says no characters"
        return
    said = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    pairs = {int(code, 16): sign.lower() for code, sign in re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", said)}
    if {"0000", "feff", "fffe"} & set(pairs.values()):
        yield f"6.2.11.7 {font['/BaseFont']} maps to no character"
    below = [item.get_object() for item in font["/DescendantFonts"][0].get_object()["/W"]]
    shown = {
        int(first) + n for first, row in zip(below[::2], below[1::2], strict=True) for n in range(len(row))
    }
    if shown - pairs.keys() - {0}:
        yield f"6.2.11.7 {font['/BaseFont']} shows glyphs without a character"


def _program(font: Any, held: Any) -> Iterator[str]:
    """Kind of program, glyph for each code, and the widths a reader may trust."""
    if held.get("/Subtype") not in ("/OpenType", "/CIDFontType0C", "/Type1C"):
        yield f"6.2.11.2 kind of {font['/BaseFont']}"
        return
    if held["/Subtype"] != "/OpenType":
        return
    program = TTFont(io.BytesIO(held.get_data()))
    order = program.getGlyphOrder()
    top = program["CFF "].cff.topDictIndex[0]
    widths = [program["hmtx"][glyph][0] * 1000 / program["head"].unitsPerEm for glyph in order]
    stated = [item.get_object() for item in font["/W"]]
    for first, row in zip(stated[::2], stated[1::2], strict=True):
        for code, wide in enumerate(row, int(first)):
            if hasattr(top, "ROS") and order[code] != f"cid{code:05}":
                yield f"6.2.11.3 code {code} of {font['/BaseFont']} shows {order[code]}"
            if abs(float(wide) - widths[code]) > 1:
                yield f"6.2.11.5 width of {code} in {font['/BaseFont']}"


def _actions(_: bytes, reader: PdfReader) -> Iterator[str]:
    for held in dictionaries(reader):
        if str(held.get("/S", "")) in ACTIONS:
            yield f"6.5 action {held['/S']}"
        if (
            found := {"/AA", "/JS", "/OpenAction", "/XFA", "/NeedAppearances", "/OCProperties", "/Perms"}
            & held.keys()
        ):
            yield f"6.4, 6.5, 6.9, 6.10 {sorted(found)}"
        if held.get("/Type") == "/Annot" and held["/Subtype"] != "/Link":
            yield f"6.3 annotation {held['/Subtype']}"


def _metadata(_: bytes, reader: PdfReader) -> Iterator[str]:
    root: Any = reader.trailer["/Root"]
    metadata = root.get("/Metadata")
    if metadata is None or "/Filter" in metadata.get_object():
        yield "6.6.2 no metadata, or packed"
        return
    said = metadata.get_object().get_data().decode("utf-8")
    if not (re.search(r"pdfaid:part(?:>|=\")3", said) and re.search(r"pdfaid:conformance(?:>|=\")A", said)):
        yield "6.6.4 does not say what it is"
    if re.search(r"<\?xpacket[^?]*(?:bytes|encoding)=", said):
        yield "6.6.2 header of the packet"
    info = reader.metadata
    day = (
        re.sub(r"D:(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", str(info.get("/CreationDate", "?"))) if info else "?"
    )
    beside = [str(info.title), str(info.author), str(info.producer), day] if info else ["?"]
    if lost := [value for value in beside if value not in said]:
        yield f"6.6.3 the metadata does not hold {lost}"


def _tags(_: bytes, reader: PdfReader) -> Iterator[str]:
    root: Any = reader.trailer["/Root"]
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "6.7.2 not tagged"
        return
    if not re.fullmatch(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{1,8})*", str(root.get("/Lang", ""))):
        yield "6.7.4 no language"
    roles = root["/StructTreeRoot"].get("/RoleMap", {})
    kinds = {str(held["/S"])[1:] for held in dictionaries(reader) if held.get("/Type") == "/StructElem"}
    standard = {kind: str(roles.get(f"/{kind}", f"/{kind}"))[1:] for kind in kinds}
    if unknown := sorted(kind for kind, role in standard.items() if f" {role} " not in TYPES):
        yield f"6.7.3 types {unknown}"
    for held in dictionaries(reader):
        if held.get("/Type") == "/StructElem" and held["/S"] == "/Figure" and not held.get("/Alt"):
            yield "6.7.3 a figure without words"
    yield from _marks(reader, root["/StructTreeRoot"]["/ParentTree"])


def _marks(reader: PdfReader, tree: Any) -> Iterator[str]:
    """All that is drawn is an artefact or belongs to one element of the structure."""
    held = tree.get_object()["/Nums"]
    rows = {int(key): row.get_object() for key, row in zip(held[::2], held[1::2], strict=True)}
    for number, page in enumerate(reader.pages, 1):
        inside, ids, bare = 0, set(), 0
        for operands, name in operations(reader, page):
            if name in (b"BDC", b"BMC"):
                inside += 1
                if name == b"BDC" and isinstance(operands[1], dict) and "/MCID" in operands[1]:
                    ids.add(int(operands[1]["/MCID"]))
            inside -= name == b"EMC"
            bare += name in SHOWS and inside == 0
        if bare or inside:
            yield f"6.7.2 page {number}: {bare} drawn outside the structure"
        if "/StructParents" not in page or ids != set(range(len(rows.get(int(page["/StructParents"]), [])))):  # type: ignore[arg-type, call-overload]
            yield f"6.7.2 page {number}: marks and structure differ"


def _attachments(_: bytes, reader: PdfReader) -> Iterator[str]:
    root: Any = reader.trailer["/Root"]
    listed = [held.get_object() for held in root.get("/AF", [])]
    if len(listed) != len({id(held) for held in listed}):
        yield "6.8 attached twice"
    for held in dictionaries(reader):
        if held.get("/Type") == "/Filespec" or "/EF" in held:
            if not {"/F", "/UF", "/AFRelationship"} <= held.keys() or not any(held is one for one in listed):
                yield "6.8 an attachment without name or relation"
            stream = held["/EF"]["/F"].get_object()
            if "/" not in str(stream.get("/Subtype", "")).lstrip("/").replace("#2F", "/"):
                yield "6.8 an attachment without its type"
            if "/ModDate" not in stream.get("/Params", {}):
                yield "6.8 an attachment without its day"


RULES: tuple[Rule, ...] = (
    *(_frame, _objects, _intent, _graphics, _contents, _fonts),
    *(_actions, _metadata, _tags, _attachments),
)
