"""The settings of an installation, read from the environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.settings import ROOT, Settings

PORTS = pytest.mark.parametrize("name", ["DECROCHE_PORT", "DECROCHE_ACTION_PORT"])


def test_without_environment_the_servers_listen_on_this_machine_only() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings("127.0.0.1", 5005, 5055, ROOT / "var")


def test_the_environment_decides() -> None:
    settings = Settings.from_environment(
        {
            "DECROCHE_HOST": "0.0.0.0",
            "DECROCHE_PORT": "8000",
            "DECROCHE_ACTION_PORT": "8001",
            "DECROCHE_DATA": "/srv/decroche",
        }
    )
    assert settings == Settings("0.0.0.0", 8000, 8001, Path("/srv/decroche"))


@pytest.mark.parametrize(
    "name", ["DECROCHE_HOST", "DECROCHE_PORT", "DECROCHE_ACTION_PORT", "DECROCHE_DATA"]
)
def test_an_empty_variable_is_as_good_as_none(name: str) -> None:
    assert Settings.from_environment({name: ""}) == Settings.from_environment({})


def test_a_relative_data_folder_is_taken_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({"DECROCHE_DATA": "data"}).data == tmp_path / "data"


@PORTS
@pytest.mark.parametrize("value", ["0", "65536", "-1", "80.5", "http", " 80", "²"])
def test_a_value_that_is_no_port_is_reported_with_its_variable(name: str, value: str) -> None:
    with pytest.raises(StartupError) as caught:
        Settings.from_environment({name: value})
    assert caught.value.where == name
    assert f"« {value} »" in caught.value.problem


@PORTS
@pytest.mark.parametrize("value", ["1", "65535"])
def test_the_lowest_and_the_highest_port_are_accepted(name: str, value: str) -> None:
    settings = Settings.from_environment({name: value})
    assert int(value) in (settings.port, settings.action_port)


def test_the_addresses_and_files_follow_from_the_settings() -> None:
    settings = Settings("localhost", 8000, 8001, Path("/srv/decroche"))
    assert settings.url == "http://localhost:8000"
    assert settings.action_url == "http://localhost:8001"
    assert settings.model == Path("/srv/decroche/models/decroche.tar.gz")
    assert settings.logs == Path("/srv/decroche/log")


def test_a_child_process_reads_the_same_settings() -> None:
    settings = Settings("localhost", 8000, 8001, Path("/srv/decroche"))
    assert Settings.from_environment(settings.as_environment()) == settings


def test_a_child_process_gets_every_variable_that_the_endpoints_name() -> None:
    environment = Settings.from_environment({}).as_environment()
    endpoints = (ROOT / "bot" / "endpoints.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)\}", endpoints))
    assert named
    assert named <= environment.keys()


def test_the_action_server_is_called_at_its_webhook() -> None:
    environment = Settings("localhost", 8000, 8001, Path("/srv/decroche")).as_environment()
    assert environment["DECROCHE_ACTION_URL"] == "http://localhost:8001/webhook"
    assert environment["DECROCHE_CONVERSATIONS"] == "/srv/decroche/conversations.db"
