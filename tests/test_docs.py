"""The words keep up with the program: settings, targets and links that the documents name exist, and the reverse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SETUP = (ROOT / "docs" / "setup.md").read_text("utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")]
SOURCES = [
    *(path for folder in ("workflow", "notices", "web") for path in (ROOT / folder).rglob("*.py")),
    *(ROOT / "tests" / "support").glob("*.py"),
    ROOT / "Makefile",
    ROOT / ".ci" / "packages",
]
TARGETS = set(re.findall(r"^([a-z-]+):.*  ## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def named(pattern: str, text: str) -> set[str]:
    """Everything in the text that the pattern finds."""
    return set(re.findall(pattern, text))


def test_every_setting_the_program_reads_is_documented() -> None:
    read = {name for source in SOURCES for name in named(r"\bMINGFU_[A-Z_]+\b", source.read_text("utf-8"))}

    assert read
    assert read <= named(r"`(MINGFU_[A-Z_]+)", SETUP)


def test_every_documented_setting_is_read() -> None:
    read = {name for source in SOURCES for name in named(r"\bMINGFU_[A-Z_]+\b", source.read_text("utf-8"))}

    assert named(r"`(MINGFU_[A-Z_]+)", SETUP) <= read


def test_the_targets_documented_are_the_targets_there_are() -> None:
    assert set(re.findall(r"^\| `make ([a-z-]+)", SETUP, re.MULTILINE)) == TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_target_that_a_document_names_exists(document: Path) -> None:
    assert named(r"`make ([a-z-]+)", document.read_text("utf-8")) <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    links = named(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))

    assert [link for link in sorted(links) if not (document.parent / link).exists()] == []
