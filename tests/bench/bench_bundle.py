"""The court file of 500 pages: scans, uploaded files and the sheets of the case, bound, numbered, packed and proven."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from time import process_time

import rows
from builders import RECEIVED, RULES, SEARCH, TAKE, drive, enter, moment
from people import HANDLER, build_office
from PIL import Image
from pypdf import PdfReader, PdfWriter
from table import Row, interleaved, seconds

from notices.bundle.making import Bundle, make
from notices.bundle.press import press
from workflow import acts as a
from workflow.bundle.checking import check
from workflow.desk import Desk
from workflow.store import Store

PAGES, SCANS, FILES, EACH, REACH = 500, 300, 9, 20, 20.0
NOW = moment(RECEIVED)


def measure() -> Iterable[Row]:
    """The rival binds the finished file again as pypdf does it: a number laid over each page.

    Processor time: one file is made by one thread, and what else the machine does is not its doing.
    """
    with tempfile.TemporaryDirectory() as folder:
        desk, case_no = _case(Path(folder))
        make(desk, HANDLER, case_no, NOW)  # fonts are read once
        made, ours = _timed(desk, case_no)
        rival = _rival(made.pdf)
        yield Row(
            f"a court file of {made.pages} pages made, processor time / pypdf laying numbers over it",
            seconds(ours),
            seconds(rival),
            f"{ours / rival:.2f} x",
            f"<= {REACH:.0f} s",
            holds=made.pages >= PAGES and ours <= REACH,
        )
        packed = made.package.content
        proven, hashed = interleaved(
            [lambda: check(io.BytesIO(packed)), lambda: sha256(packed).hexdigest()], times=1, rounds=5
        )
        yield Row(
            f"proving its package of {len(packed) >> 20} MB / hashing it",
            seconds(proven),
            seconds(hashed),
            f"{proven / hashed:.2f} x",
            "<= 3 x",
            holds=proven <= 3 * hashed,
        )


def _timed(desk: Desk, case_no: str) -> tuple[Bundle, float]:
    started = process_time()
    made = make(desk, HANDLER, case_no, NOW)
    return made, process_time() - started


def _case(home: Path) -> tuple[Desk, str]:
    """Scans of letters one by one and files of several pages, as an office that scans everything has them."""
    url = f"sqlite:///{home / 'mingfu.db'}"
    build_office(url)
    desk = Desk(Store.open(home, url=url, key=home / "key"), RULES)
    rows.run(desk.store, "UPDATE agencies SET review_organ = '示例市人民政府', court = '示例区人民法院'")
    case_no = enter(desk, now=NOW)
    drive(desk, case_no, (TAKE, SEARCH))
    for n in range(SCANS):
        _add(desk, case_no, f"扫描{n + 1}.jpg", "image/jpeg", _scan(n))
    content = press("words", _words())
    for n in range(FILES):
        _add(desk, case_no, f"卷宗{n + 1}.pdf", "application/pdf", _file(content, n))
    return desk, case_no


def _add(desk: Desk, case_no: str, name: str, media: str, content: bytes) -> None:
    digest = desk.store.documents.put(content)
    act = a.AddDocument(name=name, sha256=digest, media_type=media, size=len(content))
    desk.perform(HANDLER, case_no, act, NOW)


def _scan(n: int) -> bytes:
    """A page at 150 dots an inch, no two alike."""
    made = io.BytesIO()
    noise = Image.effect_noise((124, 175), 40 + n % 7).resize((1240, 1754))
    noise.save(made, "JPEG", quality=60)
    return made.getvalue()


def _words() -> dict[str, object]:
    said = "\n".join(f"第{n}行：本页为上传的文件，内容若干。" for n in range(30))
    values: dict[str, object] = {
        "heading": "附件",
        "rows": (),
        "said": said,
        "lines": (),
        "facts": (),
        "note": "",
    }
    return {"agency": "示例", "case_no": "甲-1", **values}


def _file(page: bytes, n: int) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(EACH + (n == 0) * (PAGES - SCANS - FILES * EACH)):
        writer.append(io.BytesIO(page))
    writer.write(made)
    return made.getvalue()


def _rival(pdf: bytes) -> float:
    """Processor seconds to lay one ready overlay over every page and write it: no sheet made, nothing packed."""
    overlay = PdfReader(io.BytesIO(press("words", _words()))).pages[0]
    started = process_time()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for page in writer.pages:
        page.merge_page(overlay)
    writer.write(io.BytesIO())
    return process_time() - started
