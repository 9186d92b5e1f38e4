"""The documents say what is: their commands run, their tables are complete, their talk is real."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from bot.cli import app
from bot.records import Records
from bot.settings import ROOT, Settings
from bot.typography import typeset
from tests.conftest import run_decroche, settings_in
from tests.visitor import Visitor

README = (ROOT / "README.md").read_text(encoding="utf-8")
DEVELOPER = (ROOT / "docs" / "developer.md").read_text(encoding="utf-8")
EDITOR = (ROOT / "docs" / "editeur.md").read_text(encoding="utf-8")
OPERATOR = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
DOCUMENTS = {
    "README": README,
    "developer": DEVELOPER,
    "editor": EDITOR,
    "operator": OPERATOR,
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


def test_every_decroche_command_stands_in_the_readme() -> None:
    for command in _commands():
        assert f"`decroche {command}`" in README


def test_the_curl_line_of_the_readme_is_answered(server: Settings) -> None:
    line = next(line for line in _shell_lines(README) if line.startswith("curl"))
    arguments = shlex.split(line)
    body = json.loads(arguments[arguments.index("-d") + 1])
    url = next(a for a in arguments if a.startswith("http")).replace(":5005", f":{server.port}")
    assert requests.post(url, json=body, timeout=30).json()[0]["text"]


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    defaults = Settings.from_environment({})
    shown: dict[str, object] = {
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


def test_lock_files_hold_no_download_address() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def _commands() -> set[str]:
    return {command.callback.__name__ for command in app.registered_commands if command.callback}
