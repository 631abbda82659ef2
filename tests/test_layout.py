"""The rooms of the house: every folder has its name, no file or function outgrows its reader."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {"workflow", "notices", "web", "holidays", "config", "tests", "docs", ".ci"}
FILE_LINES, FUNCTION_LINES = 300, 40
#: Put together here, so that this file does not name what it forbids.
FORBIDDEN = re.compile(
    "|".join(
        (
            r"\bpypi\." + r"org|pythonhosted\." + r"org|npmjs\." + r"(org|com)|deb\.debian\." + r"org",
            r"archive\.ubuntu\." + r"com|/opt/" + r"(wheels|pypi)",
            r"(?<![\w.~-])/work/" + r"(main|shared|\.library)|(?<![\w.~-])/ro" + "ot/",
        )
    )
)


def tracked() -> tuple[str, ...]:
    """Every file that belongs to the project and is still there, by its path from the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


TRACKED = tracked()
MODULES = [name for name in TRACKED if name.endswith(".py")]
PROGRAM = [name for name in MODULES if not name.startswith("tests/")]


def tree(name: str) -> ast.Module:
    """The parsed module."""
    return ast.parse((ROOT / name).read_text("utf-8"), name)


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of the module, wherever it stands."""
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_folder_stands_beside_those_of_the_design() -> None:
    assert {name.split("/")[0] for name in TRACKED if "/" in name} <= FOLDERS


def test_data_and_tests_hold_no_package_that_would_shadow_a_library() -> None:
    shadows = [name for name in TRACKED if re.match(r"(holidays|config|tests)/(.*/)?__init__\.py$", name)]

    assert shadows == []


def test_data_folders_hold_no_python() -> None:
    assert [name for name in MODULES if name.split("/")[0] in ("holidays", "config")] == []


def test_no_file_is_a_drawer_for_everything() -> None:
    assert [name for name in MODULES if Path(name).stem in ("utils", "util", "helpers", "misc")] == []


@pytest.mark.parametrize("name", PROGRAM)
def test_a_file_ends_before_it_tires(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").count("\n")

    assert lines <= FILE_LINES


# A migration states a table in one call, as long as the table has columns.
@pytest.mark.parametrize("name", [name for name in PROGRAM if "/migrations/" not in name])
def test_a_function_fits_one_screen(name: str) -> None:
    long = [
        f"{function.name}: {lines} lines"
        for function in functions(tree(name))
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]

    assert long == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is_for(name: str) -> None:
    module = tree(name)

    assert ast.get_docstring(module) or not module.body  # an empty __init__.py only marks a package


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    found = [f"{name}: {match[0]}" for name in TRACKED if (match := FORBIDDEN.search(text(name)))]

    assert found == []


def text(name: str) -> str:
    """The words of a tracked file; none for a picture."""
    content = (ROOT / name).read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "see /root" + "/x",
        '"/work' + '/main/a"',
        "https://pypi" + ".org/simple",
        "files.pythonhosted" + ".org",
    ],
)
def test_the_places_that_may_not_be_named_are_recognised(line: str) -> None:
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("line", ["/work/mine", "/cases/1/work/main", "config/root/x", "PyPI holidays"])
def test_an_address_of_a_page_is_no_such_place(line: str) -> None:
    assert not FORBIDDEN.search(line)


def test_both_locks_pin_the_same_releases() -> None:
    run, every = pins("requirements.lock"), pins("requirements-dev.lock")

    assert run
    assert run.items() <= every.items()


def test_every_dependency_of_the_program_is_pinned_with_its_digest() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", lock)

    assert [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def pins(lock: str) -> dict[str, str]:
    """Each requirement (with its marker, where it has one) and the release it is pinned to."""
    found = re.findall(
        r"^([a-z0-9.-]+)(?:\[[^\]]*\])?==(\S+)( ;[^\\\n]*)?", (ROOT / lock).read_text("utf-8"), re.MULTILINE
    )
    return {name + marker.strip(): release for name, release, marker in found}
