"""The environment that deploy/environment.sh makes, and what pyproject.toml says of Rasa."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.settings import ROOT

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_MACHINES = pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
_BOUND = "3.10"  # the last Python that Rasa's metadata name

Asked = dict[str, tuple[frozenset[str], str]]  # name -> extras, versions


def _asked(requirements: list[str], machine: str, python: str) -> Asked:
    """Return what requirements ask for on Linux, without extras of their own."""
    there = {
        **default_environment(),
        "extra": "",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }
    asked: Asked = {}
    for requirement in map(Requirement, requirements):
        if not requirement.marker or requirement.marker.evaluate(there):
            versions = ",".join(sorted(str(s) for s in requirement.specifier))
            extras = frozenset(requirement.extras)
            asked[canonicalize_name(requirement.name)] = (extras, versions)
    return asked


def _declared() -> dict[str, Any]:
    (rasa,) = _PROJECT["tool"]["uv"]["dependency-metadata"]
    return dict(rasa)


@_MACHINES
def test_what_is_said_of_rasa_is_what_rasa_says(machine: str) -> None:
    declared = _asked(_declared()["requires-dist"], machine, "3.11")
    assert declared == _asked(requires("rasa") or [], machine, "3.11")
    assert len(declared) > 60


@_MACHINES
def test_what_rasa_asks_for_up_to_its_last_python_is_asked_for_here(machine: str) -> None:
    rasa = requires("rasa") or []
    only_there = _asked(rasa, machine, _BOUND).keys() - _asked(rasa, machine, "3.11").keys()
    assert only_there == {"dask", "numpy", "scikit-learn", "scipy"}
    assert only_there <= _asked(_PROJECT["project"]["dependencies"], machine, "3.11").keys()


def test_what_the_program_imports_is_required() -> None:
    """Rasa may stop bringing what it brings."""
    required = {canonicalize_name(Requirement(r).name) for r in _PROJECT["project"]["dependencies"]}
    brought_by = packages_distributions()
    modules = {module for package in ("bot", "actions") for module in _imported(ROOT / package)}
    missing = {
        module
        for module in (modules & brought_by.keys()) - {"bot", "actions"}
        if required.isdisjoint(map(canonicalize_name, brought_by[module]))
    }
    assert missing == set()
    assert {"rasa", "sanic", "yaml"} <= modules


def _imported(folder: Path) -> Iterator[str]:
    """Yield the first names of what the modules of a folder import."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def test_the_release_that_is_described_is_the_one_required() -> None:
    assert _declared()["name"] == "rasa"
    assert f"rasa=={_declared()['version']}" in _PROJECT["project"]["dependencies"]


def test_the_lock_of_uv_pins_what_is_asked_for() -> None:
    asked = (ROOT / "deploy" / "uv.in").read_text(encoding="utf-8").splitlines()[-1]
    lock = (ROOT / "requirements-uv.lock").read_text(encoding="utf-8")
    assert re.match(rf"{re.escape(asked)} \\\n(    --hash=sha256:[0-9a-f]{{64}}( \\)?\n)+$", lock)


# --- deploy/environment.sh, with a uv of the test's own that writes down what it is asked

_UV = """\
#!/bin/sh
echo "$@" >> "$PWD/asked"
echo "$UV_PYTHON_INSTALL_DIR" > "$PWD/interpreters"
if [ "$1" = venv ]; then mkdir -p "$5/bin" && ln -s "$(command -v python3)" "$5/bin/python"; fi
"""


@pytest.fixture
def yard(tmp_path: Path) -> Path:
    """A folder with the script, and a wheel of uv that its lock file pins."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "environment.sh", tmp_path / "deploy")
    (tmp_path / ".python-version").write_text("3.11\n")
    (tmp_path / "requirements.lock").write_text("")
    (tmp_path / "requirements-dev.lock").write_text("# dev\n")
    wheel = _wheel_of_uv(tmp_path / "wheels")
    _lock(tmp_path, hashlib.sha256(wheel.read_bytes()).hexdigest())
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    return tmp_path


def _wheel_of_uv(folder: Path) -> Path:
    folder.mkdir()
    wheel = folder / "uv-9.9.9-py3-none-any.whl"
    files = {
        "uv-9.9.9.data/scripts/uv": _UV,
        "uv-9.9.9.dist-info/METADATA": "Metadata-Version: 2.1\nName: uv\nVersion: 9.9.9\n",
        "uv-9.9.9.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n",
    }
    record = "".join(f"{name},,\n" for name in (*files, "uv-9.9.9.dist-info/RECORD"))
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in {**files, "uv-9.9.9.dist-info/RECORD": record}.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100755 << 16  # a file to be run: pip asks for both
            archive.writestr(entry, text)
    return wheel


def _lock(yard: Path, digest: str) -> None:
    (yard / "requirements-uv.lock").write_text(f"uv==9.9.9 --hash=sha256:{digest}\n")


def _make(yard: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as an account with a mask that hides all, on a machine without uv."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "UV_"))}
    offline = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(yard / "wheels"),
        "PIP_CONFIG_FILE": "/dev/null",
    }
    return subprocess.run(
        ["bash", "deploy/environment.sh", "requirements.lock"],
        cwd=yard,
        env={**clean, **offline, "PATH": f"{yard / 'bin'}:/usr/bin:/bin"},
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )


def test_uv_is_fetched_once_and_makes_the_environment(yard: Path) -> None:
    first, second = _make(yard), _make(yard)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "Fetching uv" in first.stderr and second.stderr == ""
    asked = (yard / "asked").read_text().splitlines()
    assert [line.split()[0] for line in asked] == ["venv", "pip", "pip"]
    assert asked[1].endswith("--compile-bytecode requirements.lock")


def test_another_account_may_run_what_was_fetched(yard: Path) -> None:
    assert _make(yard).returncode == 0
    assert (yard / "interpreters").read_text().strip() == str(yard / ".uv" / "python")
    for path in (".uv", ".uv/tool", ".uv/tool/bin", ".uv/tool/bin/uv"):
        assert (yard / path).stat().st_mode & 0o005 == 0o005, path


def test_a_uv_of_another_digest_is_refused(yard: Path) -> None:
    _lock(yard, "0" * 64)
    run = _make(yard)
    assert run.returncode == 2
    assert "HASHES" in run.stderr and "requirements-uv.lock" in run.stderr.splitlines()[-1]
    assert not (yard / "asked").exists()
    assert not (yard / ".uv" / "tool").exists()


def test_another_lock_fetches_uv_anew(yard: Path) -> None:
    assert _make(yard).returncode == 0
    lock = yard / "requirements-uv.lock"
    lock.write_text(f"# another\n{lock.read_text()}")
    (yard / "requirements.lock").write_text("# another\n")
    assert "Fetching uv" in _make(yard).stderr
