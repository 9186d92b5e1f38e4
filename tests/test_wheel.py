"""A program installed from a wheel, without the repository: it checks its content, and serves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings
from tests.conftest import are_ready, wait_for, with_model_of
from tests.contents import CONTENT, copy_content, edit_card
from tests.visitor import Visitor

_SOURCES = ("actions", "bot", "content", "data", "pyproject.toml", "setup.py", "README.md")
_LICENCES = ("LICENSE", "NOTICE")


def _run(*arguments: str, path: Path, folder: Path, **environment: str) -> str:
    """Run Python with `path` alone before its libraries, from `folder`; return what it said."""
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which pip installed the wheel, built from a copy of the sources."""
    root = tmp_path_factory.mktemp("wheel")
    sources, target = root / "sources", root / "installed"
    for name in (*_SOURCES, *_LICENCES):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (sources / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, sources / name)
    # The environment has no pip; Python brings one along.
    _run("-m", "ensurepip", "--root", str(root / "pip"), path=sources, folder=root)
    pip = next((root / "pip").rglob("pip/__main__.py")).parents[1]
    offline = ("--no-index", "--no-deps", "--quiet")
    build = ("-m", "pip", "wheel", *offline, "--no-build-isolation", "--wheel-dir", str(root))
    _run(*build, str(sources), path=pip, folder=root)
    (wheel,) = root.glob("*.whl")
    install = ("-m", "pip", "install", *offline, "--target", str(target), str(wheel))
    _run(*install, path=pip, folder=root)
    return target


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A working folder that holds nothing."""
    return tmp_path


def test_everything_that_the_program_reads_is_installed(installed: Path) -> None:
    for folder, shipped in (
        ("bot", "bot"),
        ("content", "bot/home/content"),
        ("data", "bot/home/data"),
    ):
        there = {
            path.relative_to(ROOT / folder)
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        here = {path.relative_to(installed / shipped) for path in (installed / shipped).rglob("*")}
        assert there - here == set()


def test_the_installed_program_stands_alone(installed: Path, elsewhere: Path) -> None:
    code = "import bot, actions; print(bot.__file__, actions.__file__)"
    said = _run("-c", code, path=installed, folder=elsewhere)
    assert said.split() == [str(installed / name / "__init__.py") for name in ("bot", "actions")]


def test_the_installed_program_checks_its_content(installed: Path, elsewhere: Path) -> None:
    said = _run(str(installed / "bin" / "decroche"), "check", path=installed, folder=elsewhere)
    assert f"{len(CONTENT.cards)} fiches" in said
    assert "0 erreur(s)" in said


def test_a_home_of_the_editors_takes_the_place_of_what_was_installed(
    installed: Path, elsewhere: Path
) -> None:
    content = copy_content(elsewhere)
    shutil.copytree(ROOT / "data", elsewhere / "data")
    edit_card(content, "salary", title="t" * 61)
    run = subprocess.run(
        [sys.executable, str(installed / "bin" / "decroche"), "check"],
        env={**os.environ, "PYTHONPATH": str(installed), "DECROCHE_HOME": str(elsewhere)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert str(content / "answers" / "salary.yml") in run.stdout


@pytest.fixture
def served(installed: Path, elsewhere: Path, settings: Settings) -> Iterator[Settings]:
    """The servers of the installed program, with the model that the checkout trained."""
    installation = with_model_of(settings, elsewhere / "var")
    with subprocess.Popen(
        [sys.executable, str(installed / "bin" / "decroche"), "run"],
        cwd=elsewhere,
        env={
            **os.environ,
            **installation.as_environment(),
            "PYTHONPATH": str(installed),
        },
        stdout=subprocess.DEVNULL,
    ) as process:
        wait_for(lambda: process.poll() is not None or are_ready(installation), "the servers")
        assert process.poll() is None, "the servers ended at once"
        yield installation
        process.terminate()


def test_the_installed_program_serves_the_model_of_the_checkout(
    served: Settings, settings: Settings
) -> None:
    said = Visitor(served).say("on gagne combien ?")
    assert said.startswith(CONTENT.cards["salary"].answer)
    assert served.model.read_bytes() == settings.model.read_bytes(), "it was trained anew"
