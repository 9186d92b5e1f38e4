"""The documents say what is: their commands run, their tables are complete, their talk is real."""

from __future__ import annotations

import itertools
import re
import shlex
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import requests
from typer import Context
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from bot.commands.main import app
from bot.settings import ROOT, Settings
from bot.storage import Records
from bot.text.typography import typeset
from tests.conftest import run_decroche, settings_in
from tests.visitor import Visitor

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DEVELOPER = (ROOT / "docs" / "developer.md").read_text(encoding="utf-8")
EDITOR = (ROOT / "docs" / "editeur.md").read_text(encoding="utf-8")
OPERATOR = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
UNDERSTANDING = (ROOT / "docs" / "understanding.md").read_text(encoding="utf-8")
TRIALS = (ROOT / "docs" / "trials.md").read_text(encoding="utf-8")
DOCUMENTS = {
    "README": README,
    "contributing": CONTRIBUTING,
    "developer": DEVELOPER,
    "editor": EDITOR,
    "operator": OPERATOR,
    "understanding": UNDERSTANDING,
    "trials": TRIALS,
}


def _shell_lines(document: str) -> list[str]:
    blocks = re.findall(r"```bash\n(.*?)```", document, flags=re.DOTALL)
    return [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]


def test_the_conversation_of_the_readme_is_real(server: Settings) -> None:
    block = re.search(r"```text\n(.*?)```", README, flags=re.DOTALL)
    assert block
    visitor, said = Visitor(server), ""
    for line in block.group(1).splitlines():
        speaker, words = line.split(" : ", maxsplit=1)
        if speaker == "visiteur":
            said = visitor.say(words)
        else:
            assert said.startswith(typeset(words)), line


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_make_targets_of_the_documents_exist(name: str) -> None:
    for target in re.findall(r"`?make (\w+)", DOCUMENTS[name]):
        run = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=False)
        assert run.returncode == 0, target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_decroche_commands_of_the_documents_exist(name: str) -> None:
    for command in set(re.findall(r"decroche (run|\w+)`?", DOCUMENTS[name])) & _commands():
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


@pytest.mark.unit
def test_the_options_and_the_files_of_the_commands_of_the_documents_exist() -> None:
    """Some run for half an hour: what stands behind each is read as it would be, and not run."""
    lines = [line for document in DOCUMENTS.values() for line in _shell_lines(document)]
    commands = [line for line in lines if line.startswith("decroche ")]
    assert any("evaluate --dialogues" in line for line in commands)
    for line in commands:
        command: Any = get_command(app)
        arguments = shlex.split(line)[1:]
        while isinstance(command, TyperGroup):
            _, command, arguments = command.resolve_command(Context(command), arguments)
        command.make_context(command.name, arguments)
        for path in (each for each in arguments if each.startswith(("tests/", "data/"))):
            assert (ROOT / path).exists(), line


@pytest.mark.unit
def test_the_listing_of_the_readme_names_every_folder_three_levels_deep() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    parents = {folder for name in listed.stdout.splitlines() for folder in Path(name).parents}
    folders = {folder for folder in parents if 0 < len(folder.parts) <= 3}
    # The tests mirror the tree: their own folders alone are named.
    own = {Path("tests", name) for name in ("conversations", "strangers", "understanding")}
    mirror = {folder for folder in folders if folder.parts[0] == "tests" and folder.parts[1:]}
    assert _listing() == folders - mirror | own


def _listing() -> set[Path]:
    """The folders of the README's listing: four characters a level, then a name with a stroke."""
    block = re.search(r"## A map of the house\n\n```text\n(.*?)```", README, flags=re.DOTALL)
    assert block
    folders: list[Path] = []
    for line in block.group(1).splitlines():
        found = re.match(r"((?:[│ ]   )*(?:[├└]── )?)([\w.]+)/", line)
        assert found, line
        level = len(found.group(1)) // 4
        above = next((f for f in reversed(folders) if len(f.parts) == level), Path())
        folders.append(above / found.group(2))
    assert len(folders) == len(set(folders))
    return set(folders)


def test_every_decroche_command_stands_in_the_readme() -> None:
    assert "run" in _commands()
    for command in _commands():
        assert f"`decroche {command}`" in README


def test_the_curl_line_of_the_readme_is_answered(server: Settings) -> None:
    line = next(line for line in _shell_lines(README) if line.startswith("curl"))
    arguments = shlex.split(line.replace("$DECROCHE_REST_TOKEN", server.rest_token or ""))
    options = list(itertools.pairwise(arguments))
    headers = dict(value.split(": ") for option, value in options if option == "-H")
    body = next(value for option, value in options if option == "-d")
    url = next(a for a in arguments if a.startswith("http")).replace(":5005", f":{server.port}")
    answer = requests.post(url, data=body.encode(), headers=headers, timeout=30)
    assert answer.json()[0]["text"]


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    defaults = Settings.from_environment({})
    shown: dict[str, object] = {
        "action_secret": "made once, in `<data>/action_secret`",
        "action_url": "`http://127.0.0.1:<action port>`",
        "data": "`var/`",
        "database": "`sqlite:///<data>/conversations.db`",
        "event_broker": "none",
        "dictation": "`off`",
        "secret": "made once, in `<data>/secret`",
        "trusted_proxies": "none",
        "web_origins": "none",
    }
    for setting in fields(Settings):
        value = getattr(defaults, setting.name)
        default = shown.get(setting.name, "none" if value is None else f"`{value}`")
        assert f"| `DECROCHE_{setting.name.upper()}` | {default} |" in OPERATOR
    assert len(re.findall(r"^\| `DECROCHE_", OPERATOR, re.MULTILINE)) == len(fields(Settings))


def test_the_commands_of_the_operators_guide_run(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    contact = Records(settings.database).add_contact(
        conversation="c", first_name="Zoé", email="zoe@example.fr", subject="s", consent_text="t"
    )
    commands = [line for line in _shell_lines(OPERATOR) if line.startswith("decroche")]
    for command in commands:
        arguments = shlex.split(command.replace("ID", contact.id))[1:]
        run = run_decroche(*arguments, settings=settings)
        assert run.returncode == 0, run.stderr
    assert {" ".join(command.split()[1:3]) for command in commands} >= {
        "contacts list",
        "contacts export",
        "contacts erase",
        "feedback export",
        "purge",
    }


def test_every_dependency_is_justified() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for block in re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", project, re.MULTILINE | re.S):
        for name in re.findall(r'^\s*"([\w-]+)', block, re.MULTILINE):
            assert f"`{name}`" in DEVELOPER, name


@pytest.mark.unit
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_files_that_the_documents_name_exist(name: str) -> None:
    named = set(re.findall(r"`((?:\w+/)+[\w.-]+\.(?:py|yml|sh|json|html|js))`", DOCUMENTS[name]))
    # A path may begin at the folder of its paragraph: `model/answers.py` within bot/nlu.
    ends = {end for end in named if not next(ROOT.glob(end), None)}
    assert {end for end in ends if not next((ROOT / "bot").rglob(end), None)} == set()


def test_the_pictures_of_the_readme_are_there_small_and_described() -> None:
    shown = dict(re.findall(r"!\[([^\]]*)\]\((docs/images/[^)]+)\)", README))
    assert len(shown) == 4 and all(len(words) > 40 for words in shown)
    assert "docs/images/telegram.webp" in shown.values() and "The last is drawn" in README
    kept = {str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "images").iterdir()}
    assert set(shown.values()) == kept
    for name in kept:
        picture = (ROOT / name).read_bytes()
        assert picture[8:12] == b"WEBP" and len(picture) <= 60_000


def test_lock_files_hold_no_download_address() -> None:
    locks = list(ROOT.glob("requirements*.lock"))
    assert len(locks) == 4
    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []


def _commands() -> set[str]:
    return {command.callback.__name__ for command in app.registered_commands if command.callback}
