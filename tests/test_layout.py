"""The layout of the house: rooms and doors, files of a readable length, what imports what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.content import read_yaml
from bot.settings import ROOT

pytestmark = pytest.mark.unit  # its programs take a second

MOST_LINES = 350
LOOSE = {"__init__.py", "errors.py", "settings.py"}
# What these hold runs anywhere: in the action server, in a tool, in a test of a millisecond.
PURE = {
    "bot/content": {"rasa", "rasa_sdk", "tensorflow"},
    "bot/text": {"rasa", "rasa_sdk", "tensorflow"},
    "bot/flows": {"rasa", "rasa_sdk", "tensorflow"},
    "bot/privacy": {"rasa", "rasa_sdk", "tensorflow"},
    "actions": {"rasa", "tensorflow"},
}


@cache
def _modules() -> tuple[Path, ...]:
    """Every Python file of the repository, those to be committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--deduplicate", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(Path(name) for name in listed.stdout.splitlines() if (ROOT / name).exists())


def _imports(path: Path) -> Iterator[str]:
    """Yield what a file imports, in full: `from a.b import c` is a.b.c."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.parts[: len(path.parts) - node.level] if node.level else ()
            origin = ".".join((*package, *filter(None, [node.module])))
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def test_a_private_module_is_imported_by_its_own_package_only() -> None:
    private = {
        ".".join(path.with_suffix("").parts): path.parent
        for path in _modules()
        if path.stem.startswith("_") and path.stem != "__init__"
    }
    strangers = [
        f"{path} imports {module}"
        for path in _modules()
        for imported in _imports(path)
        for module, package in private.items()
        if f"{imported}.".startswith(f"{module}.") and package not in path.parents
    ]
    assert strangers == []


def test_every_module_of_the_bot_stands_in_a_room() -> None:
    assert {path.name for path in _modules() if path.parent == Path("bot")} == LOOSE


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in _modules()}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize("path", sorted((ROOT / "bot").rglob("*.yml")), ids=lambda path: path.stem)
def test_no_file_of_the_program_gives_a_key_twice(path: Path) -> None:
    """The readers at run time would keep the last, and the first would count for nothing."""
    read_yaml(path)


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_imports_no_framework(room: str) -> None:
    inside = [path for path in _modules() if Path(room) in path.parents]
    assert inside
    found = [
        f"{path} imports {imported}"
        for path in inside
        for imported in _imports(path)
        if imported.split(".")[0] in PURE[room]
    ]
    assert found == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_brings_no_framework_along(room: str) -> None:
    names = [
        ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for path in _modules()
        if Path(room) in path.parents
    ]
    lines = [*(f"import {name}" for name in names), "import sys", "print(*sys.modules)"]
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(run.stdout.split()) & PURE[room] == set()
